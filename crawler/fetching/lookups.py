"""Looking names up in threads of their own, a few of one domain at a time.

In the reactor's ten threads, which the store uses as well, a domain whose name servers answer after half a minute keeps
the names of all other sites waiting: nothing ends a lookup before the system's resolver does.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from twisted.internet.base import DelayedCall, ReactorBase, ThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool

from crawler.urls import site_of

# A site has few hosts, and a crawl no more requests under way than connections.
_MOST_OF_A_DOMAIN = 2
# Sixteen requests under way are what all sites of a process have, as it is set; who sets more has more domains that
# answer at once.
_THREADS = 20


class _Thread(Thread):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # What hangs in the system's resolver holds up no exit.
        super().__init__(*args, **kwargs, daemon=True)


class _Threads(ThreadPool):
    threadFactory = _Thread  # noqa: N815 - the name Twisted gives it


@dataclass(slots=True)
class _Lookup:
    name: str
    result: Deferred[str] = field(default_factory=Deferred)
    timeout: DelayedCall | None = None
    is_over: bool = False


@dataclass(slots=True)
class _Domain:
    running: int = 0
    waiting: deque[_Lookup] = field(default_factory=deque)


class DomainLookups(ThreadedResolver):
    """Twisted's resolver by `socket.gethostbyname`."""

    def __init__(self, reactor: ReactorBase) -> None:
        super().__init__(reactor)
        self._threads: ThreadPool | None = None
        self._domains: dict[str, _Domain] = {}

    def getHostByName(self, name: str, timeout: Sequence[int] = (30,)) -> Deferred[str]:  # noqa: N802
        lookup = _Lookup(name)
        lookup.timeout = self.reactor.callLater(sum(timeout), self._give_up, lookup)
        key = site_of(f"http://{name}/")
        domain = self._domains.setdefault(key, _Domain())
        domain.waiting.append(lookup)
        self._next(key, domain)
        return lookup.result

    def _next(self, key: str, domain: _Domain) -> None:
        while domain.waiting and domain.running < _MOST_OF_A_DOMAIN:
            lookup = domain.waiting.popleft()
            if not lookup.is_over:
                domain.running += 1
                reactor: Any = self.reactor
                found = deferToThreadPool(reactor, self._pool(), socket.gethostbyname, lookup.name)
                found.addBoth(self._ended, lookup, key, domain)
        if not domain.running:
            self._domains.pop(key, None)

    def _ended(self, found: str | Failure, lookup: _Lookup, key: str, domain: _Domain) -> None:
        domain.running -= 1
        if not lookup.is_over and isinstance(found, Failure):
            self._settle(lookup, found.getErrorMessage())
        elif not lookup.is_over:
            self._settle(lookup, None, str(found))
        self._next(key, domain)

    def _give_up(self, lookup: _Lookup) -> None:
        self._settle(lookup, "no answer in time")

    def _settle(self, lookup: _Lookup, error: str | None, address: str = "") -> None:
        lookup.is_over = True
        if lookup.timeout is not None and lookup.timeout.active():
            lookup.timeout.cancel()
        if error is None:
            lookup.result.callback(address)
        else:
            lookup.result.errback(DNSLookupError(f"{lookup.name!r}: {error}"))

    def _pool(self) -> ThreadPool:
        if self._threads is None:
            self._threads = _Threads(minthreads=0, maxthreads=_THREADS, name="names")
            self._threads.start()
        return self._threads
