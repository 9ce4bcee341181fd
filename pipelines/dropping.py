"""Dropping an item so that it is counted, and named in the log by the same word."""

from __future__ import annotations

from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector


def counted_drop(stats: StatsCollector, stat: str, url: object) -> DropItem:
    """Count *stat* ("validation/dropped/missing_headline") and return the exception to raise, which says *url* and
    *stat* on one line. Its level is DEBUG: one page is nobody's concern, the count is in the stats of the run."""
    stats.inc_value(stat)
    return DropItem(f"{url}: {stat}", log_level="DEBUG")
