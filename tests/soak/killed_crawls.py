"""Crawls that are killed with -9 at random moments, again and again, and what is in the store in the end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

REPOSITORY = Path(__file__).resolve().parents[2]
# Killing crawls is no matter of browsers, which a machine may not have.
_LOCAL = ("-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1 -s RENDERING_ENABLED=0").split()
# A crawl spends its first seconds on being started, on a busy machine more than on the work between two kills. So most
# kills count their time from the first thing it writes, and some from its start, as the start is part of it.
_SHARE_OF_STARTS = 0.2
_SHORTEST_LIFE = 0.3
_LOOK_EVERY = 0.02


@dataclass(frozen=True)
class StoreContent:
    """What has to be the same however often a crawl was killed."""

    articles: frozenset[tuple[object, ...]]
    revisions: frozenset[tuple[object, ...]]
    ledger: frozenset[tuple[object, ...]]
    times_stored: int
    """Rows of articles, of which no two may be of one id or URL."""

    @classmethod
    def of(cls, database: Path | str) -> StoreContent:
        engine = create_engine(_store_url(database).replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
        with engine.connect() as connection:

            def rows(query: str) -> list[tuple[object, ...]]:
                return [tuple(row) for row in connection.execute(text(query))]

            articles = rows("SELECT id, url, headline, body, date_published, revision, duplicate_of FROM articles")
            assert len({row[0] for row in articles}) == len({row[1] for row in articles}) == len(articles)
            return cls(
                frozenset(articles),
                frozenset(rows("SELECT article_id, revision FROM revisions")),
                frozenset(rows("SELECT url, outcome, detail, queued FROM urls")),
                len(articles),
            )


def _store_url(database: Path | str) -> str:
    return database if isinstance(database, str) else f"sqlite:///{database}"


def crawl(url: str, database: Path | str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """*database*: an SQLite file, or a STORE_URL."""
    # One page at a time: which of two copies of a text comes first is then the same in every run.
    command = [sys.executable, "-P", "-m", "scrapy", "crawl", "news", "-a", f"url={url}", *_LOCAL]
    command += ["-s", "CONCURRENT_REQUESTS=1", "-s", f"STORE_URL={_store_url(database)}", *arguments]
    return subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finished(url: str, database: Path | str, *arguments: str) -> float:
    """Run one crawl to its end; how long it took."""
    began = time.monotonic()
    process = crawl(url, database, *arguments)
    _, errors = process.communicate(timeout=1200)
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors, errors.decode()
    return time.monotonic() - began


@dataclass(frozen=True)
class Kills:
    hit: int = 0
    """Of crawls that were alive."""
    while_writing: int = 0
    """Those of them that came after the crawl had written something; the others, while it was being started."""

    def __add__(self, other: Kills) -> Kills:
        return Kills(self.hit + other.hit, self.while_writing + other.while_writing)


def killed(
    url: str, database: Path | str, most: int, chance: random.Random, longest_life: float, feed: Path | None = None
) -> Kills:
    """Begin the crawl and kill it, again and again, until one ends before its kill comes, or *most* were killed.
    Afterwards the crawl is not yet complete, or is.

    The moment is drawn from *longest_life* seconds, mostly after the first write to *database* (a file).

    *feed*: to append to, and to be of whole lines whenever the crawl is dead.
    """
    kills = Kills()
    while kills.hit < most:
        before = _last_written(database)
        process = crawl(url, database, *(["-o", str(feed)] if feed else []))
        moment = chance.random() * longest_life
        if isinstance(database, Path) and chance.random() >= _SHARE_OF_STARTS:
            while process.poll() is None and _last_written(database) == before:
                time.sleep(_LOOK_EVERY)
        else:
            moment += _SHORTEST_LIFE
        try:
            process.wait(moment)
            is_over = True
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            is_over = process.wait() != -signal.SIGKILL
        assert process.stderr is not None
        process.stderr.close()
        if feed is not None and feed.exists():
            feed_versions(feed)
        if is_over:
            break
        kills += Kills(1, int(_last_written(database) != before))
    return kills


def _last_written(database: Path | str) -> list[int]:
    """When the files of an SQLite database were written last."""
    files = [Path(f"{database}{ending}") for ending in ("", "-wal")]
    return [file.stat().st_mtime_ns for file in files if file.exists()]


def feed_versions(feed: Path) -> set[tuple[str, int]]:
    """Id and revision of every article in *feed*, which has to be of whole lines."""
    text = feed.read_text(encoding="utf-8")
    assert not text or text.endswith("\n")
    return {(line["id"], line["revision"]) for line in map(json.loads, text.splitlines())}
