"""Text of elements as a reader sees it, on one line."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from lxml.etree import _Element

# What has no place in a field: control characters, lone surrogates (JSON can spell them, UTF-8 cannot), and the
# invisible soft hyphen, zero-width space, word joiner and byte order mark, which only get in the way of comparing.
# Zero-width joiner and non-joiner stay: they are spelling in Persian and Indic scripts.
_UNWANTED = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\xad\\u200b\\u2060\\ufeff\\ud800-\\udfff]")
# Character references of more digits than Unicode has are no text, and Python refuses to read the longest of them.
_OVERLONG_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
# Elements whose content a reader never sees as text, and the readings set above Chinese characters (ruby).
UNSEEN_TAGS = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea", "head",
        "rt", "rp",
    }
)  # fmt: skip
# Elements that do not break a line: text runs through them without a space (HTML Living Standard, 15.3.4 and
# the phrasing elements that browsers render inline).
INLINE_TAGS = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip


def one_line(text: str | None) -> str:
    """*text* with runs of white space (no-break spaces and line breaks too) as single spaces, ends trimmed,
    invisible and control characters removed, composed (Unicode NFC)."""
    if not text:
        return ""
    line = text.strip()
    # Of all white space only the plain space is printable: what passes is on one line already, as most texts are. That
    # costs a third of cutting it into words and joining them again.
    if "  " in line or not line.isprintable():
        line = " ".join(line.split())
        if not line.isprintable():
            line = " ".join(_UNWANTED.sub("", line).split())
    return line if line.isascii() else unicodedata.normalize("NFC", line)


def unescaped(text: str) -> str:
    """*text* with the character references of HTML resolved, once; those of too many digits become a space."""
    return html.unescape(_OVERLONG_REFERENCE.sub(" ", text)) if "&" in text else text


def element_text(element: _Element) -> str:
    """Text of *element* and everything in it, on one line; scripts, styles and form options left out."""
    return one_line("".join(_pieces(element)))


# An element for a short text does not hold so many others, even if all of them are empty.
_MAX_PIECES = 300


def short_text(element: _Element, max_length: int) -> str | None:
    """`element_text` when it has at most *max_length* characters, else None.

    Reading stops where that is clear: asking every element of a page for a short text does not read the whole page
    once for each level of nesting.
    """
    pieces: list[str] = []
    length = 0
    for piece in _pieces(element):
        pieces.append(piece)
        length += sum(map(len, piece.split()))
        if length > max_length or len(pieces) > _MAX_PIECES:
            return None
    text = one_line("".join(pieces))
    return text if len(text) <= max_length else None


def _pieces(element: _Element) -> Iterator[str]:
    """Runs of text in document order, with a space at each edge of a block-level element."""
    yield element.text or ""
    # For each open element its remaining children and what stands after it.
    open_elements = [(iter(element), "")]
    while open_elements:
        children, after = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            yield after
            continue
        tail = child.tail or ""
        if not isinstance(child.tag, str) or child.tag in UNSEEN_TAGS:
            yield tail
            continue
        gap = "" if child.tag in INLINE_TAGS else " "
        yield gap + (child.text or "")
        open_elements.append((iter(child), gap + tail))


# Chinese and Japanese say in one character what takes about two and a half in alphabets.
_WIDE_CHARACTER = re.compile(r"[⺀-鿿가-힯豈-﫿＀-￯]")
_WIDE_WEIGHT = 1.5
FIRST_WIDE = 0x2E80
"""What comes before it in Unicode is none of them."""


def weight(text: str) -> float:
    """Length of *text* in characters of an alphabetic script."""
    return len(text) if text.isascii() else len(text) + _WIDE_WEIGHT * len(_WIDE_CHARACTER.findall(text))
