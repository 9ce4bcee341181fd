"""The item of each entry of a list: the element that holds it and no other, and what stands between two items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml.etree import _Element

from crawler.extraction.text import UNSEEN_TAGS, one_line, short_text

# Dates are shorter, even with an author or a place before them.
MAX_DATE_LENGTH = 80
# Siblings of an entry that are looked at for its date.
_MAX_SIBLINGS = 6

Holders = dict[_Element, str | None]
"""For each element around a link of an entry the key of the entry, None when it holds several."""


def holders_of(links: Mapping[str, Sequence[_Element]], tops: set[_Element]) -> Holders:
    """For each element around one of *links* the page that links in it lead to, if it is one.

    Each element changes twice at most, and what is around it changes no more often: links two thousand elements deep
    cost no more than others.
    """
    holders: Holders = {}
    for key, every in links.items():
        for link in every:
            element: _Element | None = link
            while element is not None:
                if element not in holders:
                    holders[element] = key
                elif holders[element] in (None, key):
                    break
                else:
                    holders[element] = None
                if element in tops:
                    break
                element = element.getparent()
    return holders


def stands_beside_entry(links: Sequence[_Element], holders: Holders, tops: set[_Element]) -> bool:
    """Whether *links* stand in the item of one other entry: its author, section or comments."""
    for link in links:
        element: _Element | None = link
        while element is not None and element not in holders:
            if element in tops:
                break
            element = element.getparent()
        if element is not None and holders.get(element) is not None and element not in tops:
            return True
    return False


def item_of(links: Sequence[_Element], key: str, holders: Holders, tops: set[_Element]) -> _Element:
    """The largest element around the first of *links* that holds no other entry."""
    item = links[0]
    for above in links[0].iterancestors():
        if item in tops or holders.get(above) != key:
            break
        item = above
    return item


def texts_before(item: _Element, holders: Holders, tops: set[_Element]) -> Iterator[str]:
    """Short texts between *item* and the entry before it, the nearest first; also those above the list that it is the
    first entry of."""
    element = item
    while True:
        for sibling in islice(element.itersiblings(preceding=True), _MAX_SIBLINGS):
            if line := one_line(sibling.tail):
                yield line
            if sibling in holders:
                return
            if text := _short_text(sibling):
                yield text
        parent = element.getparent()
        if parent is None or element in tops:
            return
        if line := one_line(parent.text):
            yield line
        element = parent


def texts_after(item: _Element, holders: Holders) -> Iterator[str]:
    """Short texts between *item* and the next entry beside it."""
    if line := one_line(item.tail):
        yield line
    for sibling in islice(item.itersiblings(), _MAX_SIBLINGS):
        if sibling in holders:
            return
        if text := _short_text(sibling):
            yield text
        if line := one_line(sibling.tail):
            yield line


def _short_text(element: _Element) -> str | None:
    is_seen = isinstance(element.tag, str) and element.tag not in UNSEEN_TAGS
    return short_text(element, MAX_DATE_LENGTH) if is_seen else None
