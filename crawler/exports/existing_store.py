"""Opening a store to read it, which must exist: a slip in its URL shall not make an empty one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from crawler.errors import InvalidInputError
from crawler.storage import ArticleStore, open_store


def open_existing_store(url: str) -> ArticleStore:
    """`crawler.storage.open_store`, but raises InvalidInputError when *url* names an SQLite file that is not there."""
    if (path := sqlite_path(url)) and not path.exists():
        raise InvalidInputError(f"there is no store {url}; expected one that a crawl made (STORE_URL)")
    return open_store(url)


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite store, None: of another kind, in memory, or no URL."""
    try:
        location = make_url(url)
    except (ArgumentError, ValueError):
        return None
    if location.drivername != "sqlite" or not location.database or location.database == ":memory:":
        return None
    return Path(location.database)
