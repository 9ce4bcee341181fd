"""Where a page states dates: every candidate for the two dates of its article, with the objections its place raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.extraction.blocks import Block
from crawler.extraction.date_text import parse_date_line, parse_markup_date
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import is_of_article
from crawler.extraction.text import one_line, short_text
from crawler.items import DateCandidate

# How many blocks before and after the headline may hold the byline with its date.
_NEAR_HEADLINE = 8
# A page with more dates far from its headline is an archive: these are evidence enough.
_MAX_FAR_DATES = 100
# The words that say what a time element tells stand right before it ("Last updated: ").
_MAX_LEAD_LENGTH = 30
# Longer text is not that of an element for a date.
_MAX_DATE_ELEMENT_LENGTH = 200

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "publication_date", "publish_date", "pubdate", "publishdate", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "date_published", "article.published", "cxenseparse:recs:publishtime",
    "vr:published_time", "rnews:datepublished", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "article:modified", "datemodified", "og:updated_time",
    "last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "article.updated", "revised",
)  # fmt: skip
_ITEMPROPS = {"datepublished": "date_published", "datemodified": "date_modified"}
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
# Elements whose dates belong to something else than the article. Printed dates are also looked for in footers:
# there they are as often the page's as a clock's.
_FOREIGN_TO_TEXTS = Role.NAVIGATION | Role.COMMENT | Role.RELATED | Role.ASIDE | Role.CAPTION
_FOREIGN_TO_ELEMENTS = _FOREIGN_TO_TEXTS | Role.FOOTER
_IN_LATEST_NEWS = "in a list of latest news"
_IN_FOREIGN_ROLE = "in navigation, comments, a caption or a list of other articles"
_MODIFIED_WORDS = re.compile(
    r"updated|modified|edited|aktualisiert|geändert|mis à jour|modifié|actualizado|atualizado|aggiornat|bijgewerkt"
    r"|oppdatert|uppdaterad|opdateret|päivitetty|aktualizov|zaktualizowano|обновлен|оновлено|更新",
    re.IGNORECASE,
)


def candidate(name: str, value: str | None, raw: str, source: str, place: str, objection: str = "") -> DateCandidate:
    return DateCandidate(name, value, one_line(raw), source, place, taken=False, reason=objection)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads the dates of one page, as its language and its site print them."""

    page: Page
    language: str | None
    day_first: bool | None
    """See `date_text.find_date`."""
    foreign: frozenset[_Element]
    """Elements about other articles (latest-news lists)."""

    def candidates(self, headline: str | None) -> Iterator[DateCandidate]:
        """All of the page, the most trustworthy sources first."""
        yield from self._json_ld()
        yield from self._meta()
        yield from self._itemprops()
        yield from self._time_elements()
        yield from self._texts(headline)
        yield from self._url()

    def _read(self, text: str) -> str | None:
        return parse_markup_date(text, self.language, day_first=self.day_first)

    def _json_ld(self) -> Iterator[DateCandidate]:
        for node in self.page.article_data:
            keys = ["datePublished"] if node.get("datePublished") else ["dateCreated", "uploadDate"]
            for key in [*keys, "dateModified"]:
                text = node.get(key)
                if isinstance(text, str) and text.strip():
                    name = "date_modified" if key == "dateModified" else "date_published"
                    yield candidate(name, self._read(text), text, "json-ld", key)

    def _meta(self) -> Iterator[DateCandidate]:
        for names, field in ((_PUBLISHED_META, "date_published"), (_MODIFIED_META, "date_modified")):
            for name in names:
                if content := self.page.first_meta(name):
                    yield candidate(field, self._read(content), content, "meta", name)

    def _itemprops(self) -> Iterator[DateCandidate]:
        """Microdata of other elements than meta."""
        for element in self.page.microdata_elements:
            if element.tag == "meta":
                continue
            itemprop = element.get("itemprop", "").lower()
            if itemprop in _ITEMPROPS and (raw := _date_text(element)):
                objection = self._foreign_place(element) if is_of_article(element) else "of something else on the page"
                place = f"{element.tag!s} itemprop={itemprop}"
                yield candidate(_ITEMPROPS[itemprop], self._read(raw), raw, "time-element", place, objection)

    def _time_elements(self) -> Iterator[DateCandidate]:
        for element in self.page.elements("time"):
            if element.get("itemprop", "").lower() not in _ITEMPROPS and (raw := _date_text(element)):
                says_modified = _MODIFIED_WORDS.search(_lead(element))
                modified = "updated" in element.get("class", "").lower().split() or says_modified
                name = "date_modified" if modified else "date_published"
                yield candidate(name, self._read(raw), raw, "time-element", "time", self._foreign_place(element))

    def _foreign_place(self, element: _Element) -> str:
        if any(above in self.foreign for above in element.iterancestors()):
            return _IN_LATEST_NEWS
        is_foreign = self.page.outline.roles_around(element) & _FOREIGN_TO_ELEMENTS
        return _IN_FOREIGN_ROLE if is_foreign else ""

    def _texts(self, headline: str | None) -> Iterator[DateCandidate]:
        """Dates printed in lines of their own: near the headline, or else the only one the page has."""
        near: list[DateCandidate] = []
        far: list[DateCandidate] = []
        blocks = self.page.outline.blocks
        foreign = self.page.outline.contexts_in(self.foreign)
        at = next((index for index, block in enumerate(blocks) if headline and block.text == headline), None)
        for index, block in enumerate(blocks):
            found = parse_date_line(block.text, self.language, day_first=self.day_first)
            if found is None or len(far) >= _MAX_FAR_DATES:
                continue
            name = "date_modified" if _MODIFIED_WORDS.search(block.text) else "date_published"
            objection = _IN_LATEST_NEWS if block.context in foreign else _objection_to_block(block)
            if at is not None and abs(index - at) <= _NEAR_HEADLINE and not objection:
                near.append(candidate(name, found.value, found.raw, "text", f"{block.tag} near the headline"))
            else:
                far.append(candidate(name, found.value, found.raw, "text", block.tag, objection))
        yield from near
        dates = {offered.value for offered in (*near, *far) if not offered.reason}
        for offered in far:
            offered.reason = offered.reason or self._objection_to_far(offered, bool(near), len(dates))
            yield offered

    def _objection_to_far(self, offered: DateCandidate, has_near: bool, number_of_dates: int) -> str:
        """A date far from the headline counts only when it is the page's only one, and is no clock. A clock's date
        is the day of the fetch, or the next one where the site's zone is ahead of UTC."""
        today = self.page.fetched_at.date().isoformat() if self.page.fetched_at else None
        if offered.value and today and offered.value[:10] >= today:
            return "equals the day of the fetch, outside the article"
        if has_near:
            return "another date stands near the headline"
        return "one of several dates outside the article" if number_of_dates > 1 else ""

    def _url(self) -> Iterator[DateCandidate]:
        if match := _URL_DATE.search(urlsplit(self.page.url).path):
            yield candidate("date_published", self._read("-".join(match.groups())), match[0].strip("/"), "url", "path")


def _date_text(element: _Element) -> str | None:
    """The date an element states: its attribute for machines, or what it shows."""
    return element.get("datetime") or element.get("content") or short_text(element, _MAX_DATE_ELEMENT_LENGTH)


def _lead(element: _Element) -> str:
    """The words right before *element*, in the same parent."""
    pieces: list[str] = []
    for sibling in element.itersiblings(preceding=True):
        pieces.append(sibling.tail or "")
        if isinstance(sibling.tag, str):
            # What is longer ends with other words than those looked for, or is no label.
            pieces.append(f" {short_text(sibling, _MAX_DATE_ELEMENT_LENGTH) or ''} ")
        if sum(map(len, pieces)) > _MAX_LEAD_LENGTH:
            break
    else:
        parent = element.getparent()
        pieces.append((parent.text if parent is not None else None) or "")
    return one_line("".join(reversed(pieces)))[-_MAX_LEAD_LENGTH:]


def _objection_to_block(block: Block) -> str:
    return _IN_FOREIGN_ROLE if block.context.roles_around & _FOREIGN_TO_TEXTS else ""
