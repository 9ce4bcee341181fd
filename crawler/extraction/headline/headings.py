"""Headings as the page shows them: which may be the headline, and the headline in them without kicker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS
from crawler.extraction.headline.site_names import WORD, words_of
from crawler.extraction.page import Page
from crawler.extraction.text import UNSEEN_TAGS, element_text, one_line, short_text, weight
from crawler.urls import site_of

MAX_LENGTH = 400
# "News" and its like are shorter. In characters of an alphabetic script.
MIN_WEIGHT = 12
# Picture, date and byline stand between a headline and the text.
_MAX_BLOCKS_TO_TEXT = 8
# Pages have one h1 or a few; what is beyond is not looked at.
_MAX_H1_ELEMENTS = 20
_MAX_HEADINGS = 30
# Where a breadcrumb ends in an h1, a label or section may stand before the headline.
_MAX_NEXT_HEADINGS = 3
_BREADCRUMB = re.compile("crumb", re.IGNORECASE)
_BREADCRUMB_DEPTH = 4
# Class words of what publishers set above the headline within one heading.
_KICKER = re.compile(
    r"kicker|over-?(?:line|title|head)|(?:top|roof|catch|strap)-?line|dachzeile|spitzmarke|super-?(?:title|head)"
    r"|sur-?tit|eyebrow|sub-?(?:title|head|line)|topic|label|rubri|pre-?(?:title|head)|volanta|cintillo"
    r"|antetitulo|occhiello|category|section",
    re.IGNORECASE,
)
_KICKER_TAGS = frozenset({"small", "div", "p", "h2", "h3", "h4"})
_KICKER_END = re.compile(r"(?::|\s[|/•·–—-])\s*$")
_HIDDEN = re.compile(r"hidden|invisible|off-?screen|sr-only|screen-?reader", re.IGNORECASE)
# Headings have a kicker, a divider, a headline, at most a second line; others are set word by word.
_MAX_PARTS = 8

Part = tuple[str, _Element | None]


def h1_texts(page: Page) -> Iterator[tuple[_Element, str]]:
    """The h1 elements that may be the headline, with their texts: not empty, not the site's name, not a link to its
    front page or to the section the page is in (a logo)."""
    site_name = page.site_name.casefold()
    for h1 in page.elements("h1")[:_MAX_H1_ELEMENTS]:
        text = short_text(h1, MAX_LENGTH)
        if text and text.casefold() != site_name and not _is_logo(h1, text, page):
            yield h1, text


def minor_heading_texts(page: Page) -> Iterator[str]:
    """Texts of the page's first headings below the h1, in document order."""
    for heading in islice(page.body.iter("h2", "h3", "h4"), _MAX_HEADINGS):
        if text := short_text(heading, MAX_LENGTH):
            yield text


def headings_after_breadcrumb(h1: _Element, page: Page) -> Iterator[tuple[_Element, str]]:
    """The headings after *h1*, with their texts, when that is the last part of a breadcrumb; nothing when it is none.

    Such an h1 is a wording for search engines, in small print; what readers take for the headline is the h2 below.
    On 37 of the 611 pages with known headlines, on 9 of them in other words (2026-11).
    """
    if _ends_breadcrumb(h1):
        headings = dropwhile(lambda heading: heading is not h1, page.body.iter("h1", "h2"))
        for heading in islice(headings, 1, 1 + _MAX_NEXT_HEADINGS):
            if text := short_text(heading, MAX_LENGTH):
                yield heading, text


def position_over_text(page: Page) -> int | None:
    """Index of the block that is the heading next above the first paragraph, unless it is a link."""
    blocks = page.outline.blocks
    first = next((index for index, block in enumerate(blocks) if block.is_paragraph), 0)
    for index in range(first - 1, max(-1, first - 1 - _MAX_BLOCKS_TO_TEXT), -1):
        block = blocks[index]
        if block.tag in HEADING_TAGS and not block.link_length and MIN_WEIGHT <= weight(block.text) <= MAX_LENGTH:
            return index
    return None


