"""Telling new, changed, unchanged and duplicate articles apart."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from crawler.crawl_store import CrawlStore
from crawler.errors import StoreError
from crawler.novelty import novelty
from crawler.storage import Known, version_fingerprint
from crawler.urls import clean_url
from crawler.visits import Visit, visit_of

from .dropping import counted_drop
from .store import StorePipeline

# Far more than can be on their way to the store at any time.
REMEMBERED_ARTICLES = 10_000


class DeduplicationPipeline:
    """Drops articles seen before and sets `revision` and `duplicate_of` of the others.

    It asks the store that `StorePipeline` opens. Without one it compares the articles of this run with each other
    and leaves `revision` None, as nothing is known about earlier runs.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._store: CrawlStore | None = None
        # Of this run. With a store, of its last articles only: the store knows the others.
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._first_with_hash: OrderedDict[str, str] = OrderedDict()

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
        self._ids[article["id"]] = None
        content_hash = article.get("content_hash")
        first_id = self._first_with_hash.setdefault(content_hash, article["id"]) if content_hash else article["id"]
        if self._store is not None:
            known = await self._find(self._store, article)
            self._set_revision(self._store, article, known, visit_of(item))
            # What is stored came before anything of this run.
            first_id = known.first_ids.get(content_hash or "", first_id)
            for claimed in (self._ids, self._first_with_hash):
                if len(claimed) > REMEMBERED_ARTICLES:
                    claimed.popitem(last=False)
        article["duplicate_of"] = first_id if first_id != article["id"] else None
        self._crawler.stats.inc_value(f"deduplication/{novelty(article)}")
        return item

    async def _find(self, store: CrawlStore, article: ItemAdapter) -> Known:
        content_hash = article.get("content_hash")
        try:
            return await store.find([article["id"]], [content_hash] if content_hash else [])
        except StoreError as error:
            raise counted_drop(self._crawler.stats, "store/lost/not_compared", article.get("url")) from error

    def _set_revision(self, store: CrawlStore, article: ItemAdapter, known: Known, visit: Visit | None) -> None:
        """Number this version; drop the article when it is stored already."""
        stored = known.versions.get(article["id"])
        if stored is None:
            article["revision"] = 1
            return
        if stored.fingerprint == version_fingerprint(article):
            if visit is None:
                store.saw_unchanged(article["id"])
            else:
                visit.result.article_id = article["id"]
            raise counted_drop(self._crawler.stats, "deduplication/dropped/unchanged", article.get("url"))
        if _is_another_page(article, stored.url):
            raise counted_drop(self._crawler.stats, "deduplication/dropped/same_url", article.get("url"))
        article["revision"] = stored.revision + 1


def _is_another_page(article: ItemAdapter, stored_url: str | None) -> bool:
    """Whether *article* was read at another page than the stored one and is not the canonical one: what a variant says
    differently is no change of the article."""
    is_canonical = clean_url(article["url"]) == article["canonical_url"]
    return stored_url is not None and stored_url != article["url"] and not is_canonical
