from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from tests.misbehaving_server import Answer, MisbehavingServer, for_ever, html, misbehaving_server, raw
from tests.outcome_crawl import OutcomeCrawl, crawl_outcomes

_PAGE = html(b"<p>text</p>")
_GOT = "200, 11 B"
_FORBIDDEN = html(b"User-agent: NewsCrawler\nDisallow: /private/\n")
_SETTINGS = "PRIVATE_ADDRESSES_ALLOWED = True\nRETRY_ENABLED = False\nDOWNLOAD_TIMEOUT = 2\n"

Crawl = Callable[..., tuple[OutcomeCrawl, MisbehavingServer]]


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """Crawls paths of a server with the given answers: what became of each path, and what the server was asked for."""

    def crawl(answers: Mapping[str, Answer], *paths: str, settings: str = "") -> tuple[OutcomeCrawl, MisbehavingServer]:
        with misbehaving_server(answers) as server:
            result = crawl_outcomes(tmp_path, map(server.url, paths), settings=_SETTINGS + settings)
            outcomes = {url.removeprefix(server.url("")): outcome for url, outcome in result.outcomes.items()}
        return OutcomeCrawl(outcomes, result.stats, result.log, result.summary), server

    return crawl


def test_requests_that_wait_for_robots_txt_together_all_obey_it(crawl: Crawl) -> None:
    private = [f"/private/{number}" for number in range(8)]
    result, server = crawl({"/robots.txt": _FORBIDDEN, **dict.fromkeys(["/open", *private], _PAGE)}, *private, "/open")
    assert server.requested == ["/robots.txt", "/open"]
    assert result.outcomes == {**dict.fromkeys(private, "robots_txt"), "/open": _GOT}
    assert "8  forbidden by robots.txt" in result.summary


def test_what_robots_txt_says_of_other_crawlers_is_not_for_us(crawl: Crawl) -> None:
    robots_txt = html(b"User-agent: News\nUser-agent: OtherBot\nDisallow: /\n")
    result, _ = crawl({"/robots.txt": robots_txt, "/": _PAGE}, "/")
    assert result.outcomes == {"/": _GOT}


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"]
)
def test_where_there_is_no_robots_txt_everything_is_allowed(crawl: Crawl, status: str) -> None:
    # Even if the error page reads like one.
    answers = {"/robots.txt": html(b"User-agent: *\nDisallow: /\n", status=status), "/": _PAGE}
    assert crawl(answers, "/")[0].outcomes == {"/": _GOT}


@pytest.mark.parametrize(
    "answer",
    [
        html(b"", status="500 Internal Server Error"),
        html(b"", status="503 Service Unavailable"),
        html(b"", status="429 Too Many Requests"),
        raw(),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nUser"),
        for_ever(b"HTTP/1.1 200 OK\r\n\r\n", b"#", pause=0.2),
        html(b"no gzip", "Content-Encoding: gzip"),
    ],
    ids=["500", "503", "429", "hangs up", "cut off", "trickles", "unreadable"],
)
def test_as_long_as_nobody_knows_what_robots_txt_says_nothing_is_fetched(crawl: Crawl, answer: Answer) -> None:
    result, server = crawl({"/robots.txt": answer, "/a": _PAGE, "/b": _PAGE}, "/a", "/b")
    assert result.outcomes == dict.fromkeys(["/a", "/b"], "robots_txt_unreachable")
    assert server.requested == ["/robots.txt"]
    assert result.stats["robotstxt/unreachable"] == 2
    assert "2  robots.txt could not be read, so nothing is allowed" in result.summary


def test_a_robots_txt_behind_redirects_holds(crawl: Crawl) -> None:
    answers = {
        "/robots.txt": html(b"", "Location: /1", status="301 Moved Permanently"),
        **{f"/{n}": html(b"", f"Location: /{n + 1}", status="302 Found") for n in range(1, 5)},
        "/5": _FORBIDDEN,
        "/private/": _PAGE,
    }
    result, _ = crawl(answers, "/private/")
    assert result.outcomes == {"/private/": "robots_txt"}
    # Nor is what it redirects to a page.
    counted = {name: count for name, count in result.stats.items() if re.match("outcomes/(?!examples)", name)}
    assert counted == {"outcomes/requested": 1, "outcomes/failed/robots_txt": 1}


def test_redirects_without_end_mean_that_there_is_no_robots_txt(crawl: Crawl) -> None:
    answers = {"/robots.txt": html(b"", "Location: /robots.txt", status="302 Found"), "/": _PAGE}
    assert crawl(answers, "/")[0].outcomes == {"/": _GOT}


def test_rules_beyond_500_kib_are_not_read(crawl: Crawl) -> None:
    robots_txt = b"User-agent: *\nDisallow: /private/\n" + b"#" * 600_000 + b"\nDisallow: /\n"
    result, _ = crawl({"/robots.txt": html(robots_txt), "/": _PAGE, "/private/": _PAGE}, "/", "/private/")
    assert result.outcomes == {"/": _GOT, "/private/": "robots_txt"}


@pytest.mark.parametrize("throttled", ["False", "True"])
def test_crawl_delay_is_kept_to(crawl: Crawl, throttled: str) -> None:
    answers = {"/robots.txt": html(b"User-agent: *\nCrawl-delay: 0.5\n"), **{f"/{n}": _PAGE for n in range(4)}}
    settings = f"AUTOTHROTTLE_ENABLED = {throttled}\nAUTOTHROTTLE_START_DELAY = 0.1\n"
    result, server = crawl(answers, *(f"/{n}" for n in range(4)), settings=settings)
    assert set(result.outcomes.values()) == {_GOT}
    # The server hears of a request when a connection has been made, for the first one later than for the others.
    assert all(after - before >= 0.4 for before, after in pairwise(server.times))


def test_a_longer_crawl_delay_than_crawl_delay_max_is_cut(crawl: Crawl) -> None:
    answers = {"/robots.txt": html(b"User-agent: *\nCrawl-delay: 86400\n"), "/a": _PAGE, "/b": _PAGE}
    result, _ = crawl(answers, "/a", "/b", settings="CRAWL_DELAY_MAX = 0.2\n")
    assert result.outcomes == {"/a": _GOT, "/b": _GOT}
