"""A page cut into blocks of text in document order, each with the elements it stands in.

A block is what a reader sees as one paragraph, heading, list item or cell: the text between two block-level
boundaries, or between two line breaks in a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from crawler.extraction.roles import Role, role_of
from crawler.extraction.text import INLINE_TAGS, UNSEEN_TAGS, one_line, weight

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD_TAGS = frozenset({"b", "strong"})
_SKIPPED_TAGS = UNSEEN_TAGS | {
    "input", "option", "audio", "video", "canvas", "img", "picture", "source", "meta", "link",
}  # fmt: skip
# A block that says something: long enough for a sentence, and not a list of links.
MIN_PARAGRAPH_WEIGHT = 60
_MAX_PARAGRAPH_LINK_DENSITY = 0.35


@dataclass(slots=True, eq=False)
class Context:
    """A block-level element with the chain of those around it."""

    element: _Element
    parent: Context | None
    depth: int
    role: Role
    """What the element is by itself."""
    roles_around: Role = Role.NONE
    """`role` with those of all elements around it."""

    @property
    def tag(self) -> str:
        return str(self.element.tag)


@dataclass(slots=True, eq=False)
class Block:
    text: str
    context: Context
    link_length: int
    """Characters of `text` that are inside links."""
    is_bold: bool
    """Whether all of it is in bold elements, as sub-headings of pages without heading elements are."""

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
            weight(self.text) >= MIN_PARAGRAPH_WEIGHT
            and self.link_density <= _MAX_PARAGRAPH_LINK_DENSITY
            and self.tag not in HEADING_TAGS
        )


class Outline:
    """The blocks of a page or of a part of it, and the elements they stand in, both in document order.

    An element with most of the running text is no navigation, promotion or the like, whatever its class says
    ("l-sidebar-fixed", "article-with-ads"): it has no role. Only comments may be longer than the article.
    """

    def __init__(self, blocks: list[Block], contexts: list[Context]) -> None:
        self.blocks = blocks
        self.contexts = contexts
        self._context_of = {context.element: context for context in contexts}
        self.main_elements = self._main_elements()
        """Those with most of the running text."""
        for context in contexts:
            if context.element in self.main_elements:
                context.role &= Role.COMMENT
            context.roles_around = context.role | (context.parent.roles_around if context.parent else Role.NONE)

    def _main_elements(self) -> frozenset[_Element]:
        lengths = self.text_lengths(block for block in self.blocks if block.is_paragraph)
        total = lengths.get(self.contexts[0], 0)
        return frozenset(context.element for context, length in lengths.items() if length > total / 2)

    def text_lengths(self, blocks: Iterable[Block]) -> dict[Context, int]:
        """For every element around *blocks* the number of characters of those it holds."""
        lengths: dict[Context, int] = {}
        for block in blocks:
            lengths[block.context] = lengths.get(block.context, 0) + len(block.text)
        for context in reversed(self.contexts):
            if context.parent and context in lengths:
                lengths[context.parent] = lengths.get(context.parent, 0) + lengths[context]
        return lengths

    def roles_below(self, container: Context) -> dict[Context, Role]:
        """*container* and every element in it, with the roles of the elements between the two."""
        roles = {container: Role.NONE}
        for context in self.contexts:
            if context.parent in roles:
                roles[context] = roles[context.parent] | context.role
        return roles

    def contexts_in(self, elements: Collection[_Element]) -> set[Context]:
        """The block-level ones of *elements*, and every element in those."""
        inside: set[Context] = set()
        if elements:
            for context in self.contexts:
                if context.parent in inside or context.element in elements:
                    inside.add(context)
        return inside

    def roles_around(self, element: _Element) -> Role:
        """Roles of all elements around *element*."""
        roles = Role.NONE
        for above in element.iterancestors():
            if context := self._context_of.get(above):
                return roles | context.roles_around
            roles |= role_of(above)
        return roles


def read_outline(top: _Element) -> Outline:
    """Walk the tree below *top* once, without recursion, and cut its text into blocks."""
    walk = _Walk(top)
    walk.add_text(top.text)
    stack = [(top, iter(top), "")]
    while stack:
        element, children, tag = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                walk.leave(tag)
                walk.add_text(element.tail)
        elif not isinstance(child.tag, str) or child.tag in _SKIPPED_TAGS:
            walk.add_text(child.tail)
        elif child.tag == "br":
            walk.line_break()
            walk.add_text(child.tail)
        else:
            tag = child.tag
            walk.enter(child, tag)
            walk.add_text(child.text)
            stack.append((child, iter(child), tag))
    walk.end_block()
    return Outline(walk.blocks, walk.contexts)


class _Walk:
    """State of the walk: the block being collected and the elements it is in."""

    def __init__(self, top: _Element) -> None:
        # The top's own role says nothing about what is in it ("has-sidebar" on the body element).
        self._context = Context(top, None, 0, Role.NONE)
        self.contexts = [self._context]
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._link_pieces: list[str] = []
        self._link_depth = self._bold_depth = self._line_breaks = 0
        self._has_plain_text = False

    def add_text(self, text: str | None) -> None:
        if not text:
            return
        self._pieces.append(text)
        if text.isspace():
            return
        self._line_breaks = 0
        if self._link_depth:
            self._link_pieces.append(text)
        if not self._bold_depth:
            self._has_plain_text = True

    def line_break(self) -> None:
        self._line_breaks += 1
        if self._line_breaks > 1:
            self.end_block()
        else:
            self._pieces.append(" ")

    def enter(self, element: _Element, tag: str) -> None:
        if tag not in INLINE_TAGS:
            self.end_block()
            self._context = Context(element, self._context, self._context.depth + 1, role_of(element))
            self.contexts.append(self._context)
        elif tag == "a":
            self._link_depth += 1
        elif tag in _BOLD_TAGS:
            self._bold_depth += 1

    def leave(self, tag: str) -> None:
        if tag not in INLINE_TAGS:
            self.end_block()
            if self._context.parent is not None:
                self._context = self._context.parent
        elif tag == "a":
            self._link_depth -= 1
        elif tag in _BOLD_TAGS:
            self._bold_depth -= 1

    def end_block(self) -> None:
        self._line_breaks = 0
        if not self._pieces:
            return
        text = one_line("".join(self._pieces))
        if text:
            link_length = len(one_line("".join(self._link_pieces))) if self._link_pieces else 0
            self.blocks.append(Block(text, self._context, min(link_length, len(text)), not self._has_plain_text))
        self._pieces.clear()
        self._link_pieces.clear()
        self._has_plain_text = False
