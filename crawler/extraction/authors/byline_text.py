"""Text of an element that may hold a byline, with marks between what stands in different elements."""

from __future__ import annotations

from itertools import islice

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.authors.byline_words import AND, BY
from crawler.extraction.authors.name_kinds import MAX_NAME_LENGTH
from crawler.extraction.text import UNSEEN_TAGS, one_line

MAX_BYLINE_LENGTH = 180
# An element for a byline holds no more others, even if all of them are empty.
_MAX_NODES = 300
_MAX_NAMES = 50
_JOINED_TO_NEXT = AND | BY


def named_text(element: _Element) -> str:
    """Names by microdata (schema.org Person) in *element*, also those that readers do not see."""
    if "itemprop" not in element.attrib or "itemscope" not in element.attrib:
        return ""
    properties = islice(element.iterfind('.//*[@itemprop="name"]'), _MAX_NAMES)
    names = (one_line(name.get("content")) or text_in_parts(name) for name in properties)
    return " | ".join(name for name in names if len(name) <= MAX_NAME_LENGTH)


def text_in_parts(element: _Element) -> str:
    """Text of *element* with " | " between what stands in different elements; "" when it is too long for a byline."""
    line = ""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for count, (event, node) in enumerate(walk):
        if count > _MAX_NODES:
            return ""
        if event == "start":
            if node.tag in UNSEEN_TAGS:
                walk.skip_subtree()
                continue
            text = node.text
        elif node is element:
            break
        else:
            text = node.tail
        piece = one_line(text)
        if not piece:
            continue
        if not line or piece[0] == "/" or line[-1] == "/":
            line += piece
        elif _belong_together(line, piece):
            line += " " + piece
        else:
            line += " | " + piece
        if len(line) > MAX_BYLINE_LENGTH:
            return ""
    return line


def _belong_together(line: str, piece: str) -> bool:
    return (
        piece[0] in ",;.&)"
        or line[-1] in ",;:&("
        or piece.split(maxsplit=1)[0].casefold() in AND
        or line.rsplit(maxsplit=1)[-1].casefold() in _JOINED_TO_NEXT
    )
