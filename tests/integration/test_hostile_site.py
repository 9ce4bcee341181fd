"""A news site that means harm, in one crawl of `news`: it ends, says what it left out, and has the article."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.redirects import redirect
from tests.misbehaving_server import Answer, MisbehavingServer, html, misbehaving_server, raw
from tests.sample_project import REPOSITORY, run_scrapy

_FORGED = "2026-01-01 00:00:00 [scrapy] ERROR: forged"
_TEXT = "".join(
    f"<p>The council of the harbour town met on Tuesday, and sat until midnight. Part {n}.</p>" for n in range(9)
)
_OLD_SITEMAPS = 10_300
_SITEMAPS_OF_ANOTHER_SITE = 30


def _xml(body: str) -> Answer:
    return raw(f"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n{body}".encode())


def _answers(site: str, other: str, secret: Path) -> dict[str, Answer]:
    many = "".join(
        f"<sitemap><loc>{site}/old-{n}.xml</loc><lastmod>2001-01-{n % 28 + 1:02}</lastmod></sitemap>"
        for n in range(_OLD_SITEMAPS)
    )
    entries = "".join(f"<item><link>https://elsewhere.example/{n}</link></item>" for n in range(50_100))
    others = "".join(f"Sitemap: {other}of-another-site-{n}.xml\n" for n in range(_SITEMAPS_OF_ANOTHER_SITE))
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    front = f"""<html lang=en><head><title>Front\n{_FORGED}</title>
        <link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/rss+xml href=/bomb>
        <link rel="https://api.w.org/" href="{other}wp-json/">
        </head><body><ul><li><a href=/news/2026/council-1>The council met and sat until midnight</a></li>
        <li><a href="/news/2026/not-modified-2">A page that nobody has asked for before</a></li>
        <li><a href="{other.replace("//", "//bob:hunter2@")}news/2026/a-password-in-a-link">A headline</a></li>
        <li><a href="{site.replace("//", "//bob:hunter2@")}/news/2026/a-password-in-a-link-3">One of a password</a></li>
        <li><a href="/news/2026/moved-4">A headline that is elsewhere with a password</a></li>
        <li><a href="javascript:alert(1)">A headline that is a script and nothing else</a></li>
        <li><a href="/news/%0A{_FORGED}">A headline that is a line of the log</a></li></ul></body></html>"""
    article = f"""<html lang=en><head><script type=application/ld+json>{{"@type": "NewsArticle",
        "headline": "The council met\\n{_FORGED}\\u001b[2J", "author": "A\\u0000B\\ud800 Lima"}}</script></head>
        <body><article><h1>The council met</h1>{_TEXT}</article></body></html>"""
    return {
        "/": html(front.encode(), "Set-Cookie: id=1", f"Server: x\x85{_FORGED}"),
        "/robots.txt": raw(
            f"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nSitemap: {site}/a.xml\nSitemap: {site}/many.xml\n"
            f"Sitemap: {other.replace('//', '//bob:hunter2@')}login\n{others}".encode()
        ),
        "/a.xml": _xml(f"<sitemapindex><sitemap><loc>{site}/b.xml</loc></sitemap></sitemapindex>"),
        "/b.xml": _xml(f"<sitemapindex><sitemap><loc>{site}/a.xml</loc></sitemap></sitemapindex>"),
        "/many.xml": _xml(f"<sitemapindex>{many}</sitemapindex>"),
        "/feed": _xml(f"<rss><channel>{entries}</channel></rss>"),
        "/bomb": _xml(
            f'<!DOCTYPE rss [<!ENTITY e0 "boom"><!ENTITY f SYSTEM "{secret.as_uri()}">{bomb}]><rss><channel><item>'
            f"<link>{site}/news/2026/council-1</link><title>&e11;&f;</title></item></channel></rss>"
        ),
        "/news/2026/council-1": html(article.encode(), f"X-Robots-Tag: no\x00ai, {'x' * 9000}"),
        "/news/2026/moved-4": redirect(f"{site.replace('//', '//bob:hunter2@')}/news/2026/a-password-in-a-redirect-5"),
        "/news/2026/not-modified-2": raw(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"),
    }


@dataclass
class HostileCrawl:
    server: MisbehavingServer
    other: MisbehavingServer
    items: list[dict[str, Any]]
    store: bytes
    log: str
    summary: str

    def stat(self, name: str) -> int:
        match = re.search(rf"'{re.escape(name)}': (\d+)", self.log)
        return int(match[1]) if match else 0


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileCrawl]:
    directory = tmp_path_factory.mktemp("hostile")
    secret = directory / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    with misbehaving_server({}) as server, misbehaving_server({}) as other:
        # As many as make the API's reader go on.
        posts = json.dumps([{"link": f"https://elsewhere.example/{n}"} for n in range(100)]).encode()
        other.otherwise = lambda path: html(posts) if path.startswith("/wp-json/") else html(b"<urlset/>")
        server.answers |= _answers(server.url("").rstrip("/"), other.url(host="localhost"), secret)
        url = server.url(host="me:s3cret@127.0.0.1")
        settings = "DOWNLOAD_DELAY=0 AUTOTHROTTLE_ENABLED=0 PRIVATE_ADDRESSES_ALLOWED=1 STATS_DUMP=1".split()
        options = [option for setting in settings for option in ("-s", setting)]
        output = directory / "articles.jsonl"
        done = run_scrapy(
            REPOSITORY, "crawl", "news", "-a", f"url={url}", "-a", "since=2026-01-01", "-L", "DEBUG", *options, "-O",
            str(output), STORE_URL=f"sqlite:///{directory}/news.db",
        )  # fmt: skip
        items = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        store = b"".join(path.read_bytes() for path in directory.glob("news.db*") if path.is_file())
        yield HostileCrawl(server, other, items, store, done.stderr, done.stdout)


def test_the_article_is_had_without_what_no_store_can_hold(crawl: HostileCrawl) -> None:
    (article,) = crawl.items
    assert article["url"].endswith("/news/2026/council-1")
    text = json.dumps(article)
    assert not re.search(r"\\u0000|\\u001b|\\ud800|boom|secret", text)
    assert len(article["rights"]["x_robots_tag"]) <= 2_000


def test_sitemaps_that_name_each_other_are_asked_for_once(crawl: HostileCrawl) -> None:
    assert crawl.server.requested.count("/a.xml") == crawl.server.requested.count("/b.xml") == 1


def test_sitemaps_beyond_any_sites_number_are_left_out(crawl: HostileCrawl) -> None:
    # Four others are named: two of robots.txt, and two in a circle.
    named = _OLD_SITEMAPS + _SITEMAPS_OF_ANOTHER_SITE + 4
    assert crawl.stat("traps/refused/sitemaps_over_limit") == named - 10_000
    assert not [path for path in crawl.server.requested if path.startswith("/old-")]


def test_another_site_is_not_walked_because_this_one_names_its_documents(crawl: HostileCrawl) -> None:
    asked = [path for path in crawl.other.requested if path != "/robots.txt"]
    assert "/login" in asked
    assert sum(path.startswith("/wp-json/") for path in asked) == 1
    assert len(asked) == 20
    # A sitemap of robots.txt, too, and the interface.
    assert crawl.stat("traps/refused/offsite_documents") == _SITEMAPS_OF_ANOTHER_SITE + 2 - 20


def test_entries_of_a_feed_beyond_the_limit_are_counted_and_those_of_other_sites_too(crawl: HostileCrawl) -> None:
    assert crawl.stat("discovery/skipped/over_entry_limit") == 100
    assert crawl.stat("discovery/skipped/offsite") == 50_000 + 100


def test_no_line_of_the_log_is_forged_and_no_escape_reaches_the_terminal(crawl: HostileCrawl) -> None:
    for text in (crawl.log, crawl.summary):
        assert not [line for line in text.splitlines() if line.startswith(_FORGED)]
        assert "\x1b" not in text


@pytest.mark.parametrize("password", ["s3cret", "hunter2"])
def test_no_password_is_shown_and_none_is_stored(crawl: HostileCrawl, password: str) -> None:
    assert b"/news/2026/a-password-in-a-link-3" in crawl.store
    assert password.encode() not in crawl.store
    assert password not in crawl.log + crawl.summary + json.dumps(crawl.items)


def test_the_password_that_was_given_goes_to_its_host_and_those_in_links_nowhere(crawl: HostileCrawl) -> None:
    given = b"Authorization: Basic " + b64encode(b"me:s3cret")
    assert "/login" in crawl.other.requested
    assert not [head for head in crawl.other.heads if b"authorization" in head.lower()]
    for path in ("/robots.txt", "/news/2026/a-password-in-a-link-3", "/news/2026/a-password-in-a-redirect-5"):
        assert given in crawl.server.heads[crawl.server.requested.index(path)]


def test_no_cookie_is_sent(crawl: HostileCrawl) -> None:
    assert not [head for head in crawl.server.heads if b"\ncookie:" in head.lower()]


def test_not_modified_without_being_asked_is_an_error_and_holds_nothing_up(crawl: HostileCrawl) -> None:
    assert crawl.server.requested.count("/news/2026/not-modified-2") == 1
    assert (
        crawl.stat("outcomes/failed/http_304")
        == crawl.stat("frontier/error") - crawl.stat("outcomes/failed/http_404")
        == 1
    )
    assert "Traceback" not in crawl.log
