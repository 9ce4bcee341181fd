"""What servers do to crawlers, each once, in one real crawl: the crawl goes on, and says what each page came to."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import brotli
import pytest
from backports import zstd

from tests.misbehaving_server import MisbehavingServer, for_ever, html, misbehaving_server, raw
from tests.outcome_crawl import OutcomeCrawl, crawl_outcomes

_MB = 1024 * 1024
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
_PAGE = b"<p>" + b"text " * 100 + b"</p>"
_ROBOTS = b"User-agent: *\nDisallow:\n"


@cache
def _zeros(size: int) -> bytes:
    return bytes(size)


def _redirect(location: str) -> object:
    return html(b"", f"Location: {location}", status="302 Found")


def _nested_gzip(layers: int) -> bytes:
    body = _PAGE
    for _ in range(layers):
        body = gzip.compress(body)
    return body


_ANSWERS = {
    # path: (what the server does, what the page comes to)
    "/page": (html(_PAGE), f"200, {len(_PAGE)} B"),
    # Sizes
    "/empty": (html(b""), "200, 0 B"),
    "/longer-than-the-limit": (raw(_OK + b"\r\n", _zeros(11 * _MB)), "too_large"),
    "/says-it-is-longer-than-the-limit": (raw(_OK + b"Content-Length: 99999999999\r\n\r\n"), "too_large"),
    "/endless": (for_ever(_OK + b"\r\n", _zeros(65536)), "too_large"),
    "/endless-chunks": (for_ever(_CHUNKED, b"10000\r\n" + _zeros(0x10000) + b"\r\n"), "too_large"),
    "/shorter-than-said": (raw(_OK + b"Content-Length: 5000\r\n\r\n" + _PAGE), "cut_off"),
    "/negative-length": (raw(_OK + b"Content-Length: -5\r\n\r\n" + _PAGE), "DownloadFailedError"),
    "/two-lengths": (raw(_OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + _PAGE), "DownloadFailedError"),
    # Time
    "/never-answers": (for_ever(b"", b"", pause=0.2), "timeout"),
    "/trickles-its-headers": (for_ever(_OK, b"X", pause=0.2), "timeout"),
    "/trickles-its-body": (for_ever(_OK + b"\r\n", b"x", pause=0.2), "timeout"),
    "/trickles-a-compressed-body": (for_ever(_OK + b"Content-Encoding: gzip\r\n\r\n", b"\x00", pause=0.2), "timeout"),
    "/trickles-chunks": (for_ever(_CHUNKED, b"1\r\nx\r\n", pause=0.1), "timeout"),
    "/continues-for-ever": (for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.2), "timeout"),
    # Headers
    "/endless-headers": (for_ever(_OK, b"X-Header: " + b"x" * 1000 + b"\r\n"), "headers_too_large"),
    "/endless-header": (for_ever(_OK + b"X-Header: ", b"x" * 1000), "headers_too_large"),
    "/endless-status": (for_ever(b"HTTP/1.1 200 ", b"O" * 1000), "headers_too_large"),
    "/large-but-usual-headers": (html(_PAGE, *(f"X-{n}: {'x' * 1000}" for n in range(100))), f"200, {len(_PAGE)} B"),
    "/no-http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "DownloadFailedError"),
    "/hangs-up": (raw(), "DownloadFailedError"),
    # Compression
    "/gzip-page": (html(gzip.compress(_PAGE), "Content-Encoding: gzip"), f"200, {len(_PAGE)} B"),
    "/brotli-page": (html(brotli.compress(_PAGE), "Content-Encoding: br"), f"200, {len(_PAGE)} B"),
    "/zstd-page": (html(zstd.compress(_PAGE), "Content-Encoding: zstd"), f"200, {len(_PAGE)} B"),
    "/gzip-bomb": (html(gzip.compress(_zeros(100 * _MB)), "Content-Encoding: gzip"), "decompression_bomb"),
    "/deflate-bomb": (html(zlib.compress(_zeros(100 * _MB)), "Content-Encoding: deflate"), "decompression_bomb"),
    "/brotli-bomb": (html(brotli.compress(_zeros(100 * _MB), quality=5), "Content-Encoding: br"), "decompression_bomb"),
    "/zstd-bomb": (html(zstd.compress(_zeros(100 * _MB)), "Content-Encoding: zstd"), "decompression_bomb"),
    "/bomb-below-the-limit": (html(gzip.compress(_zeros(9 * _MB)), "Content-Encoding: gzip"), "decompression_bomb"),
    "/gzip-of-gzip": (html(_nested_gzip(2), "Content-Encoding: gzip, gzip"), f"200, {len(_PAGE)} B"),
    "/nested-gzip": (html(_nested_gzip(9), "Content-Encoding: " + ", ".join(["gzip"] * 9)), "decompression_bomb"),
    "/nested-in-many-headers": (html(_nested_gzip(9), *["Content-Encoding: gzip"] * 9), "decompression_bomb"),
    "/not-gzip": (html(_PAGE, "Content-Encoding: gzip"), "unreadable_body"),
    "/not-brotli": (html(_PAGE, "Content-Encoding: br"), "unreadable_body"),
    "/not-zstd": (html(_PAGE, "Content-Encoding: zstd"), "unreadable_body"),
    "/not-deflate": (html(_PAGE, "Content-Encoding: deflate"), "unreadable_body"),
    "/unknown-encoding": (html(_PAGE, "Content-Encoding: utf-8"), f"200, {len(_PAGE)} B"),
    "/unreadable-encoding": (html(_PAGE, "Content-Encoding: \x85"), "unreadable_body"),
    # Redirects
    "/moved": (_redirect("/page"), f"200, {len(_PAGE)} B"),
    "/redirects-to-itself": (_redirect("/redirects-to-itself"), "too_many_redirects"),
    "/refreshes-to-itself": (
        html(b'<meta http-equiv="refresh" content="0; url=/refreshes-to-itself">'),
        "too_many_redirects",
    ),
    "/redirects-to-a-file": (_redirect("file:///etc/passwd"), "redirect_refused"),
    "/redirects-to-ftp": (_redirect("ftp://example.com/a"), "redirect_refused"),
    "/redirects-to-data": (_redirect("data:text/html,text"), "redirect_refused"),
    "/redirects-to-a-script": (_redirect("javascript:alert(1)"), "redirect_refused"),
    "/redirects-to-no-host": (_redirect("http://"), "too_many_redirects"),
    "/redirects-to-half-an-address": (_redirect("http://[::1"), "redirect_refused"),
    "/redirects-to-port-0": (_redirect("http://example.com:0/"), "redirect_refused"),
    "/redirects-nowhere": (html(b"", status="302 Found"), "redirect_refused"),
    "/redirects-to-a-long-url": (_redirect("/" + "a" * 5000), "url_too_long"),
    "/redirects-to-two-lines": (_redirect("/page\r\n 1"), "http_404"),
    "/refreshes-to-a-file": (
        html(b'<meta http-equiv="refresh" content="0; url=file:///etc/passwd">'),
        "200, 63 B",
    ),
}


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    answers = {path: answer for path, (answer, _) in _ANSWERS.items()}
    with misbehaving_server({"/robots.txt": html(_ROBOTS), **answers}) as server:
        yield server


@pytest.fixture(scope="module")
def crawl(server: MisbehavingServer, tmp_path_factory: pytest.TempPathFactory) -> OutcomeCrawl:
    settings = (
        "PRIVATE_ADDRESSES_ALLOWED = True\nDOWNLOAD_TIMEOUT = 4\nRETRY_ENABLED = False\n"
        "CONCURRENT_REQUESTS_PER_DOMAIN = 8\nREDIRECT_MAX_TIMES = 3\n"
    )
    return crawl_outcomes(tmp_path_factory.mktemp("crawl"), map(server.url, _ANSWERS), settings=settings)


@pytest.mark.parametrize("path", _ANSWERS)
def test_a_server_that_misbehaves_costs_one_page(path: str, server: MisbehavingServer, crawl: OutcomeCrawl) -> None:
    assert crawl.outcomes[server.url(path)] == _ANSWERS[path][1]


def test_every_page_is_counted_once(crawl: OutcomeCrawl) -> None:
    failed = {key: count for key, count in crawl.stats.items() if key.startswith("outcomes/failed/")}
    assert crawl.stats["outcomes/requested"] == len(_ANSWERS)
    assert crawl.stats["outcomes/answered"] + sum(failed.values()) == len(_ANSWERS)


def test_each_reason_is_a_stat_of_its_own(crawl: OutcomeCrawl) -> None:
    expected = {outcome for _, outcome in _ANSWERS.values() if not outcome.startswith("200")}
    assert {key.rpartition("/")[2] for key in crawl.stats if key.startswith("outcomes/failed/")} == expected


@pytest.fixture
def quiet_server() -> Iterator[MisbehavingServer]:
    with misbehaving_server({"/robots.txt": html(_ROBOTS), "/": html(_PAGE)}) as server:
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
    assert crawl.outcomes == {url: f"200, {len(_PAGE)} B"}


def test_a_redirect_to_a_name_of_a_private_address_is_not_followed(
    quiet_server: MisbehavingServer, tmp_path: Path
) -> None:
    quiet_server.answers |= {
        "http://news.example/robots.txt": html(_ROBOTS),
        # To another scheme, for which there is no proxy.
        "http://news.example/": _redirect("https://evil.example/secret"),
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
    quiet_server.answers["http://news.example/"] = html(_PAGE)
    proxy = quiet_server.url(host="proxy.example")
    names = {"proxy.example": ["127.0.0.1"]}
    crawl = crawl_outcomes(tmp_path, ["http://news.example/"], names=names, http_proxy=proxy)
    assert crawl.outcomes == {"http://news.example/": f"200, {len(_PAGE)} B"}
