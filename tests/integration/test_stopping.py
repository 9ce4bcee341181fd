"""Crawls that are told to stop, and those that meet another one of their site."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.recording_server import page, recording_server
from tests.sample_project import wait_until
from tests.small_site import path, site
from tests.soak.generated_site import generated_site
from tests.soak.killed_crawls import REPOSITORY, StoreContent, crawl, finished

Run = Callable[..., subprocess.CompletedProcess[str]]


def stored(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        shown = "CASE queued WHEN 1 THEN 'pending' ELSE outcome END"
        return dict(connection.execute(f"SELECT {shown}, count(*) FROM urls GROUP BY 1").fetchall())


@pytest.mark.parametrize("arguments", [(), ("-s", "DOWNLOAD_DELAY=10")], ids=["answer that never comes", "long delay"])
def test_sigterm_ends_a_crawl_within_ten_seconds_and_loses_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    paths = [f"/2026/the-long-headline-of-number-{number}" for number in range(9)]
    links = "".join(f'<a href="{path}">The long headline of {path}</a>' for path in paths)
    with recording_server({"/": page(f"<body>{links}</body>")}) as server:
        server.held = set(paths)
        process = crawl(server.url("/"), tmp_path / "news.db", *arguments)
        wait_until(lambda: "/" in server.requested)
        wait_until(lambda: (tmp_path / "news.db").exists() and stored(tmp_path / "news.db").get("pending", 0) >= 9)
        told = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        assert time.monotonic() - told < 10
    assert b"Traceback" not in errors, errors.decode()
    assert stored(tmp_path / "news.db")["pending"] >= 9


# Components of somebody else that leave out what they do not like, and tell nobody.
_SWALLOWING = """
from scrapy import signals
from scrapy.exceptions import IgnoreRequest


class DropsRequests:
    async def process_start(self, start):
        async for request in start:
            if not request.url.endswith("number-1"):
                yield request


class DropsItems:
    async def process_spider_output(self, response, result):
        async for item in result:
            if not response.url.endswith("number-2"):
                yield item


class RefusesToSchedule:
    @classmethod
    def from_crawler(cls, crawler):
        crawler.signals.connect(refuse, signal=signals.request_scheduled)
        return cls()


def refuse(request):
    if request.url.endswith("number-3"):
        raise IgnoreRequest
"""


def test_requests_that_other_components_swallow_are_counted_and_the_crawl_ends(tmp_path: Path) -> None:
    (tmp_path / "swallowing.py").write_text(_SWALLOWING)
    articles = site(*range(5))
    pages = {f"/2026/the-long-headline-of-number-{number}": articles[path(number)] for number in range(5)}
    links = "".join(f'<a href="{place}">The long headline of {place}</a>' for place in pages)
    components = (
        *("-s", 'SPIDER_MIDDLEWARES={"swallowing.DropsRequests": 10, "swallowing.DropsItems": 20}'),
        *("-s", 'EXTENSIONS={"swallowing.RefusesToSchedule": 1}', "-s", "CONCURRENT_REQUESTS=5"),
    )
    with recording_server(pages | {"/": page(f"<body>{links}</body>")}) as server:
        process = crawl(server.url("/"), tmp_path / "news.db", *components, PYTHONPATH=str(tmp_path))
        _, errors = process.communicate(timeout=120)
    assert b"3 requests were dropped by another component without a word" in errors, errors.decode()
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        rows = connection.execute("SELECT key, outcome FROM urls WHERE detail = 'request_lost' ORDER BY key").fetchall()
    assert [(key[-8:], outcome) for key, outcome in rows] == [(f"number-{n}", "error") for n in (1, 2, 3)]
    assert stored(tmp_path / "news.db")["new"] == 2


def test_stopped_crawl_goes_on_where_it_was_and_ends_with_what_another_has(tmp_path: Path) -> None:
    with generated_site(150) as site:
        finished(site.url, tmp_path / "undisturbed.db")
        site.requested.clear()
        process = crawl(site.url, tmp_path / "stopped.db")
        wait_until(lambda: sum(site.requested.values()) > 40)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert stored(tmp_path / "stopped.db")["pending"] > 10
        finished(site.url, tmp_path / "stopped.db")
        assert max(count for path, count in site.requested.items() if path.startswith("/news/")) == 1
    assert StoreContent.of(tmp_path / "stopped.db") == StoreContent.of(tmp_path / "undisturbed.db")


def test_second_crawl_of_a_site_ends_at_once_with_a_status_of_its_own(tmp_path: Path) -> None:
    with recording_server({"/": page()}) as server:
        server.held = {"/"}
        first = crawl(server.url("/"), tmp_path / "news.db")
        wait_until(lambda: "/" in server.requested)
        command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={server.url('/')}"]
        command += ["-s", f"STORE_URL=sqlite:///{tmp_path / 'news.db'}"]
        second = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
        assert second.returncode == 4
        assert " is being crawled into this store by another process" in second.stdout
        assert "Traceback" not in second.stderr
        assert server.requested.count("/") == 1
        first.kill()
        first.communicate()
