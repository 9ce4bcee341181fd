"""Ending a crawl after a number of articles."""

from __future__ import annotations

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro

from crawler.novelty import is_near_copy, novelty

from .dropping import counted_drop


class LimitPipeline:
    """Lets the first `max_articles` (spider attribute; None or missing for no limit) new or changed articles pass and
    then closes the spider with the reason "max_articles".

    After deduplication, because an unchanged article must not use up the limit; before the store, so that what is
    dropped here counts as new in the next run. A duplicate counts if it goes to the feeds (DUPLICATES_IN_FEED), a
    near copy likewise (NEAR_DUPLICATES_IN_FEED).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._duplicates_count = crawler.settings.getbool("DUPLICATES_IN_FEED")
        self._near_copies_count = crawler.settings.getbool("NEAR_DUPLICATES_IN_FEED", True)
        self._passed = 0
        self._max_articles: int | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self._max_articles = getattr(self._crawler.spider, "max_articles", None)

    def process_item(self, item: Any) -> Any:
        if self._max_articles is None:
            return item
        article = ItemAdapter(item)
        # Pages that were under way when the limit was reached still arrive.
        if self._passed >= self._max_articles:
            self._crawler.stats.inc_value(f"selection/left_for_next_run/{novelty(article)}")
            raise counted_drop(self._crawler.stats, "selection/dropped/over_max_articles", article.get("url"))
        if self._goes_to_feeds(article):
            self._passed += 1
            if self._passed == self._max_articles:
                # Not awaited: the engine closes when all items, this one included, are through.
                deferred_from_coro(self._crawler.engine.close_spider_async(reason="max_articles"))
        return item

    def _goes_to_feeds(self, article: ItemAdapter) -> bool:
        if is_near_copy(article):
            return self._near_copies_count
        return self._duplicates_count or article.get("duplicate_of") is None
