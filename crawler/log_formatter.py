"""What a crawl logs of items and of pages that cannot be fetched: a line or less, where Scrapy prints the whole item,
body and all, or two long tracebacks."""

from __future__ import annotations

import logging
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from crawler.log_lines import make_safe


class CalmLogFormatter(LogFormatter):
    """For the LOG_FORMATTER setting: names items by their URL. Drops keep the level their DropItem asks for; pages that
    could not be fetched are counted and shown by the run summary, so here they are INFO, not ERROR.

    What no handler shows is not put together: two messages a page."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        _make_handlers_safe()
        # Scrapy makes its handler again after this.
        crawler.signals.connect(_make_handlers_safe, signal=signals.spider_opened)
        return cls()

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        return {**super().download_error(failure, request, spider, errmsg), "level": logging.INFO}

    def crawled(  # type: ignore[override]
        self, request: Request, response: Response, spider: Spider
    ) -> LogFormatterResult | None:
        # None: Scrapy logs nothing.
        return super().crawled(request, response, spider) if _is_shown(logging.DEBUG) else None

    def scraped(  # type: ignore[override]
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult | None:
        if not _is_shown(logging.DEBUG):
            return None
        return {"level": logging.DEBUG, "msg": "Scraped %(url)s", "args": {"url": _item_url(item)}}

    def dropped(  # type: ignore[override]
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult | None:
        result = super().dropped(item, exception, response, spider)
        if not _is_shown(result["level"]):
            return None
        return {"level": result["level"], "msg": "Dropped %(exception)s", "args": {"exception": exception}}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return {"level": logging.ERROR, "msg": "Error processing %(url)s", "args": {"url": _item_url(item)}}


def _make_handlers_safe() -> None:
    for handler in logging.getLogger().handlers:
        handler.addFilter(make_safe)


def _is_shown(level: int) -> bool:
    return any(handler.level <= level for handler in logging.root.handlers)


def _item_url(item: Any) -> object:
    return ItemAdapter(item).get("url") if ItemAdapter.is_item(item) else type(item).__name__
