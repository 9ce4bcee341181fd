"""What an operator does to a store, and what readers find in it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import InvalidInputError, StoreError
from crawler.storage import open_store
from crawler.storage.maintenance import check, stats, upgrade, vacuum
from crawler.storage.opening import existing_database
from crawler.storage.tables import STORE_SCHEMA_VERSION
from tests.unit.storage.databases import execute, rows

MakeArticle = Callable[..., dict[str, Any]]
_LISTED = [{"position": 1, "headline": "Next", "url": "https://news.example.com/b", "label": "Latest"}]


@pytest.fixture
def filled_url(store_url: str, noon: datetime, make_article: MakeArticle) -> str:
    """STORE_URL of a store with three articles, one of them changed and one a duplicate."""
    store = open_store(store_url)
    dated = {"date_published": "2026-01-09T18:20:00+04:00"}
    store.put([make_article("a", authors=["Ada", "Bo"], latest_news=_LISTED, **dated), make_article("b")], noon)
    store.put([make_article("c", duplicate_of="a")], noon)
    changed = make_article("a", revision=2, body="New", authors=["Ada", "Bo"], latest_news=_LISTED, **dated)
    store.put([changed], noon + timedelta(hours=1))
    store.close()
    return store_url


def test_rows_size_and_the_last_number_are_counted(filled_url: str) -> None:
    with existing_database(filled_url) as database:
        found = stats(database)
    assert found.schema_version == STORE_SCHEMA_VERSION
    assert [(found.last_seq,)] == rows(filled_url, "SELECT MAX(seq) FROM articles")
    assert found.bytes > 10_000
    counted = {table: found.rows[table] for table in ("articles", "revisions", "list_entries", "deletions", "urls")}
    assert counted == {"articles": 3, "revisions": 1, "list_entries": 1, "deletions": 0, "urls": 0}


def test_nothing_is_found_wrong_with_a_store_as_it_was_written(filled_url: str) -> None:
    with existing_database(filled_url) as database:
        assert check(database) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE articles SET seq = 99 WHERE id = 'b'", "1 articles numbered beyond the counter"),
        ("DELETE FROM articles WHERE id = 'a'", "1 superseded versions of articles that are not there"),
        ("UPDATE articles SET revision = 1", "1 superseded versions numbered like the current one or later"),
        ("DROP INDEX articles_seq", "index articles_seq is missing"),
        ("DROP VIEW current_lists", "view current_lists is missing: scrapy db upgrade makes it"),
        ("DROP TABLE runs", "table runs is missing"),
        ("ALTER TABLE revisions DROP COLUMN last_seen", "column revisions.last_seen is missing"),
    ],
)
def test_what_was_done_to_the_tables_by_hand_is_found(filled_url: str, statement: str, fault: str) -> None:
    if statement.startswith("ALTER"):
        execute(filled_url, "DROP VIEW article_versions")
    execute(filled_url, statement)
    with existing_database(filled_url) as database:
        assert fault in check(database)


def test_a_damaged_file_is_found(tmp_path: Path, noon: datetime, make_article: MakeArticle) -> None:
    store = open_store(f"sqlite:///{tmp_path}/news.db")
    store.put([make_article(str(number), body="text " * 2000) for number in range(100)], noon)
    store.close()
    with (tmp_path / "news.db").open("r+b") as file:
        file.seek((tmp_path / "news.db").stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)
    # What cannot be read at all is an error, what can is told.
    try:
        with existing_database(f"sqlite:///{tmp_path}/news.db") as database:
            found = check(database)
    except StoreError as error:
        found = [str(error)]
    assert "damaged" in found[0]


def test_compacting_gives_room_back(store_url: str, noon: datetime, make_article: MakeArticle) -> None:
    store = open_store(store_url)
    ids = [str(number) for number in range(300)]
    chance = random.Random(1)  # what repeats would be compressed
    store.put([make_article(name, body=chance.randbytes(4000).hex()) for name in ids], noon)
    store.delete(ids[1:], noon, reason="test")
    store.close()
    with existing_database(store_url) as database:
        before, after = vacuum(database)
        assert check(database) == []
    # PostgreSQL returns what is free at the end of a table to the system, and keeps the rest for new rows.
    assert after < before / 2


def test_an_upgrade_of_a_store_that_needs_none_makes_views_anew(filled_url: str) -> None:
    execute(filled_url, "DROP VIEW readable_articles")
    with existing_database(filled_url) as database:
        assert upgrade(database) == (STORE_SCHEMA_VERSION, STORE_SCHEMA_VERSION)
        assert check(database) == []


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with (
        pytest.raises(InvalidInputError, match=r"there is no store .*; expected one that a crawl made"),
        existing_database(f"sqlite:///{tmp_path}/news.db"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_another_database_is_no_store(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "notes.db")) as database, database:
        database.execute("CREATE TABLE notes (note TEXT)")
    with existing_database(f"sqlite:///{tmp_path}/notes.db") as found:
        for action in (stats, check, vacuum):
            with pytest.raises(StoreError, match="there is no store"):
                action(found)  # type: ignore[operator]


@pytest.mark.parametrize(("version", "message"), [("3", "scrapy db upgrade"), ("99", "use the release that wrote it")])
def test_a_store_of_another_release_is_told(filled_url: str, version: str, message: str) -> None:
    execute(filled_url, "UPDATE meta SET value = :version", version=version)
    with existing_database(filled_url) as database, pytest.raises(StoreError, match=message):
        stats(database)


def test_articles_can_be_read_with_lists_as_text_and_without_duplicates(filled_url: str) -> None:
    query = "SELECT id, day, authors, revision FROM readable_articles ORDER BY id"
    assert rows(filled_url, query) == [("a", "2026-01-09", "Ada; Bo", 2), ("b", None, None, 1)]


def test_all_versions_of_an_article_can_be_read_from_one_view(filled_url: str) -> None:
    query = "SELECT revision, body, is_current FROM article_versions WHERE article_id = 'a' ORDER BY revision"
    assert rows(filled_url, query) == [(1, "Body of a", False), (2, "New", True)]


def test_what_lists_show_now_is_a_view_with_the_articles(filled_url: str) -> None:
    assert rows(filled_url, "SELECT page, headline, article_id FROM current_lists") == [
        ("https://news.example.com/a", "Next", "b")
    ]


def test_articles_are_counted_by_site_and_day(filled_url: str) -> None:
    query = "SELECT site, day, articles, duplicates, changed FROM articles_per_day ORDER BY articles"
    assert rows(filled_url, query) == [("example.com", "2026-01-09", 1, 0, 1), ("example.com", None, 2, 1, 0)]


def test_postgresql_says_what_columns_mean(postgresql_url: str) -> None:
    open_store(postgresql_url).close()
    query = (
        "SELECT col_description('articles'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'articles'::regclass"
    )
    comments = rows(postgresql_url, f"{query} AND attname IN ('headline', 'seq') ORDER BY attname")
    assert [comment[:20] for (comment,) in comments] == ["Headline as the page", "Number of the last c"]
    (missing,) = rows(postgresql_url, f"SELECT COUNT(*) FROM ({query} AND attnum > 0) AS c (text) WHERE text IS NULL")
    assert missing == (0,)
