"""Hardened, tolerant reading of the XML of feeds and sitemaps.

Nothing before the root element is parsed. That is where a document type declaration stands, and with it every
entity a document can define: expansion bombs and external entities do not exist here. What else sites put
there (white space, warnings of PHP, a wrong encoding declaration) goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import islice

from lxml import etree

from crawler.extraction.decoding import decode_html
from crawler.urls import absolute_url

# The sitemap protocol's limit for one document; the largest honest feed seen is far below.
MAX_XML_BYTES = 50 * 1024 * 1024
# Bounds the memory of the tree: about 0.2 kB for each tag. 50,000 sitemap entries with news and image elements
# have 1.2 million.
_MAX_TAGS = 2_000_000

_HTML_ROOTS = frozenset({"html", "head", "body"})
_ROOT = re.compile(
    r"""<!-- .*? (?: --> | \Z )
      | <!doctype \s+ (?P<doctype> html )
      | < (?: [\w.-]{1,40} : )? (?P<kind> rss | feed | rdf | urlset | sitemapindex | html | head | body ) (?= [\s/>] )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Not allowed in XML 1.0 (2.2), not even as a reference; libxml2 loses text or elements around them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
# What stops an XML parser and is common in feeds. In CDATA and comments "&" and "<" mean themselves: these are
# matched first and left alone, up to the end of the text when they are not closed, so that each is passed once
# (and CDATA, half of a feed, by whole runs of characters).
_UNESCAPED = re.compile(
    r"""<!\[CDATA\[ [^\]]* (?: \](?!\]>) [^\]]* )* (?: \]\]> | \Z )
      | <!-- .*? (?: --> | \Z )
      | & (?! (?: amp | lt | gt | quot | apos ) ; )
          (?: (?: \#[0-9]{1,7} | \#[xX][0-9a-fA-F]{1,6} | [a-zA-Z][a-zA-Z0-9]{1,31} ) ; )?
      | < (?! [^\W\d] | [/!?:] )
    """,
    re.VERBOSE | re.DOTALL,
)

# The prefixes under which the extensions are known, whatever a document calls them; none for the vocabularies of
# the formats themselves.
_PREFIXES = {
    "http://purl.org/rss/1.0/": None,
    "http://my.netscape.com/rdf/simple/0.9/": None,
    "http://www.sitemaps.org/schemas/sitemap/0.9": None,
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """A parsed document whose root element is one of those of feeds and sitemaps."""

    root: etree._Element
    kind: str
    """Local name of the root element in lower case: "rss", "rdf", "feed", "urlset" or "sitemapindex"."""
    is_truncated: bool
    """Whether the end is missing: the root element is not closed, or the document exceeds a limit."""
    _names: dict[str, str] = field(default_factory=dict)
    _bases: dict[etree._Element, str] = field(default_factory=dict)
    """Base URLs of elements that have others in them: fifty thousand entries may be in two hundred elements."""

    def name_of(self, element: etree._Element) -> str:
        """The name of *element* with the usual prefix of its namespace ("dc:date"), or without one when it belongs
        to the format itself. A prefix that is unknown or not declared counts as written."""
        tag = str(element.tag)
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = self._name(tag, element.prefix)
        return name

    def _name(self, tag: str, prefix: str | None) -> str:
        namespace, local = _split(tag)
        if not namespace or namespace == _split(str(self.root.tag))[0]:
            return local
        prefix = _PREFIXES.get(namespace, prefix)
        return f"{prefix}:{local}" if prefix else local

    def base_url(self, element: etree._Element, document_url: str) -> str:
        """The URL that references in *element* are relative to (XML Base, 4). *document_url* is the document's own."""
        around: list[etree._Element] = []
        node = element.getparent()
        while node is not None and node not in self._bases:
            around.append(node)
            node = node.getparent()
        base = self._bases[node] if node is not None else document_url
        for node in reversed(around):
            base = self._bases[node] = _joined(base, node)
        return _joined(base, element)

    def fields_of(self, elements: Iterable[etree._Element]) -> dict[str, str]:
        """Text of *elements* by name; the first of each name that has any."""
        fields: dict[str, str] = {}
        for element in elements:
            text = element.text
            if text and not text.isspace():
                fields.setdefault(self.name_of(element), text)
        return fields


def elements_of_entry(entry: etree._Element) -> Iterator[etree._Element]:
    """The elements in *entry*, in document order, and nothing that is in another entry in it: a document in which
    entries are not closed has each in the one before, and what is in all of them would be looked at for each."""
    name = _split(str(entry.tag))[1]
    open_elements = [iter(entry)]
    while open_elements:
        for child in open_elements[-1]:
            if not len(child):
                yield child
            elif _split(str(child.tag))[1] != name:
                yield child
                open_elements.append(iter(child))
                break
        else:
            open_elements.pop()


def _joined(base: str, element: etree._Element) -> str:
    return absolute_url(base, element.get(_XML_BASE)) or base


def _split(tag: str) -> tuple[str, str]:
    """Namespace, "" for none, and local name. etree.QName refuses names whose prefix is not declared."""
    namespace, _, local = tag.rpartition("}")
    return namespace[1:], local


def parse_xml(body: bytes) -> XmlDocument | None:
    """Parse a feed or sitemap; None when *body* is neither, an HTML page for instance. Never raises.

    What is not well-formed is mended as far as its meaning is plain: unescaped "&" and "<", entities of HTML,
    characters XML forbids, prefixes that are not declared, elements that are not closed.
    """
    text = decode_xml(body[:MAX_XML_BYTES])
    root = next((match for match in _ROOT.finditer(text) if match["kind"] or match["doctype"]), None)
    if root is None or root["doctype"] or root["kind"].lower() in _HTML_ROOTS:
        return None
    text, is_truncated = _whole_tags(text[root.start() :], end_tag=f"</{root[0][1:]}")
    # Only "recover" makes lxml read on after an error; the rest is closed although no declaration is left to
    # ask for it. Limits of libxml2 (depth, length of a text) stay on: no huge_tree.
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        element = etree.fromstring(_UNESCAPED.sub(_escaped, text).encode(), parser)
    except etree.XMLSyntaxError:
        return None
    # Too deep or too long for libxml2, which reads no further then.
    was_stopped = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return XmlDocument(element, root["kind"].lower(), is_truncated or was_stopped)


def decode_xml(body: bytes) -> str:
    """Text of *body* without the characters that XML forbids. Never raises."""
    try:
        text = decode_html(body)
    except (LookupError, UnicodeError):
        # A declaration can name a codec of Python that does not decode text ("hex", "idna").
        text = body.decode("windows-1252", errors="replace")
    return _NOT_XML.sub("", text)


def _whole_tags(text: str, end_tag: str) -> tuple[str, bool]:
    """*text* and whether its end is missing; if so cut after the last tag, so that half a URL or half a date at
    the very end is not read as a whole one."""
    is_truncated = text.count("<") > _MAX_TAGS
    if is_truncated:
        text = text[: next(islice(re.finditer("<", text), _MAX_TAGS, None)).start()]
    if end_tag not in text and not re.match(r"<[^<>]*/>", text):
        is_truncated = True
        text = text[: text.rfind(">") + 1]
    return text, is_truncated


def _escaped(match: re.Match[str]) -> str:
    """What XML has to say instead: the character of a reference of HTML, the "&" or the "<" as text."""
    found = match[0]
    if found.startswith("<"):
        return found if len(found) > 1 else "&lt;"
    return escape(_NOT_XML.sub("", unescape(found)))
