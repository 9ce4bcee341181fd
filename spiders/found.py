"""From what documents and pages name to rows of the frontier, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawler.discovery.entries import DiscoveredUrl, StatedDate
from crawler.discovery.listings import ListedArticle
from crawler.storage import FoundUrl, PendingUrl
from crawler.storage.frontier import Kind
from crawler.times import moment_of, utc_text
from crawler.urls import clean_url, without_tracking
from crawler.visits import Visit

# What is fetched first: documents that name the newest URLs and their dates, then articles, then the sitemaps of an
# index, which may be many and old, then further lists. Each step away from the start page counts one.
CANONICAL_RANK, DOCUMENT_RANK, ARTICLE_RANK, ARCHIVE_RANK, LIST_RANK = -30, -20, -10, -5, 0

_MANY_ENTRIES = 10


def found_url(url: str, kind: Kind, source: str, *, found_in: str = "", depth: int = 0, rank: int) -> FoundUrl:
    return FoundUrl(
        key=clean_url(url), url=url, kind=kind, source=source, found_in=found_in, depth=depth, rank=rank + depth
    )


def found_entry(
    entry: DiscoveredUrl,
    *,
    kind: Kind,
    depth: int,
    rank: int,
    source: str = "",
    again: bool = False,
    refusal: str | None = None,
) -> FoundUrl:
    """*refusal*: why it is out of range, None when it is wanted."""
    return FoundUrl(
        key=clean_url(entry.url),
        url=without_tracking(entry.url),
        kind=kind,
        source=source or entry.source,
        found_in=entry.found_in,
        depth=depth,
        rank=rank + depth,
        stated=_stated(entry) or None,
        modified=_moment(entry.modified),
        outcome="out_of_range" if refusal else "pending",
        detail=refusal,
        again=again,
    )


def is_guess(visit: Visit) -> bool:
    """Whether the URL is only supposed to exist: nobody has named it, and nothing was ever read there."""
    pending = visit.pending
    return pending.content_key is None and any(stated.get("guessed") for _, _, stated in pending.sources)


def index_depth_of(pending: PendingUrl) -> int:
    """How many sitemap indexes name each other on the longest known way to it."""
    return max((stated.get("index_depth", 0) for _, _, stated in pending.sources), default=0)


def page_of_document(pending: PendingUrl) -> tuple[int, str | None]:
    """How many documents of a feed or API come before this one, and what identifies the entries of the last of them."""
    pages = [(stated["page"], stated.get("before")) for _, _, stated in pending.sources if "page" in stated]
    return max(pages, key=lambda page: page[0], default=(0, None))


def entries_of(pending: PendingUrl) -> Iterable[DiscoveredUrl]:
    """What the sources of a pending URL stated for it."""
    for source, found_in, stated in pending.sources:
        # Other sources state no dates.
        kind = source if source in ("feed", "sitemap") else "listing"
        yield DiscoveredUrl(
            pending.url,
            kind,  # type: ignore[arg-type]
            found_in,
            title=stated.get("title"),
            language=stated.get("language"),
            published=_stated_date(stated.get("published")),
            modified=_stated_date(stated.get("modified")),
        )


def believed(entries: Sequence[DiscoveredUrl]) -> Sequence[DiscoveredUrl]:
    """*entries* of a document; when all of many state the same modification, without it: that is the time the document
    was made."""
    if len(entries) < _MANY_ENTRIES or len({entry.modified.raw if entry.modified else "" for entry in entries}) > 1:
        return entries
    return [replace(entry, modified=None) for entry in entries]


def _stated(entry: DiscoveredUrl) -> dict[str, Any]:
    stated = {"title": entry.title, "language": entry.language} | {
        name: {"raw": date.raw, "value": date.value, "place": date.place} if date else None
        for name, date in (("published", entry.published), ("modified", entry.modified))
    }
    if isinstance(entry, ListedArticle) and entry.date_published_raw:
        stated["shown"] = {"raw": entry.date_published_raw, "value": entry.date_published}
    return {name: value for name, value in stated.items() if value}


def _stated_date(stated: Mapping[str, Any] | None) -> StatedDate | None:
    return StatedDate(stated["raw"], stated["value"], stated["place"]) if stated else None


def _moment(date: StatedDate | None) -> str | None:
    try:
        return utc_text(moment_of(date.value)) if date and date.value else None
    except (ValueError, OverflowError):  # a month, or a year out of reach
        return None
