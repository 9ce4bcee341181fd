"""What makes a process of the project start sooner, done before Scrapy imports the rest of it."""

from __future__ import annotations

import gc
from importlib import import_module

USUAL_GC_THRESHOLDS = gc.get_threshold()
# Imports make half a million objects and leave next to no garbage: with Python's 700 a tenth of the start is spent on
# looking for it. In a crawl GC_THRESHOLD holds.
_GC_THRESHOLD = 50_000
# For the deprecated names in it Scrapy reads the source of every function under way, and asks each module loaded so far
# for its file (`inspect.stack`, three times). That takes 50 ms now, and 150 when called from deep in a crawl.
_READS_THE_STACK = "scrapy.core.downloader.contextfactory"


def hasten() -> None:
    gc.set_threshold(_GC_THRESHOLD, *USUAL_GC_THRESHOLDS[1:])
    import_module(_READS_THE_STACK)
