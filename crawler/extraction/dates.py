"""When the article was published and modified: every candidate with its evidence, and which of them is taken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.etree import _Element

from crawler.extraction.blocks import Block, Role, role_of
from crawler.extraction.date_text import find_date, parse_markup_date
from crawler.extraction.page import Page
from crawler.extraction.text import element_text
from crawler.items import DateCandidate

# Pages state local dates, the fetch is in UTC: the zone farthest ahead is UTC+14, so a date may be this much "later".
MAX_CLOCK_SKEW_DAYS = 1
# A line that holds only a date has hardly any letters besides it ("Published 9 January 2026 by").
_MAX_DATE_LINE_LENGTH = 80
_MAX_LETTERS_BESIDE_DATE = 25
# How many blocks before and after the headline may hold the byline with its date.
_NEAR_HEADLINE = 8

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
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
# Elements whose dates belong to something else than the article.
_FOREIGN_ROLES = Role.NAVIGATION | Role.COMMENT | Role.RELATED | Role.FOOTER | Role.ASIDE
_MODIFIED_WORDS = re.compile(
    r"updated|modified|edited|aktualisiert|geändert|mis à jour|modifié|actualizado|atualizado|aggiornat|bijgewerkt"
    r"|oppdatert|uppdaterad|opdateret|päivitetty|aktualizov|zaktualizowano|обновлен|оновлено|更新",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Dates:
    """The two dates of an article (None: none that can be trusted) and all that was considered."""

    published: DateCandidate | None
    modified: DateCandidate | None
    candidates: list[DateCandidate]


def is_date_line(text: str) -> bool:
    """Whether *text* says no more than a date."""
    if len(text) > _MAX_DATE_LINE_LENGTH:
        return False
    found = find_date(text)
    if found is None:
        return False
    beside = text.replace(found.raw, "", 1)
    return sum(map(str.isalpha, beside)) <= _MAX_LETTERS_BESIDE_DATE


def find_dates(
    page: Page,
    *,
    language: str | None = None,
    headline: str | None = None,
    foreign: Collection[_Element] = (),
    given: Collection[DateCandidate] = (),
    zone: ZoneInfo | None = None,
    day_first: bool | None = None,
) -> Dates:
    """Choose both dates among all the page offers.

    Dates inside *foreign* elements (latest-news lists) are recorded as not the article's. *given*: candidates of a
    site's selectors, which come first, and of the feed or sitemap that named the page, which come last. A time
    without offset is taken in *zone* where that is known.
    """
    candidates = [offered for offered in given if offered.source == "site-selector"]
    candidates += _structured(page)
    candidates += _meta(page)
    candidates += _time_elements(page, language, day_first, foreign)
    candidates += _texts(page, language, day_first, headline, foreign)
    candidates += _url(page)
    candidates += [offered for offered in given if offered.source != "site-selector"]
    for offered in candidates:
        if offered.value and zone:
            offered.value = _in_zone(offered.value, zone)
        offered.reason = offered.reason or _objection(offered, page)
    return Dates(_take(candidates, "date_published"), _take(candidates, "date_modified"), candidates)


def candidate(name: str, value: str | None, raw: str, source: str, place: str, objection: str = "") -> DateCandidate:
    return DateCandidate(name, value, raw, source, place, taken=False, reason=objection)


def _objection(offered: DateCandidate, page: Page) -> str:
    """What speaks against a candidate by itself; "" for nothing."""
    if offered.value is None:
        return "cannot be read as a date"
    if len(offered.value) < len("2026-01-09"):
        return "names no day"
    if page.fetched_at is not None:
        latest = page.fetched_at.date() + timedelta(days=MAX_CLOCK_SKEW_DAYS)
        if date.fromisoformat(offered.value[:10]) > latest:
            return "later than the fetch"
    return ""


def _in_zone(value: str, zone: ZoneInfo) -> str:
    """*value* with the offset of *zone* if it is a time without one."""
    if "T" not in value or _precision(value) == 2:
        return value
    moment = datetime.fromisoformat(value).replace(tzinfo=zone)
    return moment.isoformat(timespec="seconds" if value.count(":") > 1 else "minutes")


def _take(candidates: list[DateCandidate], name: str) -> DateCandidate | None:
    """The first candidate nothing speaks against; a later one of the same day that says more precisely when wins."""
    usable = [offered for offered in candidates if offered.field == name and not offered.reason]
    if not usable:
        return None
    chosen = max(usable, key=lambda offered: (_same_day(offered, usable[0]), _precision(offered.value)))
    for offered in usable:
        if offered is chosen:
            offered.taken = True
            offered.reason = "first usable" if offered is usable[0] else "same day as the first usable, more precise"
        else:
            agrees = _same_day(offered, chosen)
            offered.reason = "agrees with the one taken" if agrees else "another source comes before it"
    return chosen


def _same_day(one: DateCandidate, other: DateCandidate) -> bool:
    return (one.value or "")[:10] == (other.value or "")[:10]


def _precision(value: str | None) -> int:
    """0 for a day, 1 for a time, 2 for a time with offset."""
    time = (value or "")[11:]
    return 2 if "+" in time or "-" in time else bool(time)


def _structured(page: Page) -> Iterator[DateCandidate]:
    for node in page.article_data:
        for key, name in (
            ("datePublished", "date_published"),
            ("dateCreated", "date_published"),
            ("uploadDate", "date_published"),
            ("dateModified", "date_modified"),
        ):
            value = node.get(key)
            if key != "datePublished" and name == "date_published" and node.get("datePublished"):
                continue
            if isinstance(value, str) and value.strip():
                yield candidate(name, parse_markup_date(value), value, "json-ld", key)


def _meta(page: Page) -> Iterator[DateCandidate]:
    for names, name in ((_PUBLISHED_META, "date_published"), (_MODIFIED_META, "date_modified")):
        for key in names:
            for content in page.meta.get(key, ())[:1]:
                yield candidate(name, parse_markup_date(content), content, "meta", key)


def _time_elements(
    page: Page, language: str | None, day_first: bool | None, foreign: Collection[_Element]
) -> Iterator[DateCandidate]:
    """time elements and itemprop dates; those in lists, comments and the like are recorded with that objection."""
    plain: list[DateCandidate] = []
    for element in page.body.iter("time", "span", "div", "p", "abbr", "li"):
        itemprop = (element.get("itemprop") or "").lower()
        is_time = element.tag == "time"
        if not is_time and itemprop not in ("datepublished", "datemodified"):
            continue
        raw = element.get("datetime") or element.get("content") or element_text(element)
        if not raw:
            continue
        value = parse_markup_date(raw)
        if value is None:
            found = find_date(raw, language, day_first=day_first)
            value = found.value if found else None
        objection = _foreign_place(element, foreign)
        if itemprop in ("datepublished", "datemodified"):
            name = "date_published" if itemprop == "datepublished" else "date_modified"
            yield candidate(name, value, raw, "time-element", f"{element.tag!s} itemprop={itemprop}", objection)
        else:
            around = element_text(parent)[:200] if (parent := element.getparent()) is not None else ""
            modified = "updated" in (element.get("class") or "").lower().split() or _says_modified(around, element)
            name = "date_modified" if modified else "date_published"
            plain.append(candidate(name, value, raw, "time-element", "time", objection))
    yield from plain


def _says_modified(around: str, element: _Element) -> bool:
    """Whether the words right before the element's text say that it is the time of a change."""
    text = element_text(element)
    before = around.partition(text)[0][-30:] if text else ""
    return bool(_MODIFIED_WORDS.search(before))


