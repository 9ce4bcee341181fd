"""Lists of the newest articles that a page holds only as data: a script would show them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.extraction.dates.date_text import parse_markup_date
from crawler.extraction.latest_news.latest_entries import MAX_ENTRIES
from crawler.extraction.latest_news.link_blocks import SiteLinks
from crawler.extraction.latest_news.list_labels import LabelKind, list_kind
from crawler.extraction.page import Page
from crawler.extraction.structured_data import text_of, types_of
from crawler.items import LatestNewsEntry

_MIN_ENTRIES = 3
_LABEL_KEYS = ("title", "label", "name", "heading", "header", "headline", "text")
# The state of a page is read only if one of these values in it is a label: reading takes its time.
_LABEL = re.compile(rf'"(?:{"|".join(_LABEL_KEYS)})"\s*:\s*"([^"\\]{{3,50}})"')
_HEADLINE_KEYS = ("headline", "title", "name")
_URL_KEYS = ("url", "href", "link", "permalink", "canonicalUrl", "path", "uri")
_DATE_KEYS = ("datePublished", "publishedAt", "publicationDate", "published", "publishDate", "date", "firstPublished")
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
    for script in page.elements("script"):
        if (script.get("type") or "").strip().lower() == "application/json" and script.text:
            if not any(list_kind(found[1]) is LabelKind.LATEST for found in _LABEL.finditer(script.text)):
                continue
            try:
                state = json.loads(script.text)
            except (ValueError, RecursionError):
                continue
            for label, value in _labelled_lists(state):
                if entries := _entries(value, label, links, language):
                    return entries
    return []


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
        level = [
            child
            for part in level
            for child in (part.values() if isinstance(part, dict) else part)
            if isinstance(child, dict | list)
        ]
        found += [part for part in level if isinstance(part, list) and len(part) >= _MIN_ENTRIES]
    return found[:_MAX_LISTS]


def _entries(values: Any, label: str, links: SiteLinks, language: str | None) -> list[LatestNewsEntry]:
    """Entries of a list when it holds articles of the site, each once."""
    entries: dict[str, LatestNewsEntry] = {}
    for value in values if isinstance(values, list) else ():
        headline = _field(value, _HEADLINE_KEYS)
        url = links.resolve(_field(value, _URL_KEYS) or "")
        if headline and url and links.is_headline(headline, url[1]):
            raw = _field(value, _DATE_KEYS)
            date = parse_markup_date(raw, language) if raw else None
            entries.setdefault(url[1], LatestNewsEntry(None, headline, url[0], date, raw if date else None, label))
    return list(entries.values()) if _MIN_ENTRIES <= len(entries) <= MAX_ENTRIES else []


def _field(value: Any, keys: tuple[str, ...]) -> str | None:
    """The first of *keys* with a text, in *value* or in the objects it holds."""
    level = [value]
    for _ in range(_MAX_FIELD_DEPTH):
        objects = [part for part in level if isinstance(part, dict)]
        for part in objects:
            for key in keys:
                if text := text_of(part.get(key)) if isinstance(part.get(key), str) else None:
                    return text
        level = [child for part in objects for child in part.values()]
    return None
