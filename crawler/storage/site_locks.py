"""The right of one process to crawl a site, which ends with the process however that ends.

Beside an SQLite database stands a directory with a small database for each site; whoever holds an exclusive transaction
on it has the site. The lock is the operating system's, so it works alike on every platform and leaves nothing to clean
up after a kill (sqlite.org/lockingv3.html).
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from crawler.errors import SiteLockedError, StoreError

_UNFIT_FOR_FILE_NAME = re.compile(r"[^\w.-]")


class FileLock:
    def __init__(self, path: Path, domain: str) -> None:
        """Raises SiteLockedError when another process holds it, StoreError when it cannot be made."""
        path = path / f"{_UNFIT_FOR_FILE_NAME.sub('_', domain)}.lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: cannot make the lock of {domain}: {error}") from error
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._connection.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise SiteLockedError(f"{domain} is being crawled into this store by another process") from error
            raise StoreError(f"{path}: cannot lock {domain}: {error}") from error

    def check(self) -> None:
        """The operating system keeps it."""

    def release(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()


class NoLock:
    """Of a store in memory, which no other process can reach."""

    def check(self) -> None:
        pass

    def release(self) -> None:
        pass
