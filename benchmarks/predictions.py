"""What a system gives for a page, and the JSON Lines files that keep it: one page a line, one file a set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.gold import read_rows
from benchmarks.metrics.days import instant_of
from benchmarks.metrics.latest import LatestEntry
from crawler.items import Article

_FIELDS = (
    "headline body authors date_published date_modified latest language section tags description"
    " is_accessible_for_free page_kind"
).split()


@dataclass(frozen=True, slots=True)
class Prediction:
    """Empty, as for a page that made the system raise, unless fields are given."""

    id: str
    headline: str | None = None
    body: str = ""
    authors: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    latest: tuple[LatestEntry, ...] = ()
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    is_accessible_for_free: bool | None = None
    page_kind: str | None = None


@dataclass(frozen=True)
class System:
    """A named system and what it gives: set name, page id, prediction."""

    name: str
    outputs: Mapping[str, Mapping[str, Prediction]]
    is_ours: bool = False

    def predict(self, set_name: str, page_id: str) -> Prediction:
        return self.outputs[set_name].get(page_id) or Prediction(page_id)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Fields given on at least one page: the others it does not offer. "time" is a date with time and zone."""
        every = [prediction for pages in self.outputs.values() for prediction in pages.values()]
        given = {name for name in _FIELDS if any(getattr(prediction, name) for prediction in every)}
        if any(instant_of(prediction.date_published) for prediction in every):
            given.add("time")
        return frozenset(given)


def from_article(page_id: str, article: Article) -> Prediction:
    """An entry's date is the resolved one, or the text displayed where the page gives no way to resolve it."""
    return Prediction(
        id=page_id,
        headline=article.headline,
        body=article.body or "",
        authors=tuple(article.authors),
        date_published=article.date_published,
        date_modified=article.date_modified,
        latest=tuple(
            LatestEntry(
                entry.headline,
                entry.url,
                entry.date_published or entry.date_published_raw,
                entry.date_published_raw,
                entry.label,
            )
            for entry in article.latest_news
        ),
        language=article.language,
        section=article.section,
        tags=tuple(article.tags),
        description=article.description,
        is_accessible_for_free=article.is_accessible_for_free,
        page_kind=article.page_kind,
    )


def from_row(row: dict[str, Any]) -> Prediction:
    return Prediction(
        id=row["id"],
        headline=row.get("title"),
        body=row.get("body") or "",
        authors=tuple(row.get("authors") or ()),
        date_published=row.get("date_published"),
        date_modified=row.get("date_modified"),
        latest=tuple(
            LatestEntry(
                entry.get("headline"),
                entry.get("url"),
                entry.get("published"),
                entry.get("displayed"),
                entry.get("label"),
            )
            for entry in row.get("latest_news") or ()
        ),
        language=row.get("language"),
        section=row.get("section"),
        tags=tuple(row.get("tags") or ()),
        description=row.get("description"),
        is_accessible_for_free=row.get("is_accessible_for_free"),
        page_kind=row.get("page_kind"),
    )


def to_row(prediction: Prediction) -> dict[str, Any]:
    return {
        "id": prediction.id,
        "title": prediction.headline,
        "body": prediction.body,
        "authors": list(prediction.authors),
        "date_published": prediction.date_published,
        "date_modified": prediction.date_modified,
        "latest_news": [
            {
                "headline": entry.headline,
                "url": entry.url,
                "published": entry.published,
                "displayed": entry.displayed,
                "label": entry.label,
            }
            for entry in prediction.latest
        ],
        "language": prediction.language,
        "section": prediction.section,
        "tags": list(prediction.tags),
        "description": prediction.description,
        "is_accessible_for_free": prediction.is_accessible_for_free,
        "page_kind": prediction.page_kind,
    }


def write_predictions(path: Path, predictions: Iterable[Prediction]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(to_row(prediction), ensure_ascii=False) + "\n" for prediction in predictions)
    path.write_text("".join(lines), encoding="utf-8")


def read_systems(folder: Path) -> list[System]:
    """Systems of *folder*, by name: each has a folder with `<set>.jsonl` for the sets it was run on."""
    return [
        System(path.name, {file.stem: _read_predictions(file) for file in sorted(path.glob("*.jsonl"))})
        for path in sorted(folder.iterdir())
        if path.is_dir()
    ]


def _read_predictions(path: Path) -> dict[str, Prediction]:
    return {row["id"]: from_row(row) for row in read_rows(path)}
