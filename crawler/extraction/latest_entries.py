"""The entries of a list of links: one an article, with its headline and the texts shown beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS
from crawler.extraction.entry_texts import headline_places, placed_texts
from crawler.extraction.link_blocks import SiteLinks, link_text, look_of
from crawler.extraction.text import UNSEEN_TAGS, one_line, short_text, weight

# A block with more entries is an index of the site, not a list beside an article.
MAX_ENTRIES = 120
_MAX_LINKS = 5 * MAX_ENTRIES
# So long a text, of a link to an article, names no section and no author.
_SURE_HEADLINE_WEIGHT = 25
# "More" is no headline, wherever it stands.
_MIN_RESCUED_WEIGHT = 8
# Dates are shorter, even with an author or a place before them.
_MAX_DATE_LENGTH = 80
# Siblings of an entry that are looked at for its date.
_MAX_SIBLINGS = 6


@dataclass(slots=True)
class ListEntry:
    url: str
    key: str
    """Identifies the page that `url` leads to."""
    headline: str
    item: _Element
    """The largest element that holds this entry and no other."""
    texts: list[str] = field(default_factory=list)
    """Short texts of the item besides the headline, in order: the date is among them, if any is shown."""
    before: list[str] = field(default_factory=list)
    """Short texts between the entry before and this one, the nearest first."""
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Candidate:
    url: str
    links: list[_Element] = field(default_factory=list)
    best: _Element | None = None
    text: str = ""


def list_entries(region: Sequence[_Element], links: SiteLinks, end: _Element | None = None) -> list[ListEntry]:
    """Entries of the neighbouring elements *region*, in document order, up to the element *end*."""
    tops = set(region)
    candidates: dict[str, _Candidate] = {}
    for link in islice(_links_before(region, end), _MAX_LINKS):
        found = links.url(link)
        if found is None:
            continue
        url, key = found
        candidate = candidates.setdefault(key, _Candidate(url))
        candidate.links.append(link)
        text = link_text(link)
        if candidate.best is None or _is_better(link, text, candidate.best, candidate.text):
            candidate.best, candidate.text = link, text
    strong = {key for key, found in candidates.items() if links.is_headline(found.text, key)}
    paths = {key: _path(found.best, tops) for key, found in candidates.items() if found.best is not None}
    main = _main_path([(paths[key], weight(candidates[key].text)) for key in strong])
    anchors = {
        key
        for key, found in candidates.items()
        if (paths[key] == main and (key in strong or _may_be_entry(found.text, key, links)))
        or (key in strong and _is_heading_link(found.best))
    }
    holders = _holders({key: candidates[key].links for key in anchors}, tops)
    accepted = [
        key
        for key, found in candidates.items()
        if key in anchors
        or (
            key in strong
            and (
                (links.is_article(key) and weight(found.text) >= _SURE_HEADLINE_WEIGHT)
                or not _is_beside(found.links, holders, tops)
            )
        )
    ]
    holders = _holders({key: candidates[key].links for key in accepted}, tops)
    items = {key: _item(candidates[key].links, key, holders, tops) for key in accepted}
    texts = {key: placed_texts(items[key], candidates[key].links) for key in accepted}
    places = headline_places(list(texts.values()))
    entries = []
    for key in accepted:
        by_place = {placed.place: placed for placed in reversed(texts[key])}
        headline = next((by_place[place] for place in places if place in by_place), None)
        entries.append(
            ListEntry(
                candidates[key].url,
                key,
                headline.text if headline else candidates[key].text,
                items[key],
                [
                    placed.text
                    for placed in texts[key]
                    if placed is not headline and len(placed.text) <= _MAX_DATE_LENGTH
                ],
                list(_texts_before(items[key], holders, tops)),
                list(_texts_after(items[key], holders)),
            )
        )
    return entries


def _may_be_entry(text: str, key: str, links: SiteLinks) -> bool:
    """Whether a link in the place of the headlines is one, though it does not look so by itself."""
    return links.is_article(key) if weight(text) < _MIN_RESCUED_WEIGHT else links.is_entry(key)


def _links_before(region: Sequence[_Element], end: _Element | None) -> Iterator[_Element]:
    for element in region:
        tags = ("a",) if end is None else ("a", end.tag)
        for inner in element.iter(*tags):
            if inner is end:
                return
            if inner.tag == "a":
                yield inner


def _is_better(link: _Element, text: str, other: _Element, other_text: str) -> bool:
    """Whether *link* shows the headline rather than *other*, which leads to the same page."""
    if not text or not other_text:
        return bool(text)
    if _is_heading_link(link) != _is_heading_link(other):
        return _is_heading_link(link)
    return len(text) > len(other_text)


def _is_heading_link(link: _Element | None) -> bool:
    """Whether *link* is in a heading, or holds one."""
    if link is None:
        return False
    parent = link.getparent()
    return (
        (parent is not None and parent.tag in HEADING_TAGS)
        or next(link.iter(*HEADING_TAGS), None) is not None
        or (parent is not None and (above := parent.getparent()) is not None and above.tag in HEADING_TAGS)
    )


def _path(link: _Element | None, tops: set[_Element]) -> tuple[str, ...]:
    """Tags and first classes of the elements from *link* up to the list."""
    steps: list[str] = []
    element = link
    while element is not None:
        if element in tops and steps:
            break
        steps.append(look_of(element))
        if element in tops:
            break
        element = element.getparent()
    return tuple(steps)


def _main_path(found: Sequence[tuple[tuple[str, ...], float]]) -> tuple[str, ...] | None:
    """The most frequent path; of two as frequent that of the longer texts."""
    counts = Counter(path for path, _ in found)
    if not counts:
        return None
    most = max(counts.values())
    return max(
        (path for path, count in counts.items() if count == most),
        key=lambda path: median(text for other, text in found if other == path),
    )


def _holders(links: dict[str, list[_Element]], tops: set[_Element]) -> dict[_Element, set[str]]:
    """For each element around one of *links* the pages that links in it lead to."""
    holders: dict[_Element, set[str]] = {}
    for key, every in links.items():
        for link in every:
            element: _Element | None = link
            while element is not None:
                holders.setdefault(element, set()).add(key)
                if element in tops:
                    break
                element = element.getparent()
    return holders


def _is_beside(links: Sequence[_Element], holders: dict[_Element, set[str]], tops: set[_Element]) -> bool:
    """Whether *links* stand in the item of one other entry: its author, section or comments."""
    for link in links:
        element: _Element | None = link
        while element is not None and element not in holders:
            if element in tops:
                break
            element = element.getparent()
        if element is not None and len(holders.get(element, ())) == 1 and element not in tops:
            return True
    return False


def _item(links: Sequence[_Element], key: str, holders: dict[_Element, set[str]], tops: set[_Element]) -> _Element:
    """The largest element around the first of *links* that holds no other entry."""
    item = links[0]
    for above in links[0].iterancestors():
        if item in tops or holders.get(above) != {key}:
            break
        item = above
    return item


def _texts_before(item: _Element, holders: dict[_Element, set[str]], tops: set[_Element]) -> Iterator[str]:
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


def _texts_after(item: _Element, holders: dict[_Element, set[str]]) -> Iterator[str]:
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
    return short_text(element, _MAX_DATE_LENGTH) if is_seen else None
