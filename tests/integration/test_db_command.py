"""`scrapy db`, run as a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.storage import open_store
from tests.sample_project import REPOSITORY, run_scrapy


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/news.db"
    open_store(url).close()
    return url


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["upgrade"], "schema {version}, nothing to do\n"),
        (["stats"], "schema {version}, "),
        (["check"], ": nothing wrong was found\n"),
        (["vacuum", "--json"], '{{"bytes_before": '),
    ],
    ids=["upgrade", "stats", "check", "vacuum"],
)
def test_each_action_says_what_it_did(store_url: str, arguments: list[str], expected: str) -> None:
    from crawler.storage.tables import STORE_SCHEMA_VERSION

    done = run_scrapy(REPOSITORY, "db", *arguments, STORE_URL=store_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected.format(version=STORE_SCHEMA_VERSION) in done.stdout


def test_faults_are_lines_and_status_1(tmp_path: Path) -> None:
    import sqlite3

    open_store(f"sqlite:///{tmp_path}/news.db").close()
    with sqlite3.connect(tmp_path / "news.db") as database:
        database.execute("DROP INDEX articles_seq")
    database.close()
    done = run_scrapy(REPOSITORY, "db", "check", "--json", STORE_URL=f"sqlite:///{tmp_path}/news.db")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"faults": ["index articles_seq is missing"]}


@pytest.mark.parametrize(
    ("arguments", "url", "status", "message"),
    [
        ([], "", 2, "expected one of upgrade, stats, check, vacuum, index, got nothing"),
        (["upgrad"], "", 2, "upgrad: no such action (did you mean 'upgrade'?)"),
        (["stats"], "sqlite:///nowhere.db", 2, "there is no store sqlite:///nowhere.db"),
        (["stats"], "nowhere.db", 2, "'nowhere.db' is no store URL"),
    ],
    ids=["none", "unknown", "no store", "no store URL"],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], url: str, status: int, message: str) -> None:
    done = run_scrapy(REPOSITORY, "db", *arguments, STORE_URL=url)
    assert done.returncode == status
    assert done.stderr.startswith(f"scrapy db: error: {message}")
    assert done.stderr.count("\n") == 1
