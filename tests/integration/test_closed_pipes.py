"""Commands whose output nobody reads any more: `scrapy ledger | head -1`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.storage import FoundUrl, open_store
from tests.exported_articles import id_of, make_article
from tests.recording_server import recording_server
from tests.sample_project import REPOSITORY
from tests.small_site import site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX systems")
_NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


def unread(store_url: str, *arguments: str) -> subprocess.Popen[str]:
    """The command, into a pipe that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "scrapy", *arguments],
            cwd=REPOSITORY,
            env=os.environ | {"STORE_URL": store_url},
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(writer)


def test_commands_that_print_end_in_silence_with_the_status_of_a_broken_pipe(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/news.db"
    store = open_store(url)
    store.put([make_article("a", body="First."), make_article("b")], _NOON)
    store.put([make_article("a", body="Second.", revision=2)], _NOON)
    start = FoundUrl(key="https://a.example/", url="https://a.example/", kind="start", source="start", found_in="")
    store.frontier.begin_run("https://a.example/", [start], _NOON)
    store.close()
    page = tmp_path / "page.html"
    page.write_text("<h1>A headline of some words</h1><p>A text.</p>", encoding="utf-8")
    commands = [
        ("list",),
        ("ledger",),
        ("export", "-o", "-"),
        ("diff", id_of("a")),
        ("db", "stats"),
        ("db", "check", "--json"),
        ("extract", str(page), "--url", "https://example.com/"),
        ("browse", "--port", "0"),
    ]
    processes = {command: unread(url, *command) for command in commands}
    ended = {}
    for command, process in processes.items():
        _, errors = process.communicate(timeout=180)
        ended[command] = (process.returncode, errors)
    assert ended == dict.fromkeys(commands, (128 + signal.SIGPIPE, ""))


def test_crawls_end_with_the_status_that_says_how_they_went(tmp_path: Path) -> None:
    with recording_server(site(1, 2, 3)) as server:
        local = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()
        for command in (("crawl", "news", "-a", f"url={server.url()}"), ("run", server.url(), "--runs", str(tmp_path))):
            with unread("sqlite://", *command, *local) as process:
                _, errors = process.communicate(timeout=180)
            assert (process.returncode, errors) == (0, "")
        with unread("sqlite://", "crawl", "news", "-a", f"url={server.url()}", "-o", "-:jsonl", *local) as process:
            _, errors = process.communicate(timeout=180)
    assert process.returncode == 1
    told = [line for line in errors.splitlines() if "ERROR" in line]
    assert len(told) == 1
    assert told[0].endswith("Standard output is not read any more: articles are in the store only")
    assert "Traceback" not in errors
