"""What an operator does to a store between crawls: upgrade, count, check, compact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, inspect, select, text

from crawler.storage.dialect import store_errors
from crawler.storage.json_lines_check import line_faults
from crawler.storage.key_lists import count_strays
from crawler.storage.opening import Database
from crawler.storage.schema import check_store, found_version, prepare_tables, renew_derived
from crawler.storage.sequence import last_number, take_turn
from crawler.storage.tables import metadata
from crawler.storage.text_search import create_text_index
from crawler.storage.views import VIEWS

# Each counts rows that contradict others. A kill or a full disk cannot make one: whatever belongs together is one
# transaction. What can is a damaged file, or a hand that writes into the tables.
_CONTRADICTIONS = {
    "articles numbered beyond the counter": (
        "SELECT COUNT(*) FROM articles WHERE seq > (SELECT value FROM counters WHERE key = 'seq')"
    ),
    "articles without a number": "SELECT COUNT(*) FROM articles WHERE seq < 1",
    "numbers that an article and a deletion share": "SELECT COUNT(*) FROM articles JOIN deletions USING (seq)",
    "superseded versions of articles that are not there": (
        "SELECT COUNT(*) FROM revisions WHERE article_id NOT IN (SELECT id FROM articles)"
    ),
    "superseded versions numbered like the current one or later": (
        "SELECT COUNT(*) FROM revisions JOIN articles ON articles.id = revisions.article_id"
        " WHERE revisions.revision >= articles.revision"
    ),
    "texts of articles that are not there": (
        "SELECT COUNT(*) FROM text_sketches WHERE article_id NOT IN (SELECT id FROM articles)"
    ),
    "articles in a cluster whose first article is not in it": (
        "SELECT COUNT(*) FROM articles WHERE cluster_id IS NOT NULL"
        " AND cluster_id NOT IN (SELECT id FROM articles WHERE id = cluster_id)"
    ),
    "sources of URLs that are not there": "SELECT COUNT(*) FROM url_sources WHERE url_id NOT IN (SELECT id FROM urls)",
    "URLs of sites that are not there": "SELECT COUNT(*) FROM urls WHERE site NOT IN (SELECT key FROM sites)",
}


@dataclass(frozen=True, slots=True)
class StoreStats:
    schema_version: int
    bytes: int
    """On disk, with indexes; of SQLite with what deleted rows left."""
    last_seq: int
    rows: dict[str, int] = field(default_factory=dict)
    """By table."""


def upgrade(database: Database) -> tuple[int | None, int]:
    """Bring the tables to this release, and make views and comments anew; the schema versions before and after. None:
    there was no store in the database, and one was made."""
    with store_errors(database.name, "upgrade the store", database.dialect):
        before = _version(database)
        prepare_tables(database.engine, database.name, database.dialect)
        with database.engine.execution_options(writes=True).begin() as connection:
            renew_derived(connection)
        return before, _version(database) or 0


def stats(database: Database) -> StoreStats:
    """What is in the store. Raises StoreError when it is of another schema version."""
    with _reading_store(database, "count") as connection:
        rows = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
        version = found_version(connection, database.name) or 0
        return StoreStats(version, database.dialect.size(connection), last_number(connection), rows)


def check(database: Database) -> list[str]:
    """What is wrong with the store, a line each; none: nothing was found. Reads all of it."""
    with _reading_store(database, "check the store") as connection:
        faults = [*_missing(connection), *database.dialect.faults(connection)]
        if not faults:
            counts = {what: connection.scalar(text(query)) for what, query in _CONTRADICTIONS.items()}
            counts["keys of texts that are not there"] = count_strays(connection)
            faults = [f"{count} {what}" for what, count in counts.items() if count]
        if not faults and database.lines:
            faults = line_faults(database.lines, connection)
        return faults


def make_text_index(database: Database) -> list[str]:
    """Make the index of full-text search, or make it anew; what could not be made, a line each."""
    writer = database.engine.execution_options(writes=True)
    with store_errors(database.name, "make the text index", database.dialect), writer.begin() as connection:
        take_turn(connection)
        return create_text_index(connection)


def vacuum(database: Database) -> tuple[int, int]:
    """Give back the room of deleted rows, and renew the figures that queries are planned by; the size in bytes before
    and after."""
    with store_errors(database.name, "compact the store", database.dialect):
        before = stats(database).bytes
        database.dialect.vacuum(database.engine)
        return before, stats(database).bytes


@contextmanager
def _reading_store(database: Database, action: str) -> Iterator[Connection]:
    engine = database.engine.execution_options(**database.dialect.READING)
    with store_errors(database.name, action, database.dialect), engine.connect() as connection:
        check_store(connection, database.name)
        yield connection


def _version(database: Database) -> int | None:
    with database.engine.connect() as connection:
        return found_version(connection, database.name, accepts_older=True)


def _missing(connection: Connection) -> Iterator[str]:
    """Tables, columns, indexes and views that a store has and this one has not."""
    inspector = inspect(connection)
    views = set(inspector.get_view_names())
    yield from (f"view {name} is missing: scrapy db upgrade makes it" for name in VIEWS if name not in views)
    tables = set(inspector.get_table_names())
    for table in metadata.sorted_tables:
        if table.name not in tables:
            yield f"table {table.name} is missing"
            continue
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        yield from (f"column {table.name}.{column.name} is missing" for column in table.c if column.name not in columns)
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        yield from (f"index {index.name} is missing" for index in table.indexes if index.name not in indexes)
