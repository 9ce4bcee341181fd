"""Pages with known answers: a folder per set, `gold.jsonl` with one page a line and `pages/<id>.html.gz`.

The sets as their projects publish them are read by public_sets.py, sets with a folder a page by page_folders.py.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from benchmarks.metrics.latest import LatestEntry, LatestGold

SETS = ("aeb", "fundus_eval", "fundus", "htmldate", "trafilatura", "latest")
# Set of a folder a page, each with an answer for every field: tests/quality/pages.
OWN_SET = "pages"
# ROUGE-LSum reads English only; of the sets with whole bodies this one is all English and publishes the metric.
ROUGE_SETS = frozenset({"fundus_eval"})

# More optional paragraphs than this are kept or dropped together: the references double with each.
MAX_FREE_OPTIONAL_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page; what its set does not know is None or empty and is not scored, unless *stated* names it."""

    id: str
    url: str | None
    html_path: Path
    fetched_at: datetime | None = None
    references: tuple[str, ...] = ()
    """Every text that counts as the whole body; the first holds the optional paragraphs."""
    segments_with: tuple[str, ...] = ()
    segments_without: tuple[str, ...] = ()
    headline: str | None = None
    authors: tuple[str, ...] = ()
    date_published: str | None = None
    latest: LatestGold | None = None
    date_modified: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    is_accessible_for_free: bool | None = None
    page_kind: str | None = None
    stated: frozenset[str] = frozenset()
    """Names of the item's fields whose answer is known even where it is None or empty: then nothing may be given."""

    def html(self) -> bytes:
        stored = self.html_path.read_bytes()
        return gzip.decompress(stored) if self.html_path.suffix == ".gz" else stored


@dataclass(frozen=True, slots=True)
class GoldSet:
    name: str
    pages: tuple[GoldPage, ...]


def read_gold(folder: Path, names: Sequence[str]) -> list[GoldSet]:
    """The sets *names* of *folder*. Raises FileNotFoundError when one is not there."""
    return [_read_set(folder / name, name) for name in names]


def available_sets(folder: Path) -> list[str]:
    return [name for name in SETS if (folder / name / "gold.jsonl").is_file()]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def body_references(paragraphs: Sequence[str], optional: Sequence[int]) -> tuple[str, ...]:
    """The body with each selection of its *optional* paragraphs (by index), the complete one first."""
    dropped: list[tuple[int, ...]] = [(), tuple(optional)] if optional else [()]
    if len(optional) <= MAX_FREE_OPTIONAL_PARAGRAPHS:
        dropped = list(chain.from_iterable(combinations(optional, size) for size in range(len(optional) + 1)))
    return tuple(
        "\n\n".join(paragraph for index, paragraph in enumerate(paragraphs) if index not in without)
        for without in dropped
    )


def parse_fetched_at(text: str | None) -> datetime | None:
    """ISO 8601; a time without offset is UTC."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_set(folder: Path, name: str) -> GoldSet:
    pages = (_read_page(row, folder / "pages" / f"{row['id']}.html.gz") for row in read_rows(folder / "gold.jsonl"))
    return GoldSet(name, tuple(pages))


def _read_page(row: dict[str, Any], html_path: Path) -> GoldPage:
    return GoldPage(
        id=row["id"],
        url=row.get("url"),
        html_path=html_path,
        fetched_at=parse_fetched_at(row.get("crawl_date")),
        references=_references(row),
        segments_with=tuple(row.get("segments_with", ())),
        segments_without=tuple(row.get("segments_without", ())),
        headline=row.get("title"),
        authors=tuple(row.get("authors") or ()),
        date_published=row.get("date_published"),
        latest=_read_latest(row) if "latest_news" in row else None,
    )


def _references(row: dict[str, Any]) -> tuple[str, ...]:
    paragraphs = row.get("body_paragraphs")
    if paragraphs is None:
        return (row["body_text"],) if "body_text" in row else ()
    if row.get("optional_paragraphs"):
        return body_references(paragraphs, row["optional_paragraphs"])
    # A lead is part of the body on some sites and stands apart on others: either is right.
    lead = row.get("summary_paragraphs") or []
    whole = "\n\n".join(paragraphs)
    if not lead or len(lead) == len(paragraphs):
        return (whole,)
    return (whole, "\n\n".join(text for index, text in enumerate(paragraphs) if index not in lead))


def _read_latest(row: dict[str, Any]) -> LatestGold:
    entries = (LatestEntry(entry["headline"], entry["url"], entry["published"]) for entry in row["latest_news"])
    return LatestGold(
        entries=tuple(entries),
        optional_urls=tuple(row.get("ignore_urls", ())),
        language=row["lang"],
        read_at=row.get("ref_date"),
    )
