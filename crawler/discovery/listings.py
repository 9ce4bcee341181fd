"""Links of a front, section or archive page: articles in page order, sections, the next page, announced feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from lxml.etree import _Element

from crawler.archive_urls import archive_page
from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.pagers import following_page, says_next
from crawler.extraction.latest_news.entry_dates import ShownDate, entry_dates
from crawler.extraction.latest_news.entry_items import holders_of
from crawler.extraction.latest_news.latest_entries import Candidate, is_heading_link, page_candidates, read_entries
from crawler.extraction.latest_news.link_blocks import SiteLinks, look_of
from crawler.extraction.latest_news.list_labels import label_kind
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import weight
from crawler.url_kinds import UrlKind, url_kind
from crawler.urls import clean_url

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
# A link whose URL could be anything leads to an article when its text has a headline's length. So many links in the
# same place tell it of a shorter text where most are to what is shaped like articles, of a longer one where none is.
_MIN_HEADLINE_WEIGHT = 25
_MIN_PEER_WEIGHT = 12
_SURE_HEADLINE_WEIGHT = 35
_MIN_PEERS = 3
# A link with more text is around a whole teaser, summary included: it leads to an article, but is not its title.
_MAX_TITLE_LENGTH = 300
_NAVIGATION = Role.NAVIGATION | Role.FOOTER


@dataclass(frozen=True, slots=True)
class ListedArticle(DiscoveredUrl):
    """A link to an article, and how the page shows it."""

    block: int = 0
    """Links in the same place of the page's structure are one block; counted from 1 in page order."""
    position: int = 0
    """Counted from 1 over all articles of the page, in the order of their first links."""
    date_published: str | None = None
    """ISO 8601 at the precision displayed; None when none is shown, or it cannot be resolved."""
    date_published_raw: str | None = None
    """The date as displayed."""


@dataclass(frozen=True, slots=True)
class Listing:
    articles: tuple[ListedArticle, ...]
    """In the order of their first links."""
    sections: tuple[str, ...]
    """Pages that probably list articles themselves: departments, categories, authors."""
    pagers: tuple[str, ...]
    """Further pages of this list."""
    feeds: tuple[str, ...]
    """Feeds the page announces (link rel=alternate)."""
    next_page: str | None = None
    """The next page of this list, by what the page calls it (rel=next, "Older posts") or by its number."""


def find_listing(page: Page, *, known: ArticleUrls | None = None, language: str | None = None) -> Listing:
    """Sort the links of *page* to its own site, by what was learned of its URLs (*known*). Every URL once; fragments
    and the page itself left out."""
    kind_of = known.kind if known else url_kind
    here = clean_url(page.url)
    links = SiteLinks(page)
    articles: dict[str, Candidate] = {}
    sections: dict[str, str] = {}
    pagers: dict[str, str] = {}
    candidates = {key: found for key, found in page_candidates(page.body, links).items() if key != here}
    places = _Places(page.body)
    choice = _Choice(page, candidates, kind_of, places)
    called_next: list[str] = []
    for key, found in candidates.items():
        kind = choice.kinds[key]
        has_relation = any("next" in (link.get("rel") or "").lower().split() for link in found.links)
        if has_relation or (says_next(found.text) and kind not in ("article", "gallery")):
            called_next.append(found.url)
            pagers[key] = found.url
        elif kind == "pager":
            pagers[key] = found.url
        elif choice.is_article(key, found):
            articles[key] = found
        elif kind in ("section", "list", "unknown") and (
            not page.outline.roles_around(found.best) & Role.FOOTER or archive_page(found.url)
        ):
            # Footers link to imprint, terms and sister sites; the sections in them are in the navigation too, but an
            # archive by month often is nowhere else.
            sections[key] = found.url
    for link in page.links("next"):
        if url := page.absolute(link.get("href")):
            pagers.setdefault(clean_url(url), url)
            called_next.insert(0, url)
    return Listing(
        _listed(page, articles, places, language),
        tuple(sections.values()),
        tuple(pagers.values()),
        _feeds(page),
        next(iter(called_next), None) or following_page(page.url, pagers.values()),
    )


