from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.fetching.resolver import _Guard, _proxies


@implementer(IHostnameResolver)
class Names:
    """Resolves every name to the next of some lists of addresses."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class Received:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def resolved(guard: _Guard, name: str, port: int = 80) -> list[str]:
    received = Received()
    guard.resolveHostName(received, name, port)
    assert received.is_complete
    return received.addresses


def test_of_several_addresses_the_public_ones_are_connected_to() -> None:
    guard = _Guard(Names(["127.0.0.1", "8.8.8.8", "::1", "2606:4700::1111"]), frozenset())
    assert resolved(guard, "news.example") == ["8.8.8.8", "2606:4700::1111"]
    assert "news.example" in guard.refused


def test_a_name_is_judged_by_its_address_each_time_it_is_resolved() -> None:
    guard = _Guard(Names(["8.8.8.8"], ["127.0.0.1"], ["8.8.8.8"]), frozenset())
    assert resolved(guard, "news.example") == ["8.8.8.8"]
    assert resolved(guard, "news.example") == []
    assert "news.example" in guard.refused
    assert resolved(guard, "news.example") == ["8.8.8.8"]
    assert "news.example" not in guard.refused


def test_only_the_port_of_a_proxy_is_exempt() -> None:
    guard = _Guard(Names(["10.0.0.1"], ["10.0.0.1"]), frozenset({("proxy.example", 3128)}))
    assert resolved(guard, "proxy.example", 3128) == ["10.0.0.1"]
    assert resolved(guard, "proxy.example", 9200) == []


@pytest.mark.parametrize(
    ("url", "pairs"),
    [
        ("http://proxy.example:3128", {("proxy.example", 3128), ("proxy.example", 0)}),
        ("proxy.example:3128", {("proxy.example", 3128), ("proxy.example", 0)}),
        ("http://me:pw@Proxy.example/", {("proxy.example", 80), ("proxy.example", 0)}),
        ("", set()),
    ],
)
def test_proxies_are_those_of_the_environment(
    url: str, pairs: set[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.setenv("no_proxy", "localhost")
    assert _proxies() == pairs
