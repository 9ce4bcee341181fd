"""The sample site as a running HTTP server, with what a test needs to steer it and to see what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

from examples.sample_site.connections import ConnectionTrackingServer
from examples.sample_site.handler import SiteHandler
from examples.sample_site.pages import Edition, Page
from examples.sample_site.site_pages import pages_of
from examples.sample_site.stories import EDITIONS

# Short, because leaving the context waits for it.
_POLL_SECONDS = 0.05
# Addresses to listen on that are no address to connect to.
_ANY_ADDRESS = ("", "0.0.0.0")


def today_utc() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class ServedRequest:
    """One request as it was answered."""

    method: str
    path: str
    """As in the request line, with the query."""
    status: int
    headers: dict[str, str]
    """Of the request, names in lower case."""
    arrived: float
    """`time.monotonic()`."""


class SampleSite:
    """Listens from its creation; serves in a thread inside `with`, or in this one by `serve_forever()`.

    Raises OSError when it cannot listen at *host* and *port* (0: any free one). *today* is the site's clock.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        edition: int = EDITIONS[0],
        slow_seconds: float = 2.0,
        verbose: bool = False,
        today: Callable[[], date] = today_utc,
    ) -> None:
        self.edition = edition
        self.slow_seconds = slow_seconds
        self.requests: list[ServedRequest] = []
        """In the order of their answers. May be cleared."""
        self._today = today
        self._server = ConnectionTrackingServer((host, port), SiteHandler.for_site(self, verbose=verbose))
        reachable_host = "127.0.0.1" if host in _ANY_ADDRESS else host
        self.url = f"http://{reachable_host}:{self._server.server_address[1]}/"
        self._thread: threading.Thread | None = None

    @property
    def edition(self) -> int:
        """Which state of the site is served; may be set at any time."""
        return self._edition

    @edition.setter
    def edition(self, number: int) -> None:
        if number not in EDITIONS:
            raise ValueError(f"edition {number!r}: there are {EDITIONS}")
        self._edition = number

    def page(self, target: str) -> Page | None:
        """The page for *target*, path and query of a request; a query that selects nothing is ignored."""
        pages = pages_of(Edition(self.url, self.edition, self._today()))
        return pages.get(target) or pages.get(target.partition("?")[0])

    def record(self, method: str, path: str, status: int, headers: dict[str, str], arrived: float) -> None:
        self.requests.append(ServedRequest(method, path, status, headers, arrived))

    def serve_forever(self) -> None:
        self._server.serve_forever(_POLL_SECONDS)

    def close(self) -> None:
        """Stop listening and cut the connections that are still open."""
        self._server.server_close()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, name="sample-site", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        if self._thread:
            self._thread.join()
        self.close()