class _Places:
    """Numbers for places in the page's structure: elements have the same one when all around them looks alike."""

    def __init__(self, top: _Element) -> None:
        self._number_of_element: dict[_Element, int] = {top: 0}
        self._number_of_step: dict[tuple[int, str], int] = {}

    def number(self, element: _Element) -> int:
        chain: list[_Element] = []
        node: _Element | None = element
        while node is not None and node not in self._number_of_element:
            chain.append(node)
            node = node.getparent()
        number = self._number_of_element[node] if node is not None else 0
        for inner in reversed(chain):
            step = (number, look_of(inner))
            number = self._number_of_step.setdefault(step, len(self._number_of_step) + 1)
            self._number_of_element[inner] = number
        return number


@dataclass(frozen=True, slots=True)
class _Peers:
    """The links in one place of the page's structure."""

    count: int
    article_share: float
    """Part of them that lead to what has an article's URL."""
    median_weight: float


class _Choice:
    """Which links lead to articles: by the URL, or by the text and the links in the same place."""

    def __init__(
        self, page: Page, candidates: Mapping[str, Candidate], kind_of: Callable[[str], UrlKind], places: _Places
    ) -> None:
        self._page = page
        self._places = places
        self.kinds = {key: kind_of(key) for key in candidates}
        self._weights = {key: weight(found.text) for key, found in candidates.items()}
        keys_of_place: dict[int, list[str]] = {}
        for key, found in candidates.items():
            keys_of_place.setdefault(places.number(found.best), []).append(key)
        # Once a place: a page may have thousands of links in one.
        self._peers = {place: self._read_peers(keys) for place, keys in keys_of_place.items()}

    def _read_peers(self, keys: Sequence[str]) -> _Peers:
        articles = sum(self.kinds[key] in ("article", "gallery") for key in keys)
        return _Peers(len(keys), articles / len(keys), median(self._weights[key] for key in keys))

    def is_article(self, key: str, found: Candidate) -> bool:
        kind, length = self.kinds[key], self._weights[key]
        in_navigation = bool(self._page.outline.roles_around(found.best) & _NAVIGATION)
        if kind in ("article", "gallery"):
            # "Privacy" and "Ads info" may have article numbers; a picture has no text.
            return not in_navigation or length == 0 or length >= _MIN_HEADLINE_WEIGHT
        if kind not in ("unknown", "section") or in_navigation or label_kind(found.text) is not None:
            return False
        peers = self._peers[self._places.number(found.best)]
        if peers.count >= _MIN_PEERS and peers.article_share >= 0.5:
            return length >= _MIN_PEER_WEIGHT
        if peers.count >= _MIN_PEERS and peers.article_share < 0.2 and not is_heading_link(found.best):
            return length >= _SURE_HEADLINE_WEIGHT and peers.median_weight >= _MIN_HEADLINE_WEIGHT
        return length >= _MIN_HEADLINE_WEIGHT


def _listed(
    page: Page, articles: Mapping[str, Candidate], places: _Places, language: str | None
) -> tuple[ListedArticle, ...]:
    """Articles with headline and date as their blocks show them."""
    blocks: dict[int, dict[str, Candidate]] = {}
    for key, found in articles.items():
        blocks.setdefault(places.number(found.best), {})[key] = found
    tops = {page.body}
    # Once for all blocks: a page may have as many as links.
    holders = holders_of({key: found.links for key, found in articles.items()}, tops)
    shown: dict[str, tuple[int, str, ShownDate | None]] = {}
    for number, block in enumerate(blocks.values(), 1):
        entries = read_entries(block, tops, holders)
        dates = entry_dates(entries, language, page.fetched_at)
        shown |= {entry.key: (number, entry.headline, date) for entry, date in zip(entries, dates, strict=True)}
    listed = []
    for position, (key, found) in enumerate(articles.items(), 1):
        block_number, headline, date = shown[key]
        title = headline if len(headline) <= _MAX_TITLE_LENGTH else ""
        listed.append(
            ListedArticle(
                found.url,
                "listing",
                page.url,
                title=title or None,
                block=block_number,
                position=position,
                date_published=date.value if date else None,
                date_published_raw=date.raw if date else None,
            )
        )
    return tuple(listed)


def _feeds(page: Page) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in page.links("alternate"):
        url = page.absolute(link.get("href"))
        if url and (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES:
            found[url] = None
    return tuple(found)
