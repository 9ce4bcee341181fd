"""Extension that tells whoever runs a crawl what it is doing and, at the end, what it did.

Progress goes to stderr, as lines or as a table (`crawler.terminal.stderr_forms`). The summary goes to stdout, unless a
feed is written there. Neither is a log message: both are for the person at the terminal, whatever LOG_LEVEL says. Where
the log is JSON, progress is, too: a message of the level INFO.
"""

from __future__ import annotations

import logging
import sys
from time import monotonic
from typing import TYPE_CHECKING, Self, TextIO

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedSlot
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call

from crawler.extensions.run_summary_text import Output, progress_text, summary_text
from crawler.terminal.closed_pipe import leave_closed_pipe
from crawler.terminal.progress import REDRAW_SECONDS, ProgressMeter, State
from crawler.terminal.stderr_forms import live_table
from crawler.urls import without_password

if TYPE_CHECKING:
    from twisted.internet.task import LoopingCall


logger = logging.getLogger(__name__)


class RunSummary:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._feeds: list[Output] = []
        self._started = 0.0
        self._table = live_table(crawler.settings)
        self._meter = ProgressMeter("")
        self._progress: AsyncioLoopingCall | LoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("RUN_SUMMARY_ENABLED"):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(extension.feed_slot_closed, signal=signals.feed_slot_closed)
        # The last signal of a run: all feeds are closed and all stats final.
        crawler.signals.connect(extension.engine_stopped, signal=signals.engine_stopped)
        return extension

    def spider_opened(self) -> None:
        logging.getLogger("scrapy.crawler").addFilter(_tell_of_stop)
        self._started = monotonic()
        self._meter.name = getattr(self._crawler.spider, "site_key", "") or self._crawler.spidercls.name
        interval = self._crawler.settings.getfloat("RUN_SUMMARY_PROGRESS_SECONDS")
        if interval > 0 and self._table is not None:
            self._progress = create_looping_call(self._show_progress)
            self._progress.start(REDRAW_SECONDS, now=False)
        elif interval > 0:
            self._progress = create_looping_call(self._print_progress)
            self._progress.start(interval, now=False)

    def spider_closed(self) -> None:
        if self._progress is not None and self._progress.running:
            self._progress.stop()
        if self._table is not None:
            self._table.remove()

    def feed_slot_closed(self, slot: FeedSlot) -> None:
        self._feeds.append(Output(without_password(slot.uri), slot.itemcount))

    def engine_stopped(self) -> None:
        settings = self._crawler.settings
        outputs = list(self._feeds)
        if store_url := settings.get("STORE_URL"):
            outputs.append(Output(without_password(store_url)))
        feeds_own_stdout = any(str(uri).startswith("stdout:") for uri in settings.getdict("FEEDS"))
        text = summary_text(self._crawler.spidercls.name, self._crawler.stats.get_stats(), outputs)
        write_text(text, sys.stderr if feeds_own_stdout else sys.stdout)

    def _show_progress(self) -> None:
        assert self._table is not None
        now = monotonic()
        state: State = "crawling" if self._crawler.crawling else "stopping"
        self._table.show([self._meter.read(self._crawler.stats.get_stats(), now, state)], now - self._started)

    def _print_progress(self) -> None:
        stats = self._crawler.stats.get_stats()
        line = progress_text(self._crawler.spidercls.name, stats, monotonic() - self._started)
        tell_progress(line, self._crawler.settings)


def _tell_of_stop(record: logging.LogRecord) -> bool:
    """Say on stderr that the crawl is ending: Scrapy says it in the log, at a level that is not shown by default, and
    the pages under way may take a while."""
    if isinstance(record.msg, str) and "shutting down gracefully" in record.msg:
        write_text(
            "Stopping when the pages under way are done. Once more to stop at once, without a summary.\n", sys.stderr
        )
    return True


def tell_progress(line: str, settings: BaseSettings) -> None:
    """*line* on stderr, or in the log where that is JSON."""
    if settings.getbool("LOG_JSON"):
        logger.info("%(line)s", {"line": line})
    else:
        write_text(f"{line}\n", sys.stderr)


def write_text(text: str, stream: TextIO) -> None:
    """Write *text* whatever the encoding of *stream*: a Windows console or a file in the C locale cannot show every
    character of a file name, and that must not end a crawl. Nor must a reader that has gone ("| head")."""
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        leave_closed_pipe(stream)
