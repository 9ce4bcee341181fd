"""A set with a folder a page (tests/quality/pages): the page, `meta.json`, and `expected.json` with what is to be read.

`expected.json` names fields of the item (crawler/items.py). A field it does not name is not scored; one that is null or
empty must not be given. Beside them stand `body` as a list of paragraphs, `optional_paragraphs` (indices of those that
a reader may count or not, like the rows of a table) and `standfirst`, which may open the body or not.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.gold import OWN_SET, GoldPage, GoldSet, body_references, parse_fetched_at
from benchmarks.metrics.latest import LatestEntry, LatestGold
from crawler.saved_pages import SavedPage, html_path, read_expected


def read_page_folders(folder: Path) -> GoldSet | None:
    """The set in *folder*/pages, in the order of names; None when there is none."""
    directories = sorted(path.parent for path in folder.glob(f"{OWN_SET}/*/expected.json"))
    return GoldSet(OWN_SET, tuple(map(_read_page, directories))) if directories else None


def _read_page(directory: Path) -> GoldPage:
    saved = SavedPage.read(directory)
    expected = read_expected(directory) or {}
    return GoldPage(
        id=directory.name,
        url=saved.url,
        html_path=html_path(directory),
        fetched_at=parse_fetched_at(saved.fetched_at),
        references=_references(expected),
        headline=expected.get("headline"),
        authors=tuple(expected.get("authors", ())),
        date_published=expected.get("date_published"),
        date_modified=expected.get("date_modified"),
        section=expected.get("section"),
        tags=tuple(expected.get("tags", ())),
        language=expected.get("language"),
        description=expected.get("description"),
        is_accessible_for_free=expected.get("is_accessible_for_free"),
        page_kind=expected.get("page_kind"),
        latest=_latest(expected) if "latest_news" in expected else None,
        stated=frozenset(expected),
    )


def _references(expected: dict[str, Any]) -> tuple[str, ...]:
    if "body" not in expected:
        return ()
    references = body_references(expected["body"], expected.get("optional_paragraphs", ()))
    standfirst = expected.get("standfirst")
    return tuple(f"{standfirst}\n\n{body}" for body in references if standfirst) + references


def _latest(expected: dict[str, Any]) -> LatestGold:
    entries = (
        LatestEntry(row["headline"], row["url"], row["date_published"], row["date_published_raw"], row["label"])
        for row in expected["latest_news"]
    )
    return LatestGold(tuple(entries), (), expected.get("language") or "en", None, is_resolved=True)
