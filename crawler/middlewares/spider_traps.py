"""Middlewares that leave out requests which would lead into a trap, and bound what one document may ask for.

The spider middleware judges what a page asks for; the downloader middleware judges again what has been waiting since
before the trap was recognised, and what a spider remembers and asks for later.

Each is counted as `traps/refused/<kind>`; the first of a site and kind is named in a warning, as somebody should look
whether it is one.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response

from crawler.discovery.traps import TrapDetector, trap_kind
from crawler.fetching.outcomes import is_no_page
from crawler.fetching.refusals import TrapError
from crawler.urls import site_of

logger = logging.getLogger(__name__)

# A site's largest pages, archives by year, link to some two thousand others.
MAX_LINKS_PER_PAGE = 5_000
# An index of sitemaps may not name indexes (sitemaps.org); some do, one below another.
MAX_INDEX_DEPTH = 3
_WARNINGS_KEPT = 1_000


class SpiderTrapsMiddleware:
    def __init__(self, crawler: Crawler, max_pages: int) -> None:
        self._crawler = crawler
        self._detector = TrapDetector(max_pages)
        self._warned_of: set[tuple[str, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        max_pages = crawler.settings.getint("TRAP_MAX_PAGES")
        if max_pages <= 0:
            raise NotConfigured
        middleware = cls(crawler, max_pages)
        crawler.signals.connect(middleware.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(middleware.item_dropped, signal=signals.item_dropped)
        return middleware

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        # "Not modified" is no page that was read for nothing.
        if isinstance(response, HtmlResponse) and response.status != HTTPStatus.NOT_MODIFIED:
            self._detector.page_read(response.url)
        requests = 0
        async for found in result:
            if isinstance(found, Request):
                requests += 1
                if kind := self._trap_kind(found, response, requests):
                    self.refuse(kind, found)
                    continue
            yield found
        if (visit := response.meta.get("visit")) is not None:
            named = [found.url for found in visit.result.found if found.kind == "article"]
            self._detector.articles_named(response.url, named)

    def learn_article(self, url: str) -> None:
        """*url* was an article in an earlier crawl of the site."""
        self._detector.learn_article(url)

    def item_scraped(self, response: Response | None) -> None:
        if response is not None:
            self._detector.learn_article(response.url)
            self._detector.article_found(response.url)
            # The pages that led there were worth reading too.
            for url in _found_in(response.request) if response.request else ():
                self._detector.article_found(url)

    def item_dropped(self, response: Response | None, exception: BaseException) -> None:
        # No article, or one under another URL of this run: that is what a trap gives. Others are known or not wanted.
        if not any(reason in str(exception) for reason in ("validation/dropped", "dropped/same_url")):
            self.item_scraped(response)

    def _trap_kind(self, request: Request, response: Response, number: int) -> str | None:
        if isinstance(response, HtmlResponse):
            if number > MAX_LINKS_PER_PAGE:
                return "links_over_limit"
        elif response.request is not None and request.callback == response.request.callback:
            # A document that names documents of its kind.
            depth = response.meta.get("index_depth", 0) + 1
            if depth > MAX_INDEX_DEPTH:
                return "index_depth"
            request.meta["index_depth"] = depth
        return self.url_trap_kind(request)

    def url_trap_kind(self, request: Request) -> str | None:
        """The kind of trap that the URL of *request* leads into, None for none. What the user began with is none."""
        if request.meta.get("is_start"):
            return None
        kind = trap_kind(request.url, datetime.now(UTC).year)
        return kind or ("fruitless" if self._detector.is_fruitless(request.url) else None)

    def refuse(self, kind: str, request: Request) -> None:
        self._crawler.stats.inc_value(f"traps/refused/{kind}")
        key = (site_of(request.url), kind)
        if key not in self._warned_of and len(self._warned_of) < _WARNINGS_KEPT:
            self._warned_of.add(key)
            logger.warning(
                "Not followed, as it looks like a trap (%(kind)s): %(url)s",
                {"kind": kind, "url": request.url},
                extra={"spider": self._crawler.spider},
            )


class WaitingTrapsMiddleware:
    """The downloader middleware."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        traps = self._crawler.get_spider_middleware(SpiderTrapsMiddleware)
        if not isinstance(traps, SpiderTrapsMiddleware) or is_no_page(request):
            return
        if kind := traps.url_trap_kind(request):
            traps.refuse(kind, request)
            raise TrapError(f"{request.url}: looks like a trap")


def _found_in(request: Request) -> Iterable[str]:
    """The pages that named the URL of *request*: of a spider that says so, else the one that was read before it."""
    if "found_in" in request.meta:
        return tuple(request.meta["found_in"])
    referer = request.headers.get("Referer")
    return (referer.decode("latin-1"),) if referer else ()
