"""What a URL's shape says about its page.

"article": one; "section": a front page or department, which a short article URL may look like; "list": what carries one
tag, category or author; "pager": a further page of a list; "asset": a file that is no page; "utility": a page for
readers' affairs, like a login; "unknown": the shape fits several.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

UrlKind = Literal["article", "section", "list", "pager", "asset", "utility", "unknown"]

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
# Segments before the name of a tag, category or author, or at the end of a list of them.
_LIST = frozenset(
    """tag tags category categories kategorie rubrik topic topics thema themen author authors autor autoren auteur by
    archive archives archiv columnists keyword keywords label labels rubric"""
    .split()
)  # fmt: skip
# An archive's segment also stands before the dates and names of articles.
_ARCHIVE = frozenset({"archive", "archives", "archiv"})
# The content parameter of blog engines and older systems: /?p=123, /news.php?id=7.
_CONTENT_QUERY = re.compile(
    r"(?:^|&)(?:p|id|nid|newsid|artid|article|articleid|aid|sid|story)=\d+(?:&|$)", re.IGNORECASE
)
_PAGER_PATH = re.compile(r"/(?:page|seite|pagina|página)/?-?\d{1,4}/?$", re.IGNORECASE)
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
    """Kind of page *url* names, by its shape alone."""
    parts = urlsplit(url)
    path = parts.path.lower()
    if _ASSET.search(path):
        return "asset"
    if _PAGER_PATH.search(path) or _PAGER_QUERY.search(parts.query):
        return "pager"
    if _CONTENT_QUERY.search(parts.query):
        return "article"
    segments = [segment for segment in path.split("/") if segment]
    if not segments:
        return "section"
    if segments[0] in _UTILITY or segments[-1] in _UTILITY:
        return "utility"
    if (_LIST - _ARCHIVE) & set(segments[:-1]) or segments[-1] in _LIST:
        return "list"
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
    if _ARCHIVE & set(segments):
        return "list"
    return "section" if len(segments) <= 2 and len(words) <= 2 and not _NUMBER.search(last) else "unknown"
