"""The entries of a list of links: one an article, with its headline and the texts shown beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS
from crawler.extraction.latest_news.entry_items import (
    MAX_DATE_LENGTH,
    Holders,
    holders_of,
    item_of,
    stands_beside_entry,
    texts_after,
    texts_before,
)
from crawler.extraction.latest_news.entry_texts import headline_places, placed_texts
from crawler.extraction.latest_news.link_blocks import SiteLinks, link_text, look_of
from crawler.extraction.latest_news.list_labels import MAX_LIST_LABEL_LENGTH, is_other_label
from crawler.extraction.text import short_text, weight

# A block with more entries is an index of the site, not a list beside an article.
MAX_ENTRIES = 120
_MAX_LINKS = 5 * MAX_ENTRIES
# Links read in a whole page, twice as many as a crawl follows: for each of them its place, date and kind are found out.
# Of real pages (1,488) none has more than 1,500.
_MAX_PAGE_LINKS = 10_000
# So long a text, of a link to an article, names no section and no author.
_SURE_HEADLINE_WEIGHT = 25
# "More" is no headline, wherever it stands.
_MIN_RESCUED_WEIGHT = 8


@dataclass(slots=True)
class ListEntry:
    url: str
    key: str
    """Identifies the page that `url` leads to."""
    headline: str
    texts: list[str] = field(default_factory=list)
    """Short texts of the item besides the headline, in order: the date is among them, if any is shown."""
    before: list[str] = field(default_factory=list)
    """Short texts between the entry before and this one, the nearest first."""
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Candidate:
    url: str
    position: int
    best: _Element
    """The link that shows the headline."""
    text: str
    """Its text."""
    links: list[_Element] = field(default_factory=list)


def list_entries(region: Sequence[_Element], links: SiteLinks) -> list[ListEntry]:
    """Entries of the neighbouring elements *region*, in document order, up to the label of another list."""
    tops = set(region)
    candidates, foreign = _candidates(region, links)
    strong = {key for key, found in candidates.items() if links.is_headline(found.text, key)}
    paths = {key: _path(found.best, tops) for key, found in candidates.items()}
    main = _main_path([(paths[key], weight(candidates[key].text)) for key in strong])
    in_place = {
        key
        for key, found in candidates.items()
        if (paths[key] == main and (key in strong or _may_be_entry(found.text, key, links)))
        or (key in strong and is_heading_link(found.best))
    }
    holders = holders_of({key: candidates[key].links for key in in_place}, tops)
    accepted = {
        key: found
        for key, found in candidates.items()
        if key in in_place
        or (key in strong and _is_sure_headline(found.text, key, links))
        or (key in strong and not stands_beside_entry(found.links, holders, tops))
    }
    entries = read_entries(accepted, tops)
    of_sisters = {key: found for key, found in foreign.items() if _path(found.best, tops) == main}
    if of_sisters and len(of_sisters) <= len(entries) and all(_shows_number(entry) for entry in entries):
        entries = _with_sister_sites(accepted | of_sisters, tops, set(of_sisters))
    return entries


def page_candidates(body: _Element, links: SiteLinks) -> dict[str, Candidate]:
    """The pages of the site that links in *body* lead to, by the key of its URL, in the order of their first links."""
    found: dict[str, Candidate] = {}
    for position, link in enumerate(islice(body.iter("a"), _MAX_PAGE_LINKS)):
        if (target := links.url(link)) is not None:
            _add(found, target, position, link)
    return found


def _candidates(region: Sequence[_Element], links: SiteLinks) -> tuple[dict[str, Candidate], dict[str, Candidate]]:
    """Linked pages of the site, and articles of others, by the key of their URL, in the order of their first links."""
    own: dict[str, Candidate] = {}
    foreign: dict[str, Candidate] = {}
    for position, link in enumerate(islice(_links_of(region), _MAX_LINKS)):
        found = links.url(link)
        group = own
        if found is None:
            found, group = links.foreign_article(link), foreign
        if found is None:
            continue
        _add(group, found, position, link)
    return own, foreign


def _add(group: dict[str, Candidate], target: tuple[str, str], position: int, link: _Element) -> None:
    url, key = target
    text = link_text(link)
    candidate = group.get(key)
    if candidate is None:
        candidate = group[key] = Candidate(url, position, link, text)
    elif _is_better(link, text, candidate.best, candidate.text):
        candidate.best, candidate.text = link, text
    candidate.links.append(link)


def read_entries(
    accepted: Mapping[str, Candidate], tops: set[_Element], holders: Holders | None = None
) -> list[ListEntry]:
    """Entries of the pages *accepted*; an item ends at *tops*, and where it would hold another entry of *holders*:
    those of *accepted* alone unless given."""
    if holders is None:
        holders = holders_of({key: found.links for key, found in accepted.items()}, tops)
    items = {key: item_of(found.links, key, holders, tops) for key, found in accepted.items()}
    texts = {key: placed_texts(items[key], found.links) for key, found in accepted.items()}
    rank = {place: number for number, place in enumerate(headline_places(list(texts.values())))}
    entries = []
    for key, found in accepted.items():
        by_place = {placed.place: placed for placed in reversed(texts[key])}
        headline = by_place[min(by_place, key=rank.__getitem__)] if by_place else None
        beside = [placed.text for placed in texts[key] if placed is not headline]
        entries.append(
            ListEntry(
                url=found.url,
                key=key,
                headline=headline.text if headline else found.text,
                texts=[text for text in beside if len(text) <= MAX_DATE_LENGTH],
                before=list(texts_before(items[key], holders, tops)),
                after=list(texts_after(items[key], holders)),
            )
        )
    return entries


def _with_sister_sites(accepted: Mapping[str, Candidate], tops: set[_Element], of_sisters: set[str]) -> list[ListEntry]:
    """Entries with those of other sites that show what all others do: a publisher's list may hold articles of its
    sister sites, and an advertisement in the same place has no date."""
    in_order = dict(sorted(accepted.items(), key=lambda item: item[1].position))
    return [entry for entry in read_entries(in_order, tops) if entry.key not in of_sisters or _shows_number(entry)]


def _shows_number(entry: ListEntry) -> bool:
    return any(character.isdigit() for text in entry.texts for character in text)


def _is_sure_headline(text: str, key: str, links: SiteLinks) -> bool:
    return links.is_article(key) and weight(text) >= _SURE_HEADLINE_WEIGHT


def _may_be_entry(text: str, key: str, links: SiteLinks) -> bool:
    """Whether a link in the place of the headlines is one, though it does not look so by itself."""
    return links.is_article(key) if weight(text) < _MIN_RESCUED_WEIGHT else links.is_entry(key)


def _links_of(region: Sequence[_Element]) -> Iterator[_Element]:
    for element in region:
        for inner in element.iter("a", *HEADING_TAGS):
            if inner.tag == "a":
                yield inner
            elif is_other_label(short_text(inner, MAX_LIST_LABEL_LENGTH) or ""):
                return


def _is_better(link: _Element, text: str, other: _Element, other_text: str) -> bool:
    """Whether *link* shows the headline rather than *other*, which leads to the same page."""
    if not text or not other_text:
        return bool(text)
    if is_heading_link(link) != is_heading_link(other):
        return is_heading_link(link)
    return len(text) > len(other_text)


def is_heading_link(link: _Element) -> bool:
    """Whether *link* is in a heading, or holds one."""
    parent = link.getparent()
    return (
        (parent is not None and parent.tag in HEADING_TAGS)
        or next(link.iter(*HEADING_TAGS), None) is not None
        or (parent is not None and (above := parent.getparent()) is not None and above.tag in HEADING_TAGS)
    )


def _path(link: _Element, tops: set[_Element]) -> tuple[str, ...]:
    """Tags and first classes of the elements from *link* up to the list."""
    steps: list[str] = []
    element: _Element | None = link
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
