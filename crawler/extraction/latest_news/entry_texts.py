"""The texts of the entries of one list, sorted by the place they have in each: headlines, dates, and what is beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS
from crawler.extraction.latest_news.link_blocks import look_of
from crawler.extraction.text import UNSEEN_TAGS, one_line, weight

# Elements of these stress words of the text they stand in.
_STRESS_TAGS = frozenset(
    {"em", "b", "strong", "i", "mark", "sup", "sub", "q", "cite", "abbr", "u", "font", "wbr", "br"}
)
# An entry has fewer texts.
_MAX_TEXTS = 60
# Class names of the parts of an entry, as publishers' templates have them.
_HEADLINE_CLASS = re.compile(
    r"(?<!sub)(?<!sub-)(?<!pre)(?<!pre-)(?:title|headline|heading|hdl|ttl|titulo|titre|titel)", re.IGNORECASE
)
_BESIDE_CLASS = re.compile(
    r"time|date|datum|fecha|kicker|label|categor|section|ressort|rubri|(?<![a-z])tags?(?![a-z])|author|autor|byline"
    r"|premium|badge|rank|number|counter|source|summar|descr|excerpt|intro|lead|comment|icon|paid|topic|deck"
    r"|over-?(?:line|title)|roofline|spitzmarke|dachzeile|sub-?(?:title|head|line)|pre-?title|flag|sticker|meta",
    re.IGNORECASE,
)  # fmt: skip
# Weights of texts between these are those of most headlines.
_SHORT_HEADLINE, _LONG_HEADLINE = 60, 120


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One text of an entry."""

    text: str
    place: tuple[str, ...]
    """Tags and first classes of the elements from the text's up to the entry's."""
    element: _Element
    is_linked: bool


def placed_texts(item: _Element, links: Sequence[_Element]) -> list[PlacedText]:
    """Texts of *item* in document order; *links* are those to its article."""
    linked = set(links)
    found: list[PlacedText] = []
    stack: list[tuple[_Element, tuple[str, ...], bool]] = [(item, (), item in linked)]
    while stack and len(found) < _MAX_TEXTS:
        element, around, is_linked = stack.pop()
        place = (*around, look_of(element))
        pieces = [element.text or ""]
        inner: list[_Element] = []
        runs = (element.text, *(child.tail for child in element))
        own = any(run and not run.isspace() for run in runs)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in UNSEEN_TAGS:
                if own and child.tag in _STRESS_TAGS:
                    pieces.append(" " if child.tag == "br" else "".join(_all_text(child)))
                else:
                    inner.append(child)
                    pieces.append(" ")
            pieces.append(child.tail or "")
        if own:
            text = one_line("".join(pieces))
            if text:
                found.append(PlacedText(text, place, element, is_linked))
        stack += [(child, place, is_linked or child in linked) for child in reversed(inner)]
    return found


def headline_places(entries: Sequence[Sequence[PlacedText]]) -> list[tuple[str, ...]]:
    """Places of texts over all *entries*, the one that holds the headlines first."""
    by_place: dict[tuple[str, ...], list[PlacedText]] = {}
    for texts in entries:
        seen = set()
        for placed in texts:
            if placed.place not in seen:
                seen.add(placed.place)
                by_place.setdefault(placed.place, []).append(placed)
    return sorted(by_place, key=lambda place: -_score(by_place[place], len(entries)))


def _score(texts: Sequence[PlacedText], entries: int) -> float:
    """How much the texts of one place look like the headlines of a list with *entries* entries."""
    typical = median(weight(placed.text) for placed in texts)
    score = min(typical, _SHORT_HEADLINE) / _SHORT_HEADLINE - max(0.0, typical - _LONG_HEADLINE) / _LONG_HEADLINE
    first = texts[0]
    score += 0.4 * any(step.partition(".")[0] in HEADING_TAGS for step in first.place)
    score += 0.5 * first.is_linked
    names = first.element.get("class") or _parent_class(first.element)
    score += 0.4 * _is_headline_class(names) - 0.8 * _is_beside_class(names)
    score -= 1.0 * (first.element.tag in ("time", "small", "button", "figcaption"))
    distinct = len({placed.text for placed in texts}) / len(texts)
    return score * distinct if len(texts) * 2 > entries else score * distinct - 1


def _parent_class(element: _Element) -> str:
    parent = element.getparent()
    return (parent.get("class") or "") if parent is not None else ""


@lru_cache(maxsize=5_000)
def _is_beside_class(names: str) -> bool:
    return any(_BESIDE_CLASS.search(name) and not _HEADLINE_CLASS.search(name) for name in names.split())


@lru_cache(maxsize=5_000)
def _is_headline_class(names: str) -> bool:
    return any(_HEADLINE_CLASS.search(name) for name in names.split()) and not _is_beside_class(names)


def _all_text(element: _Element) -> Iterator[str]:
    return (text for text in element.itertext())
