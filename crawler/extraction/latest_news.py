"""Blocks in which a page lists its publisher's newest articles, and their entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from crawler.extraction.blocks import Role, role_of
from crawler.extraction.date_text import find_date
from crawler.extraction.labels import MAX_LABEL_LENGTH, is_latest_news_label, is_other_block_label
from crawler.extraction.page import Page
from crawler.extraction.text import UNSEEN_TAGS, element_text, one_line, weight
from crawler.items import LatestNewsEntry
from crawler.urls import clean_url, site_of

_MIN_ENTRIES = 2
# A label is at most this many elements below the block it labels ("div.widget > header > h3 > span").
_MAX_CLIMB = 5
# Shorter link texts are buttons and sections ("More", "Sport").
_MIN_HEADLINE_LENGTH = 12
# A block with more entries is an index of the site, not a list beside an article.
_MAX_ENTRIES = 120
# A time without a day, as tickers show it.
_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d:.])")
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def is_headline(text: str) -> bool:
    """Whether a link's text is long enough for a headline; Chinese and Japanese ones need fewer characters."""
    return weight(text) >= _MIN_HEADLINE_LENGTH


@dataclass(slots=True)
class LatestNews:
    """Entries of all blocks, and the elements that hold them (what is inside belongs to other articles)."""

    entries: list[LatestNewsEntry] = field(default_factory=list)
    elements: list[_Element] = field(default_factory=list)


def find_latest_news(page: Page, language: str | None = None) -> LatestNews:
    """Read every labelled block of newest articles, in document order; a block rendered twice counts once."""
    found = LatestNews()
    seen_lists: set[tuple[str, ...]] = set()
    for label_element, label in _labels(page):
        if any(_is_inside(label_element, element) for element in found.elements):
            continue
        block = _labelled_block(page, label_element)
        if block is None:
            continue
        entries = list(_entries(page, block, label_element, label, language))
        if not _MIN_ENTRIES <= len(entries) <= _MAX_ENTRIES:
            continue
        found.elements.append(block)
        urls = tuple(entry.url or "" for entry in entries)
        if urls not in seen_lists:
            seen_lists.add(urls)
            found.entries.extend(entries)
    for position, entry in enumerate(found.entries, 1):
        entry.position = position
    return found


def _labels(page: Page) -> Iterator[tuple[_Element, str]]:
    """Elements whose whole text is a latest-news label, the innermost one of each."""
    for element in page.body.iter():
        if not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            continue
        text = one_line(element.text)
        if not text or len(text) > MAX_LABEL_LENGTH or not is_latest_news_label(text):
            continue
        if element.tag == "a" and _is_inside_role(element, Role.NAVIGATION):
            continue
        yield element, text


def _labelled_block(page: Page, label: _Element) -> _Element | None:
    """The smallest element around *label* that holds entries after it; None when that is the article itself."""
    element = label
    for _ in range(_MAX_CLIMB):
        parent = element.getparent()
        if parent is None or parent is page.body:
            return None
        element = parent
        if any(h1 is not label and _is_inside(h1, element) for h1 in page.h1_elements):
            return None
        if len({clean_url(url) for url, _ in _article_links(page, element, label)}) >= _MIN_ENTRIES:
            return element
    return None


def _article_links(page: Page, block: _Element, label: _Element) -> Iterator[tuple[str, _Element]]:
    """Links to pages of the site after *label*, up to the label of another block."""
    started = False
    for element in block.iter():
        if element is label:
            started = True
        elif not started or not isinstance(element.tag, str):
            continue
        elif element.tag == "a":
            url = page.absolute(element.get("href"))
            if url and site_of(url) == site_of(page.url) and not _is_inside(element, label):
                yield url, element
        elif element.tag in _HEADING_TAGS and not _is_inside(element, label):
            text = element_text(element)
            if is_other_block_label(text) or is_latest_news_label(text):
                return


def _entries(
    page: Page, block: _Element, label_element: _Element, label: str, language: str | None
) -> Iterator[LatestNewsEntry]:
    """One entry an article, whatever the number of links to it; the longest link text is its headline."""
    texts: dict[str, tuple[str, str, _Element]] = {}
    for url, link in _article_links(page, block, label_element):
        key = clean_url(url)
        text = _headline_of(link)
        if key not in texts or len(text) > len(texts[key][1]):
            texts[key] = (url, text, link)
    for url, headline, link in texts.values():
        if not is_headline(headline):
            continue
        item = _item_of(page, link, block, label_element)
        beside = element_text(item)
        found = find_date(beside, language) or find_date(_text_after(item), language)
        clock = None if found else _CLOCK.search(beside.replace(headline, " "))
        yield LatestNewsEntry(
            headline=headline,
            url=url,
            date_published=found.value if found else None,
            date_published_raw=found.raw if found else clock.group() if clock else None,
            label=label,
        )


def _headline_of(link: _Element) -> str:
    """Text of the heading inside *link*, or of the link without a date printed in an element of its own."""
    for element in link.iterdescendants(*_HEADING_TAGS):
        return element_text(element)
    dates = {element_text(element) for element in link.iterdescendants("time", "span", "div", "small", "p", "em")}
    text = element_text(link)
    for part in dates:
        if part != text and find_date(part) and text.startswith(part):
            text = text.removeprefix(part).strip()
        elif part != text and find_date(part):
            text = text.removesuffix(part).strip()
    return text


def _item_of(page: Page, link: _Element, block: _Element, label: _Element) -> _Element:
    """The largest element around *link* that holds no link to another article, below *block*."""
    key = clean_url(page.absolute(link.get("href")) or page.url)
    item = link
    for ancestor in link.iterancestors():
        if ancestor is block or _is_inside(label, ancestor):
            break
        others = (page.absolute(other.get("href")) for other in ancestor.iter("a"))
        if any(url and clean_url(url) != key for url in others):
            break
        item = ancestor
    return item


def _text_after(item: _Element) -> str:
    """What stands between *item* and the next link: the date, in lists without an element for each entry."""
    pieces = [item.tail or ""]
    for sibling in item.itersiblings():
        if sibling.tag == "a" or next(sibling.iter("a"), None) is not None:
            break
        pieces += [" ", element_text(sibling), " ", sibling.tail or ""]
    return "".join(pieces)


def _is_inside(element: _Element, ancestor: _Element) -> bool:
    return element is ancestor or any(above is ancestor for above in element.iterancestors())


def _is_inside_role(element: _Element, role: Role) -> bool:
    return any(role_of(above, str(above.tag)) & role for above in element.iterancestors())
