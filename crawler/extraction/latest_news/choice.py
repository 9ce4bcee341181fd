"""Blocks in which a page lists its publisher's newest articles, and their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from lxml.etree import _Element

from crawler.extraction.blocks import Block
from crawler.extraction.latest_news.dated_lists import are_newest_first, shows_date, timed_lists
from crawler.extraction.latest_news.embedded_lists import embedded_list
from crawler.extraction.latest_news.entry_dates import ShownDate, entry_dates
from crawler.extraction.latest_news.labelled_lists import ListFinder, innermost
from crawler.extraction.latest_news.latest_entries import MAX_ENTRIES, ListEntry, list_entries
from crawler.extraction.latest_news.link_blocks import SiteLinks
from crawler.extraction.latest_news.list_labels import (
    MAX_LIST_LABEL_LENGTH,
    LabelKind,
    begins_with_latest_label,
    is_latest_label,
    list_kind,
)
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import INLINE_TAGS, one_line, short_text, weight
from crawler.items import LatestNewsEntry
from crawler.urls import clean_url

_MIN_ENTRIES = 3
# Bound for pages made to take time: no page has so many lists.
_MAX_LABELS = 30
# What may stand in a line of text.
_IN_LINES = INLINE_TAGS | {"br"}
# A list of links that are tabs over other lists says hardly more.
_MAX_TABS_LENGTH = 150
# Menus name sections in a word or two; so brief may headlines be where dates show that they are some.
_MIN_TYPICAL_WEIGHT = 25
_MIN_DATED_WEIGHT = 12
# And menu items are hardly ever so long.
_MIN_SENTENCE_WEIGHT = 40
_MEDIA = re.compile(r"/(?:videos?|podcasts?|audios?|galler(?:y|ies)|galerias?|fotos?|photos?|tv)/", re.IGNORECASE)


@dataclass(slots=True)
class LatestNews:
    """Entries of all blocks, and the elements that hold them (what is inside belongs to other articles)."""

    entries: list[LatestNewsEntry] = field(default_factory=list)
    elements: list[_Element] = field(default_factory=list)
    source: str = "none"
    """How they were found: by a label ("labelled_block"), by the times they show ("dated_list"), or only as data
    ("embedded_data")."""

    def add(self, elements: Iterable[_Element], entries: list[LatestNewsEntry]) -> None:
        """Add a block; one that a page shows twice (for narrow and wide screens, perhaps longer) gives its entries
        once."""
        self.elements.extend(elements)
        shown = self._pages_under(entries[0].label) if entries else set()
        new = [entry for entry in entries if _page_of(entry) not in shown]
        if len(new) * 2 > len(entries):
            every = set(map(_page_of, self.entries))
            new = entries if any(_page_of(entry) not in every for entry in entries) else []
        for entry in new:
            self.entries.append(entry)
            entry.position = len(self.entries)

    def _pages_under(self, label: str | None) -> set[str]:
        return {_page_of(entry) for entry in self.entries if entry.label == label}


def _page_of(entry: LatestNewsEntry) -> str:
    return clean_url(entry.url or "")


def find_latest_news(page: Page, language: str | None = None) -> LatestNews:
    """Read every block that is labelled as the newest articles, in document order; on a page without such a label, one
    that shows by its times that it is."""
    return _Search(page, language).run()


def read_latest_news(page: Page, blocks: Iterable[_Element], language: str | None = None) -> LatestNews:
    """Read elements that are known to list the newest articles, whatever their labels."""
    latest = LatestNews()
    links = SiteLinks(page)
    for block in blocks:
        entries = list_entries([block], links)
        latest.add([block], _items(entries, entry_dates(entries, language, page.fetched_at), None))
    return latest


Label = tuple[_Element, _Element | None, str]
"""The element that a label stands in, the child it stands after, and its text."""


class _Search:
    def __init__(self, page: Page, language: str | None) -> None:
        self._page = page
        self._language = language
        self._links = SiteLinks(page)
        self._finder = ListFinder(page, self._links, language)
        self._latest = LatestNews()
        self._taken: set[_Element] = set()

    def run(self) -> LatestNews:
        labels: list[Label] = []
        neutral: list[Label] = []
        begun: list[Block] = []
        timed: list[Block] = []
        for block in self._page.outline.blocks:
            text = block.text
            if block.headline_links is not None:
                if not block.headline_links and len(text) <= _MAX_TABS_LENGTH:
                    labels.extend(_tab_labels(block))
                continue
            if len(text) <= MAX_LIST_LABEL_LENGTH and (kind := list_kind(text)) is not None:
                roles = block.context.roles_around
                is_menu_item = kind is LabelKind.NEUTRAL and block.link_density and roles & Role.NAVIGATION
                if not roles & Role.COMMENT and not is_menu_item:
                    label = (*innermost(block.context.element, text), text)
                    (labels if kind is LabelKind.LATEST else neutral).append(label)
            elif block.link_density and begins_with_latest_label(text):
                begun.append(block)
            if (text[0].isdigit() or text[-1].isdigit() or text[1:2].isdigit()) and shows_date(text):
                timed.append(block)
        self._latest.source = "labelled_block"
        self._read_labelled(labels)
        if not self._latest.entries:
            self._read_labelled(self._inline_labels(begun))
        if not self._latest.entries and len(timed) >= _MIN_ENTRIES:
            self._read_labelled(neutral, only_dated=True)
        if not self._latest.entries:
            self._latest.source = "dated_list"
            for top in timed_lists(self._page, timed):
                if not self._latest.entries:
                    self._read([top], None, only_dated=True)
        if not self._latest.entries:
            entries = embedded_list(self._page, self._links, self._language)
            self._latest.source = "embedded_data" if entries else "none"
            self._latest.add([], entries)
        return self._latest

    def _read_labelled(self, labels: Iterable[Label], *, only_dated: bool = False) -> None:
        for element, after, label in islice(labels, _MAX_LABELS):
            if not self._is_taken(element) and not self._is_headline(element, label):
                region = self._finder.list_of(element, after)
                if region and not self._is_taken(region[0]):
                    self._read(region, label, only_dated=only_dated)

    def _is_headline(self, element: _Element, label: str) -> bool:
        """Whether *label* is the headline of an article that it leads to ("The Latest: ...")."""
        link = next((above for above in (element, *element.iterancestors()) if above.tag == "a"), None)
        link = next(element.iter("a"), None) if link is None else link
        found = self._links.url(link) if link is not None else None
        return found is not None and self._links.is_article(found[1]) and weight(label) >= _MIN_TYPICAL_WEIGHT

    def _is_taken(self, element: _Element) -> bool:
        return element in self._taken or any(above in self._taken for above in element.iterancestors())

    def _read(self, region: list[_Element], label: str | None, *, only_dated: bool = False) -> None:
        entries = list_entries(region, self._links)
        if not _MIN_ENTRIES <= len(entries) <= MAX_ENTRIES or _are_media(entries):
            return
        dates = entry_dates(entries, self._language, self._page.fetched_at)
        if not _are_headlines(entries, dates) or self._is_menu(region, entries) or self._is_text(region, entries):
            return
        if not only_dated or are_newest_first(dates):
            self._taken.update(region)
            self._latest.add(self._around(region), _items(entries, dates, label))

    def _around(self, region: list[_Element]) -> list[_Element]:
        """*region*, or the element that holds it where links stand in lines of text: the dates are between them."""
        parent = region[0].getparent()
        if parent is None or not all(element.tag in _IN_LINES for element in region):
            return region
        is_more = parent is self._page.body or parent in self._page.outline.main_elements
        return region if is_more or next(parent.iter("h1"), None) is not None else [parent]

    def _is_menu(self, region: Sequence[_Element], entries: Sequence[ListEntry]) -> bool:
        """Whether *region* is navigation whose links do not look like those to articles."""
        if not self._page.outline.roles_around(region[0]) & Role.NAVIGATION:
            return False
        is_brief = median(weight(entry.headline) for entry in entries) < _MIN_SENTENCE_WEIGHT
        return is_brief and sum(self._links.is_article(entry.key) for entry in entries) * 3 < len(entries) * 2

    def _is_text(self, region: Sequence[_Element], entries: Sequence[ListEntry]) -> bool:
        """Whether *region* is running text with links in it: it has more paragraphs than entries."""
        outline = self._page.outline
        inside = outline.contexts_in(set(region))
        return sum(block.is_paragraph for block in outline.blocks if block.context in inside) > len(entries)

    def _inline_labels(self, blocks: Iterable[Block]) -> Iterator[Label]:
        """Labels in elements of their own at the beginning of lines that go on with the entry."""
        for block in blocks:
            element, after = innermost(block.context.element, block.text)
            text = one_line(element.text)
            if after is None and element is not block.context.element and is_latest_label(text):
                yield element, None, text


def _tab_labels(block: Block) -> Iterator[Label]:
    """Labels of the newest articles among the links of a list."""
    for link in block.context.element.iter("a"):
        text = short_text(link, MAX_LIST_LABEL_LENGTH)
        if text and list_kind(text) is LabelKind.LATEST:
            yield *innermost(link, text), text


def _are_headlines(entries: Sequence[ListEntry], dates: Sequence[ShownDate | None]) -> bool:
    """Whether *entries* are articles and no menu of sections."""
    typical = median(weight(entry.headline) for entry in entries)
    is_dated = sum(date is not None for date in dates) * 2 > len(dates)
    return typical >= (_MIN_DATED_WEIGHT if is_dated else _MIN_TYPICAL_WEIGHT)


def _are_media(entries: Sequence[ListEntry]) -> bool:
    """Whether most of *entries* are videos, recordings or galleries by their URLs."""
    return sum(bool(_MEDIA.search(entry.url)) for entry in entries) * 2 > len(entries)


def _items(entries: Sequence[ListEntry], dates: Sequence[ShownDate | None], label: str | None) -> list[LatestNewsEntry]:
    return [
        LatestNewsEntry(
            headline=entry.headline,
            url=entry.url,
            date_published=date.value if date else None,
            date_published_raw=date.raw if date else None,
            label=label,
        )
        for entry, date in zip(entries, dates, strict=True)
    ]
