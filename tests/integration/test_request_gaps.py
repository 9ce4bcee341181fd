"""How close together a server is asked, measured at the server: never closer than the delay, whatever asks."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.misbehaving_server import Answer, MisbehavingServer, html, misbehaving_server, raw
from tests.sample_project import REPOSITORY, run_scrapy

_DELAY = 0.4
# The server hears of a request when its connection has been made, and its thread has its turn: for one sooner than for
# another. Without a delay between them gaps are of some milliseconds.
_TOLERANCE = 0.15
_LOCAL = f"-s DOWNLOAD_DELAY={_DELAY} -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()
_TEXT = "".join(
    f"<p>The council of the harbour town met on Tuesday, and sat until midnight. Part {n}.</p>" for n in range(9)
)


def _article(number: int) -> Answer:
    return html(f"<html lang=en><body><article><h1>The council met again, {number}</h1>{_TEXT}</article>".encode())


def _answers(site: str) -> dict[str, Answer]:
    links = "".join(
        f"<li><a href=/{part}/2026/council-{n}>The council met again, number {n}</a>"
        for part in ("a", "b")
        for n in range(3)
    )
    front = html(
        f"<html lang=en><body><ul>{links}<li><a href=/moved>A headline that leads to another page</a></ul>".encode()
    )
    sitemap = f"<urlset><url><loc>{site}/a/2026/council-1</loc></url></urlset>".encode()
    return {
        "/robots.txt": raw(f"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nSitemap: {site}/map.xml\n".encode()),
        "/map.xml": raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n" + sitemap),
        "/a/": front,
        "/b/": front,
        "/moved": html(b"", "Location: /a/2026/council-2", status="302 Found"),
        **{f"/{part}/2026/council-{n}": _article(n) for part in ("a", "b") for n in range(2)},
        # Asked for again, three times in all.
        "/b/2026/council-2": html(b"", status="502 Bad Gateway"),
        "/a/2026/council-2": _article(2),
    }


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server({}) as server:
        server.answers |= _answers(server.url("").rstrip("/"))
        yield server


def _gaps(server: MisbehavingServer) -> list[float]:
    return [after - before for before, after in pairwise(sorted(server.times))]


def test_two_sites_of_one_host_are_never_asked_closer_together_than_the_delay(
    server: MisbehavingServer, tmp_path: Path
) -> None:
    """Pages, redirects, retries, robots.txt, sitemaps, and two crawls in one process."""
    done = run_scrapy(
        REPOSITORY, "run", server.url("/a/"), server.url("/b/"), *_LOCAL, "--runs", f"{tmp_path}/runs",
        STORE_URL=f"sqlite:///{tmp_path}/news.db",
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert {"/robots.txt", "/map.xml", "/moved", "/a/2026/council-2"} <= set(server.requested)
    assert server.requested.count("/b/2026/council-2") >= 3
    assert min(_gaps(server)) >= _DELAY - _TOLERANCE


def test_a_crawl_that_is_killed_and_begun_again_asks_no_sooner(server: MisbehavingServer, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "scrapy", "crawl", "news", "-a", f"url={server.url('/a/')}", *_LOCAL]
    command += ["-s", f"STORE_URL=sqlite:///{tmp_path}/news.db"]
    for requests in (3, 6):
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 120
        while len(server.times) < requests and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len(server.times) >= 6
    assert min(_gaps(server)) >= _DELAY - _TOLERANCE
