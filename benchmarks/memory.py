"""Memory of a crawl of very many pages: python -m benchmarks.memory [--pages 100000]

Crawls a site of small generated pages with the frontier, from a local proxy and without delays, and prints how much
memory (resident set) the crawling process has after how many pages. Linux only: the figures are those of /proc.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.crawl import PROJECT_FOLDER, crawl_environment, setting_options, site_crawl_arguments
from benchmarks.generated_pages import GeneratedPages
from benchmarks.page_proxy import ProxyCounts, running_proxy

_LOOK_EVERY_SECONDS = 0.2
_FIRST = 1_000
_STEP = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--pages", type=int, default=100_000, help="how many (default: %(default)s)")
    options = parser.parse_args(arguments)
    pages = GeneratedPages(options.pages)
    with (
        tempfile.TemporaryDirectory(prefix="memory-benchmark-") as folder,
        running_proxy(pages, pages.documents()) as (proxy_url, counts),
    ):
        settings = {"LOG_FILE": str(Path(folder) / "crawl.log")}
        command = [sys.executable, "-m", "scrapy", *site_crawl_arguments(Path(folder)), *setting_options(settings)]
        process = subprocess.Popen(
            command, cwd=PROJECT_FOLDER, env=crawl_environment(proxy_url), stdout=subprocess.DEVNULL
        )
        print(f"{'pages':>9}{'RSS, MB':>10}{'pages a second':>17}{'store, MB':>12}", flush=True)
        sizes: dict[int, float] = {}
        began = time.monotonic()
        for number, size in _sizes(process, counts, options.pages):
            sizes[number] = size
            rate = number / (time.monotonic() - began)
            store = sum(file.stat().st_size for file in Path(folder).glob("news.db*") if file.is_file()) / 1e6
            print(f"{number:>9,}{size:>10.0f}{rate:>17.0f}{store:>12.0f}", flush=True)
        status = process.wait()
    print(f"exit status {status}, {counts.pages:,} pages served")
    if _STEP in sizes and len(sizes) > 2:
        print(f"RSS after {max(sizes):,} pages / after {_STEP:,}: {sizes[max(sizes)] / sizes[_STEP]:.2f}")
    return status


def _sizes(process: subprocess.Popen[bytes], counts: ProxyCounts, number: int) -> Iterator[tuple[int, float]]:
    """(pages served, resident megabytes), when `_FIRST`, every `_STEP` and all have been served; of a process that has
    ended by then there is nothing to tell."""
    wanted = [_FIRST, *range(_STEP, number, _STEP), number]
    while wanted and process.poll() is None:
        time.sleep(_LOOK_EVERY_SECONDS)
        if counts.pages >= wanted[0] and (size := _resident_megabytes(process.pid)):
            yield wanted.pop(0), size


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
