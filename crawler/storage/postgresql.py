"""PostgreSQL: how to connect, to write, and what its errors mean.

Sources: https://www.postgresql.org/docs/current/errcodes-appendix.html, explicit-locking.html#ADVISORY-LOCKS,
libpq-connect.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.sql.dml import Insert

from crawler.errors import SiteLockedError, StoreError
from crawler.storage.json_text import json_text
from crawler.storage.tables import article_table, metadata

# A server that does not answer by then is down; a crawl should say so before anybody stops waiting for it.
CONNECT_TIMEOUT_SECONDS = 10
# Notices a peer that vanished without closing (power, network) within a minute, where the default takes two hours: on
# both sides, as the server keeps the locks of a client until then.
_KEEPALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
# Of the processes that open a store, one makes the tables. Any number will do; of this project alone.
_SCHEMA_LOCK = 0x6E657773
# The crawl's calls come one at a time; readers that go through pages take turns with them.
_CONNECTIONS, _MORE_CONNECTIONS = 1, 4

_EXPLANATIONS = {
    "25006": "found it read-only (a standby?); expected the primary server",
    "28P01": "found that user name or password are wrong; expected postgresql://USER:PASSWORD@HOST/DATABASE",
    "3D000": "found no such database; expected one that exists: createdb makes it",
    "40P01": "found a deadlock with another writer, and nothing was written; expected crawls to be the only writers",
    "42501": "found no permission; expected a user who may create and write tables in this database "
    "(to read: one who may select from them)",
    "53100": "found the disk of the server full; expected room for the tables and their log",
    "53300": "found too many connections; expected a free one: raise max_connections, or run fewer crawls at once",
    "55P03": "found it locked by another process; expected other writers to finish within seconds",
    "57P01": "found that the server closed the connection; expected it to stay up",
    "57P03": "found that the server is starting or stopping; expected it to be up",
}
# Of errors before there is a session, libpq passes on the text only.
_CONNECTION_TEXTS = (
    (re.compile("password|authentication|role .* does not exist|no pg_hba"), _EXPLANATIONS["28P01"]),
    (re.compile("database .* does not exist"), _EXPLANATIONS["3D000"]),
    (re.compile("permission denied for database"), _EXPLANATIONS["42501"]),
    (re.compile("too many clients|remaining connection slots|too many connections"), _EXPLANATIONS["53300"]),
    (re.compile("starting up|shutting down"), _EXPLANATIONS["57P03"]),
    (re.compile("not currently accepting"), "found that the database accepts no connections; expected it to be open"),
    (
        re.compile("refused|No such file|timeout|timed out|unreachable|resolve|translate host|Name or service"),
        "found no server that answers; expected PostgreSQL to be up and reachable",
    ),
    (
        re.compile(
            "closed the connection|connection is lost|connection is closed|terminating connection|reset by peer"
        ),
        "lost the connection to the server; expected it to stay up",
    ),
)


class PostgresqlDialect:
    """The statements and errors of PostgreSQL."""

    DRIVER_ERROR: type[Exception] = psycopg.Error
    READING: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def upsert(self, kept_on_conflict: Collection[str]) -> Insert:
        statement = insert(article_table)
        replaced = {column.name: column for column in statement.excluded if column.name not in kept_on_conflict}
        return statement.on_conflict_do_update(index_elements=["id"], set_=replaced)

    def lock_schema(self, connection: Connection) -> None:
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise InvalidRequestError(f"found the encoding {encoding}; expected UTF8: createdb -E UTF8 -T template0")
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})

    def size(self, connection: Connection) -> int:
        sizes = [f"pg_total_relation_size('{table.name}')" for table in metadata.sorted_tables]
        return int(connection.scalar(text(f"SELECT {' + '.join(sizes)}")) or 0)

    def faults(self, connection: Connection) -> list[str]:
        query = (
            "SELECT indexrelid::regclass FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
            " WHERE NOT indisvalid AND relname = ANY(:tables)"
        )
        tables = [table.name for table in metadata.sorted_tables]
        return [
            f"index {row[0]} is not valid: REINDEX makes it"
            for row in connection.execute(text(query), {"tables": tables})
        ]

    def vacuum(self, engine: Engine) -> None:
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in metadata.sorted_tables:
                connection.execute(text(f"VACUUM (ANALYZE) {table.name}"))

    def refuses_content(self, error: Exception) -> bool:
        # Data exceptions (class 22; the driver's own, as of NUL in text, have no code), null in a column that has none,
        # program limits (class 54), as of a value that is too long for its index, and what is no value of a column.
        cause = getattr(error, "orig", None) or error
        state = getattr(cause, "sqlstate", None) or ""
        is_no_column_value = isinstance(cause, psycopg.ProgrammingError) and str(cause).startswith("cannot adapt type")
        is_content = isinstance(cause, psycopg.DataError) or state == "23502" or state.startswith("54")
        return is_content or is_no_column_value

    def explain(self, error: Exception) -> str:
        cause = getattr(error, "orig", None) or error
        state = getattr(cause, "sqlstate", None) or ""
        message = str(cause)
        if state in _EXPLANATIONS:
            return _EXPLANATIONS[state]
        if isinstance(cause, psycopg.OperationalError):
            for pattern, explanation in _CONNECTION_TEXTS:
                if pattern.search(message):
                    return explanation
        return message.strip().partition("\n")[0]


def postgresql_engine(url: URL, *, busy_timeout_seconds: float) -> Engine:
    """An engine whose transactions wait *busy_timeout_seconds* for a lock."""
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        max_overflow=_MORE_CONNECTIONS,
        pool_timeout=2 * busy_timeout_seconds,
        connect_args=_connect_arguments(lock_timeout=int(busy_timeout_seconds * 1000)),
        json_serializer=json_text,
    )


class AdvisoryLock:
    """The right to crawl a site, on a connection of its own: the server gives it back when that ends, so at the latest
    when the process does."""

    def __init__(self, url: URL, explain: Callable[[Exception], str], domain: str) -> None:
        """Raises SiteLockedError when another process holds it, StoreError when the server cannot be asked."""
        self._domain = domain
        self._explain = explain
        key = int.from_bytes(hashlib.sha256(f"news-crawler site {domain}".encode()).digest()[:8], signed=True)
        try:
            self._connection = psycopg.connect(
                url.set(drivername="postgresql").render_as_string(hide_password=False),
                autocommit=True,
                **_connect_arguments(),
            )
            row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
        except psycopg.Error as error:
            raise StoreError(f"cannot lock {domain}: {explain(error)}") from error
        if row != (True,):
            self._connection.close()
            raise SiteLockedError(f"{domain} is being crawled into this store by another process")

    def check(self) -> None:
        try:
            self._connection.execute("SELECT 1")
        except psycopg.Error as error:
            raise StoreError(f"the right to crawl {self._domain} is lost: {self._explain(error)}") from error

    def release(self) -> None:
        # Closing is noticed by the server a moment later: whoever asks for the lock next would not get it.
        with suppress(psycopg.Error):
            self._connection.execute("SELECT pg_advisory_unlock_all()")
        self._connection.close()


def _connect_arguments(**session: object) -> dict[str, Any]:
    options = {f"tcp_{name}": value for name, value in _KEEPALIVE.items()} | session
    return {
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "application_name": "news-crawler",
        "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        **_KEEPALIVE,
    }
