"""Dates that a page states for machines: JSON-LD, meta elements, microdata, RDFa and the hAtom microformat."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.dates.date_lines import IN_LATEST_NEWS, OF_SOMETHING_ELSE
from crawler.extraction.dates.date_offers import DateOffers
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import ARTICLE_TYPES, Node, is_of_article, text_of, types_of
from crawler.extraction.text import short_text
from crawler.items import DateCandidate

# Longer text is not that of an element for a date.
_MAX_DATE_ELEMENT_LENGTH = 200

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "publication_date", "publish_date", "publish-date", "pubdate", "publishdate", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "date_published", "article.published", "cxenseparse:recs:publishtime",
    "vr:published_time", "rnews:datepublished",
)  # fmt: skip
# Also used for the day of the last change, or of the page's generation.
_PUBLISHED_META_LATER = ("dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "date", "datecreated")
_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "article:modified", "datemodified", "og:updated_time",
    "last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "article.updated", "revised",
)  # fmt: skip
# Names that sites give themselves ("shareaholic:article_published_time").
_OTHER_PUBLISHED_META = re.compile(r"publish(?!er)|publication|pubdate|posted|uploaded|date_?time|release_?date")
_OTHER_MODIFIED_META = re.compile(
    r"modified|date_?(?:modified|updated?)|(?:last[_-]?)?updated(?:_?date|_?time)?$|last_?mod"
)
_KNOWN_META = frozenset({*_PUBLISHED_META, *_PUBLISHED_META_LATER, *_MODIFIED_META})
ITEMPROPS = {"datepublished": "date_published", "datecreated": "date_published", "datemodified": "date_modified"}
# Types whose nodes are not about the page.
_OTHER_TYPES = ARTICLE_TYPES | {
    "ImageObject", "VideoObject", "AudioObject", "MediaObject", "Comment", "Answer", "Question", "UserComments",
    "Event", "Person", "Organization", "Product", "Offer", "Claim", "ClaimReview", "Dataset", "Movie", "Book",
    "MusicRecording", "PodcastEpisode", "JobPosting", "Episode", "TVEpisode",
}  # fmt: skip
# What is marked as the article's date is believed in more places than a date alone.
_FOREIGN = int(Role.NAVIGATION | Role.COMMENT)

# An eighth of the time of one step with a predicate that says the same.
_STATING = etree.XPath("descendant::*/@itemprop/.. | descendant::*/@property/.. | descendant::abbr[@title]")


class StatedDates:
    """What one page states, by kind of statement."""

    def __init__(self, page: Page, foreign: Collection[_Element], offers: DateOffers) -> None:
        self._page = page
        self._foreign = foreign
        self._offers = offers
        self.of_something_else: list[_Element] = []
        """Elements with the dates of images, comments and other items; known when `microdata` was read."""

    def json_ld(self) -> Iterator[DateCandidate]:
        for node in self._page.article_data:
            yield from self._of_node(node, "datePublished", "datePublished")
            yield from self._of_node(node, "dateModified", "dateModified")

    def json_ld_of_page(self) -> Iterator[DateCandidate]:
        """Dates of what is no article but may be the page (WebPage, HowTo), and those of the article that say less."""
        for node in self._page.article_data:
            for key in ("dateCreated", "uploadDate"):
                yield from self._of_node(node, key, key)
        for node in self._page.json_ld:
            types = types_of(node)
            if types and not types & _OTHER_TYPES:
                for key in ("datePublished", "dateModified"):
                    yield from self._of_node(node, key, f"{next(iter(sorted(types)))} {key}")

    def _of_node(self, node: Node, key: str, place: str) -> Iterator[DateCandidate]:
        if text := text_of(node.get(key)):
            name = "date_modified" if key == "dateModified" else "date_published"
            yield self._offers.read(name, text, "json-ld", place)

    def meta(self) -> Iterator[DateCandidate]:
        """The elements with names that are meant for these dates."""
        yield from self._meta(_PUBLISHED_META, "date_published")
        yield from self._meta(_MODIFIED_META, "date_modified")

    def _meta(self, names: tuple[str, ...], field: str) -> Iterator[DateCandidate]:
        for name in names:
            if content := self._page.first_meta(name):
                yield self._offers.read(field, content, "meta", name)

    def other_meta(self) -> Iterator[DateCandidate]:
        """Those with other names, that say less."""
        yield from self._meta(_PUBLISHED_META_LATER, "date_published")
        for name, contents in self._page.meta.items():
            if (field := _field_of_meta(name)) and any(map(str.isdigit, contents[0])):
                yield self._offers.read(field, contents[0], "meta", name)

    def microdata(self) -> Iterator[DateCandidate]:
        """Microdata and RDFa of other elements than meta."""
        for element in _STATING(self._page.body):
            if element.tag == "meta":
                continue
            prop = (element.get("itemprop") or element.get("property", "").rpartition(":")[2]).strip().lower()
            if element.tag == "abbr" and not prop:
                # The hAtom microformat.
                prop = "datepublished" if "published" in element.get("class", "").split() else ""
            if prop in ITEMPROPS and (raw := date_of_element(element)):
                objection = self._foreign_place(element)
                if not is_of_article(element):
                    objection = OF_SOMETHING_ELSE
                    self.of_something_else.append(element)
                yield self._offers.read(
                    ITEMPROPS[prop], raw, "time-element", f"{element.tag} itemprop={prop}", objection
                )

    def _foreign_place(self, element: _Element) -> str:
        if self._foreign and any(above in self._foreign for above in element.iterancestors()):
            return IN_LATEST_NEWS
        is_foreign = self._page.outline.roles_around(element) & _FOREIGN
        return "in navigation or comments" if is_foreign else ""


def date_of_element(element: _Element) -> str | None:
    """The date an element states: its attribute for machines, or what it shows."""
    if element.tag == "abbr":
        return element.get("title")
    return element.get("datetime") or element.get("content") or short_text(element, _MAX_DATE_ELEMENT_LENGTH)


@lru_cache(maxsize=2_000)
def _field_of_meta(name: str) -> str | None:
    """What a meta element says whose name is none of the common ones."""
    if name in _KNOWN_META:
        return None
    if _OTHER_MODIFIED_META.search(name):
        return "date_modified"
    return "date_published" if _OTHER_PUBLISHED_META.search(name) else None
