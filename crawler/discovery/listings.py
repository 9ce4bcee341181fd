"""Links of a front, section or archive page: articles in page order, sections, the next page, announced feeds."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.discovery.entries import DiscoveredUrl
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import short_text, weight
from crawler.url_kinds import url_kind
from crawler.urls import clean_url, site_of

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
# A link whose URL could be anything leads to an article when its text has a headline's length.
_MIN_HEADLINE_WEIGHT = 25
# A link with more text is around a whole teaser, summary included: it leads to an article, but is not its title.
_MAX_TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Listing:
    articles: tuple[DiscoveredUrl, ...]
    """In the order of their first links; the longest link text is the title."""
    sections: tuple[str, ...]
    """Pages that probably list articles themselves: departments, categories, authors."""
    pagers: tuple[str, ...]
    """Further pages of this list."""
    feeds: tuple[str, ...]
    """Feeds the page announces (link rel=alternate)."""


def find_listing(page: Page) -> Listing:
    """Sort the links of *page* to its own site. Every URL once; fragments and the page itself left out."""
    articles: dict[str, DiscoveredUrl] = {}
    sections: dict[str, str] = {}
    pagers: dict[str, str] = {}
    site, here = site_of(page.url), clean_url(page.url)
    for link in page.body.iter("a"):
        url = page.absolute(link.get("href"))
        if url is None or site_of(url) != site:
            continue
        key = clean_url(url)
        if key == here:
            continue
        kind = url_kind(url)
        if kind == "pager" or "next" in (link.get("rel") or "").lower().split():
            pagers.setdefault(key, url)
            continue
        text = short_text(link, _MAX_TITLE_LENGTH)
        is_headline = text is None or weight(text) >= _MIN_HEADLINE_WEIGHT
        # Many sites name their articles as briefly as their sections; the text of the link tells which it is.
        if kind == "article" or (kind in ("unknown", "section") and is_headline):
            known = articles.get(key)
            if known is None or len(text or "") > len(known.title or ""):
                articles[key] = DiscoveredUrl(url, "listing", page.url, title=text or None)
        # Footers link to imprint, terms and sister sites; the sections in them are in the navigation too.
        elif kind in ("section", "list", "unknown") and not page.outline.roles_around(link) & Role.FOOTER:
            sections.setdefault(key, url)
    for link in page.links("next"):
        if url := page.absolute(link.get("href")):
            pagers.setdefault(clean_url(url), url)
    return Listing(tuple(articles.values()), tuple(sections.values()), tuple(pagers.values()), _feeds(page))


def _feeds(page: Page) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in page.links("alternate"):
        url = page.absolute(link.get("href"))
        if url and (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES:
            found[url] = None
    return tuple(found)
