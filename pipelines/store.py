"""Handing articles to the store, and only what belongs there on to the feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from crawler.crawl_store import crawl_store_of
from crawler.errors import StoreError
from crawler.feed_form import feed_form
from crawler.novelty import is_near_copy, novelty
from crawler.run_figures import COVERED_FIELDS
from crawler.visits import NEAR_COPY_KEPT_BACK, visit_of

from .dropping import counted_drop


class StorePipeline:
    """Stores every article; keeps duplicates from the feeds unless DUPLICATES_IN_FEED is true, and near copies if
    NEAR_DUPLICATES_IN_FEED is false.

    Settings: STORE_URL (`crawler.storage.open_store`; empty turns the store off), STORE_BATCH_SIZE articles are
    written at once, but none waits longer than STORE_FLUSH_SECONDS; without these two they are written one by one.
    When the store cannot be opened, the crawl ends with the reason "store_failed" before anything is fetched.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.get("STORE_URL"):
            raise NotConfigured("STORE_URL is empty: nothing is stored, and every article counts as new")
        self._stats = crawler.stats
        self._duplicates_in_feed = settings.getbool("DUPLICATES_IN_FEED")
        self._near_copies_in_feed = settings.getbool("NEAR_DUPLICATES_IN_FEED", True)
        self.store = crawl_store_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        try:
            await self.store.open()
        except StoreError as error:
            raise CloseSpider("store_failed") from error

    async def process_item(self, item: Any) -> Any:
        article = feed_form(item)
        try:
            if visit := visit_of(item):
                # Written with the rest of what the page came to.
                self.store.check()
                visit.result.article = article
            else:
                await self.store.add(article)
        except StoreError as error:
            raise counted_drop(self._stats, f"store/lost/{novelty(article)}", article.get("url")) from error
        self._count_coverage(article)
        if article.get("duplicate_of") is not None and not self._duplicates_in_feed:
            raise counted_drop(self._stats, "store/not_exported/duplicate", article.get("url"))
        if is_near_copy(article) and not self._near_copies_in_feed:
            raise counted_drop(self._stats, NEAR_COPY_KEPT_BACK, article.get("url"))
        return item

    def _count_coverage(self, article: Mapping[str, Any]) -> None:
        self._stats.inc_value("coverage/articles")
        for name in COVERED_FIELDS:
            if article.get(name):
                self._stats.inc_value(f"coverage/{name}")

    async def close_spider(self) -> None:
        await self.store.close()
