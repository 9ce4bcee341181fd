"""From a STORE_URL to an opened article store, its tables created or checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from crawler.errors import StoreError
from crawler.storage.frontier import SiteLock
from crawler.storage.schema import prepare_tables
from crawler.storage.site_locks import FileLock, NoLock
from crawler.storage.sql import Dialect, SqlArticleStore
from crawler.storage.sqlite import BUSY_TIMEOUT_SECONDS, SqliteDialect, sqlite_engine
from crawler.storage.store import ArticleStore
from crawler.urls import without_password


def open_store(url: str, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> ArticleStore:
    """The article store at *url*, its tables created when missing and upgraded when they are of an earlier release:

    - `sqlite:///relative/or//absolute/path`, created with its directory, or `sqlite://` for one in memory that ends
      with the process;
    - `postgresql://user:password@host:port/database`, which must exist.

    *busy_timeout_seconds*: how long a call waits for other processes that write. Raises StoreError.
    """
    location = _location(url)
    name = _shown(url)
    if location.drivername == "sqlite":
        return _open_sqlite(location, name, busy_timeout_seconds)
    return _open_postgresql(location, name, busy_timeout_seconds)


def _open_sqlite(location: URL, name: str, busy_timeout_seconds: float) -> ArticleStore:
    if location.database:
        _create_directory(Path(location.database).parent, name)
    engine = sqlite_engine(location, busy_timeout_seconds=busy_timeout_seconds)
    return _prepared(engine, name, SqliteDialect(), _file_lock(location))


def _open_postgresql(location: URL, name: str, busy_timeout_seconds: float) -> ArticleStore:
    # Only here: who has no server need not have its driver.
    from crawler.storage.postgresql import AdvisoryLock, PostgresqlDialect, postgresql_engine

    dialect = PostgresqlDialect()
    engine = postgresql_engine(location, busy_timeout_seconds=busy_timeout_seconds)
    return _prepared(engine, name, dialect, partial(AdvisoryLock, location, dialect.explain))


def _prepared(engine: Engine, name: str, dialect: Dialect, lock: Callable[[str], SiteLock]) -> ArticleStore:
    try:
        prepare_tables(engine, name, dialect)
    except StoreError:
        engine.dispose()
        raise
    return SqlArticleStore(engine, name=name, dialect=dialect, lock=lock)


def _shown(url: str) -> str:
    """*url* as a message of one line names it."""
    return " ".join(without_password(url).split())


def _location(url: str) -> URL:
    try:
        location = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        location = None
    if location is not None and location.drivername in ("postgresql", "postgresql+psycopg") and location.database:
        return location.set(drivername="postgresql+psycopg")
    # "sqlite:///" is a path that got lost (an unset variable); taking it as "in memory" would lose the articles too.
    if location is None or location.drivername != "sqlite" or location.host or location.query or url == "sqlite:///":
        raise StoreError(
            f"{_shown(url)!r} is no store URL; expected sqlite:///path/to/file.db, sqlite:// for memory, or "
            "postgresql://user:password@host/database"
        )
    return location


def _file_lock(location: URL) -> Callable[[str], SiteLock]:
    if not location.database or location.database == ":memory:":
        return lambda _: NoLock()
    path = Path(location.database).absolute()
    return partial(FileLock, path.with_name(f"{path.name}-locks"))


def _create_directory(directory: Path, name: str) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{name}: cannot create its directory: {error.strerror}; expected write access") from error
