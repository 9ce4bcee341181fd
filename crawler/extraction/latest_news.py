"""Blocks in which a page lists its publisher's newest articles, and their entries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS
from crawler.extraction.date_text import find_date
from crawler.extraction.labels import MAX_LABEL_LENGTH, is_latest_news_label, is_other_block_label
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import UNSEEN_TAGS, one_line, short_text, weight
from crawler.items import LatestNewsEntry
from crawler.urls import clean_url, site_of

_MIN_ENTRIES = 2
# A label is at most this many elements below the block it labels ("div.widget > header > h3 > span").
_MAX_CLIMB = 5
# Shorter link texts are buttons and sections ("More", "Sport").
_MIN_HEADLINE_WEIGHT = 12
# A block with more entries is an index of the site, not a list beside an article.
_MAX_ENTRIES = 120
# Bounds for pages made to take time. No list links to each of its articles so often, no page has so many lists.
_MAX_LINKS = 4 * _MAX_ENTRIES
_MAX_LABELS = 30
# A longer text is no headline, and an element that holds more is not one entry.
_MAX_HEADLINE_LENGTH = 500
_MAX_ITEM_LENGTH = 1_500
# A time without a day, as tickers show it.
_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d:.])")


@dataclass(slots=True)
class LatestNews:
    """Entries of all blocks, and the elements that hold them (what is inside belongs to other articles)."""

    entries: list[LatestNewsEntry] = field(default_factory=list)
    elements: list[_Element] = field(default_factory=list)

    def add(self, element: _Element, entries: list[LatestNewsEntry]) -> None:
        """Add a block; one that a page shows twice (for narrow and wide screens) gives its entries once."""
        self.elements.append(element)
        shown = {entry.url for entry in self.entries}
        if not all(entry.url in shown for entry in entries):
            for entry in entries:
                self.entries.append(entry)
                entry.position = len(self.entries)


def find_latest_news(page: Page, language: str | None = None) -> LatestNews:
    """Read every labelled block of newest articles, in document order."""
    found = LatestNews()
    for label_element, label in islice(_labels(page), _MAX_LABELS):
        if any(above in found.elements for above in (label_element, *label_element.iterancestors())):
            continue
        block = _labelled_block(page, label_element)
        if block is None:
            continue
        entries = _read_entries(page, block, label_element, label, language)
        if _MIN_ENTRIES <= len(entries) <= _MAX_ENTRIES:
            found.add(block, entries)
    return found


def read_latest_news(page: Page, blocks: Iterable[_Element], language: str | None = None) -> LatestNews:
    """Read elements that are known to list the newest articles, whatever their labels."""
    latest = LatestNews()
    for block in blocks:
        latest.add(block, _read_entries(page, block, None, None, language))
    return latest


def _labels(page: Page) -> Iterator[tuple[_Element, str]]:
    """Elements that begin with a latest-news label, the innermost one of each."""
    for element in page.body.iter():
        text = element.text
        if not text or text.isspace() or not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            continue
        text = one_line(text[: 10 * MAX_LABEL_LENGTH])
        if len(text) > MAX_LABEL_LENGTH or not is_latest_news_label(text):
            continue
        if element.tag == "a" and page.outline.roles_around(element) & Role.NAVIGATION:
            continue
        yield element, text


def _labelled_block(page: Page, label: _Element) -> _Element | None:
    """The smallest element around *label* that holds entries after it; None when that is the article itself."""
    for element in islice(label.iterancestors(), _MAX_CLIMB):
        if element is page.body or any(h1 is not label for h1 in element.iter("h1")):
            return None
        urls: set[str] = set()
        for url, _ in islice(_article_links(page, element, label), _MAX_LINKS):
            urls.add(clean_url(url))
            if len(urls) >= _MIN_ENTRIES:
                return None if _is_text_with_links(page, element) else element
    return None


def _is_text_with_links(page: Page, element: _Element) -> bool:
    """Whether *element* is the article, or a paragraph of it, that happens to begin like a label ("Latest: …"): it has
    more paragraphs than headlines that are links."""
    if element.tag != "p" and element not in page.outline.main_elements:
        return False
    inside = page.outline.contexts_in({element})
    blocks = [block for block in page.outline.blocks if block.context in inside]
    headlines = sum(block.link_density > 0.8 and weight(block.text) >= _MIN_HEADLINE_WEIGHT for block in blocks)
    return sum(block.is_paragraph for block in blocks) > headlines


def _article_links(page: Page, block: _Element, label: _Element | None) -> Iterator[tuple[str, _Element]]:
    """Links to pages of the site after *label*, up to the label of another block; without a label all of *block*."""
    site = site_of(page.url)
    in_label = set(label.iter()) if label is not None else set()
    started = label is None
    for element in block.iter("a", *HEADING_TAGS, *([label.tag] if label is not None else [])):
        if element in in_label:
            started = True
        elif not started:
            continue
        elif element.tag == "a":
            url = page.absolute(element.get("href"))
            if url and site_of(url) == site:
                yield url, element
        elif label is not None and element.tag in HEADING_TAGS:
            text = short_text(element, MAX_LABEL_LENGTH) or ""
            if is_other_block_label(text) or is_latest_news_label(text):
                return


def _read_entries(
    page: Page, block: _Element, label_element: _Element | None, label: str | None, language: str | None
) -> list[LatestNewsEntry]:
    """One entry an article, whatever the number of links to it; the longest link text is its headline."""
    links: dict[str, tuple[str, str, _Element]] = {}
    for url, link in islice(_article_links(page, block, label_element), _MAX_LINKS):
        key = clean_url(url)
        text = _headline_of(link)
        if key not in links or len(text) > len(links[key][1]):
            links[key] = (url, text, link)
    around_block = {block, *(label_element.iterancestors() if label_element is not None else ())}
    entries: list[LatestNewsEntry] = []
    dates_precede: bool | None = None
    for url, headline, link in links.values():
        if weight(headline) < _MIN_HEADLINE_WEIGHT:
            continue
        item = _item_of(page, link, around_block)
        if dates_precede is None:
            dates_precede = find_date(_text_beside(item, preceding=True), language) is not None
        # The headline may speak of a date itself.
        shown = (short_text(item, _MAX_ITEM_LENGTH) or "").replace(headline, " ", 1)
        found = find_date(shown, language) or find_date(_text_beside(item, preceding=dates_precede), language)
        clock = None if found else _CLOCK.search(shown)
        entries.append(
            LatestNewsEntry(
                headline=headline,
                url=url,
                date_published=found.value if found else None,
                date_published_raw=found.raw if found else clock and clock.group(),
                label=label,
            )
        )
    return entries


def _headline_of(link: _Element) -> str:
    """Text of the heading inside *link*, or of the link without a date at its beginning or in an element of its own."""
    for element in link.iterdescendants(*HEADING_TAGS):
        if text := short_text(element, _MAX_HEADLINE_LENGTH):
            return text
    text = short_text(link, _MAX_HEADLINE_LENGTH) or ""
    for element in link.iterdescendants("time", "span", "div", "small", "p", "em"):
        part = short_text(element, _MAX_HEADLINE_LENGTH)
        if part and part != text and find_date(part):
            text = (text.removeprefix(part) if text.startswith(part) else text.removesuffix(part)).strip()
    found = find_date(text)
    if found and text.startswith(found.raw) and len(text) > len(found.raw):
        text = text.removeprefix(found.raw).lstrip(" ,:|·•–—-")
    return text


def _item_of(page: Page, link: _Element, around_block: Collection[_Element]) -> _Element:
    """The largest element around *link*, but none of *around_block*, that holds no link to another article."""
    key = clean_url(page.absolute(link.get("href")) or page.url)
    item = link
    for ancestor in link.iterancestors():
        if ancestor in around_block:
            break
        others = (page.absolute(other.get("href")) for other in ancestor.iter("a"))
        if any(url and clean_url(url) != key for url in others):
            break
        item = ancestor
    return item


def _text_beside(item: _Element, *, preceding: bool) -> str:
    """What stands between *item* and the next (or the preceding) link: the date, in lists without an element for each
    entry."""
    pieces = [] if preceding else [item.tail or ""]
    for sibling in item.itersiblings(preceding=preceding):
        if sibling.tag == "a" or next(sibling.iter("a"), None) is not None:
            if preceding:
                pieces.append(sibling.tail or "")
            break
        text = short_text(sibling, _MAX_ITEM_LENGTH) if isinstance(sibling.tag, str) else None
        parts = [" ", text or "", " ", sibling.tail or ""]
        pieces += reversed(parts) if preceding else parts
    else:
        parent = item.getparent()
        if preceding and parent is not None:
            pieces.append(parent.text or "")
    return "".join(reversed(pieces) if preceding else pieces)
