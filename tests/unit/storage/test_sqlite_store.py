"""What only a SQLite file shows: its columns, other processes, damage."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.storage import open_store

PROJECT = Path(__file__).parents[3]

# One process: opens the store at argv[1] and stores batches of 10 articles named after argv[2], until it has stored
# argv[3] of them, and says so after each.
WRITER = """
import sys
from datetime import UTC, datetime
from crawler.storage import open_store
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(f"sqlite:///{path}")
for start in range(0, count, 10):
    batch = [{"id": f"{name}-{number}", "body": "text " * 1000} for number in range(start, start + 10)]
    store.put(batch, datetime.now(UTC))
    print(start + 10, flush=True)
"""


def start_writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def unprivileged_directory() -> Iterator[Path]:
    """A directory without write permission, and no root rights, which would override that."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        yield directory
        if os.geteuid() != os.getuid():
            os.seteuid(os.getuid())
        directory.chmod(0o700)


def give_up_write_access(directory: Path) -> None:
    for file in directory.iterdir():
        file.chmod(0o444)
    directory.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)


def test_wal_and_normal_synchronisation_are_on(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
    store.close()


def test_closing_leaves_one_file(path: Path, noon: datetime, make_article) -> None:
    store = open_store(f"sqlite:///{path}")
    store.put([make_article()], noon)
    store.close()

    assert [file.name for file in path.parent.iterdir()] == ["news.db"]


def test_a_file_is_found_as_it_was_left(path: Path, noon: datetime, make_article) -> None:
    for number in range(2):
        store = open_store(f"sqlite:///{path}")
        store.put([make_article(str(number))], noon)
        store.close()

    store = open_store(f"sqlite:///{path}")
    assert store.count() == 2
    store.close()


def test_lists_are_json_text_that_can_be_read_without_this_project(path: Path, noon: datetime, make_article) -> None:
    store = open_store(f"sqlite:///{path}")
    store.put([make_article(authors=["José"], rights={"tdm_reservation": 1})], noon)
    store.close()

    with closing(sqlite3.connect(path)) as database:
        row = database.execute("SELECT authors, tags, rights, latest_news FROM articles").fetchone()
    assert row == ('["José"]', "[]", '{"tdm_reservation":1}', "[]")


def test_first_and_last_seen_are_kept(path: Path, noon: datetime, make_article) -> None:
    store = open_store(f"sqlite:///{path}")
    hour = timedelta(hours=1)
    store.put([make_article(name) for name in ("touched", "put again", "changed", "seen once")], noon)
    store.touch(["touched"], noon + hour)
    store.touch(["touched"], noon)  # late, from a slower process: does not move the time back
    store.put([make_article("put again"), make_article("changed", revision=2, body="Corrected")], noon + hour)
    store.close()

    with closing(sqlite3.connect(path)) as database:
        seen = database.execute("SELECT id, first_seen, last_seen, stored_at FROM articles ORDER BY id").fetchall()
        [superseded] = database.execute("SELECT article_id, revision, stored_at FROM revisions").fetchall()
    first, last = "2026-01-14T12:00:00Z", "2026-01-14T13:00:00Z"
    assert seen == [
        ("changed", first, last, last),
        ("put again", first, last, first),
        ("seen once", first, first, first),
        ("touched", first, last, first),
    ]
    assert superseded == ("changed", 1, first)


def test_processes_may_open_and_write_at_the_same_time(path: Path) -> None:
    writers = [start_writer(path, f"writer{number}", 100) for number in range(4)]
    assert [writer.communicate(timeout=180)[0].split()[-1] for writer in writers] == ["100"] * 4
    assert [writer.returncode for writer in writers] == [0] * 4

    store = open_store(f"sqlite:///{path}")
    assert store.count() == 400
    store.close()


def test_killed_while_writing_only_whole_batches_are_there(path: Path) -> None:
    writer = start_writer(path, "killed", 1_000_000)
    assert writer.stdout is not None
    confirmed = [int(writer.stdout.readline()) for _ in range(5)][-1]
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=30)

    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = open_store(f"sqlite:///{path}")
    assert store.count() >= confirmed
    assert store.count() % 10 == 0
    store.close()


def test_a_locked_database_is_waited_for(path: Path, noon: datetime, make_article) -> None:
    store = open_store(f"sqlite:///{path}", busy_timeout_seconds=0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"news\.db: cannot store 1 articles: found it locked by another process"):
            store.put([make_article()], noon)
        assert store.count() == 0  # reading goes on
        with pytest.raises(StoreError, match="cannot open the article store: found it locked"):
            open_store(f"sqlite:///{path}", busy_timeout_seconds=0.2)
        other.execute("COMMIT")
    store.put([make_article()], noon)
    assert store.count() == 1
    store.close()


def test_a_read_only_database_is_refused_when_opened(unprivileged_directory: Path) -> None:
    url = f"sqlite:///{unprivileged_directory / 'news.db'}"
    open_store(url).close()
    give_up_write_access(unprivileged_directory)

    with pytest.raises(StoreError, match="found it read-only; expected write access"):
        open_store(url)


def test_a_directory_that_may_not_be_written_is_refused(unprivileged_directory: Path) -> None:
    give_up_write_access(unprivileged_directory)

    with pytest.raises(StoreError, match="cannot be opened; expected a file, in a directory with write access"):
        open_store(f"sqlite:///{unprivileged_directory / 'news.db'}")
    with pytest.raises(StoreError, match="cannot create its directory: Permission denied"):
        open_store(f"sqlite:///{unprivileged_directory / 'sub' / 'news.db'}")


def test_damage_found_while_reading_is_a_store_error(path: Path, noon: datetime, make_article) -> None:
    store = open_store(f"sqlite:///{path}")
    store.put([make_article(str(number), body="text " * 2000) for number in range(100)], noon)
    store.close()
    with path.open("r+b") as file:  # past the pages with the schema
        file.seek(256 * 1024)
        file.write(b"\xff" * (path.stat().st_size - 256 * 1024))

    store = open_store(f"sqlite:///{path}")
    with pytest.raises(StoreError, match="cannot read articles: found a damaged database"):
        list(store.articles())
    store.close()
