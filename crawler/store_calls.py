"""Calling the store of a crawl off the event loop, until a call fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from twisted.internet.defer import DeferredLock

from crawler.errors import StoreError
from crawler.storage import ArticleStore

logger = logging.getLogger(__name__)

T = TypeVar("T")


class StoreCalls:
    """Calls of one store, in threads, one at a time. The first that fails ends its use."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.store: ArticleStore | None = None
        """None until it is open."""
        self.failure: str | None = None
        """What the first call that failed said."""
        self.is_closed = False
        # One call at a time and in the order they were made, so that pages are judged in the order they came.
        self._turn = DeferredLock()

    def opened(self) -> ArticleStore:
        """The store; raises StoreError when it is not open, or was given up."""
        if self.failure is not None:
            raise StoreError(self.failure)
        if self.store is None:
            raise StoreError("the article store is not open")
        return self.store

    async def indispensable(self, call: Callable[..., T], *args: Any) -> T:
        """What *call* gives; when it cannot, the crawl ends. Raises StoreError."""
        try:
            return await self.in_thread(call, *args)
        except StoreError as error:
            self.fail(error, "the crawl ends")
            self.close_spider()
            raise

    async def in_thread(self, call: Callable[..., T], *args: Any) -> T:
        await maybe_deferred_to_future(self._turn.acquire())
        try:
            return await run_in_thread(call, *args)
        finally:
            self._turn.release()

    def fail(self, error: StoreError, consequence: str) -> None:
        if self.failure is None:
            self.failure = str(error)
            self._crawler.stats.inc_value("store/errors")
            self._crawler.stats.set_value("store/error", self.failure)
            details = {"error": error, "consequence": consequence}
            logger.error("%(error)s; %(consequence)s", details, extra={"spider": self._crawler.spider})

    def close_spider(self) -> None:
        # Not awaited: the engine closes when all items, also the one that met the error, are through.
        if not self.is_closed:
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="store_failed"))
