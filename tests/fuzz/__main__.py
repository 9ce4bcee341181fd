"""Mutated pages through extraction and mutated documents through discovery: no exception, none slow, no memory kept.

python -m tests.fuzz [--gold DIR] [--pages 100000] [--listings 10000] [--documents 10000]
    [--first 0] [--seed 1] [--keep DIR]

An input depends on the seed and its number alone: `--first N --pages 1` reads one again. Those that fail are written to
the folder --keep names, whole (.input), as small as they still fail (.minimised) and with the reason (.txt): they are
made of other people's pages, so that folder must not be in the repository.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.gold import GoldPage, available_sets, read_gold
from benchmarks.page_folders import read_page_folders
from tests.fuzz.campaign import Report, document_maker, page_maker, run
from tests.fuzz.documents import documents
from tests.fuzz.readers import DOCUMENT_READERS, read_listing, read_page

_REPOSITORY = Path(__file__).resolve().parents[2]
_MAX_GROWTH_BYTES = 100 * 1024 * 1024


def pages_of(folder: Path | None) -> list[Callable[[], bytes]]:
    """Readers of the pages of the benchmarks' sets in *folder*, or of our own pages without one."""
    found: list[GoldPage] = []
    if folder is not None:
        found += [page for gold in read_gold(folder, available_sets(folder)) for page in gold.pages]
    else:
        own = read_page_folders(_REPOSITORY / "tests" / "quality")
        found += own.pages if own else ()
    return [partial(GoldPage.html, page) for page in found]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--gold", type=Path, help="folder of real pages, as for benchmarks.accuracy (default: our own pages)"
    )
    parser.add_argument("--pages", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument(
        "--listings", type=int, default=10_000, help="pages read for their links (default: %(default)s)"
    )
    parser.add_argument("--documents", type=int, default=10_000, help="how many (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="number of the first input (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "news-crawler-fuzz", help="folder for what fails"
    )
    options = parser.parse_args()
    if options.keep.resolve().is_relative_to(_REPOSITORY):
        parser.error(f"--keep {options.keep} is in the repository: what fails is made of other people's pages")
    pages = pages_of(options.gold)
    if not pages:
        parser.error(f"--gold {options.gold}: no pages of the benchmarks' sets there")
    reports = []
    for kind, count, make, readers in (
        ("documents", options.documents, document_maker(options.seed, documents()), DOCUMENT_READERS),
        ("listings", options.listings, page_maker(options.seed, pages), (read_listing,)),
        ("pages", options.pages, page_maker(options.seed, pages), (read_page,)),
    ):
        numbers = range(options.first, options.first + count)
        report = run(numbers, make, readers, options.keep, kind)
        print(_text(kind, report))
        reports.append(report)
    is_good = all(not report.failures and report.rss_growth <= _MAX_GROWTH_BYTES for report in reports)
    if not is_good:
        print(f"FAILED; inputs that failed are in {options.keep}")
    return 0 if is_good else 1


def _text(kind: str, report: Report) -> str:
    lines = [
        f"{report.inputs} {kind}: {report.failures.total()} failures, {report.cpu_seconds:.0f} s CPU",
        f"  slowest {report.slowest[0]:.2f} s CPU (number {report.slowest[1]})",
        f"  memory grew by {report.rss_growth / 1e6:.0f} MB after the warm-up, highest {report.rss_peak / 1e6:.0f} MB",
    ]
    lines += [f"  {count:6} {failure}" for failure, count in report.failures.most_common()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
