"""Downloader middleware that leaves a host in peace that is in trouble or says so.

After each failure in a row (no connection, no answer in time, status 429 or 5xx) the host is not asked for twice as
long as before, or for as long as its Retry-After says (RFC 9110, 10.2.3). A host that has failed too often, or wants to
be left alone for longer than a crawl should wait, is given up: its pages fail at once, until its time is over. After
too many failures, one more gives it up again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.utils.datatypes import LocalCache

from crawler.fetching.host_pace import HostPace
from crawler.fetching.refusals import HostGivenUpError

logger = logging.getLogger(__name__)

_HOSTS_KEPT = 10_000
_TROUBLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
_TOO_MANY_REQUESTS = 429
# Whatever a Retry-After says: tomorrow is another run.
_LONGEST_RETRY_AFTER_SECONDS = 24 * 60 * 60
# A host that failed and failed is tried again after this. Long enough for a restart, short enough for a run of hours.
_GIVEN_UP_SECONDS = 10 * 60


@dataclass(slots=True)
class _Host:
    failures: int = 0
    """In a row."""
    given_up_until: float = 0


class HostBackoffMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self._pace = HostPace(crawler)
        self._longest_pause = crawler.settings.getfloat("BACKOFF_MAX_SECONDS")
        self._most_failures = crawler.settings.getint("BACKOFF_MAX_FAILURES")
        self._hosts: LocalCache[str, _Host] = LocalCache(_HOSTS_KEPT)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("BACKOFF_ENABLED"):
            raise NotConfigured
        middleware = cls(crawler)
        # Before the downloader sends the next request; `process_response` comes after.
        crawler.signals.connect(middleware.response_downloaded, signal=signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        host = self._hosts.get(self._pace.key_of(request))
        if host is not None and host.given_up_until > monotonic():
            raise HostGivenUpError(f"{request.url}: the host is given up for now")

    def response_downloaded(self, request: Request, response: Response) -> None:
        if response.status == _TOO_MANY_REQUESTS or response.status >= 500:
            header = response.headers.get("Retry-After")
            self._failed(request, retry_after(header.decode("latin-1"), datetime.now(UTC)) if header else None)
        else:
            self._hosts.pop(self._pace.key_of(request), None)

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, _TROUBLE):
            self._failed(request, None)

    def _failed(self, request: Request, wanted_pause: float | None) -> None:
        key = self._pace.key_of(request)
        host = self._hosts.get(key)
        if host is None:
            host = self._hosts[key] = _Host()
        host.failures += 1
        pause = wanted_pause or 0
        if wanted_pause is None:
            pause = min(self._pace.delay_of(request) * 2.0 ** min(host.failures, 30), self._longest_pause)
        if pause > self._longest_pause:
            self._give_up(request, host, pause)
        elif host.failures >= self._most_failures:
            self._give_up(request, host, _GIVEN_UP_SECONDS)
        elif pause:
            self._stats.inc_value("backoff/pauses")
            self._pace.pause(request, pause)

    def _give_up(self, request: Request, host: _Host, seconds: float) -> None:
        if host.given_up_until < monotonic():
            self._stats.inc_value("backoff/given_up")
            logger.warning(
                "Gave up %(host)s for %(seconds)d s: it failed %(failures)d times in a row, or asked for it",
                {"host": self._pace.key_of(request), "seconds": seconds, "failures": host.failures},
                extra={"spider": self._crawler.spider},
            )
        host.given_up_until = monotonic() + seconds
        # They have passed `process_request` already.
        self._pace.refuse_waiting(request, HostGivenUpError("the host is given up for now"))


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait, from *now*; None when it is neither a number nor a date."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
    else:
        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0), _LONGEST_RETRY_AFTER_SECONDS)
