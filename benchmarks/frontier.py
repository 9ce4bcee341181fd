"""The frontier with very many URLs: `python -m benchmarks.frontier [--urls 1000000]`.

Finds URLs as sitemaps of 10,000 name them, then takes and records pages of which each names ten known ones, as a crawl
does. What it prints: URLs found a second, pages recorded a second with few and with many URLs known, memory, file size.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from crawler.storage import FoundUrl, PageResult, open_store

_SITE = "https://news.example.com/"
_IN_A_SITEMAP = 10_000
_TAKEN, _PAGES_MEASURED = 16, 4_000
# As many as `spiders.site_crawl` reads at the start of a run.
_PAGES_LEARNT_FROM = 1_000


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
    options = parser.parse_args()
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "news.db"
        store = open_store(f"sqlite:///{path}")
        frontier = store.frontier
        frontier.begin_run(_SITE, [], now)

        def find(first: int, last: int) -> float:
            began = time.process_time()
            for start in range(first, last, _IN_A_SITEMAP):
                numbers = range(start, min(start + _IN_A_SITEMAP, last))
                frontier.add(_SITE, [_found(number, f"{_SITE}sitemap-{start}.xml") for number in numbers], now)
            return (last - first) / (time.process_time() - began)

        def record(known: int) -> float:
            began = time.process_time()
            for _ in range(_PAGES_MEASURED // _TAKEN):
                taken = frontier.take(_SITE, _TAKEN)
                results = []
                for pending in taken:
                    links = [_found((pending.id * 7919 + link) % known, pending.url) for link in range(10)]
                    results.append(PageResult(id=pending.id, outcome="new", found=links))
                frontier.record(_SITE, results, now)
            return _PAGES_MEASURED / (time.process_time() - began)

        few = min(20_000, options.urls // 2)
        find(0, few)
        print(f"{few:>9,} URLs known: {record(few):,.0f} pages recorded per CPU second, {_memory_mb():.0f} MB")
        rate = find(few, options.urls)
        print(f"{options.urls - few:>9,} URLs found: {rate:,.0f} per CPU second, {_memory_mb():.0f} MB")
        pages = record(options.urls)
        print(f"{options.urls:>9,} URLs known: {pages:,.0f} pages recorded per CPU second, {_memory_mb():.0f} MB")
        for name, look in (
            ("pages to learn from read", lambda: frontier.pages_read(_SITE, _PAGES_LEARNT_FROM)),
            ("next run begun", lambda: (frontier.end_run(_SITE, now), frontier.begin_run(_SITE, [], now))),
        ):
            began = time.process_time()
            look()
            print(f"{'':9} {name} in {time.process_time() - began:.2f} s")
        began = time.process_time()
        counts = frontier.count_outcomes(_SITE)
        assert sum(counts.values()) == options.urls
        seconds, size = time.process_time() - began, path.stat().st_size / 1e6
        print(f"{'':9} ledger counted in {seconds:.1f} s; {size:,.0f} MB on disk")
        store.close()


if __name__ == "__main__":
    main()
