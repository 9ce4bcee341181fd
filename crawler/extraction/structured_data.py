"""schema.org data: JSON-LD found and flattened, and the article's own told apart from that of others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.etree import _Element

from crawler.extraction.text import one_line, unescaped
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

_PAGE_TYPES = frozenset({"CreativeWork", "WebPage", "ItemPage"})

_TRAILING_COMMA = re.compile(r",\s*([}\]])")
# Tags of HTML, not titles in angle brackets ("<The Palace: A Tale>").
_MARKUP = re.compile(r"</?(?:[a-z][a-z0-9]{0,15}|[A-Z][A-Z0-9]{0,15})(?:\s[^<>]{0,500})?/?>|<!--[^<>]{0,500}-->")
# Deeper nesting than any real page has, and far from the interpreter's recursion limit.
_MAX_DEPTH = 50
# Control characters in strings are let pass. json.loads would make a decoder each time.
_DECODER = json.JSONDecoder(strict=False)

Node = dict[str, Any]


def json_ld_nodes(scripts: Iterable[_Element]) -> list[Node]:
    """All objects with an @type in those of *scripts* that are JSON-LD; @graph, lists and mainEntity(OfPage) opened.

    Unreadable scripts are skipped after a repair of the commonest faults (control characters in strings, HTML
    comments around, trailing commas).
    """
    nodes: list[Node] = []
    for script in scripts:
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            nodes.extend(_open(_read_json(script.text or "")))
    return nodes


def _read_json(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("]]>").removesuffix("//")
    value = _loaded(text)
    if value is None and "," in text:
        value = _loaded(_TRAILING_COMMA.sub(r"\1", text))
    # Only what opens so many objects and lists can nest them so deep.
    may_be_deep = text.count("{") + text.count("[") > _MAX_DEPTH
    return None if may_be_deep and _is_too_deep(value) else value


def _loaded(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def _is_too_deep(value: Any) -> bool:
    """Whether *value* is nested deeper than the functions below, which follow it by recursion, can go."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        containers = [part for part in level if isinstance(part, dict | list)]
        if not containers:
            return False
        level = [child for part in containers for child in (part.values() if isinstance(part, dict) else part)]
    return True


def _open(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for part in value:
            yield from _open(part)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _open(value.get(key))


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
    named: list[Node] = []
    nameless: list[Node] = []
    articles: list[Node] = []
    for node in nodes:
        types, urls = types_of(node), _urls_of(node)
        if not types & ARTICLE_TYPES and not (types & MEDIA_TYPES and urls & wanted):
            continue
        articles.append(node)
        if urls & wanted:
            named.append(node)
        elif not urls:
            nameless.append(node)
    if named:
        articles = named + nameless
    elif len({one_line(str(node.get("headline") or node.get("name"))) for node in articles}) > 1:
        articles = []
    return with_references(articles, nodes)


def with_references(articles: list[Node], nodes: list[Node]) -> list[Node]:
    """*articles* with the values that only name another of *nodes* (JSON-LD, 3.3: {"@id": …}) replaced by it."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return [
        node | {key: _resolved(node[key], by_id, set()) for key in ("author", "creator", "image") if key in node}
        for node in articles
    ]


def _resolved(value: Any, by_id: dict[str, Node], seen: set[str]) -> Any:
    if isinstance(value, list):
        # Once each: an author who is named ten thousand times is as long ten thousand times.
        return [part for part in (_resolved(part, by_id, seen) for part in value) if part is not None]
    if not (isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str)):
        return value
    if value["@id"] in seen:
        return None
    seen.add(value["@id"])
    return by_id.get(value["@id"], value)


def _urls_of(node: Node) -> set[str]:
    urls = set()
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        for url in value if isinstance(value, list) else [value]:
            url = url.get("@id") or url.get("url") if isinstance(url, dict) else url
            if isinstance(url, str) and is_web_url(url):
                urls.add(clean_url(url))
    return urls


def is_of_article(element: _Element) -> bool:
    """Whether an itemprop of *element* is one of the article or its page: not of an image, a comment, a person.

    Decided by the type of the microdata item around it (HTML, 5.2); without a type it is believed.
    """
    for above in element.iterancestors():
        if above.get("itemscope") is not None:
            types = {name.rsplit("/", 1)[-1] for name in above.get("itemtype", "").split()}
            return not types or bool(types & (ARTICLE_TYPES | _PAGE_TYPES))
    return True


def text_of(value: Any) -> str | None:
    """Plain text of a JSON-LD value that should be text: entities resolved, tags removed; a list gives its first."""
    if isinstance(value, list):
        return next((text for part in value if (text := text_of(part))), None)
    if isinstance(value, dict):
        return text_of(value.get("@value") or value.get("name"))
    if isinstance(value, str):
        # Twice: many publishers escape what their template escapes again.
        for _ in range(2):
            value = unescaped(value)
        return one_line(_MARKUP.sub(" ", value) if "<" in value else value) or None
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
