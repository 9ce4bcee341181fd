"""`scrapy run` on sites that fail: for each way to fail a verdict, its numbers in run.json, and an exit status.

All servers are real, and so are a name that does not resolve, a port nobody listens on, a certificate nobody vouches
for and a file system without room.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import self_signed
from tests.recording_server import Answer, RecordingServer, page, recording_server
from tests.sample_project import REPOSITORY
from tests.small_site import feed, path, site

_OPTIONS = (
    *("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "PRIVATE_ADDRESSES_ALLOWED=1", "RETRY_ENABLED=0"),
    *("DOWNLOAD_TIMEOUT=5", "DNS_TIMEOUT=2", "BACKOFF_MAX_SECONDS=1"),
)
_FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed">'
_CONSENT = page(
    "<html lang=en><head><title>Your choice</title></head><body><main><h1>We value your privacy</h1>"
    "<p>We and our 812 partners store and access information on a device. Accept all, or manage your choices.</p>"
    "<button>Accept all</button><button>Reject all</button></main></body></html>"
)


@dataclass(frozen=True)
class Ran:
    status: int
    sites: Mapping[str, Mapping[str, Any]]
    """By name: `verdict`, `reason` and `figures` of run.json."""
    shown: str
    errors: str

    def verdicts(self) -> dict[str, str]:
        return {name: record["verdict"] for name, record in self.sites.items()}


def run(directory: Path, sites: Mapping[str, str], *, runs: Path | None = None, largest_file: int = 0) -> Ran:
    """`scrapy run` of *sites* (name and start page) with store and record in *directory*."""
    runs = runs or directory / "runs"
    config = runs.parent / "sites.toml"
    config.write_text("".join(f'[[site]]\nname = "{name}"\nstart_urls = ["{url}"]\n' for name, url in sites.items()))
    options = [word for setting in _OPTIONS for word in ("-s", setting)]
    options += ["-s", f"STORE_SPOOL_DIR={runs.parent / 'spool'}"]
    command = [sys.executable, "-m", "scrapy", "run", *options, "-s", f"STORE_URL=sqlite:///{directory / 'news.db'}"]

    def limit_files() -> None:
        if largest_file:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    done = subprocess.run(
        [*command, "--runs", str(runs), "--config", str(config)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        preexec_fn=limit_files,
    )
    assert "Traceback" not in done.stderr, done.stderr
    newest = max(runs.iterdir(), key=lambda directory: directory.stat().st_mtime_ns)
    record = json.loads((newest / "run.json").read_text(encoding="utf-8"))
    assert record["exit_status"] == done.returncode
    return Ran(done.returncode, {site["site"]: site for site in record["sites"]}, done.stdout, done.stderr)


@dataclass(frozen=True)
class Failure:
    verdict: str
    reason: str
    """What the line of the site says, or begins with."""
    figures: Mapping[str, Any]
    """What run.json has among its numbers."""


_FAILURES = {
    "dns": Failure("broken", "nothing could be read: dns 1", {"failures": {"dns": 1}, "received_bytes": 0}),
    "refused": Failure("broken", "nothing could be read: refused 1", {"failures": {"refused": 1}}),
    "timeout": Failure("broken", "nothing could be read: timeout 1", {"failures": {"timeout": 1}}),
    "tls": Failure("broken", "nothing could be read: tls 1", {"failures": {"tls": 1}}),
    "forbidden": Failure("blocked", "nothing could be read: http_403 1", {"failures": {"http_403": 1}}),
    "faulty": Failure("broken", "nothing could be read: http_500 1", {"failures": {"http_500": 1}}),
    "empty_feed": Failure("silent", "nothing names an article any more: 1", {"named": 0, "emptied": 1}),
    "layout_change": Failure("broken", "4 of 4 pages that should be articles are none", {"articles_read": 0}),
    "consent_wall": Failure("blocked", "walls in place of the pages (consent_wall 4)", {"articles_read": 0}),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ran, Ran, Ran]]:
    """Nine sites that fail beside one that is well: the run before, in which those that can were well, the run in
    which they fail, and one of the failing ones alone."""
    directory = tmp_path_factory.mktemp("failing")
    with ExitStack() as stack:

        def serve(answers: dict[str, Answer]) -> RecordingServer:
            return stack.enter_context(recording_server(answers))

        # Each its own articles: the store knows the same text under another URL as a duplicate.
        named = ("well", "forbidden", "faulty", "layout_change")
        servers = {name: serve(site(*range(10 * place, 10 * place + 3))) for place, name in enumerate(named)}
        servers["consent_wall"] = serve(site(1, 2, 3, 4) | {path(number): _CONSENT for number in range(1, 5)})
        listed = {"/": page(f"<head>{_FEED_LINK}</head>"), "/feed": feed(51, 52, 53)}
        servers["empty_feed"] = serve(site(51, 52, 53) | listed)
        servers["timeout"] = serve({})
        servers["timeout"].held.add("/")
        secured = stack.enter_context(recording_server(site(1), tls=self_signed(directory)))
        urls = {name: server.url() for name, server in servers.items()}
        urls |= {"dns": "http://no-such-host.invalid/", "refused": "http://127.0.0.1:9/", "tls": secured.url()}
        before = run(directory, {name: urls[name] for name in (*named, "empty_feed")})
        servers["well"].answers.update(site(0, 1, 2, 3))
        servers["empty_feed"].answers["/feed"] = feed()
        servers["layout_change"].answers.update(site(60, 61, 62, 63, with_body=False))
        for name, status in (("forbidden", 403), ("faulty", 500)):
            servers[name].answers.update({place: page(status=status) for place in servers[name].answers})
            servers[name].answers["/robots.txt"] = (404, {}, "")
        mixed = run(directory, urls)
        alone = run(directory, {name: url for name, url in urls.items() if name in ("dns", "refused", "empty_feed")})
        yield before, mixed, alone


def test_sites_are_well_before_they_fail(ran: tuple[Ran, Ran, Ran]) -> None:
    before, _, _ = ran
    assert (before.status, set(before.verdicts().values())) == (0, {"healthy"})


@pytest.mark.parametrize("name", _FAILURES)
def test_each_failure_has_its_verdict_and_numbers(ran: tuple[Ran, Ran, Ran], name: str) -> None:
    _, mixed, _ = ran
    expected, record = _FAILURES[name], mixed.sites[name]
    assert (record["verdict"], record["reason"][: len(expected.reason)]) == (expected.verdict, expected.reason)
    assert {key: record["figures"][key] for key in expected.figures} == expected.figures
    assert f"{expected.verdict:<12} {expected.reason}" in mixed.shown


def test_well_site_does_not_suffer_and_the_run_says_that_some_failed(ran: tuple[Ran, Ran, Ran]) -> None:
    _, mixed, _ = ran
    well = mixed.sites["well"]
    assert (mixed.status, well["verdict"], well["figures"]["outcomes"]["new"]) == (1, "healthy", 1)


def test_run_in_which_all_fail_says_so_and_what_fell_silent_stays_silent(ran: tuple[Ran, Ran, Ran]) -> None:
    _, _, alone = ran
    assert (alone.status, alone.verdicts()) == (3, {"dns": "broken", "refused": "broken", "empty_feed": "silent"})


@contextmanager
def small_disk(directory: Path, size: str) -> Iterator[bool]:
    """A file system of *size* at *directory*; False where only root could mount one."""
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(directory)]
    is_mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(directory)], check=True)


def test_full_disk_is_no_success_and_says_what_it_is(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with recording_server(site(*range(1, 80))) as server, small_disk(disk, "512k") as is_mounted:
        ended = run(disk, {"site": server.url()}, runs=tmp_path / "runs", largest_file=0 if is_mounted else 400 * 1024)
    record = ended.sites["site"]
    assert (ended.status, record["verdict"]) == (3, "broken")
    assert any(word in record["reason"] for word in ("found the disk full", "disk I/O error")), record["reason"]
    assert "\n" not in record["reason"]


def test_store_that_fails_while_a_crawl_reads_from_it_is_no_success(tmp_path: Path) -> None:
    """Not only what is written, also what is pending has to be known."""
    with recording_server(site(1, 2, 3)) as server:
        assert run(tmp_path, {"site": server.url()}).status == 0
        with closing(sqlite3.connect(tmp_path / "news.db")) as connection, connection:
            connection.execute("DROP TABLE url_sources")
        ended = run(tmp_path, {"site": server.url()})
    record = ended.sites["site"]
    assert (ended.status, record["verdict"]) == (3, "broken")
    assert "url_sources" in record["reason"]


def test_sites_of_one_domain_are_crawled_one_after_the_other(tmp_path: Path) -> None:
    front, sport = site(1, 2), site(3, 4)
    with recording_server(front | sport | {"/": front["/"], "/sport/": sport["/"]}) as server:
        ended = run(tmp_path, {"front": server.url(), "sport": server.url("/sport/")})
    assert (ended.status, set(ended.verdicts().values())) == (0, {"healthy"})
    asked = [place for place in server.requested if place in front or place in sport or place == "/sport/"]
    halves = [{"/", path(1), path(2)}, {"/sport/", path(3), path(4)}]
    assert [set(asked[:3]), set(asked[3:])] in (halves, halves[::-1])


def test_record_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    command = [sys.executable, "-m", "scrapy", "run", "http://127.0.0.1:9/", "--runs", str(tmp_path / "runs")]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be written: " in done.stderr
