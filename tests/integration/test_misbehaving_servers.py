"""What servers do to crawlers, each once, in one real crawl: the crawl goes on, and says what each page came to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks import PAGE, READ, Attacks, bodies, compression, headers, redirects
from tests.attacks.redirects import growing, redirect
from tests.misbehaving_server import MisbehavingServer, html, misbehaving_server
from tests.outcome_crawl import OutcomeCrawl, crawl_outcomes

_ROBOTS = b"User-agent: *\nDisallow:\n"
_ATTACKS: Attacks = {**bodies.ATTACKS, **headers.ATTACKS, **compression.ATTACKS, **redirects.ATTACKS}


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    answers = {path: answer for path, (answer, _) in _ATTACKS.items()}
    with misbehaving_server({"/robots.txt": html(_ROBOTS), **answers}) as server:
        not_found = server.otherwise
        server.otherwise = lambda path: growing(path) if path.startswith("/redirects-further") else not_found(path)
        yield server


@pytest.fixture(scope="module")
def crawl(server: MisbehavingServer, tmp_path_factory: pytest.TempPathFactory) -> OutcomeCrawl:
    settings = (
        "PRIVATE_ADDRESSES_ALLOWED = True\nDOWNLOAD_TIMEOUT = 4\nRETRY_ENABLED = False\nBACKOFF_ENABLED = False\n"
        "CONCURRENT_REQUESTS_PER_DOMAIN = 8\nREDIRECT_MAX_TIMES = 3\n"
    )
    return crawl_outcomes(tmp_path_factory.mktemp("crawl"), map(server.url, _ATTACKS), settings=settings)


@pytest.mark.parametrize("path", _ATTACKS)
def test_a_server_that_misbehaves_costs_one_page(path: str, server: MisbehavingServer, crawl: OutcomeCrawl) -> None:
    assert crawl.outcomes[server.url(path)] == _ATTACKS[path][1]


def test_every_page_is_counted_once(crawl: OutcomeCrawl) -> None:
    failed = {key: count for key, count in crawl.stats.items() if key.startswith("outcomes/failed/")}
    assert crawl.stats["outcomes/requested"] == len(_ATTACKS)
    assert crawl.stats["outcomes/answered"] + sum(failed.values()) == len(_ATTACKS)


def test_each_reason_is_a_stat_of_its_own(crawl: OutcomeCrawl) -> None:
    # A 304 that nobody asked for counts as an answer, though no spider has anything to read.
    expected = {outcome for _, outcome in _ATTACKS.values() if not outcome.startswith("200")} - {"http_304"}
    assert {key.rpartition("/")[2] for key in crawl.stats if key.startswith("outcomes/failed/")} == expected


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
