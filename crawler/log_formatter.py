"""What a crawl logs of items and of pages that cannot be fetched: a line or less, where Scrapy prints the whole item or
two long tracebacks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from pipelines.log_formatter import ItemLogFormatter

if TYPE_CHECKING:
    from scrapy.logformatter import LogFormatterResult


class CalmLogFormatter(ItemLogFormatter):
    """Pages that could not be fetched are counted and shown by the run summary; here they are INFO, not ERROR."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        # Scrapy logs a robots.txt that cannot be fetched without asking the formatter.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").addFilter(_without_traceback)
        return cls()

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        return {**super().download_error(failure, request, spider, errmsg), "level": logging.INFO}


def _without_traceback(record: logging.LogRecord) -> bool:
    """The message names the cause already; the traceback shows the way through Scrapy only."""
    record.exc_info = None
    return True
