"""Downloader middleware that counts what finally became of every page, for the run summary and the exit status.

It sits next to the engine, so it sees a page once: after the last retry, at the end of its redirects, and with the
reason why another middleware refused it. Requests for robots.txt are not pages and are not counted.

Stats: `outcomes/requested`: pages; `outcomes/answered`: those with a usable answer; `outcomes/skipped`: those another
middleware decided not to fetch; `outcomes/failed/<reason>`; `outcomes/start_failed`: those of them
the crawl was to begin with (request meta `is_start`); `outcomes/unprocessed/<exception>`: answered pages whose
callback raised; `outcomes/examples/<reason or exception>`: the first URLs of each. A page whose redirects lead to a
page already seen, off the site or in a circle is only in `outcomes/requested`.
"""

from __future__ import annotations

import ssl
from typing import Self

from OpenSSL.SSL import Error as OpenSSLError
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from crawler.middlewares.private_addresses import PrivateAddressError

# Enough to see what the pages of one reason have in common.
EXAMPLES_KEPT = 3

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (PrivateAddressError, "private_address"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_off"),
)


class OutcomesMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_error, signal=signals.spider_error)
        return middleware

    def process_request(self, request: Request) -> None:
        is_first_attempt = not request.meta.get("redirect_times") and not request.meta.get("retry_times")
        if is_first_attempt and not _is_no_page(request):
            self._stats.inc_value("outcomes/requested")

    def process_response(self, request: Request, response: Response) -> Response:
        if _is_no_page(request):
            return response
        if response.status < 400:
            self._stats.inc_value("outcomes/answered")
        else:
            self._fail(f"http_{response.status}", request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if _is_no_page(request):
            return
        reason = failure_reason(exception)
        if reason is None:
            self._stats.inc_value("outcomes/skipped")
        else:
            self._fail(reason, request)

    def _fail(self, reason: str, request: Request) -> None:
        self._count("failed", reason, request.url)
        if request.meta.get("is_start"):
            self._stats.inc_value("outcomes/start_failed")

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        # A Failure: it is the errback that raised. None: it is start().
        page = getattr(response, "request", None) if isinstance(response, Failure) else response
        self._count("unprocessed", type(failure.value).__name__, page.url if page else "")

    def _count(self, outcome: str, reason: str, url: str) -> None:
        self._stats.inc_value(f"outcomes/{outcome}/{reason}")
        examples = self._stats.get_value(f"outcomes/examples/{reason}", ())
        if url and url not in examples and len(examples) < EXAMPLES_KEPT:
            self._stats.set_value(f"outcomes/examples/{reason}", (*examples, url))


def failure_reason(exception: Exception) -> str | None:
    """The name under which *exception*, raised instead of a response, is counted; None when a middleware chose
    not to fetch the page, which is no failure."""
    for kind, reason in _REASONS:
        if isinstance(exception, kind):
            return reason
    if isinstance(exception, IgnoreRequest):
        # Scrapy's robots.txt middleware has no exception of its own.
        return "robots_txt" if "robots.txt" in str(exception) else None
    return "tls" if _is_tls_failure(exception) else type(exception).__name__


def _is_no_page(request: Request) -> bool:
    """robots.txt; and what was only supposed to exist (request meta `is_guess`)."""
    return bool(request.meta.get("is_guess")) or urlparse_cached(request).path == "/robots.txt"


def _is_tls_failure(exception: BaseException | None) -> bool:
    """Whether a TLS error is among the causes: Scrapy raises DownloadFailedError for all broken connections."""
    while exception is not None:
        if isinstance(exception, OpenSSLError | ssl.SSLError):
            return True
        inner = [failure.value for failure in getattr(exception, "reasons", ())]
        if any(_is_tls_failure(cause) for cause in inner):
            return True
        exception = exception.__cause__
    return False
