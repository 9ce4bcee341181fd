"""CPU time of extraction, page by page beside other systems: python -m benchmarks.speed --gold DIR [--pages 100]

Every system reads every page in turn, from bytes in memory, so that what slows the machine slows all of them; each
page counts with the fastest of its passes. Absolute times are the machine's, ratios carry over. Needs
requirements-bench.txt.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean, median

from benchmarks.extraction_run import UNKNOWN_URL, project_extract
from benchmarks.gold import GoldPage, read_gold
from benchmarks.metrics.bootstrap import percentile

# The sets with whole articles of news sites.
_SETS = ("aeb", "fundus_eval", "fundus")
_OURS, _PARSE = "crawler.extract", "lxml parse"

System = Callable[[bytes, str], object]


def systems() -> dict[str, System]:
    """Each reads (html, url). Imported here: only this program needs the others."""
    import lxml.html
    import readability
    import trafilatura

    extract = project_extract()
    return {
        _OURS: extract,
        _PARSE: lambda html, url: lxml.html.document_fromstring(html),
        "trafilatura with metadata": lambda html, url: trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False
        ),
        "readability-lxml": lambda html, url: readability.Document(html.decode("utf-8", "replace")).summary(),
    }


def cpu_seconds(system: System, html: bytes, url: str) -> float:
    start = time.process_time()
    system(html, url)
    return time.process_time() - start


def measure(pages: Sequence[GoldPage], passes: int) -> dict[str, list[float]]:
    """CPU seconds by system, one a page."""
    compared = systems()
    fastest = {name: [float("inf")] * len(pages) for name in compared}
    for system in compared.values():
        cpu_seconds(system, pages[0].html(), UNKNOWN_URL)
    order = list(compared.items())
    for turn in range(passes):
        for number, page in enumerate(pages):
            html, url = page.html(), page.url or UNKNOWN_URL
            # Another one begins each time: none always follows the one that leaves the processor's caches fullest.
            first = (number + turn) % len(order)
            for name, system in (*order[first:], *order[:first]):
                fastest[name][number] = min(fastest[name][number], cpu_seconds(system, html, url))
    return fastest


def date_seconds(pages: Sequence[GoldPage], passes: int) -> list[float]:
    """CPU seconds of all work on the dates of each page: from what the fields of a page share (tree, outline, meta
    elements, structured data) to both dates and their candidates."""
    from crawler.extraction.dates import find_dates
    from crawler.extraction.headline import find_headline
    from crawler.extraction.language import html_language
    from crawler.extraction.latest_news import find_latest_news
    from crawler.extraction.page import parse_page

    fastest = []
    for gold in pages:
        page = parse_page(gold.html(), gold.url or UNKNOWN_URL, fetched_at=gold.fetched_at)
        language, headline = html_language(page), find_headline(page)[0]
        lists = find_latest_news(page, language).elements
        seconds = []
        # The first pass also computes what the other fields have computed before.
        for _ in range(passes + 1):
            start = time.process_time()
            find_dates(page, language=language, headline=headline, foreign=lists)
            seconds.append(time.process_time() - start)
        fastest.append(min(seconds[1:]))
    return fastest


def long_pages() -> dict[str, bytes]:
    """Pages that are hard by their size, made here."""
    post = "<div class=post><time>18:20</time><h3>Update %d</h3>" + "<p>The ferry left the quay at noon, full.</p>" * 6
    blog = "".join(f"{post % number}</div>" for number in range(4_000))
    return {
        "live blog, 1.3 MB": f"<html><body><article><h1>Live</h1>{blog}</article></body></html>".encode()[:1_300_000],
        "one page, 10 MB": f"<html><body><article><h1>Long</h1>{blog * 8}</article></body></html>".encode()[
            :10_000_000
        ],
        "200,000 nested elements": b"<html><body>" + b"<div>" * 200_000 + b"Text.",
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of pages, as for benchmarks.accuracy")
    parser.add_argument("--pages", type=int, default=100, help="how many (default: %(default)s)")
    parser.add_argument("--passes", type=int, default=3, help="the fastest counts (default: %(default)s)")
    options = parser.parse_args()
    found = [page for gold in read_gold(options.gold, _SETS) for page in gold.pages]
    if not found:
        print(f"speed: error: no pages of the sets {', '.join(_SETS)} in {options.gold}", file=sys.stderr)
        return 2
    # Evenly over all sets, the same pages in every run.
    pages = found[:: max(1, len(found) // options.pages)][: options.pages]
    fastest = measure(pages, options.passes)
    print(f"{len(pages)} pages, fastest of {options.passes} passes, CPU ms a page\n")
    print(f"{'':28}{'median':>9}{'mean':>9}{'p99':>9}{'p99/median':>12}{'ours is':>11}")
    for name, seconds in fastest.items():
        ratio = median(ours / theirs for ours, theirs in zip(fastest[_OURS], seconds, strict=True))
        p99 = percentile(sorted(seconds), 0.99)
        times = "".join(f"{1000 * value:9.2f}" for value in (median(seconds), fmean(seconds), p99))
        print(f"{name:28}{times}{p99 / median(seconds):12.1f}{ratio:9.2f} ×")
    dates = date_seconds(pages, options.passes)
    p99 = percentile(sorted(dates), 0.99)
    times = "".join(f"{1000 * value:9.2f}" for value in (median(dates), fmean(dates), p99))
    print(f"{'of which all date work':28}{times}{p99 / median(dates):12.1f}")
    print("\nlong pages, crawler.extract, CPU s")
    for name, html in long_pages().items():
        print(f"{name:28}{cpu_seconds(systems()[_OURS], html, UNKNOWN_URL):9.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
