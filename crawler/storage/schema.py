"""Making, checking and upgrading the tables when a store is opened."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, select

from crawler.errors import StoreError, StoreUrlError
from crawler.storage.comments import write_comments
from crawler.storage.dialect import Dialect, store_errors
from crawler.storage.migrations import migrate
from crawler.storage.near_texts import refill
from crawler.storage.sequence import create_counter
from crawler.storage.tables import STORE_SCHEMA_VERSION, article_table, meta_table, metadata
from crawler.storage.views import create_views, drop_views

_OLDEST_VERSION = 1


def prepare_tables(engine: Engine, name: str, dialect: Dialect) -> None:
    """Create the tables in a new database; bring those of an earlier version to this one. Raises StoreError for those
    of a later version, and of somebody else.

    In one write transaction: of two processes one does it, a process that is killed has changed nothing, and a database
    that cannot be written is found before anything is fetched.
    """
    writer = engine.execution_options(writes=True)
    with store_errors(name, "open the article store", dialect), writer.begin() as connection:
        dialect.lock_schema(connection)
        found = found_version(connection, name, accepts_older=True)
        if found is None:
            metadata.create_all(connection)
            connection.execute(meta_table.insert(), {"key": "schema_version", "value": str(STORE_SCHEMA_VERSION)})
            create_counter(connection)
            renew_derived(connection)
        elif found == STORE_SCHEMA_VERSION:
            # A write that changes nothing: SQLite finds a read-only file only now.
            connection.execute(meta_table.update().values(value=meta_table.c.value))
        else:
            drop_views(connection)
            migrate(connection, found)
            renew_derived(connection)
        refill(connection)


def check_store(connection: Connection, name: str) -> None:
    """Raises StoreUrlError when the database has no store, StoreError for one that is not of this release."""
    if found_version(connection, name) is None:
        raise StoreUrlError(f"there is no store {name}; expected one that a crawl made (STORE_URL)")


def renew_derived(connection: Connection) -> None:
    """Make anew what holds nothing of its own: views and comments."""
    create_views(connection)
    write_comments(connection)


def found_version(connection: Connection, name: str, *, accepts_older: bool = False) -> int | None:
    """The version of the tables in the database, None when it has none of them. Raises StoreError for tables of a later
    release and of somebody else, and, unless *accepts_older*, of an earlier one."""
    tables = set(inspect(connection).get_table_names())
    if meta_table.name in tables:
        version = connection.scalar(select(meta_table.c.value).where(meta_table.c.key == "schema_version"))
        if version is not None:
            return _usable_version(str(version), name, STORE_SCHEMA_VERSION if not accepts_older else _OLDEST_VERSION)
    if article_table.name in tables:
        raise StoreError(
            f"{name}: cannot open the article store: found a table {article_table.name!r} that no crawl made "
            f"(no schema version in {meta_table.name!r}); expected an article store, or another database"
        )
    return None


def _usable_version(version: str, name: str, oldest: int) -> int:
    number = int(version) if version.isdecimal() else 0
    if oldest <= number <= STORE_SCHEMA_VERSION:
        return number
    if _OLDEST_VERSION <= number < oldest:
        raise StoreError(
            f"{name}: found schema version {version!r}, expected '{STORE_SCHEMA_VERSION}': scrapy db upgrade"
        )
    raise StoreError(
        f"{name}: cannot open the article store: found schema version {version!r}, "
        f"expected '{STORE_SCHEMA_VERSION}' or earlier; use the release that wrote it, or another database"
    )
