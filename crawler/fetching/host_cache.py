"""What hosts say about themselves, kept in memory within bounds: who has one name has as many as there are below it."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

_HOSTS_KEPT = 10_000
# The rules of 10,000 ordinary hosts, 3 KB each, or of six whose robots.txt is as long as is read.
MAX_BYTES = 32 << 20


class HostCache(Generic[T]):
    """By host, or what else they are asked for by. Beyond the number of hosts the oldest goes, beyond *max_bytes* the
    largest of the others: who fills the memory by what he says is asked again, and hardly anybody else."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._values: OrderedDict[str, T] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._bytes = 0

    def __contains__(self, host: str) -> bool:
        return host in self._values

    def get(self, host: str) -> T | None:
        return self._values.get(host)

    def put(self, host: str, value: T, size: int = 0) -> None:
        """Keep *value*, which takes about *size* bytes, in the place of what was kept for *host*."""
        self._remove(host)
        self._values[host], self._sizes[host] = value, size
        self._bytes += size
        if len(self._values) > _HOSTS_KEPT:
            self._remove(next(iter(self._values)))
        while self._bytes > self._max_bytes and len(self._sizes) > 1:
            self._remove(max((other for other in self._sizes if other != host), key=self._sizes.__getitem__))

    def _remove(self, host: str) -> None:
        if host in self._values:
            del self._values[host]
            self._bytes -= self._sizes.pop(host)
