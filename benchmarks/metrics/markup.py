"""What a page's markup states plainly, as a yardstick: its language and the day of its last modification.

Written apart from the crawler's own reading, and narrower: only the forms that leave no doubt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from benchmarks.metrics.days import day_of

_PRIMARY_SUBTAG = re.compile(r"[a-z]{2,3}(?![a-z0-9])")
_ARTICLE_TYPE = re.compile(r"Article$|^(?:Blog|LiveBlog)Posting$")


@dataclass(frozen=True, slots=True)
class Markup:
    language: str | None = None
    """Primary subtag of the html element's lang, or xml:lang, attribute."""
    days_modified: frozenset[str] = frozenset()
    """Days of `dateModified` of the first article in JSON-LD and of `article:modified_time`: each can be defended."""


def read_markup(html: bytes) -> Markup:
    try:
        root = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        return Markup()
    if root is None:
        return Markup()
    dates = [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "article:modified_time"]
    scripts = (script.text for script in root.iter("script") if script.get("type") == "application/ld+json")
    articles = (node for text in scripts for node in _nodes(text) if _is_article(node))
    dates.append(next(articles, {}).get("dateModified"))
    return Markup(
        # lxml's HTML parser keeps the prefix in the attribute's name.
        language=primary_subtag(root.get("lang")) or primary_subtag(root.get("xml:lang")),
        days_modified=frozenset(day for date in dates if isinstance(date, str) and (day := day_of(date))),
    )


def primary_subtag(tag: str | None) -> str | None:
    """ "pt" of "pt-BR" or "pt_br" (BCP 47, RFC 5646, 2.2.1); None when *tag* is no language tag."""
    found = _PRIMARY_SUBTAG.match((tag or "").strip().lower())
    return found[0] if found else None


def _nodes(text: str | None) -> Iterator[dict[str, Any]]:
    """The objects at the top of a JSON-LD document and in its @graph; none when it is broken."""
    try:
        document = json.loads(text or "", strict=False)
    except ValueError:
        return
    for item in document if isinstance(document, list) else [document]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else []) if isinstance(node, dict))


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and _ARTICLE_TYPE.search(name) for name in (types if isinstance(types, list) else [types])
    )
