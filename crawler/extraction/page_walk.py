"""The walk over a page that cuts its text into blocks."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.blocks import HEADLINE_LENGTH, Block, Context, Outline
from crawler.extraction.text import INLINE_TAGS, UNSEEN_TAGS, one_line

# What is behind so many is not read: each costs some ten microseconds, and a page may have one in every four bytes. The
# longest real page (of 1,488) has 6,200.
_MAX_BLOCKS = 50_000

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
_HEADLINE_LINKS = etree.XPath(
    f"count(descendant::a[string-length(normalize-space()) >= {HEADLINE_LENGTH}][not(ancestor::a[1])])"
)
# A line break in Chinese or Japanese text is no space (CSS Text 3, 4.1.3): Han, kana and their punctuation.
_BREAK_IN_CJK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")


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
