from __future__ import annotations

import socket
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.middlewares.host_backoff import retry_after
from tests.misbehaving_server import Answer, MisbehavingServer, for_ever, html, misbehaving_server
from tests.outcome_crawl import crawl_outcomes

_PAGE = html(b"<p>text</p>")
_GOT = "200, 11 B"
_NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
# Without any delay, Scrapy 2.19 sends all that waits for a host at once when one request is done.
_SETTINGS = "PRIVATE_ADDRESSES_ALLOWED = True\nROBOTSTXT_OBEY = False\nDOWNLOAD_DELAY = 0.01\n"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("Thu, 26 Nov 2026 12:01:00 GMT", 60),
        ("Thu, 26 Nov 2026 11:00:00 GMT", 0),
        ("99999999999999999999", 86400),
        ("Thu, 26 Nov 2099 12:00:00 GMT", 86400),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("５", None),
    ],
)
def test_retry_after_is_a_number_of_seconds_or_a_date(header: str, seconds: float | None) -> None:
    assert retry_after(header, _NOW) == seconds


def then(first: Answer, *others: Answer) -> Answer:
    """Answers with *first*, then with each of *others*, the last for ever."""
    answers = [first, *others]

    def answer(connection: socket.socket) -> None:
        (answers.pop(0) if len(answers) > 1 else answers[0])(connection)

    return answer


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_the_host_is_left_alone_for_as_long_as_it_asks(status: str, tmp_path: Path) -> None:
    busy = html(b"", "Retry-After: 2", status=status)
    answers = {"/0": then(busy, _PAGE), "/1": _PAGE, "/2": _PAGE}
    with misbehaving_server(answers) as server:
        # One at a time: what is under way when the answer comes cannot be called back.
        settings = _SETTINGS + "CONCURRENT_REQUESTS_PER_DOMAIN = 1\n"
        crawl = crawl_outcomes(tmp_path, map(server.url, answers), settings=settings)
    assert set(crawl.outcomes.values()) == {_GOT}
    assert server.times[1] - server.times[0] >= 2
    assert crawl.stats["backoff/pauses"] == 1


def test_each_failure_in_a_row_doubles_the_pause(tmp_path: Path) -> None:
    broken = html(b"", status="500 Internal Server Error")
    with misbehaving_server({"/": then(broken, broken, _PAGE)}) as server:
        crawl = crawl_outcomes(tmp_path, [server.url()], settings=_SETTINGS + "DOWNLOAD_DELAY = 0.2\n")
    assert crawl.outcomes == {server.url(): _GOT}
    first, second = (after - before for before, after in pairwise(server.times))
    assert first >= 0.4
    assert second >= 0.8


def _requests_until_given_up(server: MisbehavingServer, tmp_path: Path, settings: str) -> int:
    urls = [server.url(f"/{number}") for number in range(20)]
    crawl = crawl_outcomes(tmp_path, urls, settings=f"{_SETTINGS}RETRY_ENABLED = False\n{settings}")
    given_up = [url for url, outcome in crawl.outcomes.items() if outcome == "host_given_up"]
    assert len(crawl.outcomes) == 20
    assert len(given_up) == 20 - len(server.requested)
    assert crawl.stats["backoff/given_up"] == 1
    assert crawl.log.count("Gave up 127.0.0.1") == 1
    assert f"{len(given_up)}  not asked, as the host was in trouble" in crawl.summary
    return len(server.requested)


def test_a_host_that_fails_too_often_in_a_row_is_given_up(tmp_path: Path) -> None:
    with misbehaving_server({f"/{n}": html(b"", status="502 Bad Gateway") for n in range(20)}) as server:
        # Two are under way at a time.
        assert _requests_until_given_up(server, tmp_path, "BACKOFF_MAX_FAILURES = 4\n") in (4, 5)


def test_a_host_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    with misbehaving_server({f"/{n}": for_ever(b"", b"", pause=0.2) for n in range(20)}) as server:
        settings = "BACKOFF_MAX_FAILURES = 2\nDOWNLOAD_TIMEOUT = 1\n"
        assert _requests_until_given_up(server, tmp_path, settings) in (2, 3, 4)


def test_a_host_that_wants_to_be_left_alone_for_longer_than_a_crawl_waits_is_given_up(tmp_path: Path) -> None:
    busy = html(b"", "Retry-After: 3600", status="503 Service Unavailable")
    with misbehaving_server({f"/{n}": busy for n in range(20)}) as server:
        assert _requests_until_given_up(server, tmp_path, "") <= 2


def test_one_page_that_fails_among_others_changes_nothing(tmp_path: Path) -> None:
    answers = {f"/{n}": html(b"", status="500 Internal Server Error") if n % 2 else _PAGE for n in range(20)}
    with misbehaving_server(answers) as server:
        settings = _SETTINGS + "RETRY_ENABLED = False\nBACKOFF_MAX_FAILURES = 3\nCONCURRENT_REQUESTS_PER_DOMAIN = 1\n"
        crawl = crawl_outcomes(tmp_path, map(server.url, answers), settings=settings)
    assert sorted(crawl.outcomes.values()) == [_GOT] * 10 + ["http_500"] * 10
