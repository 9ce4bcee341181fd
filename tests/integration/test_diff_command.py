"""`scrapy diff`, run as a command."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.storage import open_store
from tests.sample_project import REPOSITORY, run_scrapy

_URL = "https://news.example.com/ferry"


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/news.db"
    store = open_store(url)
    noon = datetime(2026, 1, 14, 12, tzinfo=UTC)
    same = {
        "id": "a",
        "url": f"{_URL}?page=1",
        "canonical_url": _URL,
        "date_modified": "2026-01-09",
        "headline": "Ferry",
    }
    bodies = [
        "It runs. It costs 12 crowns.",
        "It runs. It costs 13 crowns.",
        "It runs. \x1b[2JIt costs 13 crowns. Late.",
    ]
    for number, body in enumerate(bodies, 1):
        store.put([same | {"body": body, "revision": number}], noon + timedelta(hours=number))
    store.put([{"id": "b", "url": "https://news.example.com/b", "body": "Once."}], noon)
    store.close()
    return url


def test_the_last_two_versions_are_compared_with_their_times_and_the_silent_change(store_url: str) -> None:
    done = run_scrapy(REPOSITORY, "diff", f"{_URL}?utm_source=x", STORE_URL=store_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{_URL}?page=1",
        "revision 2: first seen 2026-01-14T14:00:00Z, last seen 2026-01-14T14:00:00Z; "
        "SILENT CHANGE: the page's modification date stayed 2026-01-09",
        "revision 3: first seen 2026-01-14T15:00:00Z, last seen 2026-01-14T15:00:00Z; "
        "SILENT CHANGE: the page's modification date stayed 2026-01-09",
        "",
        "body",
        "  … 1 unchanged sentence",
        "~ [-It-]{+\\x1b[2JIt+} costs 13 crowns.",
        "+ {+Late.+}",
    ]


def test_versions_can_be_chosen(store_url: str) -> None:
    done = run_scrapy(REPOSITORY, "diff", "a", "--revision", "1", "2", "--all", STORE_URL=store_url)
    assert "\n  It runs.\n~ It costs [-12-]{+13+} crowns.\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["https://news.example.com/b"], 0, "There is one version, and nothing to compare it with."),
        (["https://news.example.com/none"], 2, "no article with this URL or id in the store"),
        ([_URL, "--revision", "1", "7"], 2, "no revision 7; the store has 1, 2, 3"),
        ([_URL, "--revision", "a", "2"], 2, "--revision a: expected the number of a version"),
        ([_URL, "-s", "STORE_URL=nofile.db"], 2, "'nofile.db' is no store URL"),
        ([], 2, "expected one URL, got none"),
    ],
    ids=["one version", "unknown", "no such revision", "no number", "no store URL", "nothing"],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    store_url: str, arguments: list[str], status: int, said: str
) -> None:
    done = run_scrapy(REPOSITORY, "diff", *arguments, STORE_URL=store_url)
    assert done.returncode == status
    assert said in (done.stdout if status == 0 else done.stderr)
    assert done.stderr.count("\n") == (status != 0)


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = run_scrapy(REPOSITORY, "diff", _URL, STORE_URL=f"sqlite:///{tmp_path}/news.db")
    assert done.returncode == 2
    assert "there is no store" in done.stderr
    assert list(tmp_path.iterdir()) == []
