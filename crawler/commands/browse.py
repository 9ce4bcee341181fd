"""`scrapy browse`: the store in a web browser."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import warnings
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from scrapy.commands import ScrapyCommand

from crawler.errors import InvalidInputError, StoreError
from crawler.exit_status import NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.storage import open_existing_store, store_url_or_default
from crawler.storage.opening import sqlite_file
from crawler.terminal.closed_pipe import ends_with_its_reader

_HIGHEST_PORT = 65535


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--port N]"

    def short_desc(self) -> str:
        return "Look at the articles of the store in a web browser"

    def long_desc(self) -> str:
        return (
            "Serves the SQLite store of STORE_URL, read-only and to this machine only, with search, facets by site, "
            "day and language, and a page for each article. Needs: pip install -r requirements-browse.txt"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", default="8001", metavar="N", help="port to serve at (8001); 0: any that is free")

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            if args:
                raise InvalidInputError(f"unexpected argument {args[0]!r}")
            listener = _listener(opts.port)
            with listener:
                store = _store_file(store_url_or_default(self.settings["STORE_URL"]))
                _serve(store, listener)
        except InvalidInputError as error:
            print(f"scrapy browse: error: {error}", file=sys.stderr)
            self.exitcode = UNUSABLE_INPUT
        except StoreError as error:
            print(f"scrapy browse: error: {error}", file=sys.stderr)
            self.exitcode = NOTHING_FETCHED_OR_STORED


def _listener(port: str) -> socket.socket:
    if not (port.isascii() and port.isdigit() and int(port[:6]) <= _HIGHEST_PORT):
        raise InvalidInputError(f"--port {port}: expected a number up to {_HIGHEST_PORT}")
    listener = socket.socket()
    if os.name != "nt":  # there it would let two programs have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        # The store is for whoever sits at this machine: it has neither users nor passwords.
        listener.bind(("127.0.0.1", int(port)))
        # From now on a browser waits instead of being refused.
        listener.listen()
    except OSError as error:
        listener.close()
        raise InvalidInputError(f"--port {port}: {error.strerror}; expected one that is free (0: any)") from error
    return listener


def _store_file(url: str) -> Path:
    """The file of the store, which is opened once, to tell its fault."""
    if url.startswith("postgresql"):
        raise InvalidInputError(
            "the store is PostgreSQL, and only SQLite stores can be browsed; its views, readable_articles first, "
            "are for any SQL program (docs/store.md)"
        )
    path = sqlite_file(url)
    if path is None:
        raise InvalidInputError(f"STORE_URL={url!r}: expected an SQLite file, like sqlite:///data/news.db")
    if find_spec("datasette") is None:
        raise InvalidInputError("Datasette is not installed; expected: pip install -r requirements-browse.txt")
    open_existing_store(url).close()
    return path


def _serve(store: Path, listener: socket.socket) -> None:
    # Here: they are an extra, and Scrapy imports every command for each.
    import uvicorn

    from crawler.browsing.application import browse_application
    from crawler.browsing.local_hosts import for_local_hosts

    host, port = listener.getsockname()
    application = for_local_hosts(browse_application(store).app())
    # Datasette leaves its facets where they are when a query fails; the page says that it has.
    warnings.filterwarnings("ignore", r"coroutine '.*[Ff]acet.*' was never awaited", RuntimeWarning)
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", lifespan="on"))
    print(f"{store} is shown at http://{host}:{port}/ (Ctrl-C ends it)", flush=True)
    # It raises the signal that has ended it once more.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
