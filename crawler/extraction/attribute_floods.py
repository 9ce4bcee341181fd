"""Tags with more attributes than the parser can read in time."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

# For each attribute of a tag libxml2 passes those before it: what attributes cost are the squares of their numbers,
# summed over the tags. These take a third of a second: a tag of 20,000, or 1,000 tags of 630. The most that a real page
# has (of 1,488) are 60,000.
_MAX_SQUARES = 400_000_000
# Bytes. The attributes of one tag need different names, which are seldom shorter (" ab").
_SHORTEST = 3
# Tags with so many stay below the limit in 10 MB, the most that is read. Real tags have some twenty.
_KEPT = 50
# Between "=" and a quote no more space than that is looked through; what is behind it may then be hidden, too.
_MAX_SPACE = 64

# By the tokenizer of HTML (13.2.5.8, 13.2.5.32 to 40), which is libxml2's since 2.14: a tag ends at the first ">" in no
# quoted value, "<" is a character like others. Possessive, so that nothing is read twice.
_ATTRIBUTE = (
    rb"(?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"
    rb"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"?+|'[^']*+'?+|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+)"""
)
_TAG = re.compile(rb"(<[a-zA-Z][^\t\n\f\r />]*+" + _ATTRIBUTE + b"{0,%d}+)" % _KEPT + _ATTRIBUTE + b"*+")
# One of them is before each attribute.
_SEPARATORS = b"\t\n\f\r /\"'"


def without_attribute_floods(html: bytes, *, whole_length: int | None = None) -> bytes:
    """*html* as it is, unless its attributes would take libxml2 too long: then with the first of each tag alone.

    When it is a part of something that is parsed part by part, *whole_length* is the length of that, or more: each part
    then has its share of the time.

    There, whatever looks like a tag is taken for one. Where such a likeness, in a script, hid a flood from that, no
    tags are left at all.
    """
    if not html:
        return html
    squares_per_byte = _MAX_SQUARES / max(whole_length or 0, len(html))
    # Tags that are shorter keep within the limit.
    width = int(squares_per_byte * _SHORTEST**2)
    most = int(squares_per_byte * len(html))
    if not _may_exceed(most, html, width) or _squares(html) <= most:
        return html
    cut = _TAG.sub(rb"\1", html)
    return cut.replace(b"<", b" ") if _may_exceed(most, cut, width) else cut


class _Squares:
    """A parser target. For one, libxml2 builds no tree, which is where time goes in squares."""

    def __init__(self) -> None:
        self._sum = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._sum += len(attributes) ** 2

    def close(self) -> int:
        return self._sum


def _squares(html: bytes) -> int:
    """Of the numbers of attributes in *html*, as libxml2 itself reads it."""
    # A target has more methods for its type than lxml wants of it; each would cost a call.
    options: dict[str, Any] = {"target": _Squares(), "encoding": "utf-8", "huge_tree": True}
    squares: Any = etree.fromstring(html, etree.HTMLParser(**options))
    return int(squares)


def _may_exceed(most: int, html: bytes, width: int) -> bool:
    """False only where longer tags of *html* than *width* have no more than *most* squares; saying so takes some
    microseconds for nearly all real pages.

    No tag reaches over a ">" that ends one. Between two that are further from each other a tag may be that has an
    attribute behind each separator.
    """
    quotes = _Quotes(html)
    squares = start = 0
    while len(html) - start > width:
        end = quotes.next_closing(start, width)
        if end - start > width and (opening := html.find(b"<", start, end)) >= 0:
            between = html[opening:end]
            squares += (len(between) - len(between.translate(None, _SEPARATORS))) ** 2
        start = end + 1
    return squares > most


class _Quotes:
    """Tells which ">" of a page are in no quoted value: before it, the last quote of its kind has "=" before."""

    def __init__(self, html: bytes) -> None:
        self._html = html
        self._looked_through = 0
        self._last = {b'"': -1, b"'": -1}

    def next_closing(self, start: int, width: int) -> int:
        """The ">" that ends a tag, if it is in one: not the first behind *start*, but one of the last in the next
        *width* bytes, or else one behind them. The end of the page, if there is none."""
        html = self._html
        while True:
            place = html.rfind(b">", start, start + width)
            if place < 0:
                place = html.find(b">", start + width)
            if place < 0:
                return len(html)
            if not self._may_hide(place):
                return place
            start = place + 1

    def _may_hide(self, place: int) -> bool:
        """*place* is behind those of earlier calls: each byte is looked at once."""
        may_hide = False
        for quote, last in self._last.items():
            last = self._last[quote] = max(self._html.rfind(quote, self._looked_through, place), last)
            before = self._html[max(last - _MAX_SPACE, 0) : max(last, 0)].rstrip()
            may_hide |= last >= 0 and (not before or before.endswith(b"="))
        self._looked_through = place
        return may_hide
