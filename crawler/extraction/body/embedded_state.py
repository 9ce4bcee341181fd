"""The article's text in the state that a page hands to its scripts, for pages that show no text before one ran."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.attribute_floods import without_attribute_floods
from crawler.extraction.page_state import page_states
from crawler.extraction.page_walk import read_outline
from crawler.extraction.roles import Role
from crawler.extraction.text import one_line, unescaped

Node = dict[str, Any]

# States of real pages have up to some ten thousand values; what is beyond these bounds is not worth the time.
_MAX_NODES = 20_000
_MAX_DEPTH = 40
# Less is a teaser, a description or a notice.
_MIN_TEXT_LENGTH = 300
# Without a title to go by, one text must stand out: the others then are notes and teasers, not other articles.
_MIN_LEAD_OVER_NEXT = 2

# What is read of a page. Its texts are parsed one by one.
_MAX_PAGE_LENGTH = 10_000_000
_MAX_BRACES_SHARE = 0.005

_BODY_KEYS = (
    "articleBody", "body", "bodyHtml", "body_html", "bodyText", "content", "contentHtml", "content_html",
    "content_elements", "contentElements", "paragraphs", "blocks", "text", "html", "fullText", "story",
)  # fmt: skip
_TITLE_KEYS = ("headline", "title", "headlines", "name")
# Where the text of a node of a rich text is, or its children are.
_TEXT_KEYS = ("text", "value", "html", "content", "body", "rendered", "data")
_CHILD_KEYS = ("content", "children", "items", "content_elements", "blocks", "paragraphs", "json", "document", "nodes")
_NO_TEXT_KIND = re.compile(
    r"image|photo|picture|video|audio|gallery|caption|\bad\b|advert|promo|related|newsletter|embed|link_list|recirc"
    r"|comment|iframe|script|hr$|divider",
    re.IGNORECASE,
)
_INLINE_KIND = re.compile(r"^(?:text|span|link|hyperlink|a|b|i|em|strong|bold|italic|mention|inline)$", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_OTHER = int(Role.CAPTION | Role.PROMOTION | Role.RELATED | Role.SHARING)
_parser_options: dict[str, Any] = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}


class _Found(NamedTuple):
    paragraphs: list[str]
    length: int
    has_title: bool


def embedded_paragraphs(scripts: Iterable[_Element], headline: str | None) -> list[str]:
    """Paragraphs of the longest article-like text in the state that *scripts* start from; none where several articles
    stand in it and none is called *headline*."""
    found = [
        text for state in page_states(scripts) for text in _texts(state, headline.casefold() if headline else None)
    ]
    titled = [text for text in found if text.has_title]
    # The same text is often there twice, in another form or in a part of itself.
    ordered = sorted(titled or found, key=lambda text: -text.length)
    if not ordered:
        return []
    first = ordered[0]
    others = [text for text in ordered[1:] if text.paragraphs[0] not in first.paragraphs]
    if not titled and others and first.length < _MIN_LEAD_OVER_NEXT * others[0].length:
        return []
    return first.paragraphs


def _texts(state: Any, title: str | None) -> Iterator[_Found]:
    """What stands under the keys of a body, in every object of *state*."""
    level: list[Any] = [state]
    budget = _MAX_NODES
    for _ in range(_MAX_DEPTH):
        following: list[Any] = []
        for value in level:
            budget -= 1
            if budget < 0:
                return
            if isinstance(value, dict):
                yield from _texts_of(value, title)
                following += [child for child in value.values() if isinstance(child, dict | list)]
            elif isinstance(value, list):
                following += [child for child in value if isinstance(child, dict | list)]
        level = following


def _texts_of(node: Node, title: str | None) -> Iterator[_Found]:
    for key in _BODY_KEYS:
        value = node.get(key)
        if isinstance(value, str) and len(value) < _MIN_TEXT_LENGTH:
            continue
        if isinstance(value, str | list | dict):
            paragraphs = _paragraphs(value)
            length = sum(map(len, paragraphs))
            has_title = title is not None and _has_title(node, title)
            # A single paragraph without a title is a notice or somebody's biography.
            if length >= _MIN_TEXT_LENGTH and (has_title or len(paragraphs) > 1) and not _is_code(paragraphs):
                yield _Found(paragraphs, length, has_title)


def _is_code(paragraphs: list[str]) -> bool:
    """Whether it is program text or JSON in a string."""
    return any(_MAX_BRACES_SHARE * len(text) < text.count("{") + text.count("}") for text in paragraphs)


def _has_title(node: Node, title: str) -> bool:
    for key in _TITLE_KEYS:
        value = node.get(key)
        texts = value.values() if isinstance(value, dict) else [value]
        if any(isinstance(text, str) and one_line(unescaped(text)).casefold() == title for text in texts):
            return True
    return False


def _paragraphs(value: Any, depth: int = 0) -> list[str]:
    """Paragraphs of a body: markup, text with line ends, or a rich text as a tree of nodes."""
    if isinstance(value, str):
        return _paragraphs_of_text(value)
    if depth > _MAX_DEPTH:
        return []
    if isinstance(value, dict):
        kind = value.get("type") or value.get("nodeType") or value.get("_type") or value.get("__typename") or ""
        if _NO_TEXT_KIND.search(str(kind)):
            return []
        for key in (*_TEXT_KEYS, *_CHILD_KEYS):
            inner = value.get(key)
            if (isinstance(inner, str) and inner.strip()) or (isinstance(inner, list | dict) and inner):
                return _paragraphs(inner, depth + 1)
        return []
    if isinstance(value, list):
        if value and all(map(_is_inline, value)):
            return _paragraphs_of_text("".join(_inline_text(part, depth) for part in value))
        return [text for part in value for text in _paragraphs(part, depth + 1)]
    return []


def _is_inline(part: Any) -> bool:
    """Whether *part* is a run of text within a paragraph of a rich text."""
    if not isinstance(part, dict):
        return False
    kind = part.get("type") or part.get("nodeType") or part.get("_type") or ""
    if kind:
        # Arc's elements of the kind "text" are paragraphs; what they say is under "content".
        return bool(_INLINE_KIND.match(str(kind))) and not isinstance(part.get("content"), str)
    return isinstance(part.get("text"), str) and len(part) <= 4


def _inline_text(part: Node, depth: int) -> str:
    for key in ("text", "value"):
        if isinstance(part.get(key), str):
            return str(part[key])
    children = part.get("content") or part.get("children")
    if isinstance(children, list) and depth < _MAX_DEPTH:
        return "".join(_inline_text(child, depth + 1) for child in children if isinstance(child, dict))
    return ""


def _paragraphs_of_text(text: str) -> list[str]:
    if "<" not in text and "&lt;" in text:
        text = unescaped(text)
    if not _MARKUP.search(text):
        return [line for part in text.split("\n") if (line := one_line(unescaped(part)))]
    data = f"<html><body>{text}</body></html>".encode("utf-8", errors="replace").replace(b"\x00", b"")
    data = without_attribute_floods(data, whole_length=_MAX_PAGE_LENGTH)
    root = etree.fromstring(data, etree.HTMLParser(**_parser_options))
    if root is None:
        return []
    return [block.text for block in read_outline(root).blocks if not block.context.roles_around & _OTHER]
