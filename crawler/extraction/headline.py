"""The headline, chosen among the h1 elements, structured data, meta elements and the title by their agreement."""

from __future__ import annotations

import re

from crawler.extraction.page import Page
from crawler.extraction.structured_data import text_of
from crawler.extraction.text import element_text

# Separators between headline and site name in title elements. A hyphen needs space around it.
_TITLE_SEPARATOR = re.compile(r"\s+[|•·»«–—-]\s+|\s*[|｜]\s*|\s+::\s+")
_WORD = re.compile(r"\w+")
# Share of the shorter text's words that both must have to be versions of one headline.
_AGREEMENT = 0.6
_MAX_LENGTH = 400


def headline_of_matching_h1(page: Page) -> str | None:
    """The h1 that agrees with what the page calls itself in JSON-LD, meta elements or title."""
    names = [name for name in (json_ld_headline(page), open_graph_headline(page), page.title) if name]
    for h1 in page.h1_elements:
        text = element_text(h1)
        if 0 < len(text) <= _MAX_LENGTH and any(_agree(text, name) for name in names):
            return text
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
    texts = [text for h1 in page.h1_elements if (text := element_text(h1))]
    if len(texts) == 1 and len(texts[0]) <= _MAX_LENGTH and texts[0].casefold() != page.site_name.casefold():
        return texts[0]
    return None


def title_headline(page: Page) -> str | None:
    return without_site_name(page.title, page) or None


def without_site_name(title: str, page: Page) -> str:
    """*title* without the site's name at either end: the part that equals og:site_name, or else the last part when
    it is much shorter than the rest."""
    pieces = _TITLE_SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    site = page.site_name.casefold()
    if site and pieces[-1].casefold() == site:
        return title[: title.rindex(pieces[-1])].rstrip(" |•·»«–—-:｜")
    if site and pieces[0].casefold() == site:
        return title[len(pieces[0]) :].lstrip(" |•·»«–—-:｜")
    head = title[: title.rindex(pieces[-1])].rstrip(" |•·»«–—-:｜")
    return head if len(_WORD.findall(pieces[-1])) <= 4 and len(head) > 2 * len(pieces[-1]) else title


def _agree(one: str, other: str) -> bool:
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    shorter = min(len(words), len(others))
    return shorter > 0 and len(words & others) >= _AGREEMENT * shorter and len(words) > len(others) // 4
