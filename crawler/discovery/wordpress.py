"""The listing of posts that WordPress and its relatives offer in JSON (developer.wordpress.org/rest-api, "Posts")."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from crawler.discovery.entries import DiscoveredUrl, first_date, plain_title, resolve_url
from crawler.extraction.page import Page

# The most that the API gives at once.
POSTS_PER_PAGE = 100
# What pages announce the API with (REST API handbook, "Discovery").
_RELATION = "https://api.w.org/"


def posts_url(page: Page) -> str | None:
    """Where the site of *page* lists its newest posts, None when it announces no API."""
    for link in page.links(_RELATION):
        root = page.absolute(link.get("href"))
        # The form with "?rest_route=" is of sites whose API is at the root.
        if root and "?" not in root:
            return f"{root.rstrip('/')}/wp/v2/posts?{_query(1)}"
    return None


def parse_posts(body: bytes, url: str) -> tuple[list[DiscoveredUrl], str | None] | None:
    """The posts in *body*, fetched from *url*, and the URL of the next page of them, None when this is the last;
    None when *body* is no list of posts. Never raises."""
    try:
        posts = json.loads(body, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(posts, list):
        return None
    entries = [entry for post in posts if isinstance(post, dict) and (entry := _entry(post, url))]
    return entries, _next_page(url) if len(posts) >= POSTS_PER_PAGE else None


def _entry(post: dict[str, Any], url: str) -> DiscoveredUrl | None:
    link = post.get("link")
    address = resolve_url(url, link) if isinstance(link, str) else None
    if address is None:
        return None
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else None
    # Times of the API have no offset; those named "gmt" are in UTC.
    dates = {name: f"{post[name]}Z" for name in ("date_gmt", "modified_gmt") if isinstance(post.get(name), str)}
    return DiscoveredUrl(
        address,
        "feed",
        found_in=url,
        title=plain_title(rendered) if isinstance(rendered, str) else None,
        published=first_date(dates, ["date_gmt"]),
        modified=first_date(dates, ["modified_gmt"]),
    )


def _query(page: int) -> str:
    return urlencode({"per_page": POSTS_PER_PAGE, "_fields": "link,date_gmt,modified_gmt,title", "page": page})


def _next_page(url: str) -> str:
    parts = urlsplit(url)
    number = parse_qs(parts.query).get("page", ["1"])[0]
    return urlunsplit(parts._replace(query=_query(int(number) + 1 if number.isdecimal() else 2)))
