"""The project's extraction over gold pages, in worker processes, with the CPU time of each page."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from statistics import median

from benchmarks.gold import GoldPage
from benchmarks.metrics.bootstrap import percentile
from benchmarks.predictions import Prediction, from_article
from crawler.items import Article

Extract = Callable[..., Article]

# For pages whose gold names no URL, in a domain that never exists (RFC 2606, 2): extraction needs one to resolve
# links against, and this one says nothing about the page.
UNKNOWN_URL = "https://unknown.invalid/page"


@dataclass(frozen=True, slots=True)
class Outcome:
    prediction: Prediction
    cpu_seconds: float
    error: str | None = None
    """Exception that the page raised; its prediction is empty."""


def run_extraction(pages: Sequence[GoldPage], jobs: int) -> list[Outcome]:
    """One outcome a page, in order."""
    extract = project_extract()
    if jobs == 1:
        return [extract_page(page, extract) for page in pages]
    # Not forked: the tests that run this have threads (a local site), which a fork copies in whatever state they are.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        return pool.map(_extract_in_worker, pages, chunksize=4)


@lru_cache
def project_extract() -> Extract:
    from crawler import extract  # here, so that stored outputs can be scored without it

    # What a process does once (imports, compiled patterns) belongs to no page.
    extract(b"<html><body><h1>Headline</h1><p>Text.</p></body></html>", "https://www.example.com/a")
    return extract


def _extract_in_worker(page: GoldPage) -> Outcome:
    return extract_page(page, project_extract())


def extract_page(page: GoldPage, extract: Extract) -> Outcome:
    html = page.html()
    run = partial(extract, html, page.url or UNKNOWN_URL, fetched_at=page.fetched_at)
    start = time.process_time()
    try:
        article = run()
    except Exception as error:  # noqa: BLE001 - a page that raises is a result: counted, shown, empty
        return Outcome(Prediction(page.id), time.process_time() - start, f"{type(error).__name__}: {error}")
    return Outcome(from_article(page.id, article), time.process_time() - start)


def describe_run(outcomes: Sequence[Outcome]) -> str:
    """CPU milliseconds a page, and the errors."""
    milliseconds = sorted(outcome.cpu_seconds * 1_000 for outcome in outcomes)
    lines = [
        f"extract: CPU ms a page median {median(milliseconds):.1f}, p99 {percentile(milliseconds, 0.99):.1f}"
        f" ({len(outcomes)} pages, {sum(outcome.error is not None for outcome in outcomes)} errors)"
    ]
    lines += [f"  error {outcome.prediction.id}: {outcome.error}" for outcome in outcomes if outcome.error]
    return "\n".join(lines)
