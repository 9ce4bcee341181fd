"""The article's text: the container that holds most of it, and which of its blocks belong to it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import zip_longest

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS, MIN_PARAGRAPH_WEIGHT, Block, Context, Outline
from crawler.extraction.date_text import parse_date_line
from crawler.extraction.labels import is_boilerplate_heading, is_boilerplate_line
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import texts_of
from crawler.extraction.text import weight

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
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:;\"'”’»«)\]]$")


def find_body(page: Page, headline: str | None = None, foreign: Collection[_Element] = ()) -> tuple[list[str], str]:
    """Paragraphs of the article in order, and the rule that found them: "dom", "json-ld" or "none".

    *headline* is left out where the page repeats it. Blocks inside the elements of *foreign* (latest-news lists)
    are never body.
    """
    outline = page.outline
    foreign_contexts = outline.contexts_in(foreign)
    blocks = [block for block in outline.blocks if block.context not in foreign_contexts]
    container = _find_container(outline, blocks)
    paragraphs = _paragraphs(outline, blocks, container, headline) if container else []
    structured = _structured_body(page)
    if _is_shell(paragraphs, structured):
        return structured, "json-ld"
    return paragraphs, "dom" if paragraphs else "none"


def _find_container(outline: Outline, blocks: list[Block]) -> Context | None:
    """The deepest element that holds `_CONTAINER_SHARE` of the running text outside navigation, comments and the
    like; where all of it is in such elements, of all."""
    paragraphs = [block for block in blocks if block.is_paragraph]
    good = [block for block in paragraphs if not block.context.roles_around & _OUTSIDE] or paragraphs
    total = sum(len(block.text) for block in good)
    lengths = outline.text_lengths(good)
    holders = [context for context, length in lengths.items() if length >= _CONTAINER_SHARE * total]
    if not holders:
        return None
    deepest = max(holders, key=lambda context: context.depth)
    # A single paragraph is its own deepest element; its neighbours count too.
    return deepest.parent if deepest.tag == "p" and deepest.parent else deepest


def _paragraphs(outline: Outline, blocks: list[Block], container: Context, headline: str | None) -> list[str]:
    roles = outline.roles_below(container)
    kept = [block for block in blocks if block.context in roles and _belongs(block, roles[block.context], headline)]
    # A heading without text below it announces something that was left out.
    while kept and kept[-1].tag in HEADING_TAGS:
        kept.pop()
    texts: list[str] = []
    for block, following in zip_longest(kept, kept[1:]):
        orphan = block.tag in HEADING_TAGS and following is not None and following.tag == block.tag
        if not orphan and (not texts or texts[-1] != block.text):
            texts.append(block.text)
    return texts


def _belongs(block: Block, roles: Role, headline: str | None) -> bool:
    """Whether *block* is part of the article. *roles*: those of the elements between it and the container."""
    text = block.text
    if roles & _NOT_BODY or (roles & Role.PAGE_HEADER and block.tag != "p"):
        return False
    if headline and text.casefold() == headline.casefold():
        return False
    if is_boilerplate_line(text) or parse_date_line(text):
        return False
    if block.tag in HEADING_TAGS:
        return block.tag != "h1" and block.link_density < 0.5 and not is_boilerplate_heading(text)
    if block.link_density > 0.6:
        return block.tag == "p" and weight(text) > 2 * MIN_PARAGRAPH_WEIGHT
    if block.tag in ("p", "li", "blockquote", "dd", "td") or block.is_bold:
        return weight(text) >= 3
    return weight(text) >= MIN_PARAGRAPH_WEIGHT or bool(_SENTENCE_END.search(text) and weight(text) >= 25)


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
