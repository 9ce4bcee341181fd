"""The headline, chosen among the h1 elements, structured data, meta elements and the title by their agreement."""

from __future__ import annotations

import re

from lxml.etree import _Element

from crawler.extraction.page import Page
from crawler.extraction.structured_data import text_of
from crawler.extraction.text import short_text
from crawler.urls import clean_url

# Separators between headline and site name in title elements. A hyphen needs space around it.
_TITLE_SEPARATOR = re.compile(r"\s+[|•·»«–—-]\s+|\s*[|｜]\s*|\s+::\s+")
_SEPARATOR_EDGE = " |•·»«–—-:｜"
_KICKER_END = re.compile(r"(?::|\s[|/•·–—-])\s+$")
_WORD = re.compile(r"\w+")
# Share of the shorter text's words that both must have to be versions of one headline.
_AGREEMENT = 0.6
_MAX_LENGTH = 400
# Pages have one h1 or a few; what is beyond is not looked at.
_MAX_H1_ELEMENTS = 20


def headline_of_matching_h1(page: Page) -> str | None:
    """The h1 that agrees with what the page calls itself in JSON-LD, meta elements or title, without the kicker
    before it where one of those is without it."""
    given = (json_ld_headline(page), open_graph_headline(page), title_headline(page))
    names = [name for name in given if name and len(name) <= _MAX_LENGTH]
    for h1, text in _h1_texts(page):
        if any(_agree(text, name) for name in names):
            return next((text[-len(name) :] for name in names if _follows_kicker(name, text, h1)), text)
    return None


def json_ld_headline(page: Page) -> str | None:
    for node in page.article_data:
        headline = text_of(node.get("headline")) or text_of(node.get("name"))
        if headline:
            return headline
    return None


def open_graph_headline(page: Page) -> str | None:
    title = page.first_meta("og:title", "twitter:title", "parsely-title", "dc.title")
    return without_site_name(title, page) if title else None


def only_h1(page: Page) -> str | None:
    """The page's h1 when it has just one and that is not the site's name."""
    texts = _h1_texts(page)
    return texts[0][1] if len(texts) == 1 else None


def title_headline(page: Page) -> str | None:
    return without_site_name(page.title, page) or None


def without_site_name(title: str, page: Page) -> str:
    """*title* without the site's name at either end: the part that equals og:site_name, or else the last part when
    it is much shorter than the rest."""
    pieces = _TITLE_SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    site = page.site_name.casefold()
    head = title[: title.rindex(pieces[-1])].rstrip(_SEPARATOR_EDGE)
    if site and pieces[-1].casefold() == site:
        return head
    if site and pieces[0].casefold() == site:
        return title[len(pieces[0]) :].lstrip(_SEPARATOR_EDGE)
    return head if len(_WORD.findall(pieces[-1])) <= 4 and len(head) > 2 * len(pieces[-1]) else title


def _h1_texts(page: Page) -> list[tuple[_Element, str]]:
    """The h1 elements that may be headlines, with their texts: not the site's name, not a link to its front page (a
    logo)."""
    elements = [h1 for h1 in page.elements("h1")[:_MAX_H1_ELEMENTS] if not _is_logo(h1, page)]
    texts = [(h1, text) for h1 in elements if (text := short_text(h1, _MAX_LENGTH))]
    return [(h1, text) for h1, text in texts if text.casefold() != page.site_name.casefold()]


def _is_logo(h1: _Element, page: Page) -> bool:
    links = {page.absolute(link.get("href")) for link in h1.iter("a")}
    around = next(h1.iterancestors("a"), None)
    if around is not None:
        links.add(page.absolute(around.get("href")))
    root = page.absolute("/")
    return root is not None and root in {clean_url(url) for url in links if url}


def _follows_kicker(name: str, text: str, h1: _Element) -> bool:
    """Whether *text* is *name* with words before it that stand in an element of their own or before a separator
    ("Football - Rovers win")."""
    kicker, end = text[: -len(name)], text[-len(name) :]
    if not kicker.strip() or end.casefold() != name.casefold():
        return False
    return bool(_KICKER_END.search(kicker)) or kicker.strip() in {
        short_text(element, _MAX_LENGTH)
        for element in h1.iterdescendants("span", "small", "em", "strong", "b", "div", "p")
    }


def _agree(one: str, other: str) -> bool:
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    shorter = min(len(words), len(others))
    return shorter > 0 and len(words & others) >= _AGREEMENT * shorter and len(words) > len(others) // 4
