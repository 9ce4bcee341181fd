"""What a page says about itself besides headline, body and dates: description and section.

Language, tags, main image, paywall and rights have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.page import Page
from crawler.extraction.structured_data import Node, text_of, types_of

# What an editor's system cut off, or a template did not fill.
_CUT_OFF = ("…", "...", "[…]", "[...]")
_UNFILLED = re.compile(r"\{\{|\{%|<\?php|\[object Object\]")
_MIN_SHARED_START = 30
# What calls itself an organisation or site is described by its slogan, not by the article's summary.
_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
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


def _one_section(text: str | None) -> str | None:
    """The first section in *text*, which some templates fill with all of them."""
    return _SECTION_SEPARATOR.split(text or "")[0].strip() or None


def _nodes(page: Page, types: frozenset[str] | set[str]) -> Iterator[Node]:
    return (node for node in page.json_ld if types_of(node) & types)
