"""Opening a store to read it, which must exist: a slip in its URL shall not make an empty one."""

from __future__ import annotations

from pathlib import Path

from crawler.errors import InvalidInputError, StoreError
from crawler.storage import ArticleStore, open_store
from crawler.storage.opening import database_location, shown_url


def open_existing_store(url: str) -> ArticleStore:
    """`crawler.storage.open_store`, but raises InvalidInputError for what is no URL of a store, and for one on this
    machine that is not there."""
    if (path := sqlite_path(url)) and not path.exists():
        raise InvalidInputError(f"there is no store {shown_url(url)}; expected one that a crawl made (STORE_URL)")
    return open_store(url)


def sqlite_path(url: str) -> Path | None:
    """The SQLite file of the store at *url*, None: in memory, or another kind of database. Raises InvalidInputError."""
    try:
        location = database_location(url)
    except StoreError as error:
        raise InvalidInputError(str(error)) from error
    if location.drivername != "sqlite" or not location.database or location.database == ":memory:":
        return None
    return Path(location.database)
