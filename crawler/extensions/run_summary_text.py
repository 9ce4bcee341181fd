"""The words of the run summary: stats in, text for a terminal of 80 columns out. ASCII, no colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.extensions.run_summary_advice import remarks
from crawler.extensions.run_summary_counts import UNCHANGED, below, dropped_articles, failed_pages, most_first
from crawler.extensions.run_summary_words import ENDED, NOT_FOLLOWED, NOT_RENDERED, failure_words, wall_words

WIDTH = 80


@dataclass(frozen=True, slots=True)
class Output:
    """Where articles went."""

    place: str
    articles: int | None = None
    """How many; None for the store, whose numbers are those of the summary."""


def summary_text(spider_name: str, stats: Mapping[str, Any], outputs: Sequence[Output] = ()) -> str:
    """What a crawl did, and in a sentence at the end what to do next where it did not go well."""
    ended = ENDED.get(stats.get("finish_reason", ""), f"stopped ({stats.get('finish_reason')})")
    lines = [f"{spider_name}: {ended} after {_duration(stats.get('elapsed_time_seconds', 0))}", "", "Articles"]
    lines += _article_lines(stats)
    lines += ["", "Pages", *_page_lines(stats)]
    if outputs:
        lines += ["", "Output", *map(_output_line, outputs)]
    for sentence in remarks(stats):
        lines += ["", *textwrap.wrap(sentence, WIDTH, break_long_words=False, break_on_hyphens=False)]
    return "\n".join(lines) + "\n"


def progress_text(spider_name: str, stats: Mapping[str, Any], seconds: float) -> str:
    """One line about a crawl that is under way."""
    parts = [
        _counted(stats.get("outcomes/answered", 0), "page"),
        _counted(stats.get("item_scraped_count", 0), "article"),
    ]
    if failed := sum(failed_pages(stats).values()):
        parts.append(f"{failed:,} failed")
    if queued := stats.get("progress/queued"):
        parts.append(f"{queued:,} to come")
    return f"{spider_name}: {', '.join(parts)} after {_duration(seconds)}"


def _article_lines(stats: Mapping[str, Any]) -> Iterator[str]:
    if any(key.startswith("deduplication/") for key in stats):
        yield _row(_kept(stats, "new"), "new")
        yield from _row_if(_kept(stats, "changed"), "changed since they were stored")
        yield from _row_if(stats.get(UNCHANGED, 0), "unchanged")
        yield from _row_if(_kept(stats, "duplicate"), "with the text of another article")
    else:
        yield _row(stats.get("item_scraped_count", 0), "found")
    yield from _row_if(stats.get("selection/undated", 0), "without a date")
    if dropped := dropped_articles(stats):
        yield _row(sum(dropped.values()), "left out")
        for reason, count in most_first(dropped):
            yield _row(count, reason, level=1)
    yield from _row_if(sum(below("store/spooled/", stats).values()), "of them NOT YET STORED, kept for the next run")
    yield from _row_if(sum(below("store/lost/", stats).values()), "NOT STORED, so not counted as new or changed")


def _kept(stats: Mapping[str, Any], status: str) -> int:
    """Articles of one *status*, without those that `max_articles` left for the next run or the store lost."""
    counted: int = stats.get(f"deduplication/{status}", 0)
    left: int = stats.get(f"selection/left_for_next_run/{status}", 0)
    lost: int = stats.get(f"store/lost/{status}", 0)
    return counted - left - lost


def _page_lines(stats: Mapping[str, Any]) -> Iterator[str]:
    requests = _counted(stats.get("downloader/request_count", 0), "request")
    retried = f" ({stats['retry/count']:,} repeated)" if stats.get("retry/count") else ""
    size = _size(stats.get("downloader/response_bytes", 0))
    yield _row(stats.get("outcomes/answered", 0), f"answered; {requests}{retried}, {size} received")
    yield from _row_if(stats.get("frontier/revalidated", 0), "of them unchanged, so not sent again", level=1)
    walls = below("walls/", stats)
    yield from _row_if(sum(walls.values()), "walls in the place of a page")
    for kind, count in most_first(walls):
        yield from _example_rows(stats, kind, count, wall_words(kind))
    yield from _row_if(stats.get("rendering/rendered", 0), "rendered in a browser")
    yield from _row_if(sum(below("rendering/unavailable/", stats).values()), "that a browser would have to render")
    not_rendered = below("rendering/failed/", stats)
    yield from _row_if(sum(not_rendered.values()), "that a browser could not render")
    for reason, count in most_first(not_rendered):
        yield from _example_rows(stats, f"rendering_{reason}", count, NOT_RENDERED.get(reason, reason))
    yield from _row_if(stats.get("outcomes/skipped", 0), "not fetched, as there was no need")
    yield from _row_if(stats.get("ledger/pending", 0), "left for the next run")
    for key, words in NOT_FOLLOWED.items():
        yield from _row_if(stats.get(key, 0), words)
    failed = failed_pages(stats)
    yield from _row_if(sum(failed.values()), "failed")
    for reason, count in most_first(failed):
        yield from _example_rows(stats, reason, count, failure_words(reason))
    unprocessed = below("outcomes/unprocessed/", stats)
    yield from _row_if(sum(unprocessed.values()), "could not be processed, by an error in the program")
    for name, count in most_first(unprocessed):
        yield from _example_rows(stats, name, count, name)


def _example_rows(stats: Mapping[str, Any], reason: str, count: int, words: str) -> Iterator[str]:
    yield _row(count, words, level=1)
    for url in stats.get(f"outcomes/examples/{reason}", ()):
        yield f"{'':16}{url}"


def _row(count: int, words: str, level: int = 0) -> str:
    return f"{'':{6 * level}}{count:>8,}  {words}"


def _row_if(count: int, words: str, level: int = 0) -> Iterator[str]:
    if count:
        yield _row(count, words, level)


def _output_line(output: Output) -> str:
    count = "" if output.articles is None else f"{output.articles:,}"
    return f"{count:>8}  {output.place}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:,.1f} MB"
