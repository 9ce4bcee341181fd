"""What a URL's shape says about its page: an article, a section, a further page of a list, or none of these."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

UrlKind = Literal["article", "section", "pager", "asset", "utility", "unknown"]

_ASSET = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|avif|pdf|docx?|xlsx?|pptx?|zip|gz|rar|mp[34]|m4[av]|webm|mov|avi|ogg|wav|css|js"
    r"|json|xml|rss|atom|woff2?|ttf|exe|dmg|apk)$",
    re.IGNORECASE,
)
# First path segments (or whole segments) of pages that readers use but that are no articles.
_UTILITY = frozenset(
    """login signin signup register account profile user users password subscribe subscription subscriptions newsletter
    newsletters contact contacts about about-us privacy privacy-policy terms terms-of-use imprint impressum datenschutz
    cookies cookie-policy legal advertise advertising jobs careers help faq search suche sitemap rss feeds feed cart
    checkout shop logout print share mailto wp-admin wp-login.php wp-json cgi-bin"""
    .split()
)  # fmt: skip
_LIST = frozenset(
    """tag tags category categories kategorie rubrik topic topics thema themen author authors autor autoren auteur by
    section sections archive archives archiv columnists keyword keywords label labels series rubric"""
    .split()
)  # fmt: skip
_PAGER_PATH = re.compile(r"/(?:page|seite|pagina|página|p)/?-?\d{1,4}/?$", re.IGNORECASE)
_PAGER_QUERY = re.compile(r"(?:^|&)(?:page|paged|pg|seite|pagina|offset|start)=\d+(?:&|$)", re.IGNORECASE)
_DATE = re.compile(r"/(?:19|20)\d\d(?:[/-]?(?:0?[1-9]|1[0-2]))?(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?/")
_LONG_NUMBER = re.compile(r"\d{5,}")
_NUMBER = re.compile(r"\d{2,}")
_ARTICLE_WORD = re.compile(
    r"/(?:articles?|artikel|artículo|news|nachrichten|story|stories|detail|details|post|posts|read|view|content|item"
    r"|noticias?|notizie|actualites?|novosti|novini)/",
    re.IGNORECASE,
)
_PAGE_FILE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece)$", re.IGNORECASE)
# A headline made into a path segment has at least this many words.
_MIN_SLUG_WORDS = 4


def url_kind(url: str) -> UrlKind:
    """Kind of page *url* names, by its shape alone; "unknown" where the shape fits several."""
    parts = urlsplit(url)
    path = parts.path.lower()
    if _ASSET.search(path):
        return "asset"
    if _PAGER_PATH.search(path) or _PAGER_QUERY.search(parts.query):
        return "pager"
    segments = [segment for segment in path.split("/") if segment]
    if not segments:
        return "section"
    if segments[0] in _UTILITY or segments[-1] in _UTILITY:
        return "utility"
    if _LIST & set(segments[:-1]) or segments[-1] in _LIST:
        return "section"
    last = _PAGE_FILE.sub("", segments[-1])
    words = [word for word in re.split(r"[-_+]|%20", last) if word]
    if len(words) >= _MIN_SLUG_WORDS or _LONG_NUMBER.search(last):
        return "article"
    if _DATE.search(path) and len(words) > 1:
        return "article"
    if _NUMBER.search(last) and (_ARTICLE_WORD.search(path) or _PAGE_FILE.search(path) or len(words) > 1):
        return "article"
    if parts.query and _LONG_NUMBER.search(parts.query):
        return "article"
    return "section" if len(segments) <= 2 and len(words) <= 2 and not _NUMBER.search(last) else "unknown"
