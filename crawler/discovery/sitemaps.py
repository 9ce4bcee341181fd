"""Sitemaps and sitemap indexes (sitemaps.org protocol 0.9) with Google's news extension.

Beside XML the protocol knows plain text, RSS and Atom as formats, each of them also compressed with gzip.
"""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml import etree

from crawler.decompression_bounds import is_bomb
from crawler.discovery.entries import DiscoveredUrl, first_date, plain_title, resolve_url
from crawler.discovery.feeds import parse_feed
from crawler.discovery.xml import MAX_XML_BYTES, XmlDocument, decode_xml, elements_of_entry, parse_xml
from crawler.extraction.text import one_line
from crawler.urls import is_web_url, web_url

# The protocol allows 50,000. Generators that ignore it exist, and losing their articles would be our fault; the
# bound is for the memory of the result, about 0.5 kB an entry.
MAX_SITEMAP_ENTRIES = 200_000
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_CHUNK_BYTES = 64 * 1024
_ENTRY_NAMES = {"urlset": "url", "sitemapindex": "sitemap"}


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One document of a sitemap. `entries` and the two counts together are everything the document lists."""

    url: str
    kind: Literal["index", "urlset"]
    """What the entries are: other sitemaps, or pages."""
    entries: tuple[DiscoveredUrl, ...]
    """In document order, a URL that is listed twice twice."""
    entries_without_url: int
    """Entries that name no web page."""
    entries_left_out: int
    """Entries beyond MAX_SITEMAP_ENTRIES, not looked at."""
    is_truncated: bool
    """Whether the end of the document is missing, so that there may have been more."""


def parse_sitemap(body: bytes, url: str) -> Sitemap | None:
    """Read *body*, fetched from *url*, in any of the protocol's formats, compressed or not; None when it is no
    sitemap (an HTML page, say). Never raises.

    At most MAX_XML_BYTES are read, the protocol's limit for a document after decompression. A decompression bomb is
    no sitemap.
    """
    is_cut = False
    if body.startswith(_GZIP_MAGIC):
        content, is_cut = _decompressed(body)
        if is_bomb(len(body), len(content)):
            return None
        body = content
    document = parse_xml(body)
    if document is None:
        return _parse_text_sitemap(body, url, is_cut=is_cut or len(body) > MAX_XML_BYTES)
    if document.kind not in _ENTRY_NAMES:
        return _parse_feed_sitemap(body, url)
    elements = document.root.iter("{*}" + _ENTRY_NAMES[document.kind])
    found = [_xml_entry(document, element, url) for element in islice(elements, MAX_SITEMAP_ENTRIES)]
    entries = tuple(entry for entry in found if entry)
    return Sitemap(
        url=url,
        kind="index" if document.kind == "sitemapindex" else "urlset",
        entries=entries,
        entries_without_url=len(found) - len(entries),
        entries_left_out=sum(1 for _ in elements),
        is_truncated=document.is_truncated,
    )


def _xml_entry(document: XmlDocument, element: etree._Element, sitemap_url: str) -> DiscoveredUrl | None:
    # Those in others too: the news elements are inside news:news and news:publication. Those of images and videos,
    # which have titles and dates of their own, have other prefixes.
    fields = document.fields_of(elements_of_entry(element))
    url = resolve_url(sitemap_url, fields.get("loc"))
    if url is None:
        return None
    return DiscoveredUrl(
        url,
        "sitemap",
        found_in=sitemap_url,
        title=plain_title(fields.get("news:title")),
        language=one_line(fields.get("news:language")) or None,
        published=first_date(fields, ["news:publication_date"]),
        modified=first_date(fields, ["lastmod"]),
    )


def _parse_feed_sitemap(body: bytes, url: str) -> Sitemap | None:
    feed = parse_feed(body, url)
    if feed is None:
        return None
    return Sitemap(
        url=url,
        kind="urlset",
        entries=feed.entries,
        entries_without_url=feed.entries_without_url,
        entries_left_out=feed.entries_left_out,
        is_truncated=feed.is_truncated,
    )


def _parse_text_sitemap(body: bytes, url: str, *, is_cut: bool) -> Sitemap | None:
    """One full URL a line and nothing else (sitemaps.org, "Text file"): a text that begins otherwise is none."""
    lines = decode_xml(body[:MAX_XML_BYTES]).split("\n")
    if is_cut:
        # Half a URL, as far as anybody can tell.
        lines.pop()
    lines = [line for line in map(str.strip, lines) if line]
    if not lines or not _is_full_url(lines[0]):
        return None
    urls = [found for line in lines[:MAX_SITEMAP_ENTRIES] if _is_full_url(line) and (found := web_url(line))]
    return Sitemap(
        url=url,
        kind="urlset",
        entries=tuple(DiscoveredUrl(named, "sitemap", found_in=url) for named in urls),
        entries_without_url=len(lines[:MAX_SITEMAP_ENTRIES]) - len(urls),
        entries_left_out=len(lines[MAX_SITEMAP_ENTRIES:]),
        is_truncated=is_cut,
    )


def _is_full_url(line: str) -> bool:
    return len(line.split()) == 1 and is_web_url(line)


def _decompressed(body: bytes) -> tuple[bytes, bool]:
    """Content of a gzip file (RFC 1952: one member or several), and whether some is missing: cut off, damaged,
    beyond MAX_XML_BYTES or a bomb. What comes before the damage is kept."""
    content = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            while (
                len(content) <= MAX_XML_BYTES
                and not is_bomb(len(body), len(content))
                and (chunk := file.read1(_GZIP_CHUNK_BYTES))
            ):
                content += chunk
    except (EOFError, OSError, zlib.error):
        return bytes(content), True
    return bytes(content), False
