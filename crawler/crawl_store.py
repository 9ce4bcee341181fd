"""The store of one crawl: opened once, called off the event loop, written in batches.

`crawl_store_of` gives the spider and the pipelines of a crawl the same one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro

from crawler.errors import StoreError
from crawler.storage import (
    FoundUrl,
    Known,
    KnownUrl,
    PageResult,
    PendingUrl,
    Relation,
    SiteLock,
    SiteRun,
    open_store,
)
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.frontier import RenderingNeeded
from crawler.storage.spool import Replayed, Spool, spool_for
from crawler.store_calls import StoreCalls
from crawler.store_counts import StoreCounts

_stores: WeakKeyDictionary[Crawler, CrawlStore] = WeakKeyDictionary()
# Crawls of one process that share a domain go one after the other: side by side they would ask its hosts twice as often
# as is polite, and to the lock between processes they are one.
_turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()


def crawl_store_of(crawler: Crawler) -> CrawlStore:
    """The store of *crawler*'s crawl, by its settings STORE_URL (empty: one in memory, of which nothing stays),
    STORE_BATCH_SIZE, STORE_FLUSH_SECONDS and STORE_SPOOL_DIR; to be opened by whoever comes first."""
    if crawler not in _stores:
        settings = crawler.settings
        _stores[crawler] = CrawlStore(
            crawler,
            settings.get("STORE_URL") or "sqlite://",
            batch_size=settings.getint("STORE_BATCH_SIZE"),
            flush_seconds=settings.getfloat("STORE_FLUSH_SECONDS"),
            spool=spool_for(settings.get("STORE_URL"), settings.get("STORE_SPOOL_DIR")),
        )
    return _stores[crawler]


class CrawlStore:
    """An `ArticleStore`, and the frontier of one site in it, for the spider and the pipelines of one crawl.

    What a page came to is written with the others of its batch, in the order the pages ended; looking up what is
    pending writes first what names URLs.

    The first call that fails ends its use: the error is logged, the spider is closed with the reason "store_failed",
    and every later call raises StoreError without trying. What was not written, and what is still under way, goes to
    the spool (`store/spooled/...`), from which the next crawl stores it before it begins; without one it is counted as
    `store/lost/...`, and the next crawl finds it new.
    """

    def __init__(
        self, crawler: Crawler, url: str, *, batch_size: int, flush_seconds: float, spool: Spool | None = None
    ) -> None:
        self._crawler = crawler
        self._calls = StoreCalls(crawler)
        self._counts = StoreCounts(crawler)
        self._url = url
        self._max_url_length = crawler.settings.getint("URLLENGTH_LIMIT")
        self._batch_size = batch_size
        self._flush_seconds = flush_seconds
        self.site = ""
        """Key of the site whose frontier is used; empty for a crawl without one."""
        self._lock: SiteLock | None = None
        self._domain_turn: asyncio.Lock | None = None
        self._domain = ""
        self._batch = self._new_batch()
        self._spool = spool
        self._flush_call: CallLaterResult | None = None

    async def open(self) -> None:
        """Open the store unless it is. Raises StoreError when it cannot be opened."""
        if self._calls.store is not None:
            return
        try:
            self._calls.store = await self._calls.in_thread(open_store, self._url)
            for replayed in await self._calls.in_thread(self._replayed):
                self._counts.replayed(replayed)
        except StoreError as error:
            self._calls.fail(error, "nothing is fetched")
            raise

    def _replayed(self) -> list[Replayed]:
        return list(self._spool.replay(self._calls.opened())) if self._spool is not None else []

    async def find(self, ids: list[str], content_hashes: list[str]) -> Known:
        """`ArticleStore.find`. Articles of this run are found once their batch is written."""
        return await self._calls.indispensable(self._calls.opened().find, ids, content_hashes)

    async def find_cluster(self, article: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> str | None:
        """`ArticleStore.find_cluster`."""
        return await self._calls.indispensable(self._calls.opened().find_cluster, article, datetime.now(UTC), before)

    async def add(self, article: dict[str, Any]) -> None:
        """Store *article* (in feed form) with its batch. The call that completes a batch returns when it is
        written, which slows the crawl down to what the store can take."""
        self.check()
        if self._calls.is_closed:
            raise StoreError(f"{article['url']} came after the article store was closed")
        self._batch.articles.append(article)
        if len(self._batch.articles) >= self._batch_size:
            await self._flush()
        else:
            self._flush_later()

    async def begin_run(self, site: str, domain: str, starts: Sequence[FoundUrl], limits: str) -> SiteRun:
        """Take the right to crawl *domain*, once no other crawl of this process has it, and begin with *site*. Raises
        SiteLockedError, StoreError."""
        frontier = self._calls.opened().frontier
        turn = _turns.setdefault((self._url, domain), asyncio.Lock())
        await turn.acquire()
        self._domain_turn = turn
        try:
            self._lock = await self._calls.in_thread(frontier.lock, domain)
            self.site, self._domain = site, domain
            self._batch.site, self._batch.domain = site, domain
            return await self._calls.in_thread(
                partial(frontier.begin_run, site, starts, datetime.now(UTC), limits=limits)
            )
        except StoreError as error:
            self._calls.fail(error, "nothing is fetched")
            raise

    async def end_run(self) -> None:
        await self._flush()
        await self._calls.indispensable(self._calls.opened().frontier.end_run, self.site, datetime.now(UTC))

    async def take(self, count: int, excluding: Collection[int]) -> list[PendingUrl]:
        """`Frontier.take`, with what the pages recorded so far have named, and without themselves."""
        # Pages that named nothing wait for a full batch: what is pending is the same without them, written or not.
        if self._batch.names_urls() or len(self._batch.pages) >= self._batch_size:
            await self._flush()
        unwritten = {page.pending.id for page in self._batch.pages}
        take = self._calls.opened().frontier.take
        return await self._calls.indispensable(take, self.site, count, unwritten.union(excluding))

    async def queue_lists(self, again_after_seconds: int) -> None:
        """`Frontier.queue_lists`."""
        await self._flush()
        queue = partial(self._calls.opened().frontier.queue_lists, again_after_seconds=again_after_seconds)
        await self._calls.indispensable(queue, self.site, datetime.now(UTC))

    async def count_pending(self) -> int:
        """`Frontier.count_pending`, without the pages recorded so far."""
        unwritten = len(self._batch.pages)
        return await self._calls.indispensable(self._calls.opened().frontier.count_pending, self.site) - unwritten

    async def find_url(self, key: str) -> KnownUrl | None:
        """`Frontier.find_urls` of one URL."""
        await self._flush()
        return (await self._calls.indispensable(self._calls.opened().frontier.find_urls, self.site, [key])).get(key)

    async def pages_read(self, count: int) -> list[tuple[str, bool]]:
        """`Frontier.pages_read`."""
        return await self._calls.indispensable(self._calls.opened().frontier.pages_read, self.site, count)

    async def distrust_validators(self, lied_at: datetime) -> None:
        await self._calls.in_thread(self._calls.opened().frontier.distrust_validators, self.site, lied_at)

    async def remember_rendering(self, rendering: RenderingNeeded, learned_at: datetime) -> None:
        await self._calls.in_thread(self._calls.opened().frontier.remember_rendering, self.site, rendering, learned_at)

    def add_found(self, found: FoundUrl) -> bool:
        """Note a URL that has to be fetched before the page that names it is done; whether it will be."""
        noted = self._short_enough([found])
        self._batch.found += noted
        return bool(noted)

    def record(self, result: PageResult) -> None:
        """Write what a page came to with its batch."""
        if not self._calls.is_closed:
            result.found = self._short_enough(result.found)
            self._batch.pages.append(result)
            self._flush_later()

    def relate(self, relation: Relation) -> None:
        """Note with the next batch that an article was met at another URL."""
        self._batch.relations.append(relation)
        self._flush_later()

    def _short_enough(self, found: list[FoundUrl]) -> list[FoundUrl]:
        """*found* without URLs that Scrapy would not ask for either; PostgreSQL could not index them."""
        short = [entry for entry in found if len(entry.url) <= self._max_url_length]
        if len(short) < len(found):
            self._crawler.stats.inc_value("discovery/skipped/url_too_long", count=len(found) - len(short))
        return short

    def saw_unchanged(self, article_id: str) -> None:
        """Note with the next batch that a stored article was seen again."""
        self._batch.unchanged_ids.append(article_id)
        self._flush_later()

    async def close(self) -> None:
        """Write what is left and close the store, if it was opened."""
        if self._calls.store is None or self._calls.is_closed:
            return
        try:
            await self._flush()
            if self.site and self._calls.failure is None:
                await self._count_outcomes()
        finally:
            self._calls.is_closed = True
            if self._lock is not None:
                self._lock.release()
            if self._domain_turn is not None:
                self._domain_turn.release()
            await self._calls.in_thread(self._calls.store.close)

    async def _count_outcomes(self) -> None:
        counts = await self._calls.in_thread(self._calls.opened().frontier.count_outcomes, self.site)
        for outcome, count in counts.items():
            self._crawler.stats.set_value(f"ledger/{outcome}", count)

    def check(self) -> None:
        """Raises StoreError when nothing can be stored any more, nor kept for the next crawl."""
        if self._spool is None or self._calls.store is None:
            self._calls.opened()

    def _new_batch(self) -> CrawlBatch:
        return CrawlBatch(site=self.site, domain=self._domain, seen_at=datetime.now(UTC))

    def _flush_later(self) -> None:
        if self._flush_call is None:
            self._flush_call = call_later(self._flush_seconds, lambda: deferred_from_coro(self._flush()))

    async def _flush(self) -> None:
        if self._flush_call is not None:
            self._flush_call.cancel()
            self._flush_call = None
        batch, self._batch = self._batch, self._new_batch()
        if not batch:
            return
        batch.seen_at = datetime.now(UTC)
        if self._calls.failure is not None:
            await self._keep(batch)
            return
        try:
            refused = await self._calls.in_thread(self._write, batch)
        except StoreError as error:
            self._calls.fail(error, await self._keep(batch))
            self._calls.close_spider()
        else:
            self._counts.written(batch, refused)

    def _write(self, batch: CrawlBatch) -> Sequence[tuple[Any, Exception]]:
        store = self._calls.opened()
        if self._lock is not None:
            self._lock.check()
        return batch.write(store)

    async def _keep(self, batch: CrawlBatch) -> str:
        """Spool what could not be written; what becomes of it, in words."""
        path, reason = None, ""
        if self._spool is not None:
            try:
                path = await self._calls.in_thread(self._spool.save, batch)
            except OSError as error:
                reason = f", nor kept ({error.strerror}),"
        count = self._counts.not_written(batch, is_kept=path is not None)
        if path is not None:
            return f"{count} articles are kept in {path} for the next crawl, and this one ends"
        return f"{count} articles are not stored{reason} and the crawl ends"
