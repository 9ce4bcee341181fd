"""Extension that makes a crawl end soon when it is told to (Ctrl-C, SIGTERM, `max_articles`).

Scrapy then waits for every request that has been handed to its downloader, however long its delay and its answer take.
Whoever stops a service waits some seconds and then kills it (systemd 90, Docker 10).
"""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.download_handler import END_DOWNLOADS, StoppedError

_LOOK_EVERY_SECONDS = 0.5


class PromptStop:
    """Once the crawl is ending, requests that wait for their turn are given up at once, and those whose answer is
    under way after STOP_WAITS_SECONDS: to the frontier they are pending as before."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._seconds_left: float = crawler.settings.getfloat("STOP_WAITS_SECONDS")
        self._loop = create_looping_call(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getfloat("STOP_WAITS_SECONDS") < 0:
            raise NotConfigured("STOP_WAITS_SECONDS is negative: a crawl that is told to stop waits for every answer")
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        self._loop.start(_LOOK_EVERY_SECONDS, now=False)

    def spider_closed(self) -> None:
        if self._loop.running:
            self._loop.stop()

    def _look(self) -> None:
        # An engine that closes its spider has no more use for requests, but no signal says so.
        if self._crawler.crawling and not self._is_closing():
            return
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                request, waiting = slot.queue.popleft()
                waiting.errback(StoppedError(f"{request.url}: the crawl was told to stop"))
        self._seconds_left -= _LOOK_EVERY_SECONDS
        if self._seconds_left < 0:
            self._crawler.signals.send_catch_log(END_DOWNLOADS)

    def _is_closing(self) -> bool:
        """Whether the engine waits for what is under way. It says so nowhere in public: `needs_backout` is also true of
        a busy downloader, which is just when it matters; no signal is sent before all has come; and the log line
        "Closing spider" is for readers. Of crawls that nobody has told to stop, but a component (max_articles, a full
        disk, CLOSESPIDER_TIMEOUT), nothing else is known, so tests/integration/test_stopping.py fails when it goes."""
        engine = self._crawler.engine
        return engine.spider is None or (engine._slot is not None and bool(engine._slot.closing))
