"""Downloader middleware that does not follow a redirect to a page the crawl knows already.

The page is, or has been, fetched under its own URL; where it is not known yet, other URLs that redirect to it will find
it known. Start pages are followed wherever they lead, as are documents.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.crawl_store import crawl_store_of
from crawler.storage import FoundUrl
from crawler.urls import clean_url
from crawler.visits import Visit

_NO_ARTICLE = ("article", "not_an_article")


class KnownPageError(IgnoreRequest):
    """The request was not sent because its page is in the frontier under its own URL."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url} is known already")
        self.url = url


class KnownPagesMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        visit: Visit | None = request.meta.get("visit")
        if visit is None or not request.meta.get("redirect_times") or request.meta.get("retry_times"):
            return
        if visit.pending.kind not in ("article", "list"):
            return
        key = clean_url(request.url)
        if key == visit.pending.key:
            return
        known = await crawl_store_of(self._crawler).find_url(key)
        # What has moved since it was read is followed, unless it led to no article before.
        was_read = visit.pending.outcome != "pending" and (visit.pending.kind, visit.pending.outcome) != _NO_ARTICLE
        if known is not None and known.id != visit.pending.id and not was_read:
            raise KnownPageError(request.url)
        found = FoundUrl(
            key=key,
            url=request.url,
            kind=visit.pending.kind,
            source="redirect",
            found_in=visit.pending.url,
            depth=visit.pending.depth,
            outcome="duplicate",
            detail=visit.pending.url,
        )
        visit.found(found)
