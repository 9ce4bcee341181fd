"""How fast a host is asked: the delay its robots.txt wants, and pauses when it is in trouble.

Both are told to the downloader's slot of the host, which all its requests pass, those that wait in it already as well.
"""

from __future__ import annotations

from time import monotonic

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.fetching.refusals import FetchRefusedError

# A slot without any delay does not look at the time of its last request.
_SHORTEST_DELAY = 0.001


class HostPace:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def keep_delay(self, request: Request, seconds: float) -> None:
        """Ask the host of *request* no more often than every *seconds*, from now on."""
        downloader, key = self._downloader(), self.key_of(request)
        # For the slot that is made when the host has not been asked for a while and its slot is gone.
        downloader.per_slot_settings[key] = {**downloader.per_slot_settings.get(key, {}), "delay": seconds}
        self._slot(request).delay = seconds
        # AutoThrottle would lower it.
        request.meta["autothrottle_dont_adjust_delay"] = True

    def delay_of(self, request: Request) -> float:
        return self._slot(request).delay

    def pause(self, request: Request, seconds: float) -> None:
        """Do not ask the host of *request* for *seconds*."""
        slot = self._slot(request)
        slot.delay = slot.delay or _SHORTEST_DELAY
        # The time from which the slot counts its delay.
        slot.lastseen = max(slot.lastseen, monotonic() + seconds)

    def refuse_waiting(self, request: Request, error: FetchRefusedError) -> None:
        """Let all requests that wait for the host of *request* fail with *error*."""
        waiting = self._slot(request).queue
        while waiting:
            _, response = waiting.popleft()
            response.errback(Failure(error))  # type: ignore[no-untyped-call]

    def key_of(self, request: Request) -> str:
        """What requests of one host have in common."""
        return self._downloader().get_slot_key(request)

    def _slot(self, request: Request) -> Slot:
        _, slot = self._downloader()._get_slot(request)
        return slot

    def _downloader(self) -> Downloader:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader
