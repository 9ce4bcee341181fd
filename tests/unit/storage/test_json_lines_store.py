"""The file of a store as JSON Lines: every change, in whole lines, whatever happened. The rest is in the suites of all
stores."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from crawler.errors import StoreError
from crawler.item_schema import item_schema
from crawler.storage import ArticleStore, open_store
from crawler.storage.maintenance import check
from crawler.storage.opening import existing_database
from crawler.urls import article_id

MakeArticle = Callable[..., dict[str, Any]]
PROJECT = Path(__file__).parents[3]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "news"


def opened(directory: Path) -> ArticleStore:
    return open_store(f"jsonl:///{directory}")


def lines(directory: Path) -> list[dict[str, Any]]:
    text = (directory / "articles.jsonl").read_text(encoding="utf-8")
    assert not text or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_each_change_is_a_line_and_the_last_of_an_id_counts(
    directory: Path, noon: datetime, make_article: MakeArticle
) -> None:
    store = opened(directory)
    a, b = (article_id(f"https://example.com/{name}") for name in "ab")
    store.put([make_article(a, body="One"), make_article(b, body="Other", authors=["José"])], noon)
    store.put([make_article(a, revision=2, body="Corrected"), make_article(b, body="Other", authors=["José"])], noon)
    store.touch([a], noon)
    store.delete([b], noon, reason="test")
    store.close()
    assert [(line["id"], line["seq"], line.get("body"), "deleted_at" in line) for line in lines(directory)] == [
        (a, 1, "One", False),
        (b, 2, "Other", False),
        (a, 3, "Corrected", False),
        (b, 4, None, True),
    ]
    assert sorted(path.name for path in directory.iterdir()) == ["articles.jsonl", "state.db"]
    for line in lines(directory):
        jsonschema.validate({**line, **dict.fromkeys({"content_hash"} & line.keys())}, item_schema())


@pytest.mark.parametrize("damage", ["cut", "missing", "empty", "lost lines", "garbage"])
def test_what_a_power_failure_took_from_the_file_is_added_again(
    directory: Path, noon: datetime, make_article: MakeArticle, damage: str
) -> None:
    store = opened(directory)
    for name in "abcd":
        store.put([make_article(name, body="long " * 30_000)], noon)
    store.close()
    whole = lines(directory)
    file = directory / "articles.jsonl"
    if damage == "missing":
        file.unlink()
    else:
        text = file.read_bytes()
        kept = {"cut": text[:-100_000], "empty": b"", "garbage": text + b"\0" * 500}
        file.write_bytes(kept.get(damage, b"".join(text.splitlines(keepends=True)[:2])))
    opened(directory).close()
    assert lines(directory) == whole


_WRITER = """
import sys
from datetime import UTC, datetime
from crawler.storage import open_store
store = open_store(sys.argv[1])
for number in range(int(sys.argv[3])):
    store.put([{"id": f"{sys.argv[2]}-{number}-{n}", "body": "text " * 1000} for n in range(5)], datetime.now(UTC))
    print(number, flush=True)
"""


def writer(directory: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, f"jsonl:///{directory}", name, str(count)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def test_processes_add_each_line_once_and_one_that_is_killed_leaves_whole_lines(directory: Path) -> None:
    opened(directory).close()
    victim = writer(directory, "killed", 100_000)
    assert victim.stdout is not None
    victim.stdout.readline()
    others = [writer(directory, name, 10) for name in "xy"]
    assert [other.communicate(timeout=180)[0].split()[-1] for other in others] == ["9", "9"]
    os.kill(victim.pid, signal.SIGKILL)
    victim.communicate(timeout=30)
    store = opened(directory)
    numbers = [line["seq"] for line in lines(directory)]
    assert numbers == [change.seq for change in store.changes()]
    assert {line["id"] for line in lines(directory)} == {article["id"] for article in store.articles()}
    store.close()


def test_a_file_that_cannot_be_written_is_told_and_catches_up_later(
    directory: Path, noon: datetime, make_article: MakeArticle
) -> None:
    store = opened(directory)
    (directory / "articles.jsonl").unlink()
    (directory / "articles.jsonl").mkdir()
    with pytest.raises(StoreError, match=r"articles\.jsonl: cannot add articles: Is a directory"):
        store.put([make_article("a")], noon)
    (directory / "articles.jsonl").rmdir()
    store.put([make_article("a"), make_article("b")], noon)
    assert [line["id"] for line in lines(directory)] == ["a", "b"]
    store.close()


def faults(directory: Path) -> list[str]:
    with existing_database(f"jsonl:///{directory}") as database:
        return check(database)


def test_check_reads_the_file_and_compares_it_with_the_database(
    directory: Path, noon: datetime, make_article: MakeArticle
) -> None:
    store = opened(directory)
    store.put([make_article(name, body=name) for name in "abcd"], noon)
    store.put([make_article("a", revision=2, body="Corrected")], noon)
    store.delete(["b"], noon, reason="test")
    store.close()
    file = directory / "articles.jsonl"
    whole = file.read_bytes().splitlines(keepends=True)
    assert [json.loads(line)["seq"] for line in whole] == [1, 2, 3, 4, 5, 6]
    assert faults(directory) == []

    def faults_of(*lines: bytes) -> list[str]:
        file.write_bytes(b"".join(lines))
        return faults(directory)

    # Superseded versions need not be there: a file that is made anew has none.
    assert faults_of(*whole[2:]) == []
    assert faults_of(*whole[:-1]) == ["articles.jsonl: 1 changes are missing at its end; the next crawl adds them"]
    assert faults_of(*whole[:2], *whole[3:]) == [
        "articles.jsonl: 1 changes are missing between its lines; a crawl makes the file anew when it is gone"
    ]
    (cut, behind) = faults_of(*whole[:-1], whole[-1][:-9])
    assert cut.startswith("articles.jsonl: line 6 is cut or no article: b'{")
    assert behind.endswith("1 changes are missing at its end; the next crawl adds them")
    assert faults_of(*whole[:2], whole[3], whole[2], *whole[4:])[0] == "articles.jsonl: line 4 has number 3, after 4"
    assert faults_of(whole[2].replace(b'"c"', b'"x"', 1), *whole[3:]) == [
        "articles.jsonl: line 1 is of x; change 3 is of c in the database"
    ]
    assert faults_of(*whole, b'{"id": "z", "seq": 7}\n') == [
        "articles.jsonl: line 7 is change 7 of z, which the database does not know"
    ]
    assert len(faults_of(*whole, *[b"[]\n"] * 20)) == 11
    file.unlink()
    assert faults(directory) == ["articles.jsonl is missing; the next crawl makes it anew"]


def test_it_is_checked_and_locked_like_any_other(directory: Path) -> None:
    opened(directory).close()
    with existing_database(f"jsonl:///{directory}") as database:
        assert check(database) == []
    store = opened(directory)
    store.frontier.lock("example.com").release()
    store.close()
