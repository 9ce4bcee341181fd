"""Extension that lets Python look for garbage less often and in less.

A full collection visits every object there is, and most of them are the program itself: classes, functions, tables
that live as long as the process. The fields of a page are read without collecting at all
(`crawler.loaders.paused_collection`).
"""

from __future__ import annotations

import gc
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.start_up import USUAL_GC_THRESHOLDS


class GarbageCollection:
    def __init__(self, threshold: int) -> None:
        self._threshold = threshold

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        threshold = crawler.settings.getint("GC_THRESHOLD")
        if threshold <= 0:
            gc.set_threshold(*USUAL_GC_THRESHOLDS)
            raise NotConfigured("GC_THRESHOLD is 0: Python's own thresholds hold")
        extension = cls(threshold)
        crawler.signals.connect(extension.engine_started, signal=signals.engine_started)
        return extension

    def engine_started(self) -> None:
        """What was made until now is not looked at again: the little garbage in it is not worth the time (as much as
        ten pages take) to find it."""
        gc.freeze()
        gc.set_threshold(self._threshold, *USUAL_GC_THRESHOLDS[1:])
