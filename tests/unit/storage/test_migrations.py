"""Stores of earlier releases: upgraded when they are opened, to what a new one is, with all that is in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from crawler.errors import StoreError
from crawler.storage import migrations, open_store
from crawler.storage.migrations import migrate
from crawler.storage.tables import STORE_SCHEMA_VERSION
from tests.unit.storage.databases import engine_of, execute, rows

_SCRIPTS = ScriptDirectory(Path(migrations.__file__).parent)


def schema_of(url: str) -> dict[str, Any]:
    """What is in the database, in a form in which the order of columns does not count."""
    inspector = inspect(engine_of(url))
    return {
        table: {
            "columns": {column["name"]: str(column) for column in inspector.get_columns(table)},
            "key": inspector.get_pk_constraint(table)["constrained_columns"],
            "indexes": {
                index["name"]: {**index, "dialect_options": str([str(value) for value in options(index)])}
                for index in inspector.get_indexes(table)
            },
        }
        for table in inspector.get_table_names()
    }


def options(index: Any) -> list[Any]:
    return [value for _, value in sorted(index.get("dialect_options", {}).items())]


def make_store_of_version(engine: Engine, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables as they were in schema *version*."""
    with monkeypatch.context() as patch, engine.begin() as connection:
        walked = list(_SCRIPTS.walk_revisions())
        patch.setattr(
            ScriptDirectory, "walk_revisions", lambda _: [one for one in walked if int(one.revision) <= max(3, version)]
        )
        connection.execute(text("CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"))
        connection.execute(text("INSERT INTO meta VALUES ('schema_version', '0')"))
        assert migrate(connection, 0) == max(3, version)
        for table in {1: ("sites", "urls", "url_sources", "runs", "list_entries"), 2: ("list_entries",)}.get(
            version, ()
        ):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE meta SET value = '{version}'"))


def add_article(url: str, name: str, stored_at: str, **values: object) -> None:
    row = {"id": name, "url": f"https://example.com/{name}", "site": "example.com", "headline": name, "body": "Body"}
    row |= {"authors": "[]", "revision": 1, "first_seen": stored_at, "last_seen": stored_at, "stored_at": stored_at}
    row |= values
    columns = ", ".join(row)
    execute(url, f"INSERT INTO articles ({columns}) VALUES ({', '.join(f':{name}' for name in row)})", **row)


@pytest.mark.parametrize("version", range(1, STORE_SCHEMA_VERSION))
def test_an_upgraded_store_is_what_a_new_one_is(
    store_url: str, version: int, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store_of_version(engine_of(store_url), version, monkeypatch)
    open_store(store_url).close()
    new_url = f"sqlite:///{tmp_path}/new.db"
    if store_url.startswith("postgresql"):
        new_url = request.getfixturevalue("postgresql_server").new_database()
    open_store(new_url).close()
    assert schema_of(store_url) == schema_of(new_url)
    assert rows(store_url, "SELECT * FROM meta") == rows(new_url, "SELECT * FROM meta")


def test_an_upgraded_store_has_all_it_had_and_its_articles_are_numbered_in_the_order_they_were_stored(
    store_url: str, monkeypatch: pytest.MonkeyPatch, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    make_store_of_version(engine_of(store_url), 3, monkeypatch)
    add_article(store_url, "b", "2026-01-02T00:00:00Z", first_seen="2026-01-01T00:00:00Z", revision=2)
    add_article(store_url, "a", "2026-01-03T00:00:00Z")
    add_article(store_url, "c", "2026-01-01T00:00:00Z")
    old = json.dumps(make_article("b", headline="Before"))
    execute(store_url, "INSERT INTO revisions VALUES ('b', 1, '2026-01-01T00:00:00Z', :old)", old=old)
    store = open_store(store_url)
    assert [(change.seq, change.article["id"], change.is_silent_change) for change in store.changes()] == [
        (1, "c", False),
        (2, "b", None),
        (3, "a", False),
    ]
    first, second = store.versions("b")
    assert (first.article["headline"], first.seq, first.last_seen) == ("Before", 0, None)
    assert second.seq == 2
    store.put([make_article("d")], noon)
    assert [change.seq for change in store.changes(3)] == [4]
    store.close()


def test_an_upgrade_that_fails_changes_nothing(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_store_of_version(engine_of(store_url), 3, monkeypatch)
    # The last step of 0004 finds it taken.
    execute(store_url, "CREATE TABLE deletions (note TEXT)")
    before = schema_of(store_url)
    with pytest.raises(StoreError, match=r"cannot open the article store: .*deletions"):
        open_store(store_url)
    assert schema_of(store_url) == before
    assert rows(store_url, "SELECT value FROM meta") == [("3",)]


def test_the_last_script_makes_the_version_that_new_stores_have() -> None:
    assert [int(script.revision) for script in _SCRIPTS.walk_revisions()] == list(range(STORE_SCHEMA_VERSION, 2, -1))
