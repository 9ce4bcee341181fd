"""Text of elements as a reader sees it, on one line."""

from __future__ import annotations

import re
import unicodedata

from lxml.etree import _Element

# Characters that are invisible and only get in the way of comparing: soft hyphen, zero-width space, word joiner,
# byte order mark. Zero-width joiner and non-joiner stay: they are spelling in Persian and Indic scripts.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Elements whose content a reader never sees as text.
UNSEEN_TAGS = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea", "head"}
)


def one_line(text: str | None) -> str:
    """*text* with runs of white space (no-break spaces and line breaks too) as single spaces, ends trimmed,
    invisible and control characters removed, composed (Unicode NFC)."""
    if not text:
        return ""
    line = " ".join(text.split())
    if line.isascii():
        return _CONTROL.sub("", line)
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub("", line.translate(_INVISIBLE))).split())


# Elements that do not break a line: text runs through them without a space (HTML Living Standard, 15.3.4 and
# the phrasing elements that browsers render inline).
INLINE_TAGS = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip


def element_text(element: _Element) -> str:
    """Text of *element* and everything in it, on one line; scripts, styles and form options left out."""
    pieces = [element.text or ""]
    open_elements = [iter(element)]
    closing_pieces: list[str] = []
    while open_elements:
        child = next(open_elements[-1], None)
        if child is None:
            open_elements.pop()
            if closing_pieces:
                pieces.append(closing_pieces.pop())
            continue
        tail = child.tail or ""
        if not isinstance(child.tag, str) or child.tag in UNSEEN_TAGS:
            pieces.append(tail)
            continue
        gap = "" if child.tag in INLINE_TAGS else " "
        pieces.append(gap + (child.text or ""))
        if len(child):
            open_elements.append(iter(child))
            closing_pieces.append(gap + tail)
        else:
            pieces.append(gap + tail)
    return one_line("".join(pieces))


# Chinese and Japanese say in one character what takes about two and a half in alphabets.
_WIDE_CHARACTER = re.compile(r"[⺀-鿿가-힯豈-﫿＀-￯]")
_WIDE_WEIGHT = 1.5


def weight(text: str) -> float:
    """Length of *text* in characters of an alphabetic script."""
    return len(text) if text.isascii() else len(text) + _WIDE_WEIGHT * len(_WIDE_CHARACTER.findall(text))
