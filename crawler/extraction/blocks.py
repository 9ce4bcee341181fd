"""A page cut into blocks of text in document order, each with the elements it stands in.

A block is what a reader sees as one paragraph, heading, list item or cell: the text between two block-level
boundaries, or between two line breaks in a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import accumulate

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.roles import Role, role_of
from crawler.extraction.text import INLINE_TAGS, UNSEEN_TAGS, one_line, weight

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A block that says something: long enough for a sentence, and not a list of links.
MIN_PARAGRAPH_WEIGHT = 60
MAX_PARAGRAPH_LINK_DENSITY = 0.35

# What the walk does at an element; a tag that is not listed starts a block of its own.
_SKIP, _INLINE, _LINK, _BOLD, _ITALIC, _BREAK = range(1, 7)
_KIND_OF_TAG: dict[object, int] = {
    **dict.fromkeys(INLINE_TAGS, _INLINE),
    **{"a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _ITALIC, "em": _ITALIC, "br": _BREAK},
    **dict.fromkeys(UNSEEN_TAGS, _SKIP),
    **dict.fromkeys(("input", "option", "audio", "video", "canvas", "img", "picture", "source", "meta", "link"), _SKIP),
}
# A line break in Chinese or Japanese text is no space (CSS Text 3, 4.1.3): Han, kana and their punctuation.
_BREAK_IN_CJK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")

# What remains of the roles of an element that holds most of the text: only comments may be longer than the article.
_KEPT_BY_MAIN = int(Role.COMMENT | Role.CONTENT | Role.ARTICLE | Role.LEAD)
# What is always short is not what its class says when it holds this much text, and this share of the page's.
_SMALL_PRINT = int(Role.PROMOTION | Role.SHARING | Role.CAPTION | Role.BYLINE | Role.TAGS | Role.NAVIGATION)
_MIN_BULK_LENGTH = 1_000
_MIN_BULK_SHARE = 0.2


class Context:
    """A block-level element, with the one around it and the blocks it holds."""

    __slots__ = ("class_words", "depth", "element", "end", "index", "parent", "role", "roles_around", "start", "tag")

    def __init__(self, element: _Element, parent: Context | None, role: int, index: int, start: int) -> None:
        self.element = element
        self.tag = str(element.tag)
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.class_words = element.get("class") or ""
        """The class attribute as it stands, "" without one."""
        self.role = role
        """What the element is by itself: flags of `Role` as a plain number."""
        self.roles_around = role
        """`role` with those of all elements around it."""
        self.index = index
        """Position among the contexts of the outline."""
        self.start = self.end = start
        """The blocks inside are those from `start` up to, without, `end`."""


class Block:
    __slots__ = ("bold_length", "context", "italic_length", "link_count", "link_length", "text")

    def __init__(
        self, text: str, context: Context, link_length: int, link_count: int, bold_length: int, italic_length: int
    ) -> None:
        length = len(text)
        self.text = text
        self.context = context
        self.link_length = min(link_length, length)
        """Characters of `text` that are inside links."""
        self.link_count = link_count
        self.bold_length = min(bold_length, length)
        self.italic_length = min(italic_length, length)

    @property
    def tag(self) -> str:
        return self.context.tag

    @property
    def link_density(self) -> float:
        return self.link_length / len(self.text)

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text."""
        return (
            (len(self.text) >= MIN_PARAGRAPH_WEIGHT or weight(self.text) >= MIN_PARAGRAPH_WEIGHT)
            and self.link_density <= MAX_PARAGRAPH_LINK_DENSITY
            and self.tag not in HEADING_TAGS
        )


