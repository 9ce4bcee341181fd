"""Blocks of text of a page in document order, and the elements they stand in; page_walk.py cuts them.

A block is what a reader sees as one paragraph, heading, list item or cell: the text between two block-level
boundaries, or between two line breaks in a row.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import accumulate

from lxml.etree import _Element

from crawler.extraction.roles import Role, role_and_class, role_of
from crawler.extraction.text import weight

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A block that says something: long enough for a sentence, and not a list of links.
MIN_PARAGRAPH_WEIGHT = 60
MAX_PARAGRAPH_LINK_DENSITY = 0.35
# Shorter link texts are buttons and sections ("More", "Sport").
HEADLINE_LENGTH = 25

# What remains of the roles of an element that holds most of the text: only comments may be longer than the article.
_KEPT_BY_MAIN = int(Role.COMMENT | Role.CONTENT | Role.ARTICLE | Role.LEAD)
# What is always short is not what its class says when it holds this much text, and this share of the page's.
_SMALL_PRINT = int(Role.PROMOTION | Role.SHARING | Role.CAPTION | Role.BYLINE | Role.TAGS | Role.NAVIGATION)
_MIN_BULK_LENGTH = 1_000
_MIN_BULK_SHARE = 0.2


class Context:
    """A block-level element with text in it, the one around it, and the blocks it holds."""

    __slots__ = ("class_words", "depth", "element", "end", "index", "parent", "role", "roles_around", "start", "tag")

    def __init__(self, element: _Element, parent: Context | None, depth: int, index: int, start: int) -> None:
        self.element = element
        self.tag: str = element.tag  # type: ignore[assignment] # of HTML elements always text
        self.parent = parent
        self.depth = depth
        """Number of block-level elements around it."""
        self.role, self.class_words = role_and_class(element)
        """What the element is by itself (flags of `Role` as a plain number), and its class attribute as it stands."""
        self.index = index
        """Position among the contexts of the outline."""
        self.start = self.end = start
        """The blocks inside are those from `start` up to, without, `end`."""
        self.roles_around: int = self.role
        """`role` with those of all elements around it."""


class Block:
    __slots__ = (
        "bold_length",
        "context",
        "headline_links",
        "is_paragraph",
        "italic_length",
        "link_count",
        "link_length",
        "text",
    )

    def __init__(
        self, text: str, context: Context, link_length: int, link_count: int, bold_length: int, italic_length: int
    ) -> None:
        length = len(text)
        self.text = text
        self.context = context
        self.link_length = link_length
        """Characters of the text that are inside links."""
        self.link_count = link_count
        self.bold_length = bold_length
        self.italic_length = italic_length
        self.is_paragraph = (
            (length >= MIN_PARAGRAPH_WEIGHT or (not text.isascii() and weight(text) >= MIN_PARAGRAPH_WEIGHT))
            and link_length <= MAX_PARAGRAPH_LINK_DENSITY * length
            and context.tag not in HEADING_TAGS
        )
        """Whether it is running text."""
        self.headline_links: int | None = None
        """Of a whole list of links in one block, which is never body: how many are as long as headlines."""

    @property
    def tag(self) -> str:
        return self.context.tag

    @property
    def link_density(self) -> float:
        return self.link_length / len(self.text)


class Outline:
    """The blocks of a page or of a part of it, and the elements they stand in, both in document order.

    An element with most of the running text is no navigation, promotion or the like, whatever its class says
    ("l-sidebar-fixed", "article-with-ads").
    """

    def __init__(self, blocks: list[Block], contexts: list[Context]) -> None:
        self.blocks = blocks
        self.contexts = contexts
        self.main_elements = self._trust_the_bulk()
        """Those with most of the running text."""

    def _trust_the_bulk(self) -> frozenset[_Element]:
        """Take away the roles that the amount of running text in an element disproves; the main elements."""
        sums = [0, *accumulate(len(block.text) if block.is_paragraph else 0 for block in self.blocks)]
        half, bulk = sums[-1] / 2, max(_MIN_BULK_LENGTH, _MIN_BULK_SHARE * sums[-1])
        main_elements = set()
        for context in self.contexts:
            held = sums[context.end] - sums[context.start]
            if held > half:
                main_elements.add(context.element)
                context.role &= _KEPT_BY_MAIN
            elif held >= bulk:
                context.role &= ~_SMALL_PRINT
            context.roles_around = context.role | (context.parent.roles_around if context.parent else 0)
        return frozenset(main_elements)

    @cached_property
    def _context_of(self) -> dict[_Element, Context]:
        return {context.element: context for context in self.contexts}

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
