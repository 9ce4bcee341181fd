"""Batches that the store could not take, kept in files until it can.

A file holds one batch as JSON Lines: a head (format, number of the lines that follow, what the batch is of), then an
object for each article, id, URL, page and relation. Nothing in it is known by a number of the store, so that it can be
written to whatever store is there then. It has its name only when it is whole and on the disk, and is removed when the
store has all of it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from crawler.errors import SiteLockedError, StoreError
from crawler.part_files import own_part, sync_directory
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.frontier import FoundUrl, PageResult, PendingUrl
from crawler.storage.opening import database_location, shown_url
from crawler.storage.relations import Relation
from crawler.storage.replay import fitted
from crawler.storage.store import ArticleStore
from crawler.storage.tables import FIELD_NAMES
from crawler.times import moment_of

logger = logging.getLogger(__name__)

# Crawls of one process that begin together must not take each other's replay for a crawl of the site.
_one_at_a_time = Lock()


# Raised by whoever changes what is in a line: files of another format are set aside, not guessed at.
FORMAT = 2
# What reading and writing raise for what is of another release, or damaged: it may be anything.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# What names a URL where it is unknown, and what tells whether it is known as it was.
_KEPT_OF_PENDING = ("key", "url", "kind", "depth", "visited_at", "sources")
# Of a URL as it comes back: numbers are the store's.
_NO_NUMBER = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one file."""

    path: Path
    batch: CrawlBatch | None = None
    """As it was written; None: it could not be read."""
    refused: Sequence[tuple[Any, Exception]] = ()
    """What the store refused of it (`CrawlBatch.write`)."""
    again: int = 0
    """Pages to be asked for again, as the store no longer has what they were compared with."""


class Spool:
    """The files for one store in *directory*."""

    def __init__(self, directory: Path, store_name: str) -> None:
        """*store_name*: what tells the store from others, without password."""
        self._directory = directory
        self._key = hashlib.sha256(store_name.encode()).hexdigest()[:12]
        self._numbers = count(1)

    def save(self, batch: CrawlBatch) -> Path:
        """Keep *batch*; the file it is in. Raises OSError when that is not possible."""
        self._directory.mkdir(parents=True, exist_ok=True)
        time = batch.seen_at.strftime("%Y%m%dT%H%M%S")
        path = self._directory / f"{self._key}-{time}-{os.getpid()}-{next(self._numbers):04}.jsonl"
        part = own_part(path)
        try:
            part.file.write("".join(f"{json.dumps(line)}\n" for line in _lines(batch)).encode())
            part.replace(path)
        except OSError:
            part.discard()
            raise
        return path

    def replay(self, store: ArticleStore) -> Iterator[Replayed]:
        """Write every batch that is kept to *store*, the oldest first, but for those of sites that are being crawled:
        whoever does so has begun with them. What cannot be read is set aside. Raises StoreError."""
        with _one_at_a_time:
            paths, error = self._paths()
            if error is not None:
                logger.error("What is kept for the store cannot be looked for: %(error)s", {"error": error})
                yield Replayed(self._directory)
            for path in paths:
                with suppress(FileNotFoundError, SiteLockedError):  # another process has done it, or is at it
                    yield _replayed(path, store)

    def _paths(self) -> tuple[list[Path], OSError | None]:
        try:
            # Not `glob`, to which a directory that it may not read is an empty one.
            entries = sorted(self._directory.iterdir())
        except FileNotFoundError:
            return [], None
        except OSError as error:
            return [], error
        return [path for path in entries if path.match(f"{self._key}-*.jsonl")], None


def _replayed(path: Path, store: ArticleStore) -> Replayed:
    try:
        batch = _batch_of(path)
    except FileNotFoundError:
        raise
    except (*_FAULTS, OSError) as error:
        return _set_aside(path, error)
    try:
        with _locked(batch, store):
            # It may be gone since it was read.
            path.stat()
            batch, again = fitted(batch, store)
            refused = batch.write(store)
            _remove(path)
    except _FAULTS as error:
        return _set_aside(path, error)
    return Replayed(path, batch, refused, again)


