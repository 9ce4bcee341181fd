"""Name resolution that gives connections to public addresses of other machines only.

A URL is judged by its spelling before it is requested, but a public name may resolve to any address, and to another one
each time it is asked for (DNS rebinding). So the check is here: what the resolver gives is the very address the
connection is made to, for every new connection, of a page, a redirect or a robots.txt alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.datatypes import LocalCache
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.addresses import is_public_address
from crawler.fetching.lookups import DomainLookups
from crawler.fetching.own_addresses import is_own_address

# The interfaces of Twisted have no usable types: Any stands for them.

# As many names as Scrapy caches addresses of.
_REFUSED_NAMES_KEPT = 10_000


class PublicAddressResolver(CachingThreadedResolver, DomainLookups):
    """For the TWISTED_DNS_RESOLVER setting: Scrapy's cache before `DomainLookups`, guarded unless
    PRIVATE_ADDRESSES_ALLOWED."""

    private_addresses_allowed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_addresses_allowed = crawler.settings.getbool("PRIVATE_ADDRESSES_ALLOWED")
        return resolver

    def install_on_reactor(self) -> None:
        super().install_on_reactor()
        if not self.private_addresses_allowed:
            guard: Any = _Guard(self.reactor.nameResolver, proxies=_proxies())
            self.reactor.installNameResolver(guard)


@implementer(IHostnameResolver)
class _Guard:
    """Passes on those addresses of *resolver* that are public, and all of *proxies*, pairs of host and port: a proxy is
    what whoever runs the crawl chose, not what a page names."""

    def __init__(self, resolver: Any, proxies: frozenset[tuple[str, int]]) -> None:
        self._resolver = resolver
        self._proxies = proxies
        self.refused: LocalCache[str, bool] = LocalCache(_REFUSED_NAMES_KEPT)

    def resolveHostName(  # noqa: N802 - the interface of Twisted
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        receiver: Any = resolutionReceiver
        if (hostName.lower(), portNumber) not in self._proxies:
            receiver = _PublicAddressesOnly(receiver, hostName, self)
        return self._resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _PublicAddressesOnly:
    def __init__(self, receiver: Any, name: str, guard: _Guard) -> None:
        self._receiver = receiver
        self._name = name
        self._guard = guard

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._guard.refused.pop(self._name, None)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        host = getattr(address, "host", "")
        if is_public_address(host) and not is_own_address(host):
            self._receiver.addressResolved(address)
        else:
            self._guard.refused[self._name] = True

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


def was_refused(host: str) -> bool:
    """Whether an address of *host* was held back when it was last resolved."""
    from twisted.internet import reactor

    guard = reactor.nameResolver
    return isinstance(guard, _Guard) and host in guard.refused


def _proxies() -> frozenset[tuple[str, int]]:
    """Host and port of the proxies that the environment names, as Scrapy's proxy middleware reads it; with port 0 too,
    which Twisted asks for when it opens a tunnel through one."""
    found = set()
    for scheme, url in getproxies().items():
        if scheme == "no":
            continue
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.hostname:
            found |= {(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)), (parts.hostname, 0)}
    return frozenset(found)
