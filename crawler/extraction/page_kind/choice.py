"""What kind of page it is: an article of some form, a listing, or something else that came in an article's place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS, HEADLINE_LENGTH
from crawler.extraction.page import Page
from crawler.extraction.page_kind.media_pages import is_gallery, is_live_blog, is_video
from crawler.extraction.page_kind.stubs import find_stub
from crawler.extraction.page_kind.walls import find_wall
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import ARTICLE_TYPES, Node, text_of, types_of
from crawler.extraction.text import weight
from crawler.urls import clean_url

# A page without any declaration is an article only with about three sentences of text; one without a date, too, as
# templates of articles serve errors.
_MIN_BODY_LENGTH = 250
# Text of this length is what the page is about; less may be the caption of a video. Pages with neither a date nor a
# sentence for a headline need it, too: logins, contact pages and excuses, whose template may declare an article.
_FULL_BODY_LENGTH = 3 * _MIN_BODY_LENGTH
# A listing has many links of headline length and, beside them, little running text.
_MIN_LISTING_LINKS = 12
# What a listing says about one entry is shorter than this, and the next link ends it.
_MIN_RUN_LENGTH = 400
# A blog's front page shows whole paragraphs of its posts, each below a heading that is a link.
_MIN_LINKED_HEADINGS = 4
_BESIDE_POSTS = int(Role.NAVIGATION | Role.ASIDE | Role.RELATED | Role.FOOTER | Role.COMMENT)
# schema.org WebPage types of pages that lead to others.
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
# Open Graph types as publishers write them.
_OPEN_GRAPH_ARTICLES = frozenset({"article", "news", "newsarticle", "blog_post", "blogposting"})
# A headline made into a path segment has as many words, or an article's number (see crawler.url_kinds).
_MIN_SLUG_WORDS = 4
_SLUG_SEPARATOR = re.compile(r"[_-]+")
_LONG_NUMBER = re.compile(r"\d{5}")
_MIN_HEADLINE_WORDS = 5
_ITEM_TYPES = etree.XPath("descendant-or-self::*/@itemtype", smart_strings=False)


def find_page_kind(
    page: Page, headline: str | None, body: Sequence[str], *, dated: bool = False, free: bool | None = None
) -> str:
    """ "article", "live-blog", "video", "gallery", "listing", a kind of wall or "other" (see Article.page_kind).

    *dated*: a date of publication was found on the page. *free*: whether the page says that it can be read without
    paying.
    """
    length = sum(map(weight, body))
    types = _types(page.article_data)
    marked = bool(types & ARTICLE_TYPES) or _has_article_item(page)
    declared = marked or (page.first_meta("og:type") or "").lower() in _OPEN_GRAPH_ARTICLES
    dated = dated or "article:published_time" in page.meta
    if not marked and _types(page.json_ld) & _LISTING_TYPES:
        return "listing"
    if wall := find_wall(page, headline, body, declared=declared, marked=marked, dated=dated):
        return wall
    if _is_front_page(page.url):
        return "listing"
    if "LiveBlogPosting" in types or is_live_blog(page, headline):
        return "live-blog"
    if marked and headline and length >= _FULL_BODY_LENGTH:
        return "article"
    shape = _read_shape(page)
    # With an article's text a video or gallery illustrates it, and beside many headlines it is what a listing shows.
    if length < _FULL_BODY_LENGTH:
        if is_gallery(page, types):
            return "gallery"
        if is_video(page, marked=marked, amid_listing=shape.links >= _MIN_LISTING_LINKS):
            return "video"
    if headline and (marked or (body and length >= _least_length(page, headline, declared=declared, dated=dated))):
        return "listing" if _is_listing(page, headline, length, shape, marked, declared) else "article"
    has_entries = shape.links >= _MIN_LISTING_LINKS or shape.linked_headings >= _MIN_LINKED_HEADINGS
    return "listing" if has_entries else find_stub(page, body, free=free)


def _least_length(page: Page, headline: str, *, declared: bool, dated: bool) -> int:
    if not dated and not _is_sentence(headline) and not (declared and _has_article_address(page.url)):
        return _FULL_BODY_LENGTH
    return 0 if declared and dated else _MIN_BODY_LENGTH


def _types(nodes: Iterable[Node]) -> set[str]:
    return {name for node in nodes for name in types_of(node)}


def _has_article_item(page: Page) -> bool:
    """Whether the page is marked as one article with microdata (HTML, 5.2): several are teasers."""
    if not page.may_have_microdata:
        return False
    items = (item.rpartition("/")[2] for item in _ITEM_TYPES(page.body))
    root_item = (page.root.get("itemtype") or "").rpartition("/")[2]
    return [root_item in ARTICLE_TYPES, *(item in ARTICLE_TYPES for item in items)].count(True) == 1


def _is_front_page(url: str) -> bool:
    """The site's root; not an article that a query names ("/?p=123")."""
    parts = urlsplit(clean_url(url))
    return parts.path == "/" and not parts.query