def is_in_article(heading: _Element) -> bool:
    return next(heading.iterancestors("article"), None) is not None


def without_kicker(heading: _Element, text: str, names: Sequence[str]) -> str:
    """The headline in *text*, which is that of *heading*: without what stands before or after it in elements of its own
    or before a divider, when one of *names* is without that too (the first counts most); else without a kicker that
    only its own line, or a divider that readers do not see, sets apart.

    All of *text* where one of *names* is the same: the publisher means the kicker to belong to it ("Obituary: …").
    """
    if any(name.casefold() == text.casefold() for name in names):
        return text
    parts = _parts(heading)
    spans = _spans(parts, text)
    count = len(spans)
    runs = {
        " ".join(words_of(run)): run
        for start in range(count)
        for end in range(start + 1, count + 1)
        if end - start < count and WORD.search(parts[start][0]) and WORD.search(parts[end - 1][0])
        for run in (text[spans[start][0] : spans[end - 1][1]],)
    }
    for name in names:
        before, end_text = text[: -len(name)], text[-len(name) :]
        if end_text.casefold() == name.casefold() and _KICKER_END.search(before):
            return end_text
        if run := runs.get(" ".join(words_of(name))):
            return run
    rest = _after_kicker(parts) if count > 1 else 0
    return text[spans[rest][0] :] if rest else text


def _after_kicker(parts: Sequence[Part]) -> int:
    """Index of the part after a kicker that opens *parts*, 0 when none does."""
    first, element = parts[0]
    if element is None or not _is_kicker(element):
        return 0
    if WORD.search(parts[1][0]):
        return 0 if _KICKER_END.search(first) else 1
    divider = parts[1][1]
    is_hidden = divider is not None and _HIDDEN.search(divider.get("class") or "")
    return 2 if is_hidden and len(parts) > 2 else 0


def _is_kicker(element: _Element) -> bool:
    return element.tag in _KICKER_TAGS or any(
        _KICKER.search(value if name == "class" else name + value)
        for name, value in element.items()
        if name == "class" or name.startswith("data-")
    )


def _parts(heading: _Element) -> list[Part]:
    """Texts of a heading's children and of what stands between them, each with its element."""
    while True:
        parts: list[Part] = [(one_line(heading.text), None)]
        for child in heading:
            if isinstance(child.tag, str) and child.tag not in UNSEEN_TAGS:
                parts.append((element_text(child), child))
            parts.append((one_line(child.tail), None))
        parts = [part for part in parts if part[0]]
        if len(parts) != 1 or parts[0][1] is None:
            return parts
        heading = parts[0][1]


def _spans(parts: Sequence[Part], text: str) -> list[tuple[int, int]]:
    """Where each of *parts* stands in *text*; nothing when they are too many, or one is not found in it."""
    spans: list[tuple[int, int]] = []
    end = 0
    for part, _ in parts if len(parts) <= _MAX_PARTS else ():
        start = text.find(part, end)
        if start < 0:
            return []
        end = start + len(part)
        spans.append((start, end))
    return spans


def _ends_breadcrumb(h1: _Element) -> bool:
    element: _Element | None = h1
    for _ in range(_BREADCRUMB_DEPTH):
        if element is None or element.tag in ("article", "main", "body"):
            return False
        if element.tag in ("nav", "li") or any(_BREADCRUMB.search(value) for value in element.values()):
            return True
        element = element.getparent()
    return False


def _is_logo(h1: _Element, text: str, page: Page) -> bool:
    """Whether *h1* links to the site's front page, or is as a whole a link to another one or to a directory above."""
    for link in (*h1.iter("a"), *islice(h1.iterancestors("a"), 1)):
        target = page.absolute(link.get("href"))
        if target is None:
            continue
        is_front = urlsplit(target).path in ("", "/")
        if is_front and site_of(target) == site_of(page.url):
            return True
        is_above = target.endswith("/") and page.url.startswith(target) and len(page.url) > len(target)
        if (is_front or is_above) and len(element_text(link)) >= len(text):
            return True
    return False
