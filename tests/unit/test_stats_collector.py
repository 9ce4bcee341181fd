from typing import Any

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from crawler.stats_collector import QuickStatsCollector


def counted(collector: type[MemoryStatsCollector]) -> dict[str, Any]:
    stats = collector(get_crawler())
    stats.set_value("began", "now")
    for number in (3, 1, 2):
        stats.inc_value("pages")
        stats.inc_value("bytes", count=number, start=10)
        stats.max_value("most", number)
        stats.min_value("least", number)
    stats.close_spider(reason="finished")
    return {**stats.get_stats(), "unknown": stats.get_value("unknown", "-")}


def test_it_counts_as_scrapys_own_does() -> None:
    assert counted(QuickStatsCollector) == counted(MemoryStatsCollector)
    assert counted(QuickStatsCollector)["bytes"] == 16


@pytest.mark.parametrize("method", ["inc_value", "get_value", "set_value"])
def test_its_methods_are_called_as_they_are(method: str) -> None:
    stats = QuickStatsCollector(get_crawler())
    assert getattr(stats, method).__func__ is getattr(MemoryStatsCollector, method)
