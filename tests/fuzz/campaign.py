"""A long series of mutated inputs: each is made from its number and the seed alone, read, and kept when it fails."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz.page_mutations import DAMAGES, FLOODS, mutated_page
from tests.fuzz.trials import Reader, minimised, tried

# Caches are full and imports done by then: what memory grows by afterwards is what inputs leave behind.
WARM_UP = 500
# A failure repeats itself thousands of times: the first inputs say enough.
_KEPT_OF_EACH = 3
# Of the documents, which are small, one in so many is flooded.
_FLOODED_DOCUMENTS = 0.1


@dataclass
class Report:
    inputs: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    cpu_seconds: float = 0
    slowest: tuple[float, int] = (0, -1)
    """CPU seconds of one reader, and the number of the input."""
    rss_after_warm_up: int = 0
    rss: int = 0
    """Bytes; 0 where the system does not say."""
    rss_peak: int = 0

    @property
    def rss_growth(self) -> int:
        return self.rss - self.rss_after_warm_up if self.rss_after_warm_up else 0


def page_maker(seed: int, pages: Sequence[Callable[[], bytes]]) -> Callable[[int], bytes]:
    """The mutated page of a number. Each of *pages* reads one page: they are too many to be held in memory."""

    def make(number: int) -> bytes:
        chance = Random(f"{seed} page {number}")
        return mutated_page(pages[number % len(pages)](), chance.choice(pages)(), chance)

    return make


def document_maker(seed: int, documents: Sequence[bytes]) -> Callable[[int], bytes]:
    def make(number: int) -> bytes:
        chance = Random(f"{seed} document {number}")
        document = documents[number % len(documents)]
        if chance.random() < 0.05:
            other = chance.choice(documents)
            document = document[: chance.randint(0, len(document))] + other[chance.randint(0, len(other)) :]
        for _ in range(chance.randint(1, 4)):
            mutations = FLOODS if chance.random() < _FLOODED_DOCUMENTS else DAMAGES
            document = chance.choice(mutations)(document, chance)
        return document

    return make


def run(
    numbers: Iterable[int], make: Callable[[int], bytes], readers: Sequence[Reader], keep: Path, kind: str
) -> Report:
    """Read the inputs *numbers* with each of *readers*; those that fail go to *keep*, with their reason."""
    report = Report()
    for number in numbers:
        data = make(number)
        for read in readers:
            trial = tried(read, data)
            report.cpu_seconds += trial.cpu_seconds
            report.slowest = max(report.slowest, (trial.cpu_seconds, number))
            if trial.failure is not None:
                report.failures[trial.failure] += 1
                if report.failures[trial.failure] <= _KEPT_OF_EACH:
                    _keep(keep / f"{kind}-{number}-{read.__name__}", data, read, trial.failure, trial.details)
        report.inputs += 1
        if report.inputs % WARM_UP == 0:
            _measure(report)
            print(f"{kind}: {report.inputs}, failures {report.failures.total()}", file=sys.stderr, flush=True)
    return report


def _keep(path: Path, data: bytes, read: Reader, failure: str, details: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".input").write_bytes(data)
    path.with_suffix(".txt").write_text(f"{failure}\n{details}", encoding="utf-8", errors="backslashreplace")
    path.with_suffix(".minimised").write_bytes(minimised(read, data, failure))


def _measure(report: Report) -> None:
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return
    report.rss = pages * os.sysconf("SC_PAGE_SIZE")
    report.rss_after_warm_up = report.rss_after_warm_up or report.rss
    report.rss_peak = max(report.rss_peak, report.rss)
