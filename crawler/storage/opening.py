"""From a STORE_URL to an article store: to write, its tables made or upgraded, or to read one that is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from crawler.errors import InvalidInputError, StoreError, StoreUrlError
from crawler.storage.dialect import Dialect, store_errors
from crawler.storage.frontier import SiteLock
from crawler.storage.json_lines import LINES_NAME, STATE_NAME, JsonLinesLog
from crawler.storage.schema import check_store, prepare_tables
from crawler.storage.site_locks import FileLock, NoLock
from crawler.storage.sql import SqlArticleStore
from crawler.storage.sqlite import BUSY_TIMEOUT_SECONDS, SqliteDialect, sqlite_engine
from crawler.storage.store import ArticleStore
from crawler.urls import without_password

DEFAULT_STORE_URL = "sqlite:///data/news.db"
_JSON_LINES = "jsonl"


def open_store(url: str, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> ArticleStore:
    """The article store at *url*, its tables created when missing and upgraded when they are of an earlier release:

    - `sqlite:///relative/or//absolute/path`, created with its directory, or `sqlite://` for one in memory that ends
      with the process;
    - `postgresql://user:password@host:port/database`, which must exist;
    - `jsonl:///relative/or//absolute/directory`, created: a file of JSON Lines beside an SQLite database.

    *busy_timeout_seconds*: how long a call waits for other processes that write. Raises StoreError.
    """
    location = database_location(url)
    if location.drivername == "sqlite" and location.database:
        _create_directory(Path(location.database).parent, shown_url(url))
    database = database_at(url, busy_timeout_seconds=busy_timeout_seconds)
    try:
        prepare_tables(database.engine, database.name, database.dialect)
    except StoreError:
        database.engine.dispose()
        raise
    log = JsonLinesLog(database.lines) if database.lines else None
    store = _store(database, location, after_write=log.follow if log else None)
    if log:
        log.follow(store)
    return store


def open_existing_store(url: str) -> ArticleStore:
    """The store at *url*, to be read: nothing is created, upgraded or otherwise written, so the right to read is enough
    (of SQLite, whose readers write beside the file who they are: with that to write its directory).

    Raises as `existing_database`, InvalidInputError for a database without a store, and StoreError for a store of
    another release.
    """
    database = existing_database_at(url)
    try:
        with (
            store_errors(database.name, "open the article store", database.dialect),
            database.engine.execution_options(**database.dialect.READING).connect() as connection,
        ):
            check_store(connection, database.name)
    except StoreError:
        database.engine.dispose()
        raise
    return _store(database, database_location(url))


@contextmanager
def existing_database(url: str) -> Iterator[Database]:
    """`existing_database_at`, closed at the end."""
    database = existing_database_at(url)
    try:
        yield database
    finally:
        database.engine.dispose()


def existing_database_at(url: str) -> Database:
    """`database_at`, but raises InvalidInputError for what is no URL of a store, and for an SQLite file that is not
    there (in memory there never is one): a slip in the URL shall not make an empty store."""
    location = database_location(url)
    if location.drivername == "sqlite" and not Path(location.database or "").is_file():
        raise InvalidInputError(f"there is no store {shown_url(url)}; expected one that a crawl made (STORE_URL)")
    return database_at(url)


def sqlite_file(url: str) -> Path | None:
    """The SQLite file of the store at *url*, None: in memory, or another kind of database. Raises StoreUrlError."""
    location = database_location(url)
    if location.drivername != "sqlite" or not location.database or location.database == ":memory:":
        return None
    return Path(location.database)


def _store(
    database: Database, location: URL, *, after_write: Callable[[ArticleStore], None] | None = None
) -> SqlArticleStore:
    return SqlArticleStore(
        database.engine,
        name=database.name,
        dialect=database.dialect,
        lock=_site_lock(location, database.dialect),
        after_write=after_write,
    )


@dataclass(frozen=True, slots=True)
class Database:
    """A database that may hold a store."""

    engine: Engine
    name: str
    """As messages of one line name it."""
    dialect: Dialect
    lines: Path | None = None
    """The file of JSON Lines that follows it."""


def database_at(url: str, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> Database:
    """The database that *url* names, not yet connected to. Raises StoreUrlError for what is no URL of a store."""
    location = database_location(url)
    if location.drivername == "sqlite":
        engine = sqlite_engine(location, busy_timeout_seconds=busy_timeout_seconds)
        is_log_kept = make_url(url).drivername == _JSON_LINES
        lines = Path(location.database or "").with_name(LINES_NAME) if is_log_kept else None
        return Database(engine, shown_url(url), SqliteDialect(), lines)
    # Only here: who has no server need not have its driver.
    from crawler.storage.postgresql import PostgresqlDialect, postgresql_engine

    engine = postgresql_engine(location, busy_timeout_seconds=busy_timeout_seconds)
    return Database(engine, shown_url(url), PostgresqlDialect())


def shown_url(url: str) -> str:
    """*url* as a message of one line names it."""
    return " ".join(without_password(url).split())


def database_location(url: str) -> URL:
    """Where the database of the store at *url* is. Raises StoreUrlError."""
    try:
        location = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        location = None
    if location is not None and location.drivername in ("postgresql", "postgresql+psycopg") and location.database:
        return location.set(drivername="postgresql+psycopg")
    if location is not None and location.drivername == _JSON_LINES and location.database and not location.host:
        return location.set(drivername="sqlite", database=str(Path(location.database) / STATE_NAME))
    # "sqlite:///" is a path that got lost (an unset variable); taking it as "in memory" would lose the articles too.
    if location is None or location.drivername != "sqlite" or location.host or location.query or url == "sqlite:///":
        raise StoreUrlError(
            f"{shown_url(url)!r} is no store URL; expected sqlite:///path/to/file.db, sqlite:// for memory, "
            "postgresql://user:password@host/database, or jsonl:///path/to/directory"
        )
    return location


def _site_lock(location: URL, dialect: Dialect) -> Callable[[str], SiteLock]:
    if location.drivername != "sqlite":
        from crawler.storage.postgresql import AdvisoryLock

        return partial(AdvisoryLock, location, dialect.explain)
    if not location.database or location.database == ":memory:":
        return lambda _: NoLock()
    path = Path(location.database).absolute()
    return partial(FileLock, path.with_name(f"{path.name}-locks"))


def _create_directory(directory: Path, name: str) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{name}: cannot create its directory: {error.strerror}; expected write access") from error


def store_url_or_default(setting: str | None) -> str:
    """*setting*, the value of STORE_URL; in a project that leaves it to the add-on, which commands run without, what
    that would set."""
    return setting if setting is not None else os.environ.get("STORE_URL") or DEFAULT_STORE_URL
