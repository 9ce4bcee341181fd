"""Articles exported a second: `python -m benchmarks.exports [--articles 20000] [--url STORE_URL]`.

Fills a new SQLite store (or that of --url, which is then as it is) with the articles of `benchmarks.store` and runs
`scrapy export` in every format: articles a second of CPU time, bytes an article, and peak memory of the process,
starting included.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measured_process import run_measured
from benchmarks.store import article
from crawler.storage import open_store

_BATCH = 500
_WAYS = (
    ("articles.jsonl", ()),
    ("articles.jsonl.gz", ()),
    ("articles.jsonl.zst", ()),
    ("articles.csv", ()),
    ("articles.parquet", ()),
    ("checked.jsonl", ("--check",)),
    ("schema-org.jsonl", ("--as", "schema-org")),
)


def fill(url: str, articles: int) -> None:
    store, chance = open_store(url), random.Random(1)
    for first in range(0, articles, _BATCH):
        numbers = range(first, min(first + _BATCH, articles))
        store.put([article(number, 1, chance) for number in numbers], datetime(2026, 1, 14, tzinfo=UTC))
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--url", help="STORE_URL of a store that is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        url = options.url or f"sqlite:///{folder / 'news.db'}"
        if not options.url:
            # A child begins with the peak of whoever forked it: this process has to stay small.
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                pool.submit(fill, url, options.articles).result()
        store = open_store(url)
        count = store.count()
        store.close()
        print(f"{count} articles\n{'':24}{'articles/CPU s':>15}{'bytes/article':>15}{'peak MB':>9}")
        for name, arguments in _WAYS:
            command = [sys.executable, "-m", "scrapy", "export", "-o", str(folder / name), *arguments]
            log = folder / "log.txt"
            use = run_measured(
                command,
                folder=Path(__file__).resolve().parent.parent,
                environment=os.environ | {"STORE_URL": url},
                output=log,
                timeout_seconds=3600,
            )
            if use.exit_status:
                sys.exit(log.read_text(encoding="utf-8"))
            size = (folder / name).stat().st_size / max(count, 1)
            label = " ".join((name, *arguments))
            print(f"{label:24}{count / use.cpu_seconds:15,.0f}{size:15,.0f}{use.peak_rss_bytes / 1e6:9.0f}")
            (folder / name).unlink()


if __name__ == "__main__":
    main()
