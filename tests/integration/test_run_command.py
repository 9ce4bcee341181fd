"""`scrapy run`: verdicts, exit status and run.json, with real servers that fail in real ways."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.recording_server import Answer, RecordingServer, page, recording_server
from tests.sample_project import REPOSITORY, wait_until

_FAST = "DOWNLOAD_DELAY=0 AUTOTHROTTLE_ENABLED=0 PRIVATE_ADDRESSES_ALLOWED=1 RETRY_ENABLED=0 DOWNLOAD_TIMEOUT=3".split()
_PARAGRAPH = "<p>The council of the small harbour town met on Tuesday, and nobody left before midnight. %s</p>"


def article(number: int, *, with_body: bool = True) -> Answer:
    text = "".join(_PARAGRAPH % f"So it is told in part {part} of {number}." for part in range(5)) if with_body else ""
    date = f'<meta property="article:published_time" content="2026-01-{number % 28 + 1:02}T08:00:00Z">'
    return page(
        f"<html lang=en><head>{date}</head><body><article><h1>Headline of {number}</h1>{text}</article></body></html>"
    )


def site(*numbers: int, **options: bool) -> dict[str, Answer]:
    links = "".join(f'<li><a href="/2026/the-story-{n}-of-today">A long headline about {n}</a></li>' for n in numbers)
    pages = {f"/2026/the-story-{number}-of-today": article(number, **options) for number in numbers}
    return {"/": page(f"<html><body><ul>{links}</ul></body></html>"), **pages}


@dataclass
class Runs:
    directory: Path
    stack: ExitStack

    def serve(self, answers: dict[str, Answer]) -> RecordingServer:
        return self.stack.enter_context(recording_server(answers))

    def command(self, *arguments: str, store: str = "") -> list[str]:
        options = [word for setting in _FAST for word in ("-s", setting)]
        store = store or f"sqlite:///{self.directory / 'news.db'}"
        return [
            *(sys.executable, "-m", "scrapy", "run", *options, "-s", "DNS_TIMEOUT=3", "-s", f"STORE_URL={store}"),
            *("--runs", str(self.directory / "runs"), *arguments),
        ]

    def run(self, *arguments: str, store: str = "") -> tuple[int, dict[str, str]]:
        """Exit status, and the verdict on each site."""
        command = self.command(*arguments, store=store)
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=90, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, {site["site"]: site["verdict"] for site in self.last()["sites"]}

    def last(self) -> dict[str, Any]:
        path = max((self.directory / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        content: dict[str, Any] = json.loads((path / "run.json").read_text(encoding="utf-8"))
        return content

    def config(self, **sites: str) -> str:
        path = self.directory / "sites.toml"
        path.write_text("".join(f'[[site]]\nname = "{name}"\nstart_urls = ["{url}"]\n' for name, url in sites.items()))
        return str(path)


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    with ExitStack() as stack:
        yield Runs(tmp_path, stack)


def test_each_failure_has_its_verdict_and_well_sites_do_not_suffer(runs: Runs) -> None:
    slow = runs.serve({})
    slow.held.update(("/", "/robots.txt"))
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    no_article = page("<body><h1>We value your privacy</h1></body>")
    wall = {f"/2026/the-story-{number}-of-today": no_article for number in range(5)}
    urls = {
        "well": runs.serve(site(1, 2, 3)).url(),
        "no_such_host": "http://no-such-host.invalid/",
        "refused": "http://127.0.0.1:9/",
        "timeout": slow.url(),
        "tls": runs.serve({}).url().replace("http:", "https:"),
        "forbidden": runs.serve({"/": page(status=403)}).url(),
        "faulty": runs.serve({"/": page(status=500)}).url(),
        "empty_feed": runs.serve(
            {"/": page(f"<head>{feed}</head>"), "/feed": (200, {}, "<rss><channel></channel></rss>")}
        ).url(),
        "consent_wall": runs.serve(site(*range(5)) | wall).url(),
    }
    status, verdicts = runs.run("--config", runs.config(**urls))
    assert verdicts == {
        "well": "healthy",
        "no_such_host": "broken",
        "refused": "broken",
        "timeout": "broken",
        "tls": "broken",
        "forbidden": "blocked",
        "faulty": "broken",
        "empty_feed": "silent",
        "consent_wall": "blocked",
    }
    assert status == 1
    reasons = {site["site"]: site["reason"] for site in runs.last()["sites"]}
    assert reasons["tls"] == "nothing could be read: tls 1"
    assert reasons["consent_wall"] == "walls in place of the pages (consent_wall 5)"
    assert runs.run(urls["refused"])[0] == 3, "all failed"


def test_site_without_news_is_well_and_one_whose_articles_lose_their_text_is_not(runs: Runs) -> None:
    server = runs.serve(site(1, 2, 3, 4))
    assert runs.run(server.url()) == (0, {server.url(): "healthy"})
    assert runs.run(server.url()) == (0, {server.url(): "nothing_new"})
    server.answers.update(site(5, 6, 7, 8, with_body=False))
    status, verdicts = runs.run(server.url())
    assert (status, verdicts[server.url()]) == (3, "broken")


def test_store_that_cannot_be_written_is_no_success(runs: Runs) -> None:
    path = runs.directory / "news.db"
    server = runs.serve(site(1))
    runs.run(server.url())
    with sqlite3.connect(path) as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON urls BEGIN SELECT RAISE(FAIL, 'disk full'); END")
    database.close()
    server.answers.update(site(1, 2))
    status, verdicts = runs.run(server.url())
    assert (status, verdicts) == (3, {server.url(): "broken"})
    assert "disk full" in runs.last()["sites"][0]["reason"]


def test_run_that_meets_another_one_says_so_and_sigterm_ends_that_with_its_own_status(runs: Runs) -> None:
    server = runs.serve({})
    server.held.add("/")
    with subprocess.Popen(
        runs.command(server.url(), "-s", "DOWNLOAD_TIMEOUT=60"), cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as first:
        wait_until(lambda: "/" in server.requested)
        assert runs.run(server.url()) == (4, {server.url(): "locked"})
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=15)
    assert first.returncode == 128 + signal.SIGTERM
    ended = [json.loads(path.read_text()) for path in (runs.directory / "runs").glob("*/run.json")]
    assert {record["exit_status"] for record in ended} == {4, 143}
    assert {site["verdict"] for record in ended for site in record["sites"]} == {"locked", "interrupted"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "expected sites, or --all, or --config FILE"),
        (["ccbsnew_info"], "no site is named 'ccbsnew_info' (did you mean 'ccbsnews_info'?)"),
        (["--config", "no-such.toml"], "--config no-such.toml: cannot be read: No such file or directory"),
        (["ccbsnews_info", "-a", "since=tomorrow"], "since='tomorrow': expected a date like 2026-01-31"),
    ],
    ids=["nothing", "misspelled", "no file", "bad argument"],
)
def test_unusable_input_is_one_line_and_status_2(runs: Runs, arguments: list[str], message: str) -> None:
    command = runs.command(*arguments)
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=40, check=False)
    assert (done.returncode, done.stderr) == (2, f"scrapy run: error: {message}\n")
