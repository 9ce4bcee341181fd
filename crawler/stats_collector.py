"""Scrapy's stats in memory, without its look-up of every method by two names: a page is counted under some seventy."""

from __future__ import annotations

from typing import Any

from scrapy.statscollectors import MemoryStatsCollector


class QuickStatsCollector(MemoryStatsCollector):
    """For the STATS_CLASS setting."""

    # Scrapy's warns of an argument that went out of use, and takes fifteen times as long as the count.
    __getattribute__: Any = object.__getattribute__
