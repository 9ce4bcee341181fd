"""Downloader middleware that counts what finally became of every page, for the run summary and the exit status.

It sits next to the engine, so it sees a page once: after the last retry, at the end of its redirects, and with the
reason why another middleware refused it. Requests for robots.txt are not pages and are not counted.

Stats: `outcomes/requested`: pages; `outcomes/answered`: those with a usable answer; `outcomes/skipped`: those another
middleware decided not to fetch; `outcomes/failed/<reason>`; `outcomes/start_failed`: those of them
the crawl was to begin with (request meta `is_start`); `outcomes/unprocessed/<exception>`: answered pages whose
callback raised; `outcomes/examples/<reason or exception>`: the first URLs of each. A page whose redirects lead to a
page already seen or off the site is only in `outcomes/requested`.
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
from service_identity import CertificateError, VerificationError
from twisted.python.failure import Failure

from crawler.fetching.outcomes import count_failure, is_no_page, is_usable, keep_example
from crawler.fetching.refusals import FetchRefusedError

_REASONS: tuple[tuple[type[Exception], str], ...] = (
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
        if is_first_attempt and not is_no_page(request):
            self._stats.inc_value("outcomes/requested")

    def process_response(self, request: Request, response: Response) -> Response:
        if is_no_page(request):
            return response
        if is_usable(request, response):
            self._stats.inc_value("outcomes/answered")
        else:
            count_failure(self._stats, f"http_{response.status}", request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if is_no_page(request):
            return
        reason = failure_reason(exception)
        if reason is None:
            self._stats.inc_value("outcomes/skipped")
        else:
            count_failure(self._stats, reason, request)

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        # A Failure: it is the errback that raised. None: it is start().
        page = getattr(response, "request", None) if isinstance(response, Failure) else response
        name = type(failure.value).__name__
        self._stats.inc_value(f"outcomes/unprocessed/{name}")
        keep_example(self._stats, name, page.url if page else "")


def failure_reason(exception: Exception) -> str | None:
    """The name under which *exception*, raised instead of a response, is counted; None when a middleware chose
    not to fetch the page, which is no failure."""
    if isinstance(exception, FetchRefusedError):
        return exception.reason
    for kind, reason in _REASONS:
        if isinstance(exception, kind):
            return reason
    if isinstance(exception, IgnoreRequest):
        return None
    return "tls" if _is_tls_failure(exception) else type(exception).__name__


def _is_tls_failure(exception: BaseException | None) -> bool:
    """Whether a TLS error is among the causes: Scrapy raises DownloadFailedError for all broken connections."""
    while exception is not None:
        # The last two: a certificate that holds, but for another name.
        if isinstance(exception, OpenSSLError | ssl.SSLError | CertificateError | VerificationError):
            return True
        inner = [failure.value for failure in getattr(exception, "reasons", ())]
        if any(_is_tls_failure(cause) for cause in inner):
            return True
        exception = exception.__cause__
    return False
