"""What a page says about itself besides headline, body and dates: description and section.

Language, tags, main image, paywall and rights have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.extraction.page import Page
from crawler.extraction.structured_data import Node, text_of, types_of, url_of

# What an editor's system cut off, or a template did not fill.
_CUT_OFF = ("…", "...", "[…]", "[...]")
_UNFILLED = re.compile(r"\{\{|\{%|<\?php|\[object Object\]")
_MIN_SHARED_START = 30
# What calls itself an organisation or site is described by its slogan, not by the article's summary.
_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
# Breadcrumbs that hold everything, at the root or beside the article ("Home › Articles › ...").
_NO_SECTIONS = frozenset(
    name.strip()
    for name in """home | homepage | startseite | start | inicio | início | portada | accueil | à la une |
    a la une | voorpagina | hem | hjem | forside | etusivu | strona główna | domů | domov | naslovnica | naslovna |
    početna | acasă | főoldal | címlap | anasayfa | ana sayfa |
    главная | головна | начало | αρχική | الرئيسية | صفحه اصلی |
    דף הבית | होम | মূলপাতা | หน้าแรก | trang chủ | beranda | 首页 | 首頁 | トップ | ホーム | 홈 | article | articles |
    all articles | alle artikel | artikel | alle news | post | posts | index | front page | detail |
    details""".split("|")
)  # fmt: skip
_MAX_SECTION_LENGTH = 40
_WORD = re.compile(r"\w+")
# Several sections in one text: a comma that no space follows, or an empty end.
_SECTION_SEPARATOR = re.compile(r",(?=\S|$)")


def json_ld_description(page: Page) -> str | None:
    slogans = {text_of(node.get(key)) for node in _nodes(page, _SITE_TYPES) for key in ("description", "slogan")}
    for node in page.article_data:
        text = text_of(node.get("description"))
        if not text or text in slogans or _UNFILLED.search(text):
            continue
        longer = meta_description(page)
        is_cut = text.endswith(_CUT_OFF) and longer and longer.startswith(text[:_MIN_SHARED_START])
        return longer if is_cut and longer and len(longer) > len(text) else text
    return None


def meta_description(page: Page) -> str | None:
    for name in ("og:description", "description", "twitter:description", "dc.description"):
        text = text_of(page.first_meta(name))
        if text and not _UNFILLED.search(text):
            return text
    return None


def json_ld_section(page: Page) -> str | None:
    texts = (text_of(node.get("articleSection")) for node in page.article_data)
    return next((section for text in texts if (section := _one_section(text))), None)


def meta_section(page: Page) -> str | None:
    return _one_section(page.first_meta("article:section", "section", "parsely-section", "cxenseparse:recs:category"))


def breadcrumb_section(page: Page) -> str | None:
    """The deepest section of the JSON-LD breadcrumbs: their last entry that is neither the page nor the front page."""
    titles = [set(_WORD.findall(title.casefold())) for title in (page.title, page.first_meta("og:title") or "")]
    for breadcrumbs in [*_nodes(page, {"BreadcrumbList"}), *(node.get("breadcrumb") for node in page.json_ld)]:
        if not isinstance(breadcrumbs, dict):
            continue
        for name, url in reversed(list(_entries(breadcrumbs))):
            path = urlsplit(page.absolute(url) or "").path if url else None
            words = set(_WORD.findall(name.casefold()))
            is_headline = len(words) > 2 and any(2 * len(words & title) > len(words) for title in titles)
            is_page = is_headline or (path and path == urlsplit(page.url).path)
            is_site = path == "/" or name == page.site_name or name.casefold() in _NO_SECTIONS
            if not is_page and not is_site and len(name) <= _MAX_SECTION_LENGTH:
                return name
    return None


def _entries(breadcrumbs: Node) -> Iterator[tuple[str, str | None]]:
    elements = breadcrumbs.get("itemListElement")
    for element in elements if isinstance(elements, list) else [elements]:
        if isinstance(element, dict):
            item = element.get("item")
            name = text_of(element.get("name")) or (text_of(item.get("name")) if isinstance(item, dict) else None)
            if name:
                yield name, url_of(item)


def _one_section(text: str | None) -> str | None:
    """The first section in *text*, which some templates fill with all of them."""
    return _SECTION_SEPARATOR.split(text or "")[0].strip() or None


def _nodes(page: Page, types: frozenset[str] | set[str]) -> Iterator[Node]:
    return (node for node in page.json_ld if types_of(node) & types)