def _foreign_place(element: _Element, foreign: Collection[_Element]) -> str:
    for ancestor in element.iterancestors():
        if ancestor in foreign:
            return "in a list of latest news"
        if ancestor.tag in ("article", "main", "body", "html"):
            continue
        if role_of(ancestor, str(ancestor.tag)) & _FOREIGN_ROLES:
            return "in navigation, comments or a list of other articles"
    return ""


def _texts(
    page: Page, language: str | None, day_first: bool | None, headline: str | None, foreign: Collection[_Element]
) -> Iterator[DateCandidate]:
    """Dates printed in lines of their own: near the headline, or else the only one the page has."""
    dated = []
    for index, block in enumerate(page.blocks):
        if len(block.text) > _MAX_DATE_LINE_LENGTH or not is_date_line(block.text):
            continue
        found = find_date(block.text, language, day_first=day_first)
        if found:
            dated.append((index, block, found))
    at = next((index for index, block in enumerate(page.blocks) if headline and block.text == headline), None)
    own = []
    for index, block, found in dated:
        near = at is not None and -_NEAR_HEADLINE <= index - at <= _NEAR_HEADLINE
        objection = _foreign_block(block, foreign)
        name = "date_modified" if _MODIFIED_WORDS.search(block.text) else "date_published"
        place = f"{block.tag} near the headline" if near else block.tag
        offered = candidate(name, found.value, found.raw, "text", place, objection)
        own.append((near, block, offered))
    nearest = [offered for near, _, offered in own if near and not offered.reason]
    yield from nearest
    lone = {offered.value for _, _, offered in own if not offered.reason}
    for near, _block, offered in own:
        if near and not offered.reason:
            continue
        if not offered.reason:
            offered.reason = _objection_to_lone(offered, page, nearest, lone)
        yield offered


def _objection_to_lone(offered: DateCandidate, page: Page, nearest: list[DateCandidate], dates: set[str | None]) -> str:
    """A date far from the headline counts only when it is the page's only one, and is no clock."""
    today = page.fetched_at.date().isoformat() if page.fetched_at else None
    if offered.value and offered.value[:10] == today:
        return "equals the day of the fetch, outside the article"
    if nearest:
        return "another date stands near the headline"
    return "one of several dates outside the article" if len(dates) > 1 else ""


def _foreign_block(block: Block, foreign: Collection[_Element]) -> str:
    if any(block.is_within(element) for element in foreign):
        return "in a list of latest news"
    if block.role_within(None) & (_FOREIGN_ROLES & ~Role.FOOTER):
        return "in navigation, comments or a list of other articles"
    return ""


def _url(page: Page) -> Iterator[DateCandidate]:
    match = _URL_DATE.search(urlsplit(page.url).path)
    if match:
        value = parse_markup_date("-".join(match.groups()))
        yield candidate("date_published", value, match.group().strip("/"), "url", "path")
