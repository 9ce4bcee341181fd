"""How two URLs of one article differ, and which URLs may well be of one article."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from crawler.urls import clean_url, is_web_url

VariantKind = Literal[
    "redirect", "parameters", "scheme", "slash", "host_alias", "mobile", "amp", "print", "index", "canonical"
]
"""How a URL differs from the one that names its article. "redirect": the server said so; "canonical": the page did,
whatever the difference; "parameters": tracking, session, order of the query, fragment. The others: in that only."""

# Hosts that serve the pages of the one without the first label.
_ALIAS = re.compile(r"www\d?\.|(?P<mobile>m|mobile|mobil|touch|wap)\.|(?P<amp>amp)\.|(?P<print>print)\.")
_MARK = re.compile(r"(?P<amp>amp(?:html)?)|(?P<print>print|printable|drucken|imprimer|imprimir|druckversion)", re.I)
_MARKED_NAME = re.compile(r"(?P<name>.+)[.-](?P<mark>amp|print)(?P<ending>(?:\.x?html?)?)", re.I)
_INDEX = re.compile(r"(?:index|default)\.(?:x?html?|php|aspx?)", re.I)
_NAMES_OF_MARKS = frozenset({"outputtype", "output", "view", "mode", "format", "type"})


def variant_kind(url: str, canonical: str, *, is_redirected: bool = False) -> VariantKind:
    """How *url*, at which an article was met, differs from the article's canonical URL."""
    if clean_url(url) == canonical:
        return "parameters"
    if is_redirected:
        return "redirect"
    one, other = _Bare(url), _Bare(canonical)
    if one.bare != other.bare:
        return "canonical"
    marks = [mark for mark in ("amp", "print", "mobile") if mark in one.marks ^ other.marks]
    if marks:
        return marks[0]
    if one.host != other.host:
        return "host_alias"
    if one.is_index != other.is_index:
        return "index"
    return "slash" if one.has_slash != other.has_slash else "scheme"


def may_be_one_article(url: str, other: str) -> bool:
    """Whether *url* and *other* differ only in scheme, host alias (www, mobile), a slash or index page at the end, AMP
    or print marks. When the texts there are the same too, they are one article; the URLs alone do not say so."""
    return is_web_url(url) and is_web_url(other) and _Bare(url).bare == _Bare(other).bare


class _Bare:
    """What is left of a URL without what may differ between two of one article."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(clean_url(url))
        self.host = parts.netloc
        self.marks: set[str] = set()
        segments = [segment for segment in parts.path.split("/") if segment]
        self.is_index = bool(segments) and bool(_INDEX.fullmatch(segments[-1]))
        self.has_slash = parts.path.endswith("/")
        if self.is_index:
            segments.pop()
        self.bare = (self._host(parts), tuple(self._path(segments)), self._query(parts.query))

    def _host(self, parts: SplitResult) -> str:
        host = parts.netloc
        if found := _ALIAS.match(host):
            self.marks |= {name for name, value in found.groupdict().items() if value}
            host = host[found.end() :]
        return host

    def _path(self, segments: list[str]) -> list[str]:
        # At the beginning or the end: "/print" in the middle of a path is a section about printing.
        for place in (0, -1):
            if len(segments) > 1 and (found := _MARK.fullmatch(segments[place])):
                self._note(found)
                del segments[place]
        if segments and (named := _MARKED_NAME.fullmatch(segments[-1])):
            self.marks.add(named["mark"].lower())
            segments[-1] = named["name"] + named["ending"]
        return segments

    def _query(self, query: str) -> tuple[str, ...]:
        return tuple(field for field in query.split("&") if field and not self._is_mark(field))

    def _is_mark(self, field: str) -> bool:
        name, _, value = field.partition("=")
        if found := _MARK.fullmatch(name):
            # "amp", "amp=1", "print=true"; not "print=4711", which chooses.
            is_mark = value.lower() in ("", "1", "true", "yes")
        else:
            found = _MARK.fullmatch(value)
            is_mark = found is not None and name.lower() in _NAMES_OF_MARKS
        if is_mark and found:
            self._note(found)
        return is_mark

    def _note(self, found: re.Match[str]) -> None:
        self.marks |= {name for name, value in found.groupdict().items() if value}
