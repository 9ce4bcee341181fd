"""What kind of page it is: an article of some form, a listing, or something else that came in an article's place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.extraction.blocks import HEADLINE_LENGTH
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import ARTICLE_TYPES, Node, types_of
from crawler.urls import clean_url

# A page without any declaration is an article only with about three sentences of text.
_MIN_BODY_LENGTH = 250
# Text of this length is what the page is about; less may be the caption of a video or the excuse of an error page.
_FULL_BODY_LENGTH = 3 * _MIN_BODY_LENGTH
# A listing has many links of headline length and, beside them, little running text.
_MIN_LISTING_LINKS = 12
# A blog's front page shows whole paragraphs of its posts, each below a heading that is a link.
_MIN_LINKED_HEADINGS = 4
_BESIDE_POSTS = Role.NAVIGATION | Role.ASIDE | Role.RELATED | Role.FOOTER | Role.COMMENT
# Headlines speak of things not found, too: the words count where they are all there is, or name the page itself.
_NOT_FOUND = re.compile(
    r"(?:^|[|:·–—-]\s+)(?:error\s+|http\s+)?(?:404(?:\s+(?:error|not found))?|not found)[.!]?(?:$|\s+[|:·–—-])"
    r"|\b404\b.{0,20}\b(?:error|not found|page)\b|\berror\s+404\b"
    r"|(?:page|article|story|content|site)\b.{0,30}\b(?:not|n't|no longer)\b.{0,20}(?:found|exist|available)"
    r"|(?:not|n't|unable to|cannot|couldn.t)\s+(?:be\s+)?f[io]u?nd\b.{0,30}\b(?:page|article|story)\b"
    r"|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|página não encontrada"
    r"|pagina non trovata|pagina niet gevonden|страница не найдена|сторінку не знайдено|nie znaleziono strony",
    re.IGNORECASE,
)


def find_page_kind(page: Page, headline: str | None, body: list[str]) -> str:
    """ "article", "live-blog", "video", "gallery", "listing" or "other" (see Article.page_kind)."""
    length = sum(map(len, body))
    types = _types(page.article_data)
    declared = bool(types & ARTICLE_TYPES) or page.first_meta("og:type") == "article"
    if _says_not_found(page, headline) and length < (_MIN_BODY_LENGTH if declared else _FULL_BODY_LENGTH):
        return "other"
    if _is_front_page(page.url):
        return "listing"
    if "LiveBlogPosting" in types:
        return "live-blog"
    links = _headline_links(page)
    if media := _media_kind(page, length, links):
        return media
    if headline and body and (declared or length >= _MIN_BODY_LENGTH):
        return "listing" if _is_listing(page, length, links, declared) else "article"
    return "listing" if links >= _MIN_LISTING_LINKS else "other"


def _types(nodes: Iterable[Node]) -> set[str]:
    return {name for node in nodes for name in types_of(node)}


def _is_front_page(url: str) -> bool:
    """The site's root; not an article that a query names ("/?p=123")."""
    parts = urlsplit(clean_url(url))
    return parts.path == "/" and not parts.query


def _says_not_found(page: Page, headline: str | None) -> bool:
    """Whether title or headline are those of an error page, served with status 200."""
    return any(len(text) < 100 and _NOT_FOUND.search(text) for text in (headline or "", page.title))


def _media_kind(page: Page, length: int, links: int) -> str | None:
    """A video or a gallery with at most a caption's text; with an article's text it illustrates the article, and
    beside many headlines it is one of the things a listing shows."""
    if length >= _FULL_BODY_LENGTH:
        return None
    types = _types(page.json_ld)
    if types & {"ImageGallery", "MediaGallery"}:
        return "gallery"
    if (page.first_meta("og:type") or "").startswith("video"):
        return "video"
    has_article = bool(_types(page.article_data) & ARTICLE_TYPES)
    videos = sum("VideoObject" in types_of(node) for node in page.json_ld)
    return "video" if videos and not has_article and (videos == 1 or links < _MIN_LISTING_LINKS) else None


def _is_listing(page: Page, length: int, links: int, declared: bool) -> bool:
    if declared and length >= _MIN_BODY_LENGTH:
        return False
    if not declared and _linked_headings(page) >= _MIN_LINKED_HEADINGS:
        return True
    website = page.first_meta("og:type") == "website" and not page.article_data
    return links >= _MIN_LISTING_LINKS and links * (40 if website else 20) > length


def _linked_headings(page: Page) -> int:
    """Headings that are links, outside of navigation, sidebars and boxes of related articles: posts with excerpts.
    None when an article's text stands before the first: then they lead away from it."""
    count = text_before = 0
    for block in page.outline.blocks:
        if block.context.roles_around & _BESIDE_POSTS:
            continue
        if block.tag in ("h1", "h2", "h3") and block.link_density > 0.9:
            count += 1
        elif not count and block.is_paragraph:
            text_before += len(block.text)
    return count if text_before < _FULL_BODY_LENGTH else 0


def _headline_links(page: Page) -> int:
    return sum(
        len(block.text) >= HEADLINE_LENGTH and block.link_density > 0.8
        if block.headline_links is None
        else block.headline_links
        for block in page.outline.blocks
    )
