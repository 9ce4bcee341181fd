"""The section that a page only shows: in a breadcrumb, as a category near the headline, as a link to the directory that
the article's address is in.

Together they agree with the section that 271 of 1,051 pages state, too, on .78 (2026-11-26). Not read, for they agree
on half or less: kickers (they name the topic), the active entry of a menu, any short link before the headline. Figures
of each rule: docs/quality.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.extraction.blocks import Block
from crawler.extraction.breadcrumbs import MAX_SECTION_LENGTH, NO_SECTIONS, deepest_section, is_breadcrumb, link_entries
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import INLINE_TAGS, short_text

# What holds the category in templates of many languages. "section" is also what every second container is called: it
# counts before the headline only.
_CATEGORY = r"(?<![a-z])cats?(?![a-z])|categor|kategor|rubri[ckq]|primary-?tag|terms-list"
_BEFORE = re.compile(_CATEGORY + r"|section(?!s)|ressort|sektion|seccion|secao|sezione", re.IGNORECASE)
_AFTER = re.compile(_CATEGORY, re.IGNORECASE)
_BESIDE = int(Role.NAVIGATION | Role.FOOTER | Role.ASIDE | Role.RELATED | Role.COMMENT)
# Elementor calls every part of a page a widget, which makes it a related one.
_BESIDE_BUT_WIDGETS = _BESIDE & ~int(Role.RELATED)
# Kicker, lead image and share bar are fewer blocks than this.
_BLOCKS_BEFORE, _BLOCKS_AFTER = 3, 5
_MAX_BLOCK_LENGTH = 100
# A heading that is the headline and a kicker.
_MAX_MORE_THAN_HEADLINE = 60
_MAX_CONTEXTS, _MAX_NAVIGATIONS, _MAX_INLINE = 200, 10, 20
# More are a menu.
_MAX_LINKS = 3
_MAX_WORDS = 5
_DATE = re.compile(r"\d\d")
_SENTENCE_END = (".", "!", "?", ":", "…")
_EDGES = " ,;|/·•»›>#"


def find_shown_section(page: Page, headline: str | None) -> str | None:
    blocks = page.outline.blocks
    position = _position(blocks, headline)
    if section := _of_breadcrumb(page, blocks[position] if position is not None else None):
        return section
    names: Iterable[str] = _of_category_links(page)
    if position is not None:
        before = blocks[max(0, position - _BLOCKS_BEFORE) : position][::-1]
        after = blocks[position : position + 1 + _BLOCKS_AFTER]
        names = chain(names, _classed(before, _BEFORE), _of_directories(before, page), _classed(after, _AFTER))
    return next((name for name in names if _is_section(name, page, headline)), None)


def _position(blocks: list[Block], headline: str | None) -> int | None:
    """Index of the block that shows the headline."""
    if headline:
        longest = len(headline) + _MAX_MORE_THAN_HEADLINE
        for index, block in enumerate(blocks):
            if headline in block.text and len(block.text) <= longest and block.headline_links is None:
                return index
    return None


def _of_breadcrumb(page: Page, headline_block: Block | None) -> str | None:
    """Of the first breadcrumb among the nav elements and before the headline."""
    end = min(headline_block.context.index, _MAX_CONTEXTS) if headline_block else _MAX_CONTEXTS
    shown = (context.element for context in islice(page.outline.contexts, 1, end))
    # The outline passes over nav elements: a breadcrumb may be their first child.
    navigations = (
        part
        for nav in page.elements("nav")[:_MAX_NAVIGATIONS]
        for part in chain((nav,), islice(nav.iterdescendants(), 2))
    )
    for element in chain(navigations, shown):
        if is_breadcrumb(element):
            section = deepest_section(link_entries(element), page)
            if section and _is_section(section, page, None):
                return section
    return None


def _of_category_links(page: Page) -> Iterator[str]:
    """Texts of links with rel=category, as WordPress writes it."""
    for link in page.anchors:
        rel = link.get("rel")
        if rel and "category" in rel and not page.outline.roles_around(link) & _BESIDE:
            yield _name(link)


def _classed(blocks: list[Block], words: re.Pattern[str]) -> Iterator[str]:
    """What stands in elements of *blocks* with one of *words* in their class; of several links each."""
    for block in blocks:
        if len(block.text) > _MAX_BLOCK_LENGTH or block.context.roles_around & _BESIDE_BUT_WIDGETS:
            continue
        context = block.context
        around = context
        while around.end - around.start == 1 and around.parent is not None:
            if words.search(around.class_words):
                yield from _names_in(context.element, block.text)
                break
            around = around.parent
        for element in islice(_elements_of(block), _MAX_INLINE):
            if words.search(element.get("class") or ""):
                yield from _names_in(element, _name(element))


def _names_in(element: _Element, text: str) -> Iterator[str]:
    names = [name for link in islice(element.iter("a"), 3) if (name := _name(link))]
    # "Category: Local"
    yield from names or [text.rpartition(":")[2].strip(_EDGES)]


def _of_directories(blocks: list[Block], page: Page) -> Iterator[str]:
    """Texts of links in *blocks* to a directory, not the top one, that the page is in."""
    here = urlsplit(page.url)
    for block in blocks:
        if len(block.text) > _MAX_BLOCK_LENGTH or block.context.roles_around & _BESIDE:
            continue
        links = [element for element in islice(_elements_of(block), _MAX_INLINE) if element.tag == "a"]
        if len(links) > _MAX_LINKS:
            continue
        for link in links:
            target = urlsplit(page.absolute(link.get("href")) or "")
            path = target.path.rstrip("/") + "/"
            if len(path) > 2 and target.netloc == here.netloc and here.path.startswith(path) and here.path != path:
                yield _name(link)


def _elements_of(block: Block) -> Iterator[_Element]:
    """What is in the block's element, only inline ones where it holds other blocks, too."""
    context = block.context
    return context.element.iterdescendants() if context.end - context.start == 1 else _inline(context.element)


def _inline(element: _Element, depth: int = 3) -> Iterator[_Element]:
    for child in element:
        if child.tag in INLINE_TAGS:
            yield child
            if depth:
                yield from _inline(child, depth - 1)


def _name(element: _Element) -> str:
    return (short_text(element, MAX_SECTION_LENGTH) or "").strip(_EDGES)


def _is_section(name: str, page: Page, headline: str | None) -> bool:
    return (
        1 < len(name) <= MAX_SECTION_LENGTH
        and len(name.split()) <= _MAX_WORDS
        and not _DATE.search(name)
        and not name.endswith(_SENTENCE_END)
        and name.casefold() not in NO_SECTIONS
        and name != page.site_name
        and not (headline and name in headline and len(name.split()) >= 3)
    )
