"""When the article was published and modified: the choice among all dates a page offers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml.etree import _Element

from crawler.extraction.dates.date_agreement import in_local_time, settle_orders
from crawler.extraction.dates.date_candidates import date_candidates
from crawler.extraction.dates.date_offers import DateOffers
from crawler.extraction.dates.standard_dates import read_date
from crawler.extraction.page import Page
from crawler.items import DateCandidate
from crawler.times import is_later_than_fetch, moment_of


@dataclass(slots=True)
class Dates:
    """The two dates of an article (None: none that can be trusted) and all that was considered."""

    published: DateCandidate | None
    modified: DateCandidate | None
    candidates: list[DateCandidate]


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
    given = [replace(offered) for offered in given]
    reference = page.fetched_at.astimezone(zone) if page.fetched_at and zone else page.fetched_at
    offers = DateOffers(language, day_first)
    candidates = [offered for offered in given if offered.source == "site-selector"]
    candidates += date_candidates(page, headline, frozenset(foreign), offers, reference)
    candidates += [offered for offered in given if offered.source != "site-selector"]
    notes = offers.notes | settle_orders(candidates, offers.other_orders, page.fetched_at)
    for offered in candidates:
        if offered.value and zone:
            offered.value = _in_zone(offered.value, zone)
        offered.reason = offered.reason or _objection(offered, page)
    published = _take(candidates, "date_published")
    if published and published.source != "site-selector":
        in_local_time(published, candidates, offers.shown)
    modified = _take(candidates, "date_modified")
    for offered in candidates:
        if note := notes.get(id(offered)):
            offered.reason += f"; {note}"
    return Dates(published, modified, candidates)


def _objection(offered: DateCandidate, page: Page) -> str:
    """What speaks against a candidate by itself; "" for nothing."""
    if offered.value is None:
        return "cannot be read as a date"
    if len(offered.value) < len("2026-01-09"):
        return "names no day"
    if page.fetched_at is not None and is_later_than_fetch(offered.value, page.fetched_at):
        return "later than the fetch"
    if offered.source in _SHOWN and (changed := read_date(page.headers.get("last-modified", ""))):
        is_later = is_later_than_fetch(offered.value, moment_of(changed))
        return "later than the server says that the page was changed (Last-Modified)" if is_later else ""
    return ""


# Where dates of other things than the page stand: servers are right about these more often than about what the
# publisher states for machines.
_SHOWN = frozenset({"text", "url"})


def _in_zone(value: str, zone: ZoneInfo) -> str:
    """*value* with the offset of *zone* if it is a time without one."""
    if precision(value) != 1:
        return value
    moment = datetime.fromisoformat(value).replace(tzinfo=zone)
    return moment.isoformat(timespec="seconds" if value.count(":") > 1 else "minutes")


def _take(candidates: list[DateCandidate], name: str) -> DateCandidate | None:
    """The first candidate nothing speaks against; a later one of the same day that says more precisely when wins,
    but not over the site's own selector."""
    usable = [offered for offered in candidates if offered.field == name and not offered.reason]
    if not usable:
        return None
    first = chosen = usable[0]
    if first.source != "site-selector":
        chosen = max(usable, key=lambda offered: (_same_day(offered, first), precision(offered.value)))
    for offered in usable:
        if offered is chosen:
            offered.taken = True
            offered.reason = "first usable" if offered is first else "same day as the first usable, more precise"
        else:
            agrees = _same_day(offered, chosen)
            offered.reason = "names the same day as the one taken" if agrees else "another source comes before it"
    return chosen


def _same_day(one: DateCandidate, other: DateCandidate) -> bool:
    return (one.value or "")[:10] == (other.value or "")[:10]


def precision(value: str | None) -> int:
    """0 for a day, 1 for a time, 2 for a time with offset."""
    time = (value or "")[11:]
    return 2 if "+" in time or "-" in time else int(bool(time))
