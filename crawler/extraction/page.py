"""The one parse of a page, and what every field needs of it: tree, base URL, meta elements, structured data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.attribute_floods import without_attribute_floods
from crawler.extraction.blocks import Outline
from crawler.extraction.decoding import utf8_html
from crawler.extraction.page_walk import read_outline
from crawler.extraction.structured_data import article_nodes, is_of_article, json_ld_nodes
from crawler.extraction.text import element_text, one_line
from crawler.urls import absolute_url

# The elements that fields ask for, collected in one pass: each `iter` of lxml goes through the whole page, even if only
# the first match is taken.
_COLLECTED_TAGS = ("base", "h1", "link", "meta", "nav", "script", "time", "title")

# No network and no entity expansion; huge_tree lifts libxml2's limits on depth and text size, which long
# live blogs reach (the crawl limits the size of what is parsed).
_PARSER_OPTIONS: dict[str, Any] = {
    "encoding": "utf-8",
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
    "no_network": True,
    "collect_ids": False,
}
# A third faster than the predicate [@itemprop].
_WITH_ITEMPROP = etree.XPath("descendant::*/@itemprop/..")
# As pages spell it; the second is what React writes.
_ITEMPROP = (b"itemprop", b"itemProp", b"ITEMPROP")


@dataclass
class Page:
    """One parsed page. Everything in it is read-only by convention; costly views are computed once, on demand."""

    root: _Element
    url: str
    fetched_at: datetime | None = None
    """In UTC."""
    headers: dict[str, str] = field(default_factory=dict)
    """Response headers by lower-case name, those that speak about the page (x-robots-tag, tdm-reservation)."""
    source: bytes | None = None
    """What was parsed, where that is known."""

    @cached_property
    def body(self) -> _Element:
        """The body element; the root where a page (frames, fragments) has none."""
        body = self.root.find("body")
        return self.root if body is None else body

    @cached_property
    def base_url(self) -> str:
        """What relative links are resolved against (HTML, 4.2.3)."""
        reference = next((href for base in self.elements("base") if (href := base.get("href"))), None)
        return (absolute_url(self.url, reference) if reference else None) or self.url

    def elements(self, tag: str) -> list[_Element]:
        """All elements of the page with *tag*, one of `_COLLECTED_TAGS`, in document order."""
        return self._collected[tag]

    @cached_property
    def _collected(self) -> dict[str, list[_Element]]:
        collected: dict[str, list[_Element]] = {tag: [] for tag in _COLLECTED_TAGS}
        for element in self.root.iter(*_COLLECTED_TAGS):
            collected[str(element.tag)].append(element)
        return collected

    @cached_property
    def anchors(self) -> list[_Element]:
        """All a elements, in document order: on their own, as they are many and few pages are asked for them."""
        return list(self.root.iter("a"))

    @cached_property
    def may_have_microdata(self) -> bool:
        """False when no element has an itemprop: looking for one takes a pass over the page."""
        return self.source is None or any(name in self.source for name in _ITEMPROP)

    @cached_property
    def microdata_elements(self) -> list[_Element]:
        """Elements with an itemprop, in document order."""
        return _WITH_ITEMPROP(self.root) if self.may_have_microdata else []

    def absolute(self, reference: str | None) -> str | None:
        return absolute_url(self.base_url, reference)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of the meta elements by lower-case name, property or itemprop, in document order, no empty ones.
        An itemprop of something else than the article is left out."""
        contents: dict[str, list[str]] = {}
        for element in self.elements("meta"):
            attributes = dict(element.items())
            content = one_line(attributes.get("content"))
            if not content:
                continue
            names = [attributes.get(attribute) for attribute in ("property", "name", "http-equiv")]
            if "itemprop" in attributes and is_of_article(element):
                names.append(attributes["itemprop"])
            for name in names:
                if name:
                    contents.setdefault(name.strip().lower(), []).append(content)
        return contents

    def first_meta(self, *names: str) -> str | None:
        """Content of the first of *names* (lower case) that the page has."""
        meta = self.meta
        for name in names:
            if name in meta:
                return meta[name][0]
        return None

    def links(self, relation: str) -> Iterator[_Element]:
        """Link elements of the head (or body) with *relation* among their rel keywords."""
        for element in self.elements("link"):
            if relation in (element.get("rel") or "").lower().split() and element.get("href"):
                yield element

    @cached_property
    def declared_canonical(self) -> str | None:
        """rel=canonical (RFC 6596) as an absolute URL, else og:url."""
        declared = next((self.absolute(element.get("href")) for element in self.links("canonical")), None)
        return declared or self.absolute(self.first_meta("og:url"))

    @cached_property
    def title(self) -> str:
        """Text of the title element, "" when there is none."""
        # Drawings (svg) have title elements too.
        titles = (element for element in self.elements("title") if next(element.iterancestors("svg"), None) is None)
        return next(filter(None, map(element_text, titles)), "")

    @cached_property
    def site_name(self) -> str:
        return self.first_meta("og:site_name", "application-name") or ""

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD node of the page, @graph and nested lists flattened, in document order."""
        return json_ld_nodes(self.elements("script"))

    @cached_property
    def article_data(self) -> list[dict[str, Any]]:
        """The JSON-LD nodes that describe this page's article, best first; not those of teasers."""
        return article_nodes(self.json_ld, {self.url, self.declared_canonical or self.url})

    @cached_property
    def outline(self) -> Outline:
        """The page cut into blocks of text, in document order."""
        return read_outline(self.body)


def parse_page(
    html: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    headers: dict[str, str] | None = None,
) -> Page:
    """Parse *html* once. *content_type* is the Content-Type header, whose charset helps to decode bytes; a naive
    *fetched_at* is taken as UTC.

    Never raises for page content: what cannot be parsed is a page without elements.
    """
    # Lone surrogates in text cannot be encoded. libxml2 takes NUL for the end of the document.
    data = utf8_html(html, content_type) if isinstance(html, bytes) else html.encode("utf-8", errors="replace")
    data = without_attribute_floods(data.replace(b"\x00", b""))
    root: _Element | None = None
    if data and not data.isspace():
        root = etree.fromstring(data, etree.HTMLParser(**_PARSER_OPTIONS))
    if root is None:
        root = etree.Element("html")
    if fetched_at is not None:
        fetched_at = fetched_at.replace(tzinfo=UTC) if fetched_at.tzinfo is None else fetched_at.astimezone(UTC)
    return Page(root, url, fetched_at, headers or {}, data)
