"""What differs between kinds of databases, and errors of any of them in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.dml import Insert

from crawler.errors import StoreError, UnstorableError


class Dialect(Protocol):
    """What the store needs to know about one kind of database."""

    DRIVER_ERROR: type[Exception]
    """What the driver raises when it is called without SQLAlchemy (`crawler.storage.bulk`)."""
    READING: Mapping[str, Any]
    """Options of connections that read, so that all they read is of one moment."""

    def upsert(self, kept_on_conflict: Collection[str]) -> Insert:
        """Insert into `article_table`; where the id exists, replace all columns except *kept_on_conflict*."""
        ...

    def lock_schema(self, connection: Connection) -> None:
        """Within a write transaction: let no other one make or change tables until it ends. Raises SQLAlchemyError when
        the database can never be a store."""
        ...

    def size(self, connection: Connection) -> int:
        """Bytes that the store takes on disk."""
        ...

    def faults(self, connection: Connection) -> list[str]:
        """Damage that the database itself can find, a line each."""
        ...

    def vacuum(self, engine: Engine) -> None:
        """Give back the room of deleted rows, and renew the figures that queries are planned by."""
        ...

    def refuses_content(self, error: Exception) -> bool:
        """Whether *error* says that a value cannot be stored."""
        ...

    def explain(self, error: Exception) -> str:
        """What *error* found and what was expected instead, in one line."""
        ...


@contextmanager
def store_errors(name: str, action: str, dialect: Dialect) -> Iterator[None]:
    """Turn what the database raises into a `StoreError` of one line: the store's *name*, the *action*, the reason."""
    try:
        yield
    # Text with lone surrogates has no UTF-8 form; the driver says so with a UnicodeEncodeError of its own.
    except (SQLAlchemyError, UnicodeEncodeError, dialect.DRIVER_ERROR) as error:
        is_refused = isinstance(error, UnicodeEncodeError) or dialect.refuses_content(error)
        raise (UnstorableError if is_refused else StoreError)(
            f"{name}: cannot {action}: {dialect.explain(error)}"
        ) from error
