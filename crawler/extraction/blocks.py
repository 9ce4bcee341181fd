"""A page cut into blocks of text in document order, each with the elements it stands in.

A block is what a reader sees as one paragraph, heading, list item or cell: the text between two block-level
boundaries, or between two line breaks in a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import lru_cache

from lxml.etree import _Element

from crawler.extraction.text import INLINE_TAGS, UNSEEN_TAGS, one_line


class Role(IntFlag):
    """What an element is by its tag, ARIA role and class words, when that is not the article's text."""

    NONE = 0
    NAVIGATION = auto()
    ASIDE = auto()
    PAGE_HEADER = auto()
    FOOTER = auto()
    CAPTION = auto()
    COMMENT = auto()
    RELATED = auto()
    PROMOTION = auto()
    SHARING = auto()
    BYLINE = auto()
    TAGS = auto()
    HIDDEN = auto()
    TABLE = auto()


_TAG_ROLE = {
    "nav": Role.NAVIGATION,
    "aside": Role.ASIDE,
    "header": Role.PAGE_HEADER,
    "footer": Role.FOOTER,
    "figcaption": Role.CAPTION,
    "figure": Role.CAPTION,
    "address": Role.BYLINE,
    "button": Role.SHARING,
    "form": Role.PROMOTION,
    "dialog": Role.PROMOTION,
    "table": Role.TABLE,
}
_ARIA_ROLE = {
    "navigation": Role.NAVIGATION,
    "complementary": Role.ASIDE,
    "banner": Role.PAGE_HEADER,
    "contentinfo": Role.FOOTER,
    "search": Role.NAVIGATION,
    "dialog": Role.PROMOTION,
    "menu": Role.NAVIGATION,
    "menubar": Role.NAVIGATION,
}
# Words of class and id attributes, cut at hyphens, underscores and changes of case. Seen across publishers'
# templates; a word counts only for elements inside the article's container, so "has-sidebar" on the body element
# does no harm.
_CLASS_WORDS = {
    Role.NAVIGATION: "nav navi navbar navigation menu breadcrumb breadcrumbs pagination pager toc sitemap search",
    Role.FOOTER: "footer foot copyright imprint",
    Role.ASIDE: "sidebar aside rail infobox factbox",
    Role.CAPTION: "caption captions credit credits copyright figcaption photo gallery slideshow carousel video player",
    Role.COMMENT: "comment comments disqus respond replies reply commentlist discussion",
    Role.RELATED: "related recommend recommended recommendation recommendations popular trending mostread latest"
    " teaser teasers readmore seealso outbrain taboola ticker widget",
    Role.PROMOTION: "newsletter subscribe subscription signup promo promotion paywall cookie cookies consent gdpr ad"
    " ads advert advertisement advertising banner sponsor sponsored sponsors donate donation modal popup cta login",
    Role.SHARING: "share sharing shares social socials toolbar tools buttons follow print",
    Role.BYLINE: "byline bylines author authors dateline timestamp pubdate postdate meta kicker bio",
    Role.TAGS: "tag tags topics keywords taglist",
    Role.HIDDEN: "hidden visuallyhidden sr screenreader offscreen",
}
_ROLE_OF_WORD = {word: role for role, words in _CLASS_WORDS.items() for word in words.split()}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SKIPPED_TAGS = UNSEEN_TAGS | {
    "input",
    "option",
    "audio",
    "video",
    "canvas",
    "img",
    "picture",
    "source",
    "meta",
    "link",
}


@dataclass(slots=True, eq=False)
class Context:
    """An element that blocks stand in, with the chain of those around it."""

    element: _Element
    tag: str
    parent: Context | None
    role: Role
    depth: int
    text_length: int = 0
    """Characters of the good paragraphs below it (filled while the body is sought)."""


@dataclass(slots=True, eq=False)
class Block:
    text: str
    context: Context
    link_length: int
    """Characters of `text` that are inside links."""
    starts_bold: bool
    """Whether all of it is in a bold element: sub-headings of pages without heading elements."""

    @property
    def tag(self) -> str:
        return self.context.tag

    @property
    def link_density(self) -> float:
        return self.link_length / len(self.text)

    def role_within(self, container: Context | None) -> Role:
        """Roles of the elements between this block and *container* (exclusive); None: up to the body element."""
        role, context = Role.NONE, self.context
        while context is not container:
            role |= context.role
            if context.parent is None:
                break
            context = context.parent
        return role

    def is_within(self, element: _Element) -> bool:
        context: Context | None = self.context
        while context is not None:
            if context.element is element:
                return True
            context = context.parent
        return False


@lru_cache(maxsize=20_000)
def _role_of_words(words: str) -> Role:
    role = Role.NONE
    for word in _WORD.findall(words):
        role |= _ROLE_OF_WORD.get(word.lower(), Role.NONE)
    return role


def role_of(element: _Element, tag: str) -> Role:
    """What *element* is by tag, attributes and class words."""
    role = _TAG_ROLE.get(tag, Role.NONE)
    attributes = element.attrib
    if not attributes:
        return role
    words = attributes.get("class"), attributes.get("id")
    if words[0] or words[1]:
        role |= _role_of_words(f"{words[0] or ''} {words[1] or ''}")
    if "role" in attributes:
        role |= _ARIA_ROLE.get(attributes["role"], Role.NONE)
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")):
        role |= Role.HIDDEN
    return role


def page_blocks(body: _Element) -> list[Block]:
    """Walk the tree below *body* once, without recursion, and cut its text into blocks."""
    walk = _Walk(Context(body, "body", None, Role.NONE, 0))
    walk.add_text(body.text)
    stack = [(body, iter(body), "body")]
    while stack:
        element, children, tag = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            walk.leave(tag)
            if stack:
                walk.add_text(element.tail)
        elif not isinstance(child.tag, str) or child.tag in _SKIPPED_TAGS:
            walk.add_text(child.tail)
        elif child.tag == "br":
            walk.line_break()
            walk.add_text(child.tail)
        else:
            walk.enter(child, child.tag)
            walk.add_text(child.text)
            stack.append((child, iter(child), child.tag))
    walk.end_block()
    return walk.blocks


class _Walk:
    """State of the walk: the block being collected and the elements it is in."""

    def __init__(self, context: Context) -> None:
        self.blocks: list[Block] = []
        self._context = context
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
        if tag == "a":
            self._link_depth += 1
        elif tag in ("b", "strong"):
            self._bold_depth += 1
        if tag not in INLINE_TAGS:
            self.end_block()
            self._context = Context(element, tag, self._context, role_of(element, tag), self._context.depth + 1)

    def leave(self, tag: str) -> None:
        if tag == "a":
            self._link_depth -= 1
        elif tag in ("b", "strong"):
            self._bold_depth -= 1
        if tag not in INLINE_TAGS:
            self.end_block()
            if self._context.parent is not None:
                self._context = self._context.parent

    def end_block(self) -> None:
        text = one_line("".join(self._pieces))
        if text:
            link_length = len(one_line("".join(self._link_pieces)))
            self.blocks.append(Block(text, self._context, min(link_length, len(text)), not self._has_plain_text))
        self._pieces.clear()
        self._link_pieces.clear()
        self._line_breaks = 0
        self._has_plain_text = False
