"""News feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.

Feeds are found from a page's links elsewhere; here their bytes become entries.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import Any, Literal

from lxml import etree

from crawler.discovery.entries import LONGEST_TITLE, DiscoveredUrl, first_date, plain_title, resolve_url
from crawler.discovery.xml import XML_LANG, XmlDocument, decode_xml, parse_xml
from crawler.extraction.text import one_line
from crawler.urls import web_url

# What the sitemap protocol, which counts RSS and Atom among its formats, allows in one document. Feeds for
# readers have 10 to 500 entries.
MAX_FEED_ENTRIES = 50_000
# Bounds the memory of what JSON decodes to, some twenty times its size at worst.
MAX_JSON_BYTES = 10 * 1024 * 1024

# RSS has pubDate; the others come with Atom elements, Dublin Core and Atom 0.3 ("issued", "modified").
_PUBLISHED = ("pubDate", "published", "atom:published", "dc:date", "dcterms:issued", "issued", "pubdate")
_MODIFIED = ("updated", "atom:updated", "dcterms:modified", "modified")
# The element of an entry, by the kind of document.
_ENTRY_NAMES = {"rss": "item", "rdf": "item", "feed": "entry"}
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RELATION_REGISTRY = "http://www.iana.org/assignments/relation/"
_JSON_FEED_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")
# A title in bold, with a word in italics, has four; one whose every word is marked up, a hundred.
_MAX_TITLE_TAGS = 500
_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Feed:
    """One document of a feed. `entries` and the two counts together are everything the document lists."""

    url: str
    kind: Literal["rss", "atom", "json"]
    title: str | None
    language: str | None
    """As stated (RSS language, xml:lang, JSON Feed language)."""
    entries: tuple[DiscoveredUrl, ...]
    """In document order, a URL that is listed twice twice."""
    next_url: str | None
    """The document that continues this one with older entries (RFC 5005, 3 and 4; JSON Feed next_url)."""
    entries_without_url: int
    """Entries that name no web page."""
    entries_left_out: int
    """Entries beyond MAX_FEED_ENTRIES, not looked at."""
    is_truncated: bool
    """Whether the end of the document is missing, so that there may have been more."""


def parse_feed(body: bytes, url: str) -> Feed | None:
    """Read *body*, fetched from *url*; None when it is no feed (an HTML page, a sitemap, JSON that is broken or
    of another kind). Never raises. Mends what `parse_xml` mends; a JSON feed has to be valid JSON."""
    if body.lstrip(_BEFORE_JSON).startswith(b"{"):
        return _parse_json_feed(body, url)
    document = parse_xml(body)
    if document is None or document.kind not in _ENTRY_NAMES:
        return None
    return _parse_xml_feed(document, url)


def _parse_xml_feed(document: XmlDocument, url: str) -> Feed | None:
    root = document.root
    channel = next(root.iter("{*}channel"), root) if document.kind != "feed" else root
    if document.kind == "rdf" and channel is root:
        # RDF of another vocabulary: channel is required in RSS 1.0 (5.3) and in 0.9.
        return None
    properties = document.fields_of(channel)
    language = properties.get("language") or properties.get("dc:language") or channel.get(XML_LANG)
    language = one_line(language or root.get(XML_LANG)) or None
    elements = root.iter("{*}" + _ENTRY_NAMES[document.kind])
    found = [_xml_entry(document, element, url, language) for element in islice(elements, MAX_FEED_ENTRIES)]
    entries = tuple(entry for entry in found if entry)
    return Feed(
        url=url,
        kind="atom" if document.kind == "feed" else "rss",
        title=_xml_title(document, channel),
        language=language,
        entries=entries,
        next_url=_next_url(document, channel, url),
        entries_without_url=len(found) - len(entries),
        entries_left_out=sum(1 for _ in elements),
        is_truncated=document.is_truncated,
    )


def _xml_entry(
    document: XmlDocument, element: etree._Element, feed_url: str, feed_language: str | None
) -> DiscoveredUrl | None:
    fields = document.fields_of(element)
    url = _entry_url(document, element, fields, feed_url)
    if url is None:
        return None
    return DiscoveredUrl(
        url,
        "feed",
        found_in=feed_url,
        title=_xml_title(document, element),
        language=one_line(fields.get("dc:language") or element.get(XML_LANG)) or feed_language,
        published=first_date(fields, _PUBLISHED),
        modified=first_date(fields, _MODIFIED),
    )


def _entry_url(document: XmlDocument, element: etree._Element, fields: dict[str, str], feed_url: str) -> str | None:
    """The page of an entry. FeedBurner puts the site's own address in origLink and a counting redirect in link."""
    base = document.base_url(element, feed_url)
    for reference in (fields.get("feedburner:origLink"), fields.get("link")):
        if url := resolve_url(base, reference):
            return url
    # RFC 4287, 4.2.7.2: no rel means alternate. An entry can have one for each media type; the page is wanted.
    alternates = [link for link in _links(document, element) if _relation(link) == "alternate"]
    for link in sorted(alternates, key=lambda link: "html" not in (link.get("type") or "html")):
        if url := resolve_url(document.base_url(link, feed_url), link.get("href")):
            return url
    return _permalink(document, element) or resolve_url(base, element.get(_RDF_ABOUT))


