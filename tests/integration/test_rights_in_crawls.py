"""What publishers say about the use of their pages, in a crawl of a site: recorded, and heeded by purpose."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.recording_server import Answer, RecordingServer, page, recording_server
from tests.sample_project import REPOSITORY, run_scrapy
from tests.small_site import article, path

_LOCAL = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1 -s RENDERING_ENABLED=0".split()
_PLAIN, _HEADER, _META, _SIGNAL, _TDM, _FILE = range(1, 7)


def _with(number: int, head: str = "", **headers: str) -> Answer:
    status, sent, body = article(number)
    assert isinstance(body, str)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, sent | named, body.replace("<head>", f"<head>{head}")


@pytest.fixture(scope="module")
def site() -> Iterator[RecordingServer]:
    links = "".join(f'<li><a href="{path(n)}">A long headline about {n}</a></li>' for n in range(1, 7))
    reserved = [{"location": path(_FILE), "tdm-reservation": 1, "tdm-policy": "https://example.com/policy.json"}]
    answers: dict[str, Answer] = {
        "/robots.txt": (200, {}, "User-agent: *\nContent-Signal: search=yes\nAllow: /\n"),
        "/.well-known/tdmrep.json": (200, {"Content-Type": "application/json"}, json.dumps(reserved)),
        "/": page(f"<ul>{links}</ul>"),
        path(_PLAIN): article(_PLAIN),
        path(_HEADER): _with(_HEADER, X_Robots_Tag="noarchive, otherbot: noindex"),
        path(_META): _with(_META, '<meta name="robots" content="noai">'),
        path(_SIGNAL): _with(_SIGNAL, Content_Signal="ai-train=no"),
        path(_TDM): _with(_TDM, TDM_Reservation="1", TDM_Policy="https://example.com/own.json"),
        path(_FILE): article(_FILE),
    }
    with recording_server(answers) as server:
        yield server


def _crawl(site: RecordingServer, directory: Path, purpose: str) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """By number of the article: rights as stored, and the reason for which it was left out."""
    done = run_scrapy(
        REPOSITORY,
        *("crawl", "news", "-a", f"url={site.url()}", "-s", f"RIGHTS_PURPOSE={purpose}", *_LOCAL),
        STORE_URL=f"sqlite:///{directory / 'news.db'}",
    )
    assert done.returncode == 0, done.stderr
    numbers = {site.url(path(number)): number for number in range(1, 7)}
    with closing(sqlite3.connect(directory / "news.db")) as connection:
        stored = connection.execute("SELECT url, rights FROM articles").fetchall()
        left = connection.execute(
            "SELECT url, detail FROM urls WHERE kind = 'article' AND article_id IS NULL"
        ).fetchall()
    return {numbers[url]: json.loads(rights) for url, rights in stored}, {numbers[url]: why for url, why in left}


def test_what_is_said_is_in_rights_where_it_was_said(site: RecordingServer, tmp_path: Path) -> None:
    rights, left_out = _crawl(site, tmp_path, "research")
    said = {
        _PLAIN: {},
        _HEADER: {"x_robots_tag": "noarchive, otherbot: noindex"},
        _META: {"meta_robots": "noai"},
        _SIGNAL: {"content_signals": {"search": "yes", "ai-train": "no"}},
        _TDM: {"tdm_reservation": 1, "tdm_policy": "https://example.com/own.json"},
        _FILE: {"tdm_reservation": 1, "tdm_policy": "https://example.com/policy.json"},
    }
    # Of robots.txt, so of every page.
    assert rights == {number: {"content_signals": {"search": "yes"}} | own for number, own in said.items()}
    assert left_out == {}


@pytest.mark.parametrize(
    ("purpose", "left_out"),
    [
        ("archive", {_HEADER: "noarchive"}),
        (
            "ai-training",
            {_META: "noai", _SIGNAL: "ai-train=no", _TDM: "tdm-reservation=1", _FILE: "tdm-reservation=1"},
        ),
    ],
)
def test_what_is_reserved_for_the_purpose_is_left_out_with_its_reason(
    site: RecordingServer, tmp_path: Path, purpose: str, left_out: dict[int, str]
) -> None:
    rights, reasons = _crawl(site, tmp_path, purpose)
    assert reasons == left_out
    assert set(rights) == set(range(1, 7)) - set(left_out)
