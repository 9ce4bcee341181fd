"""From a STORE_URL to an opened article store, its tables created or checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, make_url, select
from sqlalchemy.exc import ArgumentError

from crawler.errors import StoreError
from crawler.storage.frontier import SiteLock
from crawler.storage.site_locks import FileLock, NoLock
from crawler.storage.sql import Dialect, SqlArticleStore, store_errors
from crawler.storage.sqlite import BUSY_TIMEOUT_SECONDS, SqliteDialect, sqlite_engine
from crawler.storage.store import ArticleStore
from crawler.storage.tables import STORE_SCHEMA_VERSION, UPGRADED_VERSIONS, article_table, meta_table, metadata
from crawler.urls import without_password


def open_store(url: str, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> ArticleStore:
    """The article store at *url*: `sqlite:///relative/or//absolute/path`, created with its directory when missing,
    or `sqlite://` for one in memory that ends with the process.

    *busy_timeout_seconds*: how long a call waits for other processes that write. Raises StoreError.
    """
    location = _sqlite_location(url)
    name = _shown(url)
    if location.database:
        _create_directory(Path(location.database).parent, name)
    engine = sqlite_engine(location, busy_timeout_seconds=busy_timeout_seconds)
    dialect = SqliteDialect()
    try:
        _prepare_tables(engine, name, dialect)
    except StoreError:
        engine.dispose()
        raise
    return SqlArticleStore(engine, name=name, dialect=dialect, lock=_site_lock(location))


def _shown(url: str) -> str:
    """*url* as a message of one line names it."""
    return " ".join(without_password(url).split())


def _sqlite_location(url: str) -> URL:
    try:
        location = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        location = None
    # "sqlite:///" is a path that got lost (an unset variable); taking it as "in memory" would lose the articles too.
    if location is None or location.drivername != "sqlite" or location.host or location.query or url == "sqlite:///":
        raise StoreError(
            f"{_shown(url)!r} is no store URL; expected sqlite:///path/to/file.db, or sqlite:// for memory"
        )
    return location


def _site_lock(location: URL) -> Callable[[str], SiteLock]:
    if not location.database or location.database == ":memory:":
        return lambda _: NoLock()
    path = Path(location.database).absolute()
    return partial(FileLock, path.with_name(f"{path.name}-locks"))


def _create_directory(directory: Path, name: str) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{name}: cannot create its directory: {error.strerror}; expected write access") from error


def _prepare_tables(engine: Engine, name: str, dialect: Dialect) -> None:
    """Create the tables in a new database or check their version, in a write transaction: of two processes one
    creates them, and a database that cannot be written is found before anything is fetched."""
    writer = engine.execution_options(writes=True)
    with store_errors(name, "open the article store", dialect), writer.begin() as connection:
        found = _schema_version(connection, name)
        if found is None:
            metadata.create_all(connection)
            connection.execute(meta_table.insert(), {"key": "schema_version", "value": str(STORE_SCHEMA_VERSION)})
        elif found in UPGRADED_VERSIONS:
            metadata.create_all(connection)
            connection.execute(meta_table.update().values(value=str(STORE_SCHEMA_VERSION)))
        elif found != str(STORE_SCHEMA_VERSION):
            raise StoreError(
                f"{name}: cannot open the article store: found schema version {found!r}, "
                f"expected '{STORE_SCHEMA_VERSION}'; use the release that wrote it, or another file"
            )
        else:
            # A write that changes nothing: SQLite finds a read-only file only now.
            connection.execute(meta_table.update().values(value=meta_table.c.value))


def _schema_version(connection: Connection, name: str) -> str | None:
    """The version of the tables in the database, None when it has none of them."""
    tables = set(inspect(connection).get_table_names())
    if meta_table.name in tables:
        version = connection.scalar(select(meta_table.c.value).where(meta_table.c.key == "schema_version"))
        if version is not None:
            return str(version)
    if article_table.name in tables:
        raise StoreError(
            f"{name}: cannot open the article store: found a table {article_table.name!r} that no crawl made "
            f"(no schema version in {meta_table.name!r}); expected an article store, or another file"
        )
    return None