@dataclass(slots=True)
class _Shape:
    links: int = 0
    """Blocks that are links of headline length."""
    linked_headings: int = 0
    """Headings that are links, outside of navigation, sidebars and boxes of related articles: posts with excerpts.
    0 when an article's text stands before the first: then they lead away from it."""
    longest_run: float = 0
    """Weight of the most running text without a heading or block that is a link in between."""


def _read_shape(page: Page) -> _Shape:
    shape = _Shape()
    text_before = run = 0.0
    for block in page.outline.blocks:
        length = len(block.text)
        if block.headline_links is not None:
            shape.links += block.headline_links
            if block.headline_links:
                run = 0.0
            continue
        # As Block.link_density has it; every block comes here.
        if block.link_length > 0.8 * length:
            is_heading = block.tag in HEADING_TAGS
            is_long = length >= HEADLINE_LENGTH
            shape.links += is_long
            if is_long or is_heading:
                run = 0.0
            if (
                block.link_density > 0.9
                and block.tag in ("h1", "h2", "h3")
                and not block.context.roles_around & _BESIDE_POSTS
                and not _is_anchor(block.context.element)
            ):
                shape.linked_headings += 1
        elif block.is_paragraph:
            run += weight(block.text)
            shape.longest_run = max(shape.longest_run, run)
            if not shape.linked_headings and not block.context.roles_around & _BESIDE_POSTS:
                text_before += len(block.text)
    if text_before >= _FULL_BODY_LENGTH:
        shape.linked_headings = 0
    return shape


def _is_anchor(heading: _Element) -> bool:
    """Whether *heading* links to a place in its own page, as in a manual with a table of contents."""
    link = next(heading.iter("a"), None)
    return link is not None and (link.get("href") or "#").startswith("#")


def _is_listing(page: Page, headline: str, length: float, shape: _Shape, marked: bool, declared: bool) -> bool:
    has_article_address = _has_article_address(page.url)
    named = has_article_address and (_is_sentence(headline) or _is_sentence(page.first_meta("og:title") or ""))
    if marked and (named or length >= _MIN_BODY_LENGTH or headline in _stated_headlines(page)):
        return False
    if declared and has_article_address and length >= _MIN_BODY_LENGTH:
        return False
    if shape.longest_run >= _MIN_RUN_LENGTH and (named or declared):
        return False
    if shape.linked_headings >= _MIN_LINKED_HEADINGS and not (declared and has_article_address):
        return True
    if shape.links < _MIN_LISTING_LINKS:
        return False
    website = page.first_meta("og:type") == "website" and not page.article_data
    return (shape.longest_run < _MIN_RUN_LENGTH and not named) or shape.links * (40 if website else 20) > length


def _stated_headlines(page: Page) -> list[str | None]:
    return [text_of(node.get("headline") or node.get("name")) for node in page.article_data]


def _is_sentence(headline: str) -> bool:
    return len(headline.split()) >= _MIN_HEADLINE_WORDS or weight(headline) >= 2 * HEADLINE_LENGTH


def _has_article_address(url: str) -> bool:
    """Whether *url* is that of one article, not of a section, tag or author."""
    parts = urlsplit(url)
    slug = parts.path.rstrip("/").rpartition("/")[2].strip("-_")
    return len(_SLUG_SEPARATOR.split(slug)) >= _MIN_SLUG_WORDS or bool(
        _LONG_NUMBER.search(f"{parts.path}?{parts.query}")
    )
