"""Lists of the newest articles that a page holds only as data: a script would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.extraction.dates.date_text import parse_markup_date
from crawler.extraction.latest_news.latest_entries import MAX_ENTRIES
from crawler.extraction.latest_news.link_blocks import SiteLinks
from crawler.extraction.latest_news.list_labels import LabelKind, label_kind, list_kind
from crawler.extraction.page import Page
from crawler.extraction.page_state import page_states
from crawler.extraction.structured_data import Node, text_of, types_of
from crawler.items import LatestNewsEntry

_MIN_ENTRIES = 3
# Not those that hold headlines: an article may be called "Breaking news".
_LABEL_KEYS = ("title", "label", "name", "heading", "header")
# The state of a script is read only if one of these values in it is a label: reading takes its time. In JSON that is
# passed as a string the quotes are escaped.
_LABEL = re.compile(rf'"(?:{"|".join(_LABEL_KEYS)})\\?"\s{{0,20}}:\s{{0,20}}\\?"([^"\\]{{3,50}})\\?"')
# The state that Next.js streams is one text, cut over many scripts.
_STREAM = "__next_f.push"
# Names of lists beside the one that is labelled; "mostRecent" is none of them.
_OTHER_LIST = re.compile(
    r"related|popular|recommend|trending|sponsor|most[-_]?(?!recent|new|latest|[-_])", re.IGNORECASE
)
_HEADLINE_KEYS = ("headline", "title", "name")
_URL_KEYS = ("url", "href", "link", "permalink", "canonicalUrl", "path", "uri")
_DATE_KEYS = ("datePublished", "publishedAt", "publicationDate", "published", "publishDate", "date", "firstPublished")
# Where a place in a list holds its article. What else it holds (author, category, image) has URLs of its own.
_ARTICLE_KEYS = ("item", "content", "node", "article", "story", "post", "attributes", "fields", "data", "teaser")
# How deep below its label a list stands, and an article's fields below its place in the list.
_MAX_LIST_DEPTH = 4
_MAX_FIELD_DEPTH = 2
# Bounds for pages made to take time.
_MAX_NODES = 200_000
_MAX_LISTS = 20


def embedded_list(page: Page, links: SiteLinks, language: str | None) -> list[LatestNewsEntry]:
    """Entries of the first list that is labelled as the newest articles, in structured data or in the state of the
    page; empty when there is none."""
    for node in page.json_ld:
        label = text_of(node.get("name")) if "ItemList" in types_of(node) else None
        if label and list_kind(label) is LabelKind.LATEST:
            entries = _entries(node.get("itemListElement"), label, links, language)
            if entries:
                return entries
    for state in page_states(_labelled_scripts(page.elements("script"))):
        for label, value in _labelled_lists(state):
            if entries := _entries(value, label, links, language):
                return entries
    return []


def _labelled_scripts(scripts: list[_Element]) -> list[_Element]:
    """Those of *scripts* with a label of the newest articles, and all of a stream where one of them has it."""
    # Asking an element for its text makes a new one each time, and these are long.
    texts = [(script, script.text or "") for script in scripts]
    labelled = [_has_label(text) for _, text in texts]
    is_streamed = any(_STREAM in text for (_, text), has_label in zip(texts, labelled, strict=True) if has_label)
    return [
        script
        for (script, text), has_label in zip(texts, labelled, strict=True)
        if has_label or (is_streamed and _STREAM in text)
    ]


def _has_label(text: str) -> bool:
    return any(list_kind(found[1]) is LabelKind.LATEST for found in _LABEL.finditer(text))


def _labelled_lists(state: Any) -> Iterator[tuple[str, list[Any]]]:
    """Lists of objects in or below each object that has a label, the nearest first."""
    stack = [state]
    seen = 0
    while stack and seen < _MAX_NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, dict):
            for key in _LABEL_KEYS:
                label = value.get(key)
                if isinstance(label, str) and list_kind(label) is LabelKind.LATEST:
                    yield from ((label, found) for found in _lists_below(value))
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _lists_below(value: dict[str, Any]) -> list[list[Any]]:
    found: list[list[Any]] = []
    level: list[Any] = [value]
    for _ in range(_MAX_LIST_DEPTH):
        level = [child for part in level for child in _children(part) if not _is_other(child)]
        found += [part for part in level if isinstance(part, list) and len(part) >= _MIN_ENTRIES]
    return found[:_MAX_LISTS]


def _children(part: Any) -> Iterator[Any]:
    """Objects and lists in *part*, without those whose key names another list."""
    children = part if isinstance(part, list) else (child for key, child in part.items() if not _OTHER_LIST.search(key))
    return (child for child in children if isinstance(child, dict | list))


def _is_other(value: Any) -> bool:
    """Whether *value* has the label of another list."""
    labels = [value.get(key) for key in _LABEL_KEYS] if isinstance(value, dict) else ()
    return any(isinstance(label, str) and label_kind(label) is LabelKind.OTHER for label in labels)


def _entries(values: Any, label: str, links: SiteLinks, language: str | None) -> list[LatestNewsEntry]:
    """Entries of a list when it holds articles of the site, each once."""
    entries: dict[str, LatestNewsEntry] = {}
    for value in values if isinstance(values, list) else ():
        objects = _article_objects(value)
        headline = _field(objects, _HEADLINE_KEYS)
        url = links.resolve(_field(objects, _URL_KEYS) or "")
        if headline and url and links.is_headline(headline, url[1]):
            raw = _field(objects, _DATE_KEYS)
            date = parse_markup_date(raw, language) if raw else None
            entries.setdefault(url[1], LatestNewsEntry(None, headline, url[0], date, raw if date else None, label))
    return list(entries.values()) if _MIN_ENTRIES <= len(entries) <= MAX_ENTRIES else []


def _article_objects(value: Any) -> list[Node]:
    """The objects of one article at a place in a list, the one that has its headline first."""
    level = [value] if isinstance(value, dict) else []
    objects: list[Node] = []
    for _ in range(_MAX_FIELD_DEPTH):
        objects += level
        level = [part[key] for part in level for key in _ARTICLE_KEYS if isinstance(part.get(key), dict)]
    return sorted(objects, key=lambda part: _field([part], _HEADLINE_KEYS) is None)


def _field(objects: list[Node], keys: tuple[str, ...]) -> str | None:
    """The first of *keys* with a text in *objects*; a link may be an object with its URL."""
    for part in objects:
        for key in keys:
            value = part.get(key)
            if isinstance(value, dict) and key in _URL_KEYS:
                value = next((value[inner] for inner in _URL_KEYS if isinstance(value.get(inner), str)), None)
            if isinstance(value, str) and (text := text_of(value)):
                return text
    return None
