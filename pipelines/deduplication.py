"""Telling new, changed, unchanged and duplicate articles apart."""

from __future__ import annotations

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from crawler.errors import StoreError
from crawler.storage import Known, version_fingerprint
from pipelines.crawl_store import CrawlStore
from pipelines.dropping import counted_drop
from pipelines.novelty import novelty
from pipelines.store import StorePipeline


class DeduplicationPipeline:
    """Drops articles seen before and sets `revision` and `duplicate_of` of the others.

    It asks the store that `StorePipeline` opens. Without one it compares the articles of this run with each other
    and leaves `revision` None, as nothing is known about earlier runs.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._store: CrawlStore | None = None
        self._ids: set[str] = set()
        self._first_with_hash: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        pipeline = self._crawler.get_item_pipeline(StorePipeline)
        self._store = pipeline.store if pipeline else None

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        # Id and hash are claimed before the first await: of two pages processed at the same time, one is first.
        if article["id"] in self._ids:
            raise counted_drop(self._crawler.stats, "deduplication/dropped/same_url", article.get("url"))
        self._ids.add(article["id"])
        content_hash = article.get("content_hash")
        first_id = self._first_with_hash.setdefault(content_hash, article["id"]) if content_hash else article["id"]
        if self._store is not None:
            known = await self._find(self._store, article)
            self._set_revision(self._store, article, known)
            # What is stored came before anything of this run.
            first_id = known.first_ids.get(content_hash or "", first_id)
        article["duplicate_of"] = first_id if first_id != article["id"] else None
        self._crawler.stats.inc_value(f"deduplication/{novelty(article)}")
        return item

    async def _find(self, store: CrawlStore, article: ItemAdapter) -> Known:
        content_hash = article.get("content_hash")
        try:
            return await store.find([article["id"]], [content_hash] if content_hash else [])
        except StoreError as error:
            raise counted_drop(self._crawler.stats, "store/lost/not_compared", article.get("url")) from error

    def _set_revision(self, store: CrawlStore, article: ItemAdapter, known: Known) -> None:
        """Number this version; drop the article when it is stored already."""
        stored = known.versions.get(article["id"])
        if stored is None:
            article["revision"] = 1
            return
        if stored.fingerprint == version_fingerprint(article):
            store.saw_unchanged(article["id"])
            raise counted_drop(self._crawler.stats, "deduplication/dropped/unchanged", article.get("url"))
        article["revision"] = stored.revision + 1
