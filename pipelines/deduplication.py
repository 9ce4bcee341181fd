"""Telling new, changed, unchanged and duplicate articles apart."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.crawl_store import CrawlStore
from crawler.errors import StoreError
from crawler.feed_form import feed_form
from crawler.near_text.recent import RecentArticles
from crawler.novelty import is_near_copy, novelty
from crawler.storage import Known, url_variant, version_fingerprint
from crawler.url_variants import may_be_one_article
from crawler.urls import clean_url
from crawler.visits import visit_of

from .dropping import counted_drop
from .store import StorePipeline

# Far more than can be on their way to the store at any time.
REMEMBERED_ARTICLES = 10_000
# A batch of the store, and what is under way meanwhile.
_ARTICLES_NOT_STORED_YET = 250


class DeduplicationPipeline:
    """Drops articles seen before and sets `revision`, `duplicate_of` and `cluster_id` of the others.

    It asks the store that `StorePipeline` opens. Without one it compares the articles of this run with each other
    and leaves `revision` and `cluster_id` None, as nothing is known about earlier runs.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._store: CrawlStore | None = None
        # Of this run. With a store, of its last articles only: the store knows the others.
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._recent = RecentArticles(_ARTICLES_NOT_STORED_YET)
        self._first_with_hash: OrderedDict[str, tuple[str, str]] = OrderedDict()

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
            raise self._met_again(item, article["id"], article["canonical_url"])
        self._ids[article["id"]] = None
        content_hash = article.get("content_hash")
        first_id, first_url = article["id"], article["canonical_url"]
        if content_hash:
            first_id, first_url = self._first_with_hash.setdefault(content_hash, (first_id, first_url))
        if self._store is not None:
            known = await self._find(self._store, article)
            self._set_revision(self._store, item, known)
            # What is stored came before anything of this run.
            first_id = known.first_ids.get(content_hash or "", first_id)
            first_url = known.first_urls.get(content_hash or "", first_url)
            for claimed in (self._ids, self._first_with_hash):
                if len(claimed) > REMEMBERED_ARTICLES:
                    claimed.popitem(last=False)
        is_copy = first_id != article["id"] and article.get("revision") in (None, 1)
        # The same text at an address that differs in form only is the same article, not another with its text.
        if is_copy and may_be_one_article(article["canonical_url"], first_url):
            raise self._met_again(item, first_id, first_url)
        article["duplicate_of"] = first_id if first_id != article["id"] else None
        if self._store is not None:
            article["cluster_id"] = await self._find_cluster(self._store, item)
        self._crawler.stats.inc_value(f"deduplication/{novelty(article)}")
        if is_near_copy(article):
            self._crawler.stats.inc_value("deduplication/near_copy")
        return item

    async def _find_cluster(self, store: CrawlStore, item: Any) -> str | None:
        # As with ids: of two articles processed at the same time, one is first.
        stored_form = feed_form(item)
        before = self._recent.with_passages_of(stored_form)
        self._recent.add(stored_form)
        try:
            return await store.find_cluster(stored_form, before)
        except StoreError as error:
            raise counted_drop(self._crawler.stats, f"store/lost/{novelty(stored_form)}", stored_form["url"]) from error

    async def _find(self, store: CrawlStore, article: ItemAdapter) -> Known:
        content_hash = article.get("content_hash")
        try:
            return await store.find([article["id"]], [content_hash] if content_hash else [])
        except StoreError as error:
            raise counted_drop(self._crawler.stats, "store/lost/not_compared", article.get("url")) from error

    def _met_again(self, item: Any, id_: str, canonical: str) -> DropItem:
        """What drops *item*, which is the article *id_* at another address: that is noted, and the article stays."""
        article = ItemAdapter(item)
        if visit := visit_of(item):
            visit.result.article_id = id_
        elif self._store is not None and (relation := url_variant(id_, article.get("url"), canonical)):
            self._store.relate(relation)
        return counted_drop(self._crawler.stats, "deduplication/dropped/same_url", article.get("url"))

    def _set_revision(self, store: CrawlStore, item: Any, known: Known) -> None:
        """Number this version; drop the article when it is stored already."""
        article, visit = ItemAdapter(item), visit_of(item)
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
            raise self._met_again(item, article["id"], article["canonical_url"])
        article["revision"] = stored.revision + 1


def _is_another_page(article: ItemAdapter, stored_url: str | None) -> bool:
    """Whether *article* was read at another page than the stored one and is not the canonical one: what a variant says
    differently is no change of the article."""
    is_canonical = clean_url(article["url"]) == article["canonical_url"]
    return stored_url is not None and stored_url != article["url"] and not is_canonical
