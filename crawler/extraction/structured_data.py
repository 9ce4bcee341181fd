"""schema.org data embedded as JSON-LD: found, flattened, and told apart: the article's own from that of others."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.extraction.text import one_line
from crawler.urls import clean_url, is_web_url

# schema.org NewsArticle and its relatives, and the types publishers use in its place.
ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "BlogPosting", "LiveBlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle",
        "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "SatiricalArticle",
        "AdvertiserContentArticle", "Report", "TechArticle", "ScholarlyArticle", "SocialMediaPosting",
        "DiscussionForumPosting", "Review", "Recipe",
    }
)  # fmt: skip
MEDIA_TYPES = frozenset({"VideoObject", "ImageGallery", "MediaGallery"})

_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_MARKUP = re.compile(r"<[^<>]{0,500}>")
# Deeper nesting than any real page has; json.loads itself gives up at the interpreter's recursion limit.
_MAX_DEPTH = 20

Node = dict[str, Any]


def json_ld_nodes(root: _Element) -> list[Node]:
    """All objects with an @type in the page's JSON-LD scripts; @graph, lists and mainEntity(OfPage) opened.

    Unreadable scripts are skipped after a repair of the commonest faults (control characters in strings, HTML
    comments around, trailing commas).
    """
    nodes: list[Node] = []
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            nodes.extend(_open(_read_json(script.text or ""), 0))
    return nodes


def _read_json(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("]]>").removesuffix("//")
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _open(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _open(part, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), dict | list):
                yield from _open(value[key], depth + 1)


def types_of(node: Node) -> set[str]:
    """Names of a node's types without their vocabulary's address."""
    types = node.get("@type")
    return {
        str(name).rsplit("/", 1)[-1].removeprefix("schema:") for name in (types if isinstance(types, list) else [types])
    }


def article_nodes(nodes: list[Node], page_urls: set[str]) -> list[Node]:
    """Those of *nodes* that describe the page's article, the surest first.

    A node that names one of *page_urls* comes first. Where several articles stand side by side and none names
    the page they are teasers of a list: then there is none. A video or gallery counts only if it names the page:
    otherwise it illustrates something. References to other nodes of the page (author, image) are resolved.
    """
    wanted = {clean_url(url) for url in page_urls if is_web_url(url)}
    articles = [
        _with_references(node, nodes)
        for node in nodes
        if types_of(node) & ARTICLE_TYPES or (types_of(node) & MEDIA_TYPES and _urls_of(node) & wanted)
    ]
    named = [node for node in articles if _urls_of(node) & wanted]
    if named:
        return named + [node for node in articles if node not in named and not _urls_of(node)]
    headlines = {one_line(str(node.get("headline") or node.get("name"))) for node in articles}
    return articles if len(headlines) <= 1 else []


def _with_references(node: Node, nodes: list[Node]) -> Node:
    """*node* with the values that only name another node (JSON-LD, 3.3: {"@id": …}) replaced by that node."""
    by_id = {other["@id"]: other for other in nodes if isinstance(other.get("@id"), str)}

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(part) for part in value]
        is_reference = isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str)
        return by_id.get(value["@id"], value) if is_reference else value

    return node | {key: resolved(node[key]) for key in ("author", "creator", "image") if key in node}


def _urls_of(node: Node) -> set[str]:
    urls = set()
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        for url in value if isinstance(value, list) else [value]:
            url = url.get("@id") or url.get("url") if isinstance(url, dict) else url
            if isinstance(url, str) and is_web_url(url):
                urls.add(clean_url(url))
    return urls


def text_of(value: Any) -> str | None:
    """Plain text of a JSON-LD value that should be text: entities resolved, tags removed; a list gives its first."""
    if isinstance(value, list):
        return next((text for part in value if (text := text_of(part))), None)
    if isinstance(value, dict):
        return text_of(value.get("@value") or value.get("name"))
    if isinstance(value, str):
        return one_line(_MARKUP.sub(" ", html.unescape(html.unescape(value)))) or None
    return None


def texts_of(value: Any) -> list[str]:
    """Plain texts of a JSON-LD value that may be one or several (objects give their name)."""
    parts = value if isinstance(value, list) else [value]
    return [text for part in parts if (text := text_of(part))]


def url_of(value: Any) -> str | None:
    """The URL a JSON-LD value gives (text, ImageObject, or a list of them: the first)."""
    if isinstance(value, list):
        return next((url for part in value if (url := url_of(part))), None)
    if isinstance(value, dict):
        return url_of(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() or None if isinstance(value, str) else None
