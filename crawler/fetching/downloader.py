"""Scrapy's downloader, keeping its delays over all crawls of a process, and from its beginning.

A request whose `meta["is_wanted"]`, a function, says no when its turn comes is not sent: it fails with NotWantedError.
To cancel it instead would also cancel what others wait for with it (robots.txt), and leave it in the queue.

Each crawl has a downloader with slots of its own: two crawls that meet at a host, one after the other or at the same
time (two sections of a site, two sites with feeds on one host), would each keep the delay alone. So the time when a
host was last asked is the process's. A process that begins counts as having asked every host: the one before it may
have been killed a moment ago.
"""

from __future__ import annotations

from time import monotonic

from scrapy.core.downloader import Downloader, Slot
from scrapy.utils.datatypes import LocalCache
from twisted.python.failure import Failure

from crawler.fetching.refusals import NotWantedError

_HOSTS_KEPT = 10_000
_began = monotonic()
_last_asked: LocalCache[str, float] = LocalCache(_HOSTS_KEPT)


class PolitePaceDownloader(Downloader):
    """For the DOWNLOADER setting."""

    def _process_queue(self, slot: Slot) -> None:
        _refuse_unwanted(slot)
        key = self._key_of(slot)
        if key is None:
            super()._process_queue(slot)
            return
        # Here and nowhere else: whatever waits for its turn asks here before it is sent.
        slot.lastseen = max(slot.lastseen, _last_asked.get(key, _began))
        super()._process_queue(slot)
        # A pause (`HostPace.pause`) is a time to come: the next crawl keeps it, too.
        _last_asked[key] = max(_last_asked.get(key, 0), slot.lastseen)

    def _key_of(self, slot: Slot) -> str | None:
        """The host of *slot*. A crawl seldom has more than some hosts under way."""
        return next((key for key, other in self.slots.items() if other is slot), None)


def _refuse_unwanted(slot: Slot) -> None:
    # Redirects and retries of a request have its meta: they are no more wanted than it is.
    unwanted = [entry for entry in slot.queue if not entry[0].meta.get("is_wanted", _always)()]
    for entry in unwanted:
        slot.queue.remove(entry)
    for request, response in unwanted:
        response.errback(Failure(NotWantedError(f"{request.url}: no longer wanted")))  # type: ignore[no-untyped-call]


def _always() -> bool:
    return True
