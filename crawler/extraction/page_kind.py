"""What kind of page it is: an article of some form, a listing, or something else that came in an article's place."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.extraction.blocks import Role
from crawler.extraction.page import Page
from crawler.extraction.structured_data import ARTICLE_TYPES, MEDIA_TYPES, types_of

# A page without any declaration is an article only with about three sentences of text.
_MIN_BODY_LENGTH = 250
# A listing has many links of headline length and, beside them, little running text.
_MIN_LISTING_LINKS = 12
_HEADLINE_LENGTH = 25
# A blog's front page shows whole paragraphs of its posts, each below a heading that is a link.
_MIN_LINKED_HEADINGS = 4
_NOT_FOUND = re.compile(
    r"\b404\b|(?:page|article|story|content|site)\b.{0,30}\b(?:not|n't|no longer)\b.{0,20}(?:found|exist|available)"
    r"|(?:not|n't|unable to|cannot|couldn.t)\s+(?:be\s+)?f[io]u?nd\b.{0,30}(?:page|article|story)"
    r"|not found|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|página não encontrada"
    r"|pagina non trovata|pagina niet gevonden|страница не найдена|сторінку не знайдено|nie znaleziono strony",
    re.IGNORECASE,
)


def find_page_kind(page: Page, headline: str | None, body: list[str]) -> str:
    """ "article", "live-blog", "video", "gallery", "listing" or "other" (see Article.page_kind)."""
    length = sum(map(len, body))
    if _says_not_found(page, headline, length):
        return "other"
    types = set().union(*(types_of(node) for node in page.article_data)) if page.article_data else set()
    declared = bool(types & ARTICLE_TYPES) or page.first_meta("og:type") == "article"
    if "LiveBlogPosting" in types:
        return "live-blog"
    media = _media_kind(page, length)
    if media:
        return media
    if urlsplit(page.url).path in ("", "/"):
        return "listing"
    if headline and body and (declared or length >= _MIN_BODY_LENGTH) and not _is_listing(page, length, declared):
        return "article"
    return "listing" if _headline_links(page) >= _MIN_LISTING_LINKS else "other"


def _says_not_found(page: Page, headline: str | None, length: int) -> bool:
    """An error page served with status 200: its title or headline says so, and it has no article's length."""
    return length < 3 * _MIN_BODY_LENGTH and any(
        len(text) < 100 and _NOT_FOUND.search(text) for text in (headline or "", page.title)
    )


def _media_kind(page: Page, length: int) -> str | None:
    """A video or a gallery with at most a caption's text; with an article's text it illustrates the article."""
    if length >= 3 * _MIN_BODY_LENGTH:
        return None
    types = set().union(*(types_of(node) & MEDIA_TYPES for node in page.json_ld)) if page.json_ld else set()
    og_type = page.first_meta("og:type") or ""
    if types & {"ImageGallery", "MediaGallery"}:
        return "gallery"
    has_article = any(types_of(node) & ARTICLE_TYPES for node in page.article_data)
    return "video" if og_type.startswith("video") or ("VideoObject" in types and not has_article) else None


def _is_listing(page: Page, length: int, declared: bool) -> bool:
    if declared and length >= _MIN_BODY_LENGTH:
        return False
    if not declared and _linked_headings(page) >= _MIN_LINKED_HEADINGS:
        return True
    website = page.first_meta("og:type") == "website" and not page.article_data
    return _headline_links(page) * (40 if website else 20) > length and _headline_links(page) >= _MIN_LISTING_LINKS


def _linked_headings(page: Page) -> int:
    """Headings that are links, outside of navigation, sidebars and boxes of related articles: posts with excerpts."""
    beside = Role.NAVIGATION | Role.ASIDE | Role.RELATED | Role.FOOTER | Role.COMMENT
    return sum(
        1
        for block in page.blocks
        if block.tag in ("h1", "h2", "h3") and block.link_density > 0.9 and not block.role_within(None) & beside
    )


def _headline_links(page: Page) -> int:
    return sum(1 for block in page.blocks if len(block.text) >= _HEADLINE_LENGTH and block.link_density > 0.8)
