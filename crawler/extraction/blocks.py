"""A page cut into blocks of text in document order, each with the elements it stands in.

A block is what a reader sees as one paragraph, heading, list item or cell: the text between two block-level
boundaries, or between two line breaks in a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from itertools import accumulate

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.roles import Role, role_and_class, role_of
from crawler.extraction.text import INLINE_TAGS, UNSEEN_TAGS, one_line, weight

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What is behind so many is not read: each costs some ten microseconds, and a page may have one in every four bytes. The
# longest real page (of 1,488) has 6,200.
_MAX_BLOCKS = 50_000
# A block that says something: long enough for a sentence, and not a list of links.
MIN_PARAGRAPH_WEIGHT = 60
MAX_PARAGRAPH_LINK_DENSITY = 0.35

# What the walk does at an element; a tag that is not listed starts a block of its own.
_SKIP, _INLINE, _LINK, _BOLD, _ITALIC, _BREAK, _NAVIGATION, _LIST = range(1, 9)
_KIND_OF_TAG: dict[object, int] = {
    **dict.fromkeys(INLINE_TAGS, _INLINE),
    **{"a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _ITALIC, "em": _ITALIC, "br": _BREAK},
    **{"nav": _NAVIGATION, "ul": _LIST, "ol": _LIST},
    **dict.fromkeys(UNSEEN_TAGS, _SKIP),
    # Nothing but the text after them (parsers of others keep them).
    **dict.fromkeys((etree.Comment, etree.PI), _INLINE),
    **dict.fromkeys(("input", "option", "audio", "video", "canvas", "img", "picture", "source", "meta", "link"), _SKIP),
}
# A nav element is passed over, with a third of all blocks of a page, unless it holds one of these: then its end tag is
# missing, and it reaches over the article.
_NOT_IN_NAVIGATION = ("p", "h1", "article")
# A list is one block when it says nothing but links: menus, related articles. A third of all blocks is in such lists,
# one in 1,000 of them is body. What they say is asked of libxml2, which takes a fiftieth of the walk's time.
# [1]: libxml2 would gather all the links around a text, and links inside of links may be two thousand deep.
_SAYS_MORE_THAN_LINKS = etree.XPath("boolean(descendant::text()[normalize-space()][not(ancestor::a[1])][1])")
_STRING = etree.XPath("string()", smart_strings=False)
# Lists inside of more lists are not asked, nor nav elements inside of more: every level goes through the same again.
_MAX_LIST_DEPTH = 3
# Shorter link texts are buttons and sections ("More", "Sport").
HEADLINE_LENGTH = 25
_HEADLINE_LINKS = etree.XPath(
    f"count(descendant::a[string-length(normalize-space()) >= {HEADLINE_LENGTH}][not(ancestor::a[1])])"
)
# A line break in Chinese or Japanese text is no space (CSS Text 3, 4.1.3): Han, kana and their punctuation.
_BREAK_IN_CJK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")

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


def read_outline(top: _Element) -> Outline:
    """Walk the tree below *top* once, without recursion, and cut its text into blocks.

    One long function on purpose: it runs for every element of every page, and a call costs more than the work.
    Elements become contexts when the first block in them begins: those without text are only passed.
    """
    root = Context(top, None, 0, 0, 0)
    # The top's own role says nothing about what is in it ("has-sidebar" on the body element).
    root.role = root.roles_around = 0
    blocks: list[Block] = []
    contexts = [root]
    # Block-level elements around the current position, and the contexts of the first of them.
    around: list[_Element] = [top]
    made: list[Context] = [root]
    pieces: list[str] = []
    link_length = link_count = bold_length = italic_length = 0
    link_depth = bold_depth = italic_depth = list_depth = navigation_depth = line_breaks = 0

    def end_block() -> None:
        nonlocal link_length, link_count, bold_length, italic_length
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        text = one_line(raw)
        if text and len(blocks) < _MAX_BLOCKS:
            if "\n" in raw and not text.isascii():
                text = one_line(_BREAK_IN_CJK.sub("", raw))
            context = made[-1]
            for depth in range(len(made), len(around)):
                context = Context(around[depth], context, depth, len(contexts), len(blocks))
                contexts.append(context)
                made.append(context)
            length = len(text)
            blocks.append(
                Block(
                    text,
                    context,
                    link_length if link_length < length else length,
                    link_count,
                    bold_length if bold_length < length else length,
                    italic_length if italic_length < length else length,
                )
            )
        pieces.clear()
        link_length = link_count = bold_length = italic_length = 0

    kind_of_tag = _KIND_OF_TAG.get
    # Of the elements around the current position: asking an element for its tag makes a text each time.
    kinds: list[int | None] = []
    walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start":
            kind = kind_of_tag(node.tag)
            kinds.append(kind)
            if kind is None:
                if node is not top:
                    if pieces:
                        end_block()
                    line_breaks = 0
                    around.append(node)
            elif kind == _LINK:
                link_depth += 1
                link_count += 1
            elif kind == _SKIP:
                walk.skip_subtree()
                continue
            elif kind == _BREAK:
                line_breaks += 1
                if line_breaks == 1:
                    pieces.append(" ")
                elif pieces:
                    end_block()
                continue
            elif kind == _BOLD:
                bold_depth += 1
            elif kind == _ITALIC:
                italic_depth += 1
            elif kind >= _NAVIGATION:
                if pieces:
                    end_block()
                line_breaks = 0
                if kind == _NAVIGATION:
                    navigation_depth += 1
                    if navigation_depth <= _MAX_LIST_DEPTH and next(node.iter(*_NOT_IN_NAVIGATION), None) is None:
                        walk.skip_subtree()
                        continue
                elif list_depth < _MAX_LIST_DEPTH and not _SAYS_MORE_THAN_LINKS(node):
                    walk.skip_subtree()
                    list_depth += 1
                    pieces.append(_STRING(node))
                    around.append(node)
                    link_length = len(pieces[0])
                    count = len(blocks)
                    end_block()
                    if len(blocks) > count:
                        blocks[-1].headline_links = int(_HEADLINE_LINKS(node))
                    continue
                else:
                    list_depth += 1
                around.append(node)
            text = node.text
        elif node is top:
            break
        else:
            kind = kinds.pop() if event == "end" else _INLINE
            if kind is None or kind >= _NAVIGATION:
                if pieces:
                    end_block()
                line_breaks = 0
                if kind == _LIST:
                    list_depth -= 1
                elif kind == _NAVIGATION:
                    navigation_depth -= 1
                # Not when it was passed over.
                if around[-1] is node:
                    if len(made) == len(around):
                        made.pop().end = len(blocks)
                    around.pop()
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
