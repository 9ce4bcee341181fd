from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.storage import open_store
from crawler.storage.tables import STORE_SCHEMA_VERSION, article_table
from tests.unit.storage.databases import execute, rows


def set_schema_version(url: str, version: str) -> None:
    execute(url, "UPDATE meta SET value = :value WHERE key = 'schema_version'", value=version)


def opening_error(url: str) -> str:
    with pytest.raises(StoreError) as raised:
        open_store(url)
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_directory_and_file_are_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///data/2026/news.db").close()

    assert (tmp_path / "data" / "2026" / "news.db").is_file()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.db",
        "sqlite:news.db",
        "sqlite:///",
        "sqlite://host/news.db",
        "sqlite:///news.db?mode=ro",
        "sqlite+aiosqlite:///news.db",
        "postgresql://localhost",
        "mysql://localhost/news",
        "jsonl://",
        "jsonl://host/news",
        "http://[",
        "redis://localhost:port/0",
    ],
)
def test_any_other_url_is_refused_with_what_is_expected(url: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert opening_error(url) == (
        f"{url!r} is no store URL; expected sqlite:///path/to/file.db, sqlite:// for memory, "
        "postgresql://user:password@host/database, or jsonl:///path/to/directory"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://crawler:s3cret@localhost:1/news",
        "postgresql://crawler:s3cret@localhost:port/news",
        "postgresql://crawler:@s3cret@/:s3cret@localhost/news",
        "postgresql://:s3cret@localhost:1/news",
        "sqlite://crawler:s3cret@localhost/news.db",
    ],
)
def test_the_password_is_not_shown(url: str) -> None:
    message = opening_error(url)

    assert "s3cret" not in message
    assert ":***@localhost" in message


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text('{"headline": "H"}\n' * 100)

    assert opening_error(f"sqlite:///{file}") == (
        f"sqlite:///{file}: cannot open the article store: found a file that is no SQLite database; "
        "expected an SQLite 3 database or no file"
    )
    assert file.read_text() == '{"headline": "H"}\n' * 100


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened; expected a file" in opening_error(f"sqlite:///{tmp_path}")


def test_a_file_where_the_directory_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    assert "cannot create its directory: File exists" in opening_error(f"sqlite:///{tmp_path}/data/news.db")


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "news.db").touch()
    store = open_store(f"sqlite:///{tmp_path}/news.db")

    assert store.count() == 0
    store.close()


@pytest.mark.parametrize("version", [str(STORE_SCHEMA_VERSION + 1), "0", "draft"])
def test_another_schema_version_is_refused_and_left_alone(store_url: str, version: str) -> None:
    open_store(store_url).close()
    set_schema_version(store_url, version)
    assert opening_error(store_url).endswith(
        f": cannot open the article store: found schema version '{version}', expected '{STORE_SCHEMA_VERSION}' or "
        "earlier; use the release that wrote it, or another database"
    )
    assert rows(store_url, "SELECT value FROM meta WHERE key = 'schema_version'") == [(version,)]


def test_somebody_elses_articles_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE articles (price INTEGER)")

    assert "found a table 'articles' that no crawl made" in opening_error(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]


def test_other_tables_in_the_database_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE notes (text TEXT)")
    store = open_store(f"sqlite:///{path}")

    assert store.count() == 0
    store.close()


def test_a_change_of_columns_needs_a_new_schema_version() -> None:
    """Fails when a field of Article is added, removed or changes type: raise STORE_SCHEMA_VERSION with it."""
    columns = " ".join(f"{column.name}:{column.type}" for column in article_table.columns)
    assert (STORE_SCHEMA_VERSION, columns) == (
        8,
        "id:TEXT url:TEXT canonical_url:TEXT site:TEXT headline:TEXT description:TEXT body:TEXT authors:JSON "
        "section:TEXT tags:JSON language:TEXT date_published:TEXT date_published_raw:TEXT "
        "date_published_source:TEXT date_modified:TEXT date_modified_raw:TEXT date_modified_source:TEXT "
        "date_candidates:JSON latest_news:JSON main_image:TEXT is_accessible_for_free:BOOLEAN page_kind:TEXT "
        "rights:JSON fetched_at:TEXT http_status:INTEGER content_hash:TEXT revision:INTEGER duplicate_of:TEXT "
        "cluster_id:TEXT run_id:TEXT schema_version:INTEGER first_seen:TEXT last_seen:TEXT stored_at:TEXT "
        "seq:BIGINT changed_at:TEXT is_silent_change:BOOLEAN",
    )
