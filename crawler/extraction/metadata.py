"""What a page says about itself besides headline, body and dates: description, section, tags, language, image,
paywall."""

from __future__ import annotations

import re

from crawler.extraction.page import Page
from crawler.extraction.structured_data import text_of, texts_of, url_of
from crawler.extraction.text import short_text

# BCP 47 (RFC 5646, 2.1): language, optional script, optional region; what follows is not kept.
_LANGUAGE_TAG = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:$|[-_.@])", re.IGNORECASE)
_MAX_TAGS = 50
_MAX_TAG_LENGTH = 80


def language_tag(text: str | None) -> str | None:
    """*text* as a BCP 47 tag in its recommended case ("pt_br" -> "pt-BR"), None when it is none."""
    match = _LANGUAGE_TAG.match((text or "").strip())
    if not match or match[1].lower() in ("und", "mul", "zxx"):
        return None
    script, region = match[2], match[3]
    return match[1].lower() + (f"-{script.title()}" if script else "") + (f"-{region.upper()}" if region else "")


def html_language(page: Page) -> str | None:
    """The lang attribute of the html element (or xml:lang)."""
    root = page.root
    return language_tag(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    )


def json_ld_language(page: Page) -> str | None:
    for node in page.article_data:
        language = language_tag(text_of(node.get("inLanguage")))
        if language:
            return language
    return None


def meta_language(page: Page) -> str | None:
    for name in ("og:locale", "content-language", "language", "dc.language", "inlanguage"):
        language = language_tag(page.first_meta(name))
        if language:
            return language
    return None


def json_ld_description(page: Page) -> str | None:
    return next((text for node in page.article_data if (text := text_of(node.get("description")))), None)


def meta_description(page: Page) -> str | None:
    return page.first_meta("og:description", "description", "twitter:description", "dc.description")


def json_ld_section(page: Page) -> str | None:
    return next((text for node in page.article_data if (text := text_of(node.get("articleSection")))), None)


def meta_section(page: Page) -> str | None:
    return page.first_meta("article:section", "section", "parsely-section", "cxenseparse:recs:category")


def json_ld_tags(page: Page) -> list[str]:
    for node in page.article_data:
        value = node.get("keywords")
        tags = _split_tags([value] if isinstance(value, str) else texts_of(value))
        if tags:
            return tags
    return []


def meta_tags(page: Page) -> list[str]:
    several = page.meta.get("article:tag") or page.meta.get("parsely-tags")
    return _split_tags(several or page.meta.get("news_keywords") or page.meta.get("keywords") or [])


def link_tags(page: Page) -> list[str]:
    """Texts of rel=tag links (HTML, 4.6.7)."""
    links = (link for link in page.elements("a") if "tag" in link.get("rel", "").lower().split())
    return _split_tags([text for link in links if (text := short_text(link, _MAX_TAG_LENGTH))])


def _split_tags(texts: list[str]) -> list[str]:
    tags: dict[str, None] = {}
    for text in texts:
        for part in re.split(r"[,;]", text):
            tag = " ".join(part.split()).lstrip("#")
            if 0 < len(tag) <= _MAX_TAG_LENGTH:
                tags[tag] = None
    return list(tags)[:_MAX_TAGS]


def json_ld_image(page: Page) -> str | None:
    for node in page.article_data:
        image = page.absolute(url_of(node.get("image")) or url_of(node.get("thumbnailUrl")))
        if image:
            return image
    return None


def meta_image(page: Page) -> str | None:
    return page.absolute(page.first_meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "image"))


def json_ld_free_access(page: Page) -> bool | None:
    """schema.org isAccessibleForFree, of the article or of one of its parts (false in one part: not free)."""
    answer = None
    for node in page.article_data:
        parts = node.get("hasPart")
        for part in [node, *(parts if isinstance(parts, list) else [parts])]:
            value = part.get("isAccessibleForFree") if isinstance(part, dict) else None
            free = {"true": True, "false": False}.get(str(value).rsplit("/", 1)[-1].lower())
            if free is False:
                return False
            answer = answer or free
    return answer


def meta_free_access(page: Page) -> bool | None:
    """article:content_tier of the Open Graph article object: free, metered or locked."""
    tier = (page.first_meta("article:content_tier", "og:article:content_tier") or "").lower()
    return {"free": True, "locked": False, "metered": False}.get(tier)
