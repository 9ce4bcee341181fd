"""The article's text: the container that holds most of it, and which of its blocks belong to it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import zip_longest

from lxml.etree import _Element

from crawler.extraction.blocks import Block, Context, Role
from crawler.extraction.dates import is_date_line
from crawler.extraction.labels import is_boilerplate_heading, is_boilerplate_line
from crawler.extraction.page import Page
from crawler.extraction.structured_data import texts_of
from crawler.extraction.text import weight

# A block that says something: long enough for a sentence, and not a list of links.
_MIN_PARAGRAPH_LENGTH = 60
_MAX_PARAGRAPH_LINK_DENSITY = 0.35
# The container is the deepest element with this share of the good paragraphs' text. Lower picks one section of
# an article in several; higher reaches up to the whole page when comments are long.
_CONTAINER_SHARE = 0.75
_OUTSIDE = (
    Role.NAVIGATION
    | Role.FOOTER
    | Role.COMMENT
    | Role.RELATED
    | Role.PROMOTION
    | Role.HIDDEN
    | Role.ASIDE
    | Role.SHARING
)
_NOT_BODY = _OUTSIDE | Role.CAPTION | Role.BYLINE | Role.TAGS
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:;\"'”’»«)\]]$")


def find_body(page: Page, headline: str | None = None, foreign: Collection[_Element] = ()) -> tuple[list[str], str]:
    """Paragraphs of the article in order, and the rule that found them: "dom", "json-ld" or "none".

    *headline* is left out where the page repeats it. Blocks inside the elements of *foreign* (latest-news lists)
    are never body.
    """
    blocks = [block for block in page.blocks if not any(block.is_within(element) for element in foreign)]
    container = _find_container(blocks)
    paragraphs = _paragraphs(blocks, container, headline) if container else []
    structured = _structured_body(page)
    if _is_shell(paragraphs, structured):
        return structured, "json-ld"
    return paragraphs, "dom" if paragraphs else "none"


def _is_paragraph(block: Block) -> bool:
    return (
        weight(block.text) >= _MIN_PARAGRAPH_LENGTH
        and block.link_density <= _MAX_PARAGRAPH_LINK_DENSITY
        and block.tag not in _HEADING_TAGS
    )


def _find_container(blocks: list[Block]) -> Context | None:
    """The deepest element that holds `_CONTAINER_SHARE` of the good paragraphs' text.

    Paragraphs in navigation, promotions and the like are left out, but an element with most of the page's running
    text is none of these, whatever its class says ("l-sidebar-fixed", "article-with-ads"); only comments may be longer
    than the article.
    """
    paragraphs = [block for block in blocks if _is_paragraph(block)]
    total = sum(len(block.text) for block in paragraphs)
    for context in _count_text(paragraphs):
        if context.text_length > total / 2:
            context.role &= Role.COMMENT
    good = [block for block in paragraphs if not block.role_within(None) & _OUTSIDE] or paragraphs
    total = sum(len(block.text) for block in good)
    holders = [context for context in _count_text(good) if context.text_length >= _CONTAINER_SHARE * total]
    if not holders:
        return None
    deepest = max(holders, key=lambda context: context.depth)
    # A single paragraph is its own deepest element; its neighbours count too.
    return deepest.parent if deepest.tag in ("p", "span") and deepest.parent else deepest


def _count_text(blocks: list[Block]) -> list[Context]:
    """Set `text_length` of every element around *blocks* to the length of those it holds; returns the elements."""
    lengths: dict[Context, int] = {}
    for block in blocks:
        context: Context | None = block.context
        while context is not None:
            lengths[context] = lengths.get(context, 0) + len(block.text)
            context = context.parent
    for context, length in lengths.items():
        context.text_length = length
    return list(lengths)


def _paragraphs(blocks: list[Block], container: Context, headline: str | None) -> list[str]:
    inside = [block for block in blocks if block.is_within(container.element)]
    kept = [block for block in inside if _belongs(block, container, headline)]
    # A heading without text below it announces something that was left out.
    while kept and kept[-1].tag in _HEADING_TAGS:
        kept.pop()
    texts: list[str] = []
    for block, following in zip_longest(kept, kept[1:]):
        orphan = block.tag in _HEADING_TAGS and following is not None and following.tag == block.tag
        if not orphan and (not texts or texts[-1] != block.text):
            texts.append(block.text)
    return texts


def _belongs(block: Block, container: Context, headline: str | None) -> bool:
    text = block.text
    role = block.role_within(container)
    if role & _NOT_BODY or (role & Role.PAGE_HEADER and block.tag != "p"):
        return False
    if headline and text.casefold() == headline.casefold():
        return False
    if is_boilerplate_line(text) or is_date_line(text):
        return False
    if block.tag in _HEADING_TAGS:
        return block.tag != "h1" and block.link_density < 0.5 and not is_boilerplate_heading(text)
    if block.link_density > 0.6:
        return block.tag == "p" and weight(text) > 2 * _MIN_PARAGRAPH_LENGTH
    if block.tag in ("p", "li", "blockquote", "dd", "td") or block.starts_bold:
        return weight(text) >= 3
    return weight(text) >= _MIN_PARAGRAPH_LENGTH or bool(_SENTENCE_END.search(text) and weight(text) >= 25)


def _structured_body(page: Page) -> list[str]:
    for node in page.article_data:
        for key in ("articleBody", "text"):
            value = node.get(key)
            if isinstance(value, str):
                return [line for part in value.split("\n") for line in texts_of(part) if line]
    return []


def _is_shell(paragraphs: list[str], structured: list[str]) -> bool:
    """Whether the page shows its text only after a script ran: the structured data holds far more than is visible."""
    visible, embedded = sum(map(len, paragraphs)), sum(map(len, structured))
    return embedded > 300 and embedded > 3 * visible
