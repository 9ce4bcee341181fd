"""Which links of a page lead to other pages of its own site, and which of them show headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.extraction.page import Page
from crawler.extraction.text import one_line, short_text, weight
from crawler.url_kinds import UrlKind, url_kind
from crawler.urls import clean_url, site_of

# A link text of this weight is a headline and no button, section or author; shorter ones are where the URL is shaped
# like an article's. Of those that are neither, the ones that stand in the same place in their items are told by that
# (`latest_entries`).
_HEADLINE_WEIGHT = 25
_MIN_HEADLINE_WEIGHT = 12
_PERHAPS_ARTICLE = frozenset({"unknown", "section", "list"})
# A link around a whole teaser has more text than a headline.
_MAX_LINK_TEXT = 1_000
# A path without query, dot segments and escapes.
_SEGMENT = r"[A-Za-z0-9_~-][A-Za-z0-9_.,~-]*+"
_PLAIN_PATH = re.compile(rf"/(?:{_SEGMENT}/)*+(?:{_SEGMENT})?")
_SLASHES_OF_ORIGIN = len("https://host/".split("/")) - 1
_DIGITS = re.compile(r"\d+")
# Bound for pages made to take time: links read in one element.
_MAX_LINKS = 500


class SiteLinks:
    """Which links of a page lead to other pages of its site."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._site = site_of(page.url)
        origin = urlsplit(page.base_url)
        self._origin = f"{origin.scheme}://{origin.netloc}/" if site_of(page.base_url) == self._site else None
        self._here = clean_url(page.url)
        self._url_of: dict[str, tuple[str, str] | None] = {}
        self._kind_of: dict[str, UrlKind] = {}
        self._headlines_in: dict[_Element, frozenset[str]] = {}

    def url(self, link: _Element) -> tuple[str, str] | None:
        """Absolute URL of *link* and the form that identifies its page; None when that is of another site, or none."""
        return self.resolve(link.get("href"))

    def resolve(self, href: str | None) -> tuple[str, str] | None:
        """`url` for the reference *href*."""
        if not href or href[0] == "#":
            return None
        if href not in self._url_of:
            self._url_of[href] = self._read(href)
        return self._url_of[href]

    def foreign_article(self, link: _Element) -> tuple[str, str] | None:
        """`url` for a link to what is shaped like an article of another site."""
        href = link.get("href") or ""
        url = self.page.absolute(href) if href.startswith(("http://", "https://")) else None
        if url is None or site_of(url) == self._site:
            return None
        key = clean_url(url)
        return (url, key) if self.is_headline(link_text(link), key) and self.is_article(key) else None

    def _read(self, href: str) -> tuple[str, str] | None:
        origin = self._origin
        # Resolving and comparing takes its time, and nearly all links are written in one of two plain ways.
        if origin and _PLAIN_PATH.fullmatch(href):
            url = origin + href[1:]
        elif origin and href.startswith(origin) and _PLAIN_PATH.fullmatch(href, len(origin) - 1):
            url = href
        else:
            if href.startswith(("javascript:", "mailto:", "tel:", "whatsapp:")):
                return None
            found = self.page.absolute(href)
            if found is None or site_of(found) != self._site:
                return None
            url = found
        key = clean_url(url)
        # Links to a place in the page itself, or to the front page. Behind "#" may also stand which link it was.
        if (key == self._here and "#" in href and "=" not in href.rpartition("#")[2]) or (
            key.count("/") <= _SLASHES_OF_ORIGIN and key[-1] == "/"
        ):
            return None
        return url, key

    def is_headline(self, text: str, key: str) -> bool:
        """Whether *text*, of a link to the page of *key*, can be the headline of an article there."""
        length = weight(text)
        if length < _MIN_HEADLINE_WEIGHT:
            return False
        return self.is_article(key) or (length >= _HEADLINE_WEIGHT and self._kind(key) in _PERHAPS_ARTICLE)

    def is_entry(self, key: str) -> bool:
        """Whether the URL *key* may be that of an article."""
        return self._kind(key) in ("article", "gallery", "unknown", "section")

    def is_article(self, key: str) -> bool:
        """Whether the URL *key* is shaped like that of an article."""
        return self._kind(key) in ("article", "gallery")

    def _kind(self, key: str) -> UrlKind:
        if key not in self._kind_of:
            self._kind_of[key] = url_kind(key)
        return self._kind_of[key]

    def headline_keys(self, element: _Element) -> frozenset[str]:
        """Pages that links of *element* with a headline's text lead to: the first two, as many as make a list."""
        keys = self._headlines_in.get(element)
        if keys is None:
            keys = self._headlines_in[element] = frozenset(islice(self._find_headlines(element), 2))
        return keys

    def _find_headlines(self, element: _Element) -> Iterator[str]:
        seen: set[str] = set()
        for link in [element] if element.tag == "a" else islice(element.iter("a"), _MAX_LINKS):
            found = self.url(link)
            if found and found[1] not in seen and self.is_headline(link_text(link), found[1]):
                seen.add(found[1])
                yield found[1]


def look_of(element: _Element) -> str:
    """Tag and first class name of *element* without the numbers that templates put into it: siblings in a list have
    the same."""
    names = element.get("class")
    tag = str(element.tag)
    return f"{tag}.{_number_free(names)}" if names else tag


@lru_cache(maxsize=10_000)
def _number_free(names: str) -> str:
    return _DIGITS.sub("", names.strip().partition(" ")[0])


def link_text(link: _Element) -> str:
    """Text of *link*, or what it says to those who do not see its picture."""
    text = short_text(link, _MAX_LINK_TEXT)
    if text is None:
        return ""
    return text or one_line(link.get("aria-label") or link.get("title"))
