"""The article store of one crawl: opened once, called off the event loop, written in batches."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later, run_in_thread
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from twisted.internet.defer import DeferredLock

from crawler.errors import StoreError
from crawler.storage import ArticleStore, Known, open_store
from pipelines.novelty import novelty

logger = logging.getLogger(__name__)

T = TypeVar("T")


class CrawlStore:
    """An `ArticleStore` for the pipelines of one crawl.

    The first call that fails ends its use: the error is logged, the spider is closed with the reason "store_failed",
    and every later call raises StoreError without trying. What was not written is counted as `store/lost/...`; the next
    crawl finds it new.
    """

    def __init__(self, crawler: Crawler, url: str, *, batch_size: int, flush_seconds: float) -> None:
        self._crawler = crawler
        self._url = url
        self._batch_size = batch_size
        self._flush_seconds = flush_seconds
        self._store: ArticleStore | None = None
        # One call at a time and in the order they were made, so that pages are judged in the order they came.
        self._turn = DeferredLock()
        self._articles: list[dict[str, Any]] = []
        self._unchanged_ids: list[str] = []
        self._flush_call: CallLaterResult | None = None
        self._failure: str | None = None
        self._closed = False

    async def open(self) -> None:
        """Raises StoreError when the store cannot be opened."""
        try:
            self._store = await self._in_thread(open_store, self._url)
        except StoreError as error:
            self._fail(error, "nothing is fetched")
            raise

    async def find(self, ids: list[str], content_hashes: list[str]) -> Known:
        """`ArticleStore.find`. Articles of this run are found once their batch is written."""
        try:
            return await self._in_thread(self._opened().find, ids, content_hashes)
        except StoreError as error:
            self._fail(error, "the crawl ends")
            self._close_spider()
            raise

    async def add(self, article: dict[str, Any]) -> None:
        """Store *article* (in feed form) with its batch. The call that completes a batch returns when it is
        written, which slows the crawl down to what the store can take."""
        self._opened()
        if self._closed:
            raise StoreError(f"{article['url']} came after the article store was closed")
        self._articles.append(article)
        if len(self._articles) >= self._batch_size:
            await self._flush()
        else:
            self._flush_later()

    def saw_unchanged(self, article_id: str) -> None:
        """Note with the next batch that a stored article was seen again."""
        self._unchanged_ids.append(article_id)
        self._flush_later()

    async def close(self) -> None:
        """Write what is left and close the store, if it was opened."""
        if self._store is not None:
            self._closed = True
            await self._flush()
            await self._in_thread(self._store.close)

    def _opened(self) -> ArticleStore:
        if self._failure is not None:
            raise StoreError(self._failure)
        if self._store is None:
            raise StoreError("the article store is not open")
        return self._store

    async def _in_thread(self, call: Callable[..., T], *args: Any) -> T:
        await maybe_deferred_to_future(self._turn.acquire())
        try:
            return await run_in_thread(call, *args)
        finally:
            self._turn.release()

    def _flush_later(self) -> None:
        if self._flush_call is None:
            self._flush_call = call_later(self._flush_seconds, lambda: deferred_from_coro(self._flush()))

    async def _flush(self) -> None:
        if self._flush_call is not None:
            self._flush_call.cancel()
            self._flush_call = None
        articles, self._articles = self._articles, []
        unchanged_ids, self._unchanged_ids = self._unchanged_ids, []
        if not articles and not unchanged_ids:
            return
        try:
            await self._in_thread(self._write, articles, unchanged_ids)
        except StoreError as error:
            for article in articles:
                self._crawler.stats.inc_value(f"store/lost/{novelty(article)}")
            self._fail(error, f"{len(articles)} articles are not stored and the crawl ends")
            self._close_spider()
        else:
            self._crawler.stats.inc_value("store/written", count=len(articles))

    def _write(self, articles: list[dict[str, Any]], unchanged_ids: list[str]) -> None:
        store = self._opened()
        seen_at = datetime.now(UTC)
        # In this order, so that an error always means that the articles are not stored.
        if unchanged_ids:
            store.touch(unchanged_ids, seen_at)
        if articles:
            store.put(articles, seen_at)

    def _fail(self, error: StoreError, consequence: str) -> None:
        if self._failure is None:
            self._failure = str(error)
            self._crawler.stats.inc_value("store/errors")
            details = {"error": error, "consequence": consequence}
            logger.error("%(error)s; %(consequence)s", details, extra={"spider": self._crawler.spider})

    def _close_spider(self) -> None:
        # Not awaited: the engine closes when all items, also the one that met the error, are through.
        if not self._closed:
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="store_failed"))
