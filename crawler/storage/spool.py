"""Batches that the store could not take, kept in files until it can.

A file holds one batch as JSON Lines: what it is of, then an object for each article, id, URL and page. It has its name
only when it is whole and on the disk, and is removed when the store has all of it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from crawler.errors import SiteLockedError, StoreError
from crawler.part_files import own_part, sync_directory
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.frontier import FoundUrl, PageResult
from crawler.storage.opening import database_location, shown_url
from crawler.storage.relations import Relation
from crawler.storage.store import ArticleStore
from crawler.times import moment_of

logger = logging.getLogger(__name__)

# Crawls of one process that begin together must not take each other's replay for a crawl of the site.
_one_at_a_time = Lock()


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

    def replay(self, store: ArticleStore) -> Iterator[tuple[CrawlBatch, list[tuple[Any, Exception]]]]:
        """Write every batch that is kept to *store*, the oldest first, but for those of sites that are being crawled:
        whoever does so has begun with them. Each with what the store refused of it. Raises StoreError."""
        with _one_at_a_time:
            for path in sorted(self._directory.glob(f"{self._key}-*.jsonl")):
                with suppress(FileNotFoundError, SiteLockedError):  # another process has done it, or is at it
                    try:
                        batch = _batch_of(path)
                    except (AttributeError, KeyError, TypeError, ValueError) as error:  # of another version, or damaged
                        _set_aside(path, error)
                        continue
                    yield self._replayed(path, batch, store)

    def _replayed(
        self, path: Path, batch: CrawlBatch, store: ArticleStore
    ) -> tuple[CrawlBatch, list[tuple[Any, Exception]]]:
        lock = store.frontier.lock(batch.domain) if batch.domain else None
        try:
            # Again: it may be gone since it was read.
            path.stat()
            refused = batch.write(store)
            path.unlink(missing_ok=True)
            sync_directory(self._directory)
        finally:
            if lock is not None:
                lock.release()
        return batch, list(refused)


def _set_aside(path: Path, error: Exception) -> None:
    aside = path.rename(path.with_suffix(".unreadable"))
    logger.error("A kept batch cannot be read and is now %(path)s: %(error)r", {"path": aside, "error": error})


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
    yield {"site": batch.site, "domain": batch.domain, "seen_at": batch.seen_at.isoformat()}
    yield from ({"article": dict(article)} for article in batch.articles)
    yield from ({"unchanged": article_id} for article_id in batch.unchanged_ids)
    yield from ({"found": asdict(found)} for found in batch.found)
    yield from ({"page": asdict(page)} for page in batch.pages)
    yield from ({"relation": asdict(relation)} for relation in batch.relations)


def _batch_of(path: Path) -> CrawlBatch:
    head, *lines = (json.loads(line) for line in path.read_text(encoding="ascii").splitlines())
    batch = CrawlBatch(site=head["site"], domain=head["domain"], seen_at=moment_of(head["seen_at"]))
    for line in lines:
        if "article" in line:
            batch.articles.append(line["article"])
        elif "unchanged" in line:
            batch.unchanged_ids.append(line["unchanged"])
        elif "found" in line:
            batch.found.append(FoundUrl(**line["found"]))
        elif "relation" in line:
            batch.relations.append(Relation(**line["relation"]))
        else:
            page = line["page"]
            batch.pages.append(PageResult(**page | {"found": [FoundUrl(**found) for found in page["found"]]}))
    return batch
