"""The section a breadcrumb ends in: as JSON-LD, as microdata, or as the page shows it above the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.extraction.page import Page
from crawler.extraction.structured_data import Node, text_of, types_of, url_of
from crawler.extraction.text import short_text

MAX_SECTION_LENGTH = 40
_WORD = re.compile(r"\w+")
# Breadcrumbs that hold everything, at the root or beside the article ("Home › Articles › ...").
NO_SECTIONS = frozenset(
    name.strip()
    for name in """home | homepage | startseite | start | inicio | início | portada | accueil | à la une |
    a la une | voorpagina | hem | hjem | forside | etusivu | strona główna | domů | domov | naslovnica | naslovna |
    početna | acasă | főoldal | címlap | anasayfa | ana sayfa |
    главная | головна | начало | αρχική | الرئيسية | صفحه اصلی | صفحه نخست | خانه |
    דף הבית | होम | মূলপাতা | หน้าแรก | trang chủ | beranda | 首页 | 首頁 | トップ | ホーム | 홈 | article | articles |
    all articles | alle artikel | artikel | alle news | post | posts | index | front page | detail |
    details | 正文""".split("|")
)  # fmt: skip
# "rootline" is TYPO3's, "fil d'Ariane" French, "migas" Spanish and Portuguese, "path" of Chinese portals.
_BREADCRUMB = re.compile(
    r"crumb|rootline|fil-?d?-?ariane|kruimel|migas|(?<![a-z])path(?:way|bar)?(?![a-z])", re.IGNORECASE
)
_NAMING_ATTRIBUTES = frozenset(("class", "id", "aria-label", "itemtype"))
_MAX_ENTRIES = 8
_MAX_NAME_LENGTH = 200
_DIVIDERS = " »›>/|"

Entry = tuple[str, str | None]
"""Name and, where it is a link, its target."""


def breadcrumb_section(page: Page) -> str | None:
    """The deepest section of the JSON-LD breadcrumbs: their last entry that is neither the page nor the front page."""
    of_nodes = (node for node in page.json_ld if "BreadcrumbList" in types_of(node))
    for breadcrumbs in [*of_nodes, *(node.get("breadcrumb") for node in page.json_ld)]:
        if isinstance(breadcrumbs, dict) and (section := deepest_section(list(_entries(breadcrumbs)), page)):
            return section
    return None


def deepest_section(entries: Sequence[Entry], page: Page) -> str | None:
    """The last of *entries* that is neither the page nor the front page."""
    titles = [set(_WORD.findall(title.casefold())) for title in (page.title, page.first_meta("og:title") or "")]
    for name, url in reversed(entries):
        path = urlsplit(page.absolute(url) or "").path if url else None
        words = set(_WORD.findall(name.casefold()))
        is_headline = len(words) > 2 and any(2 * len(words & title) > len(words) for title in titles)
        is_page = is_headline or (path and path == urlsplit(page.url).path)
        is_site = path == "/" or name == page.site_name or name.casefold() in NO_SECTIONS
        if not is_page and not is_site and len(name) <= MAX_SECTION_LENGTH:
            return name
    return None


def is_breadcrumb(element: _Element) -> bool:
    """Whether class, id, label or type of *element* call it one."""
    return any(_is_breadcrumb_name(element.get(name, "")) for name in element.keys() if name in _NAMING_ATTRIBUTES)  # noqa: SIM118


@lru_cache(maxsize=10_000)
def _is_breadcrumb_name(value: str) -> bool:
    return _BREADCRUMB.search(value[:_MAX_NAME_LENGTH]) is not None


def link_entries(element: _Element) -> list[Entry]:
    """The links in *element*, in order."""
    return [
        (name.strip(_DIVIDERS), link.get("href"))
        for link in islice(element.iter("a"), _MAX_ENTRIES)
        if link.get("href") and (name := short_text(link, MAX_SECTION_LENGTH))
    ]


def _entries(breadcrumbs: Node) -> Iterator[Entry]:
    elements = breadcrumbs.get("itemListElement")
    for element in elements if isinstance(elements, list) else [elements]:
        if isinstance(element, dict):
            item = element.get("item")
            name = text_of(element.get("name")) or (text_of(item.get("name")) if isinstance(item, dict) else None)
            if name:
                yield name, url_of(item)
