"""What became of what a crawl had to store, in its stats and its log."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler

from crawler.novelty import novelty
from crawler.storage import FoundUrl, PageResult, Relation
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.spool import Replayed

logger = logging.getLogger(__name__)


class StoreCounts:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def written(self, batch: CrawlBatch, refused: Sequence[tuple[Any, Exception]]) -> int:
        """How many articles of *batch* are stored."""
        lost = 0
        for row, error in refused:
            kind = _kind_of(row)
            if kind is None:
                lost += 1
                self._crawler.stats.inc_value(f"store/lost/{novelty(row)}")
                what, message = row.get("url"), "%(what)s is not stored: %(error)s"
            else:
                self._crawler.stats.inc_value(f"store/refused/{kind}")
                what = row.pending.url if isinstance(row, PageResult) else row
                message = "What was noted of %(what)s is not stored: %(error)s"
            logger.error(message, {"what": what, "error": error}, extra={"spider": self._crawler.spider})
        stored = len(list(batch.all_articles())) - lost
        self._crawler.stats.inc_value("store/written", count=stored)
        return stored

    def replayed(self, kept: Replayed) -> None:
        """A file of the spool."""
        stats = self._crawler.stats
        if kept.batch is None:
            stats.inc_value("store/spool/unreadable")
            return
        articles = self.written(kept.batch, kept.refused)
        stats.inc_value("store/spool/asked_again", count=kept.again)
        details = {"articles": articles, "again": kept.again}
        logger.info("Stored %(articles)d articles that an earlier crawl kept", details)
        if kept.again:
            logger.info("The store no longer has what %(again)d kept pages rest on: they are asked for again", details)

    def not_written(self, batch: CrawlBatch, *, is_kept: bool) -> int:
        """How many articles of *batch* are not stored; *is_kept*: they are in the spool."""
        articles = list(batch.all_articles())
        for article in articles:
            self._crawler.stats.inc_value(f"store/{'spooled' if is_kept else 'lost'}/{novelty(dict(article))}")
        return len(articles)


def _kind_of(refused: Any) -> str | None:
    """What a row is that the store refused; None: an article."""
    kinds = ((PageResult, "pages"), (FoundUrl, "urls"), (Relation, "relations"), (str, "sightings"))
    return next((kind for type_, kind in kinds if isinstance(refused, type_)), None)
