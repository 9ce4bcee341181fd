"""SQLite: how to connect, to write, and what its errors mean.

Sources: https://www.sqlite.org/pragma.html, https://www.sqlite.org/wal.html, https://www.sqlite.org/rescode.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.sql.dml import Insert

from crawler.storage.json_text import json_text, value_of_json
from crawler.storage.tables import article_table
from crawler.storage.text_search import has_text_index

# Another crawl's batch takes some 20 ms, a checkpoint or VACUUM of a large database seconds. Waiting is free: it
# happens in a worker thread. Longer means that a process hangs with the lock, which someone should see.
BUSY_TIMEOUT_SECONDS = 30.0

_PRIMARY_CODE_MASK = 0xFF  # extended result codes carry the primary one in the low byte (sqlite.org/rescode.html)
_EXPLANATIONS = {
    sqlite3.SQLITE_NOTADB: "found a file that is no SQLite database; expected an SQLite 3 database or no file",
    sqlite3.SQLITE_CORRUPT: "found a damaged database; expected an intact one: restore a backup or `.recover` it",
    sqlite3.SQLITE_READONLY: "found it read-only; expected write access to the file and its directory",
    sqlite3.SQLITE_BUSY: "found it locked by another process; expected other writers to finish within seconds",
    sqlite3.SQLITE_LOCKED: "found it locked by another connection; expected other writers to finish within seconds",
    sqlite3.SQLITE_CANTOPEN: "found that it cannot be opened; expected a file, in a directory with write access",
    sqlite3.SQLITE_FULL: "found the disk full; expected room for the database and its write-ahead log",
}


_TEXT_INDEX_FAULT = "the text index does not fit the articles: scrapy db index makes it anew"
_CONTENT_ERRORS = (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_CONSTRAINT_NOTNULL, sqlite3.SQLITE_MISMATCH)
# More would scroll the first, which the others mostly follow from, off the screen.
_MAX_FAULTS = 20


class SqliteDialect:
    """The statements and errors of SQLite."""

    DRIVER_ERROR: type[Exception] = sqlite3.Error
    READING: Mapping[str, Any] = {}

    def upsert(self, kept_on_conflict: Collection[str]) -> Insert:
        statement = insert(article_table)
        replaced = {column.name: column for column in statement.excluded if column.name not in kept_on_conflict}
        return statement.on_conflict_do_update(index_elements=["id"], set_=replaced)

    def lock_schema(self, connection: Connection) -> None:
        """A write transaction has the database for itself."""

    def size(self, connection: Connection) -> int:
        pages, page_bytes = (
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("page_count", "page_size")
        )
        return int(pages or 0) * int(page_bytes or 0)

    def faults(self, connection: Connection) -> list[str]:
        found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MAX_FAULTS})")]
        if found != ["ok"]:
            return [f"damaged file: {fault}" for fault in found]
        return [] if _text_index_fits(connection) else [_TEXT_INDEX_FAULT]

    def vacuum(self, engine: Engine) -> None:
        # Past SQLAlchemy: VACUUM cannot run in a transaction.
        connection = engine.raw_connection()
        try:
            for statement in ("VACUUM", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.cursor().execute(statement).fetchall()
        finally:
            connection.close()

    def refuses_content(self, error: Exception) -> bool:
        cause = getattr(error, "orig", None) or error
        is_no_column_value = isinstance(cause, sqlite3.Error) and str(cause).startswith("Error binding parameter")
        return is_no_column_value or getattr(cause, "sqlite_errorcode", 0) in _CONTENT_ERRORS

    def explain(self, error: Exception) -> str:
        cause = getattr(error, "orig", None) or error
        code = getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE_MASK
        return _EXPLANATIONS.get(code) or str(cause).partition("\n")[0]


def sqlite_engine(url: URL, *, busy_timeout_seconds: float) -> Engine:
    """An engine with one connection, which threads use in turn."""
    engine = create_engine(
        url,
        # One connection is all a store with one caller at a time needs; it makes callers from other threads wait for
        # each other, and an in-memory database, which lives as long as its connection, is the same for all of them.
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=2 * busy_timeout_seconds,
        connect_args={"check_same_thread": False},
        json_serializer=json_text,
        json_deserializer=value_of_json,
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _: Any) -> None:
        # No BEGIN by the driver, which would send it only before the first INSERT: see begin().
        connection.isolation_level = None
        # First, so that the next line waits as well. Without it a write fails at once while another process writes.
        connection.execute(f"PRAGMA busy_timeout = {int(busy_timeout_seconds * 1000)}")
        # Readers (exports, database browsers) and the crawl's writes do not block each other.
        connection.execute("PRAGMA journal_mode = WAL")
        # Enough for WAL to stay consistent at any moment. A power failure may lose the last commits, which the next
        # crawl repeats; FULL would wait for the disk at each.
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads and then writes must take the write lock first: SQLite refuses, without waiting,
        # to upgrade a read transaction when another process has written in between (SQLITE_BUSY_SNAPSHOT).
        writes = connection.get_execution_options().get("writes", False)
        # Past SQLAlchemy, which takes as long for it as for a query.
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _text_index_fits(connection: Connection) -> bool:
    if not has_text_index(connection):
        return True
    try:
        # The 1 has it compared with the articles (fts5.html, 6.5); what is to be a write leaves no trace.
        connection.exec_driver_sql("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True
