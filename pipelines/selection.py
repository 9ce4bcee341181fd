"""Keeping the articles of the days and with the words that were asked for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from .dropping import counted_drop
from .keywords import comparable, keyword_pattern

_DAY_LENGTH = len("2026-01-09")


class SelectionPipeline:
    """Drops articles published before the spider's `since` or after its `until`: days, both included, None or no
    such attribute for no limit; and those that have none of its `keywords` (words or phrases) in headline,
    description, body or tags.

    The day is the one the page gives, in its own offset. An article without date is kept, because nothing says that
    it is outside, and, when there is a limit, counted as `selection/undated`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._since: date | None = None
        self._until: date | None = None
        self._keywords: re.Pattern[str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self._since = getattr(self._crawler.spider, "since", None)
        self._until = getattr(self._crawler.spider, "until", None)
        if keywords := getattr(self._crawler.spider, "keywords", None):
            self._keywords = keyword_pattern(keywords)

    def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if self._keywords is not None and not self._keywords.search(_text_of(article)):
            raise counted_drop(self._crawler.stats, "selection/dropped/without_keyword", article.get("url"))
        if self._since is None and self._until is None:
            return item
        published = article.get("date_published")
        if published is None:
            self._crawler.stats.inc_value("selection/undated")
            return item
        day = date.fromisoformat(published[:_DAY_LENGTH])
        if self._since is not None and day < self._since:
            raise counted_drop(self._crawler.stats, "selection/dropped/before_since", article.get("url"))
        if self._until is not None and day > self._until:
            raise counted_drop(self._crawler.stats, "selection/dropped/after_until", article.get("url"))
        return item


def _text_of(article: ItemAdapter) -> str:
    parts = [article.get(name) or "" for name in ("headline", "description", "body")]
    return comparable(" ".join([*parts, *(article.get("tags") or ())]))
