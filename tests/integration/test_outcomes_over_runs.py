"""What becomes of a URL over several runs: after failures, under other limits, and where pages point at each other.

Each site is made for one question, and all are crawled in the same four runs; between two of them the store's times are
set back, as if hours or days had passed.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.recording_server import Answer, RecordingServer, page, recording_server, redirect
from tests.sample_project import REPOSITORY, wait_until

_TRAP_MAX_PAGES = 5
_OPTIONS = (
    *("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "PRIVATE_ADDRESSES_ALLOWED=1", "RETRY_ENABLED=0"),
    *("SPOT_CHECK_SHARE=0", "BACKOFF_MAX_SECONDS=1", f"TRAP_MAX_PAGES={_TRAP_MAX_PAGES}", "STORE_SPOOL_DIR="),
)
_PARAGRAPH = "<p>The harbour council of %s met on Tuesday, and nobody left before midnight. So part %d of it says.</p>"


def day(days_ago: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days_ago)).date().isoformat()


def article(name: str, *, published: str | None = None, canonical: str | None = None) -> Answer:
    """An article whose headline and text are those of *name*."""
    date = f'<meta property="article:published_time" content="{published}T08:00:00Z">' if published else ""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    text = "".join(_PARAGRAPH % (name, part) for part in range(6))
    return page(
        f"<html lang=en><head>{date}{link}</head><body><article><h1>What happened in {name} today</h1>{text}"
        "</article></body></html>"
    )


def listing(*paths: str, head: str = "") -> Answer:
    links = "".join(f'<li><a href="{path}">A headline that is long enough, of {path}</a></li>' for path in paths)
    return page(f"<html lang=en><head>{head}</head><body><ul>{links}</ul></body></html>")


def path(name: str) -> str:
    return f"/2026/the-story-of-{name}-in-town"


def feed(**published: str) -> Answer:
    """Of the articles of these names."""
    items = "".join(
        f"<item><link>{path(name)}</link><title>T</title><pubDate>{date}T08:00:00Z</pubDate></item>"
        for name, date in published.items()
    )
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>"


def sitemap(server: RecordingServer, *names: str) -> Answer:
    urls = "".join(f"<url><loc>{server.url(path(name))}</loc></url>" for name in names)
    return 200, {"Content-Type": "application/xml"}, f"<urlset>{urls}</urlset>"


_FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed">'


@dataclass(frozen=True)
class Row:
    outcome: str
    detail: str | None
    tries: int
    is_asked_for: bool
    """In this run."""


@dataclass
class Runs:
    """Runs of several sites in one store, and what the ledger said after each."""

    directory: Path
    servers: dict[str, RecordingServer] = field(default_factory=dict)
    ledgers: list[dict[tuple[str, str], Row]] = field(default_factory=list)
    """By site and path."""
    records: list[Mapping[str, Mapping[str, Any]]] = field(default_factory=list)
    """What run.json says of each site."""

    @property
    def store(self) -> Path:
        return self.directory / "news.db"

    def row(self, run: int, site: str, path: str) -> Row:
        """After the run number *run*, from 1."""
        return self.ledgers[run - 1][site, path]

    def verdict(self, run: int, site: str) -> str:
        return str(self.records[run - 1][site]["verdict"])

    def run(self, *arguments: str, hours_later: int = 0) -> None:
        if hours_later:
            self._set_back(hours_later)
        for server in self.servers.values():
            server.requested.clear()
        config = self.directory / "sites.toml"
        sites = (f'[[site]]\nname = "{name}"\nstart_urls = ["{it.url()}"]\n' for name, it in self.servers.items())
        config.write_text("".join(sites))
        runs = self.directory / "runs"
        done = subprocess.run(
            [*command("run", self.store), *arguments, "--runs", str(runs), "--config", str(config)],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        newest = max(runs.iterdir(), key=lambda directory: directory.stat().st_mtime_ns)
        record = json.loads((newest / "run.json").read_text(encoding="utf-8"))
        self.records.append({site["site"]: site for site in record["sites"]})
        self.ledgers.append(self._ledger())

    def _ledger(self) -> dict[tuple[str, str], Row]:
        found = {}
        for site, url, outcome, detail, tries in read(
            self.store, "SELECT site, url, CASE queued WHEN 1 THEN 'pending' ELSE outcome END, detail, tries FROM urls"
        ):
            place = "/" + url.split("/", 3)[3]
            found[site, place] = Row(outcome, detail, tries, place in self.servers[site].requested)
        return found

    def _set_back(self, hours: int) -> None:
        with closing(sqlite3.connect(self.store)) as connection, connection:
            for table, column in (
                *(("urls", name) for name in ("found_at", "visited_at", "revisit_at")),
                *(("sites", name) for name in ("began_at", "ended_at")),
            ):
                connection.execute(
                    f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, ?)", (f"-{hours} hours",)
                )


def command(name: str, store: Path) -> list[str]:
    options = [word for setting in (*_OPTIONS, f"STORE_URL=sqlite:///{store}") for word in ("-s", setting)]
    return [sys.executable, "-m", "scrapy", name, *options]


def read(store: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(query).fetchall()


# More than it takes to be a trap, and their articles in the order they are linked.
_STREETS = [f"street-{number}" for number in range(12)]
# Articles of a site whose templates name other pages as canonical: a list, a section, a print version that is not
# there, and what is longer than any URL that is asked for.
_ISLANDS = {
    "north": "/category/harbour/",
    "south": "/category/harbour/",
    "east": "/topics/harbour-news",
    "west": "/print/5",
    "far": "/2026/" + "far-" * 600,
}
_MAINTENANCE = page("<html><head><title>Soon</title></head><body><h1>A moment please</h1><p>Hello.</p></body></html>")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    runs = Runs(tmp_path_factory.mktemp("over_runs"))
    with ExitStack() as stack:

        def serve(name: str, answers: Mapping[str, Answer]) -> dict[str, Answer]:
            server = runs.servers[name] = stack.enter_context(recording_server(answers))
            server.has_etags = True
            return server.answers

        fails = serve(
            "fails",
            {
                "/": listing(path("pier"), path("quay"), head=_FEED_LINK),
                "/feed": feed(pier=day(0), ferry=day(0)),
                **{path(name): article(name) for name in ("pier", "quay", "ferry")},
            },
        )
        ranges = {"march": day(30), "april": day(100), "june": day(200)}
        serve(
            "ranges",
            {
                "/": listing(*map(path, ranges)),
                **{path(name): article(name, published=date) for name, date in ranges.items()},
            },
        )
        serve(
            "stored",
            {
                "/": listing(head=_FEED_LINK),
                "/feed": feed(tower=day(60)),
                path("tower"): article("tower", published=day(60)),
            },
        )
        guessed = serve("guessed", {"/": listing(path("dock")), "/robots.txt": (200, {}, "User-agent: *\n")})
        guessed |= {path(name): article(name) for name in ("dock", "crane", "barge")}
        guessed["/sitemap.xml"] = sitemap(runs.servers["guessed"], "dock", "crane")

        offline = serve("offline", {"/": listing(*map(path, _STREETS))})
        offline |= {path(name): _MAINTENANCE for name in _STREETS}
        moved = serve("moved", {"/": listing(*map(path, ("bank", "shore", "cape"))), "/sorry": _MAINTENANCE})
        moved |= {path("bank"): redirect("/sorry"), path("shore"): redirect("/"), path("cape"): article("cape")}
        variants = serve("variants", {"/": listing(*map(path, ("moon", "dawn", "dusk")), "/go/to-the-story-12345")})
        variants |= {
            path("moon"): article("moon"),
            "/go/to-the-story-12345": redirect(path("noon")),
            path("noon"): article("noon"),
            # One text under two addresses.
            path("dawn"): article("dawn"),
            path("dusk"): article("dawn"),
        }
        templates = serve("templates", {"/": listing(*map(path, _ISLANDS))})
        url = runs.servers["templates"].url
        templates |= {path(name): article(name, canonical=url(place)) for name, place in _ISLANDS.items()}

        runs.run("-a", f"since={day(90)}")
        well = dict(fails)
        offline |= {path(name): article(name) for name in _STREETS}
        moved |= {path(name): article(name) for name in ("bank", "shore")}
        fails |= {place: page(status=500) for place in ("/", "/feed", path("quay"))}
        guessed["/sitemap.xml"] = page(status=503)
        # Articles of two months are looked at again after half a month.
        runs.run("-a", f"since={day(50)}", hours_later=20 * 24)
        fails |= well
        guessed["/sitemap.xml"] = sitemap(runs.servers["guessed"], "dock", "crane", "barge")
        runs.run("-a", f"since={day(150)}", hours_later=26)
        # What they are variants of is not due when they are found.
        url = runs.servers["variants"].url
        variants["/"] = listing("/amp/a-story-to-read-777", "/amp/a-story-to-read-888", "/amp/a-story-to-read-999")
        variants |= {
            "/amp/a-story-to-read-777": article("noon", canonical=url(path("noon"))),
            "/amp/a-story-to-read-888": article("dawn", canonical=url(path("dusk"))),
            "/amp/a-story-to-read-999": article("noon and what came of it", canonical=url(path("noon"))),
        }
        runs.run(hours_later=26)
        yield runs


@pytest.mark.parametrize(
    ("place", "before", "failed", "after"),
    [
        ("/", ("not_an_article", "listing"), ("error", "http_500"), ("not_an_article", "listing")),
        ("/feed", ("not_an_article", "feed"), ("error", "http_500"), ("not_an_article", "feed")),
        (path("quay"), ("new", None), ("error", "http_500"), ("unchanged", None)),
    ],
)
def test_failure_is_over_when_the_page_is_as_it_was_before(
    runs: Runs, place: str, before: tuple[str, str | None], failed: tuple[str, str], after: tuple[str, str | None]
) -> None:
    rows = [runs.row(number, "fails", place) for number in (1, 2, 3)]
    assert [(row.outcome, row.detail) for row in rows] == [before, failed, after]
    assert [row.tries for row in rows] == [0, 1, 0]
    assert [runs.verdict(number, "fails") for number in (1, 2, 3, 4)] == [
        *("healthy", "broken", "nothing_new", "nothing_new")
    ]


def test_articles_outside_of_one_runs_dates_are_read_by_the_next_that_wants_them(runs: Runs) -> None:
    became = [
        [runs.row(number, "ranges", path(name)).outcome for name in ("march", "april", "june")]
        for number in (1, 2, 3, 4)
    ]
    assert became[0] == ["new", "out_of_range", "out_of_range"]
    assert became[2][1:] == ["new", "out_of_range"]
    assert became[3][2] == "new"


def test_stored_article_stays_what_it_is_in_a_run_that_does_not_want_it(runs: Runs) -> None:
    rows = [runs.row(number, "stored", path("tower")) for number in (1, 2, 3)]
    assert [(row.outcome, row.detail) for row in rows] == [
        *(("new", None), ("new", "before_since"), ("unchanged", None))
    ]
    assert [row.is_asked_for for row in rows] == [True, False, True]


def test_document_once_read_at_its_usual_place_is_no_guess_any_more(runs: Runs) -> None:
    rows = [runs.row(number, "guessed", "/sitemap.xml") for number in (1, 2, 3)]
    assert [(row.outcome, row.detail, row.tries) for row in rows] == [
        *(("not_an_article", "sitemap", 0), ("error", "http_503", 1), ("not_an_article", "sitemap", 0))
    ]
    assert runs.records[1]["guessed"]["figures"]["failures"] == {"http_503": 1}
    assert runs.row(3, "guessed", path("barge")).outcome == "new"


def test_guess_that_was_never_there_is_no_failure(runs: Runs) -> None:
    row = runs.row(1, "guessed", "/news-sitemap.xml")
    assert (row.outcome, row.detail) == ("not_an_article", "http_404")
    assert runs.records[0]["guessed"]["figures"]["failures"] == {}


def test_what_a_site_shows_as_pages_like_any_others_while_it_is_out_of_order_is_not_lost(runs: Runs) -> None:
    """Nor is what was not asked for any more, as it looked like a trap."""
    first, second = (
        Counter((row.outcome, row.detail) for row in (runs.row(number, "offline", path(name)) for name in _STREETS))
        for number in (1, 2)
    )
    assert set(first) == {("not_an_article", "other"), ("out_of_range", "trap")}
    assert second == {("new", None): len(_STREETS)}


def test_redirect_to_what_is_no_article_is_asked_for_again(runs: Runs) -> None:
    rows = [[runs.row(number, "moved", path(name)) for name in ("bank", "shore")] for number in (1, 2)]
    assert [row.detail for row in rows[0]] == ["other", "redirected"]
    assert [[row.outcome for row in of_run] for of_run in rows] == [["not_an_article"] * 2, ["new"] * 2]


def test_variant_whose_canonical_address_is_another_of_a_known_page_is_settled(runs: Runs) -> None:
    rows = {number: runs.row(4, "variants", f"/amp/a-story-to-read-{number}").outcome for number in (777, 888, 999)}
    assert rows == {777: "duplicate", 888: "duplicate", 999: "new"}


def test_variant_whose_canonical_address_is_never_asked_for_is_an_article(runs: Runs) -> None:
    assert {runs.row(1, "templates", path(name)).outcome for name in _ISLANDS} == {"new"}


def test_guess_that_a_stopped_crawl_had_under_way_is_asked_for_by_the_next(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    with recording_server({"/": listing(path("dock")), "/robots.txt": (200, {}, "User-agent: *\n")}) as server:
        runs.servers["site"] = server
        server.answers |= {path(name): article(name) for name in ("dock", "crane")}
        server.answers["/sitemap.xml"] = sitemap(server, "dock", "crane")
        server.held.add("/sitemap.xml")
        config = tmp_path / "sites.toml"
        config.write_text(f'[[site]]\nname = "site"\nstart_urls = ["{server.url()}"]\n')
        with subprocess.Popen(
            [*command("run", runs.store), "--runs", str(tmp_path / "runs"), "--config", str(config)],
            cwd=REPOSITORY,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                wait_until(lambda: "/sitemap.xml" in server.requested)
                process.send_signal(signal.SIGTERM)
                assert process.wait(20) == 128 + signal.SIGTERM
            finally:
                process.kill()
        server.release.set()
        runs.run()
    row = runs.row(1, "site", "/sitemap.xml")
    assert (row.outcome, row.is_asked_for) == ("not_an_article", True)
    assert runs.row(1, "site", path("crane")).outcome == "new"
