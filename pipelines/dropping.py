"""Dropping an item so that it is counted, and named in log and ledger by the same word."""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

from crawler.visits import CountedDrop


def counted_drop(stats: StatsCollector, stat: str, url: object) -> CountedDrop:
    """Count *stat* ("validation/dropped/missing_headline") and return the exception to raise, which says *url* and
    *stat* on one line."""
    stats.inc_value(stat)
    return CountedDrop(f"{url}: {stat}", stat)
