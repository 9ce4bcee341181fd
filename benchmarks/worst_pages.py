"""The pages with the lowest scores, with the paragraphs that are missed and surplus, as short excerpts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.gold import GoldPage
from benchmarks.metrics.latest import LatestEntry, link_key
from benchmarks.metrics.shingles import SHINGLE_WORDS, shingles, words
from benchmarks.predictions import Prediction
from benchmarks.scoring import PageScore

EXCERPT_CHARACTERS = 90
EXCERPTS_PER_KIND = 4
# A paragraph with less than this share of its shingles on the other side is not there.
PRESENT_SHARE = 0.5
_COMPARED = frozenset(
    """headline authors date_published date_modified section tags language description is_accessible_for_free
    page_kind""".split()
)


def describe_worst(scores: Sequence[PageScore], predictions: Sequence[Prediction], count: int) -> Iterator[str]:
    """Lines for the *count* worst pages that are not perfect, worst first."""
    pairs = sorted(zip(scores, predictions, strict=True), key=lambda pair: pair[0].quality)
    for score, prediction in pairs[:count]:
        if score.quality < 1:
            yield f"{score.quality:.3f}  {score.page.id}  {score.page.url or ''}"
            yield from _differences(score.page, prediction)
            yield from _other_fields(score.page, prediction)


def _differences(page: GoldPage, prediction: Prediction) -> Iterator[str]:
    if page.references:
        yield from _excerpts("missed", paragraphs_absent_from(prediction.body, page.references[0]))
        yield from _excerpts("surplus", paragraphs_absent_from(page.references[0], prediction.body))
    elif page.segments_with or page.segments_without:
        body = " ".join(prediction.body.split())
        yield from _excerpts("missed", [text for text in page.segments_with if " ".join(text.split()) not in body])
        yield from _excerpts("surplus", [text for text in page.segments_without if " ".join(text.split()) in body])
    elif page.latest:
        optional = [LatestEntry(None, url, None) for url in page.latest.optional_urls]
        yield from _excerpts("missed", _entries_beyond(page.latest.entries, prediction.latest))
        yield from _excerpts("surplus", _entries_beyond(prediction.latest, [*page.latest.entries, *optional]))
    elif not page.stated:
        yield f"    day: {page.date_published} expected, {prediction.date_published or 'none'} given"


def _other_fields(page: GoldPage, prediction: Prediction) -> Iterator[str]:
    """Fields of a page with every answer, besides its body."""
    for field in sorted(page.stated & _COMPARED):
        expected, given = getattr(page, field), getattr(prediction, field)
        if given != expected:
            yield f"    {field}: {expected!r} expected, {given!r} given"
    if page.stated and page.latest:
        given_entries = {link_key(entry.url or ""): entry for entry in prediction.latest}
        for expected_entry in page.latest.entries:
            entry = given_entries.get(link_key(expected_entry.url or ""))
            if entry != expected_entry:
                yield f"    entry: {_entry_text(expected_entry)} expected, {_entry_text(entry)} given"


def _entry_text(entry: LatestEntry | None) -> str:
    if entry is None:
        return "none"
    return " | ".join(text or "-" for text in (entry.label, entry.published, entry.displayed, entry.headline))


def paragraphs_absent_from(text: str, other: str) -> list[str]:
    """Paragraphs of *other* that are, for the most part, not in *text*."""
    there = {size: shingles(text, size) for size in range(1, SHINGLE_WORDS + 1)}
    absent = []
    for paragraph in other.splitlines():
        size = min(SHINGLE_WORDS, len(words(paragraph)))
        parts = shingles(paragraph, size)
        if parts and (parts & there[size]).total() < PRESENT_SHARE * parts.total():
            absent.append(paragraph)
    return absent


def _entries_beyond(entries: Iterable[LatestEntry], others: Iterable[LatestEntry]) -> list[str]:
    known = {link_key(entry.url or "") for entry in others}
    return [f"{entry.headline} <{entry.url}>" for entry in entries if link_key(entry.url or "") not in known]


def _excerpts(kind: str, texts: Sequence[str]) -> Iterator[str]:
    for text in texts[:EXCERPTS_PER_KIND]:
        line = " ".join(text.split())
        yield f"    {kind}: {line if len(line) <= EXCERPT_CHARACTERS else line[: EXCERPT_CHARACTERS - 1] + '…'}"
    if len(texts) > EXCERPTS_PER_KIND:
        yield f"    {kind}: {len(texts) - EXCERPTS_PER_KIND} more"
