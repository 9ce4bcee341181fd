"""Downloader middleware that keeps users and passwords out of URLs, and sends those that were given with the crawl.

What is in a URL ends up in logs, feeds, the store and the Referer header; and Twisted takes "user:password@host" for
the name of a host. A user and a password that whoever runs the crawl has put into a URL (`given_urls` of the spider)
are sent as HTTP Basic authentication (RFC 7617) with every request to that origin, as browsers do. What a page puts
into a link is never sent: it would have the crawl try passwords at others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from w3lib.http import basic_auth_header

from crawler.fetching.page_origin import PAGE_URL
from crawler.urls import without_userinfo


class UrlCredentialsMiddleware:
    def __init__(self, given_urls: Iterable[str]) -> None:
        self._given: dict[tuple[str, str | None, int | None], list[str]] = {}
        for url in given_urls:
            if userinfo := _userinfo(url):
                self._given.setdefault(_origin(url), []).append(userinfo)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(getattr(crawler.spider, "given_urls", ()))

    def process_request(self, request: Request) -> Request | None:
        given = self._given.get(_origin(request.url), ()) if self._given else ()
        page_url = request.meta.get(PAGE_URL)
        # Scripts of a page ask for what they like: what is elsewhere is not to be opened for them.
        if given and (page_url is None or _origin(page_url) == _origin(request.url)):
            asked = _userinfo(request.url)
            user, _, password = (asked if asked in given else given[0]).partition(":")
            request.headers["Authorization"] = basic_auth_header(unquote(user), unquote(password))
        bare = without_userinfo(request.url)
        return request.replace(url=bare) if bare != request.url else None


def _userinfo(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[0]


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