def _permalink(document: XmlDocument, item: etree._Element) -> str | None:
    """The guid of an RSS item unless it says that it is no URL (RSS 2.0, isPermaLink: true when missing). A guid
    is taken whole: most are database keys, and those would make URLs if they were resolved."""
    for child in item:
        if document.name_of(child) == "guid" and (child.get("isPermaLink") or "true").lower() != "false":
            guid = (child.text or "").strip()
            return web_url(guid)
    return None


def _links(document: XmlDocument, element: etree._Element) -> list[etree._Element]:
    """The links of Atom, which are elements with href, in an Atom or an RSS feed."""
    return [child for child in element if document.name_of(child) in ("link", "atom:link") and child.get("href")]


def _relation(link: etree._Element) -> str:
    return (link.get("rel") or "alternate").strip().lower().removeprefix(_RELATION_REGISTRY)


def _next_url(document: XmlDocument, channel: etree._Element, feed_url: str) -> str | None:
    links = {_relation(link): link for link in reversed(_links(document, channel))}
    for relation in ("next", "prev-archive"):
        link = links.get(relation)
        if link is not None:
            url = resolve_url(document.base_url(link, feed_url), link.get("href"))
            return url if url != feed_url else None
    return None


def _xml_title(document: XmlDocument, element: etree._Element) -> str | None:
    """RSS titles are HTML in practice, escaped, in CDATA or bare; those of Atom say what they are by their type,
    plain text if they do not (RFC 4287, 3.1.1)."""
    title = next((child for child in element if document.name_of(child) == "title"), None)
    if title is None:
        return None
    if len(title):
        return plain_title(_markup(title))
    if document.kind == "feed" and "html" not in (title.get("type") or "text"):
        return one_line(title.text) or None
    return plain_title(title.text)


def _markup(title: etree._Element) -> str:
    """The content of *title* as HTML, as far as a title goes: not into the next entry, where it is not closed."""
    pieces: list[str] = []
    length = 0
    for event, element in islice(etree.iterwalk(title, events=("start", "end")), _MAX_TITLE_TAGS):
        name = str(element.tag).rpartition("}")[2]
        if name in _ENTRY_NAMES.values() or length > LONGEST_TITLE:
            break
        if element is not title:
            pieces.append(f"<{name}>" if event == "start" else f"</{name}>")
        text = element.text if event == "start" else None if element is title else element.tail
        if text:
            pieces.append(escape(text[:LONGEST_TITLE]))
            length += len(text)
    return "".join(pieces)


def _parse_json_feed(body: bytes, url: str) -> Feed | None:
    if len(body) > MAX_JSON_BYTES:
        return None
    try:
        document = json.loads(decode_xml(body), strict=False)
    except (ValueError, RecursionError):
        return None
    items = document.get("items")
    if not isinstance(items, list) or not _JSON_FEED_VERSION.match(str(document.get("version"))):
        return None
    properties = _strings(document)
    language = properties.get("language")
    found = [_json_entry(_strings(item), url, language) for item in items[:MAX_FEED_ENTRIES]]
    entries = tuple(entry for entry in found if entry)
    next_url = resolve_url(url, properties.get("next_url"))
    return Feed(
        url=url,
        kind="json",
        title=one_line(properties.get("title")) or None,
        language=language,
        entries=entries,
        next_url=next_url if next_url != url else None,
        entries_without_url=len(found) - len(entries),
        entries_left_out=len(items[MAX_FEED_ENTRIES:]),
        is_truncated=False,
    )


def _strings(value: Any) -> dict[str, str]:
    """The members of a JSON object that are text, as all that are read here have to be."""
    return {key: text for key, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}


def _json_entry(fields: dict[str, str], feed_url: str, feed_language: str | None) -> DiscoveredUrl | None:
    # The id is ideally the full URL of the item (JSON Feed 1.1, items).
    item_id = fields.get("id", "")
    url = resolve_url(feed_url, fields.get("url")) or web_url(item_id)
    if url is None:
        return None
    return DiscoveredUrl(
        url,
        "feed",
        found_in=feed_url,
        title=one_line(fields.get("title")) or None,
        language=fields.get("language") or feed_language,
        published=first_date(fields, ["date_published"]),
        modified=first_date(fields, ["date_modified"]),
    )
