"""No crawl reaches a private address: whatever names it, however it is spelled, and whatever a name resolves to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks import PAGE, READ
from tests.attacks.redirects import redirect, refresh
from tests.misbehaving_server import MisbehavingServer, html, misbehaving_server
from tests.outcome_crawl import OutcomeCrawl, crawl_outcomes

_ROBOTS = b"User-agent: *\nDisallow:\n"
_SPELLINGS = {
    "loopback": "127.0.0.1",
    "all of loopback": "127.255.255.254",
    "short": "127.1",
    "decimal": "2130706433",
    "octal": "0177.0.0.1",
    "hexadecimal": "0x7f.0.0.1",
    "hexadecimal in one": "0x7f000001",
    "mixed bases": "0x7f.0.0.01",
    "full-width digits": "１２７.０.０.１",
    "ideographic dots": "127。0。0。1",
    "with a dot at the end": "127.0.0.1.",
    "with credentials": "example.com@127.0.0.1",
    "name": "localhost",
    "name in capitals": "LocalHost.",
    "name below it": "a.localhost",
    "circled letters": "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "IPv6": "[::1]",
    "unspecified": "0.0.0.0",
    "unspecified IPv6": "[::]",
    "IPv4-mapped": "[::ffff:127.0.0.1]",
    "IPv4-mapped in hexadecimal": "[::ffff:7f00:1]",
    "IPv4-compatible": "[::127.0.0.1]",
    "NAT64": "[64:ff9b::7f00:1]",
    "6to4": "[2002:7f00:1::]",
    "private 10": "10.0.0.1",
    "private 172": "172.31.255.255",
    "private 192": "192.168.0.1",
    "shared (carrier)": "100.64.0.1",
    "link-local": "169.254.1.1",
    "link-local IPv6": "[fe80::1]",
    "unique local IPv6": "[fd00::1]",
    "multicast": "224.0.0.1",
    "multicast IPv6": "[ff02::1]",
    "broadcast": "255.255.255.255",
    "cloud metadata": "169.254.169.254",
    "cloud metadata, decimal": "2852039166",
    "cloud metadata, IPv6": "[fd00:ec2::254]",
    "cloud metadata, Alibaba": "100.100.100.200",
    "cloud metadata, Azure": "168.63.129.16",
    "cloud metadata, by name": "metadata.google.internal",
    "name without a dot": "intranet",
    "multicast name": "printer.local",
}


@pytest.fixture(scope="module")
def proxy() -> Iterator[MisbehavingServer]:
    """Stands for the internet: every request of the crawl would come here."""
    answers = {"http://news.example/robots.txt": html(_ROBOTS)}
    for number, spelling in enumerate(_SPELLINGS.values()):
        answers[f"http://news.example/redirect-{number}"] = redirect(f"http://{spelling}/secret")
        answers[f"http://news.example/refresh-{number}"] = refresh(f"http://{spelling}/secret")
    with misbehaving_server(answers) as server:
        server.otherwise = lambda _: html(PAGE)
        yield server


@pytest.fixture(scope="module")
def crawl(proxy: MisbehavingServer, tmp_path_factory: pytest.TempPathFactory) -> OutcomeCrawl:
    urls = [f"http://{spelling}/secret" for spelling in _SPELLINGS.values()]
    for number in range(len(_SPELLINGS)):
        urls += [f"http://news.example/redirect-{number}", f"http://news.example/refresh-{number}"]
    return crawl_outcomes(tmp_path_factory.mktemp("crawl"), urls, http_proxy=proxy.url())


@pytest.mark.parametrize("number", range(len(_SPELLINGS)), ids=_SPELLINGS)
def test_a_private_address_is_asked_for_by_no_url_redirect_or_refresh(number: int, crawl: OutcomeCrawl) -> None:
    spelling = list(_SPELLINGS.values())[number]
    assert crawl.outcomes[f"http://{spelling}/secret"] == "private_address"
    assert crawl.outcomes[f"http://news.example/redirect-{number}"] == "private_address"
    assert crawl.outcomes[f"http://news.example/refresh-{number}"] == "private_address"


def test_nothing_of_a_private_host_is_asked_for_not_even_its_robots_txt(
    proxy: MisbehavingServer, crawl: OutcomeCrawl
) -> None:
    assert crawl.stats["private_addresses/refused"] == 3 * len(_SPELLINGS)
    assert crawl.stats["outcomes/failed/private_address"] == 3 * len(_SPELLINGS)
    assert {url.split("/")[2] for url in proxy.requested} == {"news.example"}


@pytest.fixture
def quiet_server() -> Iterator[MisbehavingServer]:
    with misbehaving_server({"/robots.txt": html(_ROBOTS), "/": html(PAGE)}) as server:
        yield server


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "168.63.129.16", "224.0.0.1", "0.0.0.0"]
)
def test_a_public_name_of_a_private_address_is_not_connected_to(
    address: str, quiet_server: MisbehavingServer, tmp_path: Path
) -> None:
    url = quiet_server.url(host="news.example")
    crawl = crawl_outcomes(tmp_path, [url], names={"news.example": [address]})
    assert crawl.outcomes == {url: "private_address"}
    assert crawl.stats["outcomes/failed/private_address"] == 1
    assert quiet_server.requested == []


def test_a_public_name_of_a_private_address_is_reached_when_allowed(
    quiet_server: MisbehavingServer, tmp_path: Path
) -> None:
    url = quiet_server.url(host="news.example")
    settings = "PRIVATE_ADDRESSES_ALLOWED = True\n"
    crawl = crawl_outcomes(tmp_path, [url], names={"news.example": ["127.0.0.1"]}, settings=settings)
    assert crawl.outcomes == {url: READ}


def test_a_redirect_to_a_name_of_a_private_address_is_not_followed(
    quiet_server: MisbehavingServer, tmp_path: Path
) -> None:
    quiet_server.answers |= {
        "http://news.example/robots.txt": html(_ROBOTS),
        # To another scheme, for which there is no proxy.
        "http://news.example/": redirect("https://evil.example/secret"),
    }
    crawl = crawl_outcomes(
        tmp_path,
        ["http://news.example/"],
        names={"evil.example": ["127.0.0.1"]},
        http_proxy=quiet_server.url(),
    )
    assert crawl.outcomes == {"http://news.example/": "private_address"}
    assert quiet_server.requested == ["http://news.example/robots.txt", "http://news.example/"]


def test_a_proxy_may_have_a_private_address(quiet_server: MisbehavingServer, tmp_path: Path) -> None:
    quiet_server.answers["http://news.example/"] = html(PAGE)
    proxy = quiet_server.url(host="proxy.example")
    names = {"proxy.example": ["127.0.0.1"]}
    crawl = crawl_outcomes(tmp_path, ["http://news.example/"], names=names, http_proxy=proxy)
    assert crawl.outcomes == {"http://news.example/": READ}