class Outline:
    """The blocks of a page or of a part of it, and the elements they stand in, both in document order.

    An element with most of the running text is no navigation, promotion or the like, whatever its class says
    ("l-sidebar-fixed", "article-with-ads").
    """

    def __init__(self, blocks: list[Block], contexts: list[Context]) -> None:
        self.blocks = blocks
        self.contexts = contexts
        self._context_of = {context.element: context for context in contexts}
        self.main_elements = self._trust_the_bulk()
        """Those with most of the running text."""
        for context in contexts:
            context.roles_around = context.role | (context.parent.roles_around if context.parent else 0)

    def _trust_the_bulk(self) -> frozenset[_Element]:
        """Take away the roles that the amount of running text in an element disproves; the main elements."""
        sums = [0, *accumulate(len(block.text) if block.is_paragraph else 0 for block in self.blocks)]
        total = sums[-1]
        main_elements = set()
        for context in self.contexts:
            held = sums[context.end] - sums[context.start]
            if 2 * held > total:
                main_elements.add(context.element)
                context.role &= _KEPT_BY_MAIN
            elif held >= _MIN_BULK_LENGTH and held >= _MIN_BULK_SHARE * total:
                context.role &= ~_SMALL_PRINT
        return frozenset(main_elements)

    def contexts_in(self, elements: Collection[_Element]) -> set[Context]:
        """The block-level ones of *elements*, and every element in those."""
        inside: set[Context] = set()
        if elements:
            for context in self.contexts:
                if context.parent in inside or context.element in elements:
                    inside.add(context)
        return inside

    def roles_around(self, element: _Element) -> int:
        """Roles of all elements around *element*."""
        roles = 0
        for above in element.iterancestors():
            if context := self._context_of.get(above):
                return roles | context.roles_around
            roles |= role_of(above)
        return roles


def read_outline(top: _Element) -> Outline:
    """Walk the tree below *top* once, without recursion, and cut its text into blocks.

    One long function on purpose: it runs for every element of every page, and a call costs more than the work.
    """
    # The top's own role says nothing about what is in it ("has-sidebar" on the body element).
    root = context = Context(top, None, 0, 0, 0)
    blocks: list[Block] = []
    contexts = [root]
    pieces: list[str] = []
    link_length = link_count = bold_length = italic_length = 0
    link_depth = bold_depth = italic_depth = line_breaks = 0

    def end_block() -> None:
        nonlocal link_length, link_count, bold_length, italic_length
        raw = "".join(pieces)
        text = one_line(raw)
        if text:
            if "\n" in raw and not text.isascii():
                text = one_line(_BREAK_IN_CJK.sub("", raw))
            blocks.append(Block(text, context, link_length, link_count, bold_length, italic_length))
        pieces.clear()
        link_length = link_count = bold_length = italic_length = 0

    walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        tag = node.tag
        kind = _KIND_OF_TAG.get(tag)
        if event == "start":
            if kind is None:
                if node is not top:
                    if pieces:
                        end_block()
                    line_breaks = 0
                    context = Context(node, context, role_of(node), len(contexts), len(blocks))
                    contexts.append(context)
            elif kind == _SKIP:
                walk.skip_subtree()
                continue
            elif kind == _LINK:
                link_depth += 1
                link_count += 1
            elif kind == _BOLD:
                bold_depth += 1
            elif kind == _ITALIC:
                italic_depth += 1
            elif kind == _BREAK:
                line_breaks += 1
                if line_breaks == 1:
                    pieces.append(" ")
                elif pieces:
                    end_block()
                continue
            text = node.text
        elif node is top:
            break
        else:
            if kind is None:
                if isinstance(tag, str):
                    if pieces:
                        end_block()
                    line_breaks = 0
                    context.end = len(blocks)
                    context = context.parent or root
            elif kind == _LINK:
                link_depth -= 1
            elif kind == _BOLD:
                bold_depth -= 1
            elif kind == _ITALIC:
                italic_depth -= 1
            text = node.tail
        if text:
            if not text.isspace():
                pieces.append(text)
                line_breaks = 0
                if link_depth:
                    link_length += len(text.strip())
                if bold_depth:
                    bold_length += len(text)
                if italic_depth:
                    italic_length += len(text)
            elif pieces:
                pieces.append(text)
    if pieces:
        end_block()
    root.end = len(blocks)
    return Outline(blocks, contexts)
