"""What servers do to crawlers, each once, in one real crawl: the crawl goes on, and says what each page came to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks import READ, Attacks, bodies, compression, headers, redirects
from tests.attacks.redirects import growing
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
    expected = {outcome for _, outcome in _ATTACKS.values() if not outcome.startswith("200")}
    assert {key.rpartition("/")[2] for key in crawl.stats if key.startswith("outcomes/failed/")} == expected


def test_no_cookie_is_sent_back(server: MisbehavingServer, crawl: OutcomeCrawl) -> None:
    assert crawl.outcomes[server.url("/cookies-in-number")] == READ
    assert not [head for head in server.heads if b"\ncookie:" in head.lower()]


def test_no_header_of_a_server_becomes_one_of_ours(server: MisbehavingServer, crawl: OutcomeCrawl) -> None:
    assert crawl.outcomes[server.url("/redirects-to-encoded-lines")] == "http_404"
    assert not [head for head in server.heads if b"\nx-a:" in head.lower()]
