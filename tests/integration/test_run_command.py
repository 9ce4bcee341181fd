"""`scrapy run`: exit status and run.json. Sites that fail: test_failing_sites.py."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.recording_server import Answer, RecordingServer, recording_server
from tests.sample_project import REPOSITORY, run_scrapy, wait_until
from tests.small_site import site

_FAST = "DOWNLOAD_DELAY=0 AUTOTHROTTLE_ENABLED=0 PRIVATE_ADDRESSES_ALLOWED=1 RETRY_ENABLED=0 DOWNLOAD_TIMEOUT=3".split()


@dataclass
class Runs:
    directory: Path
    stack: ExitStack

    def serve(self, answers: dict[str, Answer]) -> RecordingServer:
        return self.stack.enter_context(recording_server(answers))

    def command(self, *arguments: str) -> list[str]:
        options = [word for setting in _FAST for word in ("-s", setting)]
        store = f"sqlite:///{self.directory / 'news.db'}"
        return [
            *(sys.executable, "-m", "scrapy", "run", *options, "-s", "DNS_TIMEOUT=3", "-s", f"STORE_URL={store}"),
            *("--runs", str(self.directory / "runs"), *arguments),
        ]

    def run(self, *arguments: str) -> tuple[int, dict[str, str]]:
        """Exit status, and the verdict on each site."""
        command = self.command(*arguments)
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=180, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, {site["site"]: site["verdict"] for site in self.last()["sites"]}

    def last(self) -> dict[str, Any]:
        path = max((self.directory / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        content: dict[str, Any] = json.loads((path / "run.json").read_text(encoding="utf-8"))
        return content


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    with ExitStack() as stack:
        yield Runs(tmp_path, stack)


def test_site_without_news_is_well(runs: Runs) -> None:
    server = runs.serve(site(1, 2, 3, 4))
    assert runs.run(server.url()) == (0, {server.url(): "healthy"})
    assert runs.run(server.url()) == (0, {server.url(): "nothing_new"})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_that_meets_another_one_says_so_and_a_signal_ends_that_with_its_own_status(
    runs: Runs, number: signal.Signals
) -> None:
    server = runs.serve({})
    server.held.add("/")
    with subprocess.Popen(
        runs.command(server.url(), "-s", "DOWNLOAD_TIMEOUT=60"), cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as first:
        wait_until(lambda: "/" in server.requested)
        assert runs.run(server.url()) == (4, {server.url(): "locked"})
        first.send_signal(number)
        first.communicate(timeout=30)
    assert first.returncode == 128 + number
    ended = [json.loads(path.read_text()) for path in (runs.directory / "runs").glob("*/run.json")]
    assert {record["exit_status"] for record in ended} == {4, 128 + number}
    assert {site["verdict"] for record in ended for site in record["sites"]} == {"locked", "interrupted"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "expected sites, or --all, or --config FILE"),
        (["ccbsnew_info"], "no site is named 'ccbsnew_info' (did you mean 'ccbsnews_info'?)"),
        (["--config", "no-such.toml"], "--config no-such.toml: cannot be read: No such file or directory"),
        (["ccbsnews_info", "-a", "since=tomorrow"], "since='tomorrow': expected a date like 2026-01-31"),
        (["ccbsnews_info", "--all"], "expected only one of sites, or --all, or --config FILE"),
        (["ccbsnews_info", "-s", "DOWNLOAD_DELAY=abc"], "DOWNLOAD_DELAY='abc': expected a number"),
        (["ccbsnews_info", "-s", "CONCURRENT_REQUESTS=0"], "CONCURRENT_REQUESTS='0': expected a number, 1 or more"),
        (["ccbsnews_info", "-s", "DOWNLOAD_DELAY=-1"], "DOWNLOAD_DELAY='-1': expected a number, 0 or more"),
        (["https://example.com", "-a", "url=x.example"], "-a url=x.example: https://example.com is a URL already"),
        (["ccbsnews_info", "-a", "since"], "Invalid -a value, use -a NAME=VALUE"),
        (
            ["ccbsnews_info", "-s", "STORE_URL=x"],
            "'x' is no store URL; expected sqlite:///path/to/file.db, sqlite:// for memory, "
            "postgresql://user:password@host/database, or jsonl:///path/to/directory",
        ),
    ],
    ids=[
        "nothing",
        "misspelled",
        "no file",
        "bad argument",
        "two ways",
        "bad number",
        "none at once",
        "less than nothing",
        "two URLs",
        "no value",
        "no store URL",
    ],
)
def test_unusable_input_is_one_line_and_status_2(runs: Runs, arguments: list[str], message: str) -> None:
    command = runs.command(*arguments)
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (2, f"scrapy run: error: {message}\n")


def test_site_that_may_not_be_asked_is_broken_and_one_site_is_crawled_once(tmp_path: Path) -> None:
    runs = ["run", "http://127.0.0.1:9", "http://127.0.0.1:9/", "--runs", str(tmp_path)]
    done = run_scrapy(REPOSITORY, *runs, "-s", "STORE_URL=sqlite://")
    (record,) = (json.loads(path.read_text()) for path in tmp_path.glob("*/run.json"))
    assert [(site["site"], site["verdict"]) for site in record["sites"]] == [("http://127.0.0.1:9", "broken")]
    assert (done.returncode, record["sites"][0]["figures"]["starts_read"]) == (3, 0)
