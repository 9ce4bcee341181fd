"""Feed on standard output (`-o -:jsonl`), whose reader may go away: `| head -1`."""

from __future__ import annotations

import io
import logging
import sys
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import StdoutFeedStorage

from crawler.terminal.closed_pipe import leave_closed_pipe

logger = logging.getLogger(__name__)


class OutputFeedStorage(StdoutFeedStorage):
    """A crawl goes on without its reader: what it finds is in the store. It says once that the feed is not whole, and
    counts it as failed, so that the exit status is 1."""

    def open(self, spider: Spider) -> IO[bytes]:
        return _Output(self._stdout, spider)  # type: ignore[return-value]  # as much of a file as exporters use


class _Output(io.RawIOBase):
    def __init__(self, stream: IO[bytes], spider: Spider) -> None:
        self._stream = stream
        self._spider = spider

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            self._stream.write(data)
            self._stream.flush()
        except BrokenPipeError:
            self._leave()
        return len(data)

    def _leave(self) -> None:
        # What comes from now on goes nowhere, without an error.
        leave_closed_pipe(sys.stdout)
        self._spider.crawler.stats.inc_value(f"feedexport/failed_count/{OutputFeedStorage.__name__}")
        message = "Standard output is not read any more: articles are in the store only"
        logger.error(message, extra={"spider": self._spider})
