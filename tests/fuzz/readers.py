"""What reads pages and documents in a crawl, and what must be true of whatever it gives."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime

from crawler import extract
from crawler.discovery.feeds import parse_feed
from crawler.discovery.listings import find_listing
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.robots_rules import PathPattern, parse_robots
from crawler.discovery.sitemaps import parse_sitemap
from crawler.discovery.wordpress import parse_posts, posts_url
from crawler.extraction.page import parse_page
from crawler.extraction.rights import parse_tdmrep

URL = "https://www.example.org/news/2026/05/the-ferry-1234.html"
FETCHED_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
# As JSON spells it; a text may hold that spelling itself, behind an escaped backslash.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_PATHS = ("/", "/search/a?q=b&page=2", "/%C3%A4rger/" + "a" * 2_000)


def read_page(html: bytes) -> None:
    """Every field of the article."""
    _check(asdict(extract(html, URL, fetched_at=FETCHED_AT)))


def read_listing(html: bytes) -> None:
    """What the page links to."""
    page = parse_page(html, URL, fetched_at=FETCHED_AT)
    _check([asdict(find_listing(page)), posts_url(page)])


def read_feed(body: bytes) -> None:
    feed = parse_feed(body, URL)
    _check(asdict(feed) if feed is not None else None)


def read_sitemap(body: bytes) -> None:
    sitemap = parse_sitemap(body, URL)
    _check(asdict(sitemap) if sitemap is not None else None)


def read_posts(body: bytes) -> None:
    posts = parse_posts(body, URL)
    _check([asdict(entry) for entry in posts[0]] if posts is not None else None)


def read_robots(body: bytes) -> None:
    _check(sitemap_urls(body, URL))
    rules = parse_robots(body, "NewsCrawler")
    for path in _PATHS:
        _check([rules.allows(f"https://www.example.org{path}"), rules.signals])
    delay = rules.crawl_delay
    assert delay is None or 0 < delay < float("inf"), f"a delay of {delay} s"


def read_tdmrep(body: bytes) -> None:
    for rule in parse_tdmrep(body):
        PathPattern.parse(rule["location"]).matches(_PATHS[-1])
        _check(rule)


# Which of them a document is, is the server's to say.
DOCUMENT_READERS = (read_feed, read_sitemap, read_posts, read_robots, read_tdmrep)


def _check(found: object) -> None:
    """That feeds and stores can take it: text that is none, or no text, would be lost with its whole article."""
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    text.encode()
    assert not _NUL.search(text), "NUL in a field"
