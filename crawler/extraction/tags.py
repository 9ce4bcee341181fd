"""An article's keywords as its page gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element

from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.shown_tags import shown_tags
from crawler.extraction.structured_data import text_of, texts_of
from crawler.extraction.text import short_text

_MAX_TAGS = 50
_MAX_TAG_LENGTH = 80
_SEPARATOR = re.compile(r"[,;]|[，、；،؛]|\s\|\s")
# Left for other machines: numbers and UUIDs, names in code ("type_news"), paths, keys with values ("Section:culture").
_MACHINE_TAG = re.compile(
    r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{14,}|[a-z]+(?:_[a-z0-9]+)+|/.*|https?:.*|[A-Za-z]{2,20}:\S.*"
)
# Other keys with values are titles ("Star Wars: Episode IV") unless several tags have them ("Day: Friday").
_KEY = re.compile(r"([\w -]{2,30}): |([a-z]{3,20})/[\w-]")
_MIN_KEYS = 3
# Keys that say that the value is one.
_TAG_KEY = re.compile(r"(?:tag|topic|keyword|subject|category)s?(?::\s?|/)(?=\S)", re.IGNORECASE)
# Of the element around a link ("taxonomy-category wp-block-post-terms").
_CATEGORY = re.compile(r"categor|(?<![a-z])cats?-links", re.IGNORECASE)
_BESIDE = int(Role.NAVIGATION | Role.FOOTER | Role.ASIDE | Role.RELATED | Role.COMMENT)


def json_ld_tags(page: Page) -> list[str]:
    for node in page.article_data:
        value = node.get("keywords")
        tags = _split_tags([text_of(value) or ""] if isinstance(value, str) else texts_of(value), page)
        if tags:
            return tags
    return []


def meta_tags(page: Page) -> list[str]:
    several = page.meta.get("article:tag") or page.meta.get("parsely-tags")
    return _split_tags(several or page.meta.get("news_keywords") or page.meta.get("keywords") or [], page)


def link_tags(page: Page) -> list[str]:
    """Texts of rel=tag links (HTML, 4.6.7) without categories, the article's where the site's stand in a menu."""
    links = [link for link in page.anchors if (rel := link.get("rel")) and "tag" in rel and _is_tag(link, rel)]
    roles = [page.outline.roles_around(link) for link in links]
    # Footers and asides may be the article's own.
    own = [link for link, role in zip(links, roles, strict=True) if not role & _BESIDE] or [
        link for link, role in zip(links, roles, strict=True) if not role & Role.NAVIGATION
    ]
    return _split_tags([text for link in own if (text := short_text(link, _MAX_TAG_LENGTH))], page)


def displayed_tags(page: Page) -> list[str]:
    return _split_tags(shown_tags(page), page)


def _is_tag(link: _Element, rel: str) -> bool:
    """Whether *link* is a tag and no category, which WordPress marks with rel=tag, too."""
    words = rel.lower().split()
    if "tag" not in words or "category" in words:
        return False
    around = link.getparent()
    return around is None or not _CATEGORY.search(around.get("class") or "")


def _split_tags(texts: Iterable[str], page: Page) -> list[str]:
    parts = [" ".join(part.split()).lstrip("#").strip() for text in texts for part in _SEPARATOR.split(text)]
    with_keys = sum(bool(_KEY.match(part)) for part in parts)
    tags: dict[str, None] = {}
    for part in parts:
        tag = part
        if key := _TAG_KEY.match(part):
            tag = part[key.end() :]
        elif with_keys >= _MIN_KEYS and _KEY.match(part):
            continue
        if 0 < len(tag) <= _MAX_TAG_LENGTH and not _MACHINE_TAG.fullmatch(tag) and tag != page.site_name:
            tags[tag] = None
    return list(tags)[:_MAX_TAGS]
