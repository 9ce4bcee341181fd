"""The article's text: the blocks that the learned model takes for body; where the page shows none, the text in its
structured data or in the state its scripts start from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS, Block, Outline
from crawler.extraction.body.block_features import block_features
from crawler.extraction.body.block_model import body_model
from crawler.extraction.body.embedded_state import embedded_paragraphs
from crawler.extraction.page import Page
from crawler.extraction.structured_data import texts_of

# A page shows its text only after a script ran when the structured data or the state holds that much text, and that
# many times what is visible.
_MIN_EMBEDDED_LENGTH = 300
_MIN_EMBEDDED_RATIO = 3


def find_body(page: Page, headline: str | None = None, foreign: Collection[_Element] = ()) -> tuple[list[str], str]:
    """Paragraphs of the article in order, and the rule that found them: "dom", "json-ld", "embedded-state" or "none".

    *headline* is left out where the page repeats it. Blocks inside the elements of *foreign* (latest-news lists)
    are never body.
    """
    blocks = _body_blocks(page.outline, headline, foreign)
    paragraphs = connected_texts([(block.tag, block.text) for block in blocks])
    visible = sum(map(len, paragraphs))
    structured = _structured_body(page)
    if _is_instead(structured, visible):
        return structured, "json-ld"
    if visible < _MIN_EMBEDDED_LENGTH:
        state = embedded_paragraphs(page.elements("script"), headline)
        if _is_instead(state, visible):
            return state, "embedded-state"
    return paragraphs, "dom" if paragraphs else "none"


def _is_instead(texts: list[str], visible: int) -> bool:
    embedded = sum(map(len, texts))
    return embedded > _MIN_EMBEDDED_LENGTH and embedded > _MIN_EMBEDDED_RATIO * visible


def _body_blocks(outline: Outline, headline: str | None, foreign: Collection[_Element]) -> Iterator[Block]:
    if not outline.blocks:
        return
    model = body_model()
    foreign_contexts = outline.contexts_in(foreign)
    head = headline.casefold() if headline else None
    candidates, names, rows = block_features(outline, headline)
    for index in candidates[model.scores(names, rows) > model.threshold]:
        block = outline.blocks[index]
        if block.context not in foreign_contexts and block.text.casefold() != head:
            yield block


def connected_texts(blocks: Sequence[tuple[str, str]]) -> list[str]:
    """The texts of *blocks* (tag and text each), without what says nothing where it stands: a heading that is
    followed by no text, or by another of its kind, and a repetition of the block before."""
    last = len(blocks)
    while last and blocks[last - 1][0] in HEADING_TAGS:
        last -= 1
    texts: list[str] = []
    for (tag, text), following in zip_longest(blocks[:last], blocks[1:last]):
        is_orphan = tag in HEADING_TAGS and following is not None and following[0] == tag
        if not is_orphan and (not texts or texts[-1] != text):
            texts.append(text)
    return texts


def _structured_body(page: Page) -> list[str]:
    for node in page.article_data:
        for key in ("articleBody", "text"):
            value = node.get(key)
            if isinstance(value, str):
                return [line for part in value.split("\n") for line in texts_of(part) if line]
    return []