@contextmanager
def _locked(batch: CrawlBatch, store: ArticleStore) -> Iterator[None]:
    lock = store.frontier.lock(batch.domain) if batch.domain else None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        sync_directory(path.parent)
    except OSError as error:
        # Storing it again changes nothing.
        message = "%(path)s is stored and cannot be removed: %(error)s; each crawl reads it again"
        logger.warning(message, {"path": path, "error": error.strerror})


def _set_aside(path: Path, error: Exception) -> Replayed:
    where = "cannot be renamed either"
    with suppress(OSError):
        where = f"is now {path.rename(path.with_suffix('.unreadable'))}"
    details = {"path": path, "error": f"{type(error).__name__}: {error}", "where": where}
    logger.error("What is kept in %(path)s cannot be read, and %(where)s: %(error)s", details)
    return Replayed(path)


def spool_for(store_url: str | None, directory: str | None) -> Spool | None:
    """The spool of the store at *store_url*; None: *directory* is empty, or nothing stays of such a store."""
    if not directory or not store_url:
        return None
    with suppress(StoreError):  # which opening the store tells
        location = database_location(store_url)
        if location.drivername != "sqlite":
            return Spool(Path(directory), shown_url(store_url))
        if location.database and location.database != ":memory:":
            return Spool(Path(directory), str(Path(location.database).absolute()))
    return None


def _lines(batch: CrawlBatch) -> Iterator[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        *({"article": _stored_fields(article)} for article in batch.articles),
        *({"unchanged": article_id} for article_id in batch.unchanged_ids),
        *({"found": asdict(found)} for found in batch.found),
        *({"page": _page_line(page)} for page in batch.pages),
        *({"relation": asdict(relation)} for relation in batch.relations),
    ]
    head = {"site": batch.site, "domain": batch.domain, "seen_at": batch.seen_at.isoformat()}
    yield {"format": FORMAT, "lines": len(lines)} | head
    yield from lines


def _page_line(page: PageResult) -> dict[str, Any]:
    line = {field.name: getattr(page, field.name) for field in fields(page) if field.name != "pending"}
    line["found"] = [asdict(found) for found in page.found]
    line["article"] = None if page.article is None else _stored_fields(page.article)
    return line | {"pending": {name: getattr(page.pending, name) for name in _KEPT_OF_PENDING}}


def _stored_fields(article: Mapping[str, Any]) -> dict[str, Any]:
    return {name: article[name] for name in FIELD_NAMES if name in article}


def _known_fields(article: dict[str, Any]) -> dict[str, Any]:
    """*article*, of which nothing would be left out without a word. Fields it lacks came later."""
    if unknown := article.keys() - set(FIELD_NAMES):
        raise ValueError(f"found fields that this release does not know: {', '.join(sorted(unknown))}")
    return article


def _batch_of(path: Path) -> CrawlBatch:
    head, *lines = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()] or [{}]
    if head.get("format") != FORMAT:
        raise ValueError(f"found format {head.get('format')!r}, expected {FORMAT}")
    if head["lines"] != len(lines):
        raise ValueError(f"found {len(lines)} lines after the first, expected {head['lines']}")
    batch = CrawlBatch(site=head["site"], domain=head["domain"], seen_at=moment_of(head["seen_at"]))
    for line in lines:
        ((kind, value),) = line.items()
        if kind == "article":
            batch.articles.append(_known_fields(value))
        elif kind == "unchanged":
            batch.unchanged_ids.append(value)
        elif kind == "found":
            batch.found.append(FoundUrl(**value))
        elif kind == "relation":
            batch.relations.append(Relation(**value))
        elif kind == "page":
            pending = value["pending"] | {"sources": [tuple(source) for source in value["pending"]["sources"]]}
            found = [FoundUrl(**found) for found in value["found"]]
            _known_fields(value["article"] or {})
            batch.pages.append(PageResult(**value | {"found": found, "pending": PendingUrl(id=_NO_NUMBER, **pending)}))
        else:
            raise ValueError(f"found a line of {kind!r}")
    return batch
