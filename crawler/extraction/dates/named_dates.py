"""Dates in the names of an article: its URL and its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.dates.date_offers import DateOffers
from crawler.extraction.dates.date_text import read_markup_date
from crawler.items import DateCandidate

_DAY_IN_URL = (
    # 2026/01/09 · 2026-01-09 · 20260109
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_.-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    # 2026/1/9
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-])(?P<month>[1-9]|1[0-2])(?P=mark)(?P<day>[1-9]|[12]\d|3[01])(?!\d)"),
    # 2026/jan/09
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)/(?P<name>[a-z]{3})/(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"),
    # 09-01-2026
    re.compile(r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<mark>[/_.-])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)"),
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
# "09.01.2026 | The ferries return", "The ferries return (news of 9 January 2026)"
_TITLE_BEGINNING = re.compile(r"([^|:•·–—]{6,30}?)\s*(?:[|:•·–—-]\s)")
_TITLE_END = re.compile(r"[(|•·–—]\s*([^(|•·–—]{6,30})\)?$")
_MIN_SHARE_OF_TITLE_PART = 0.5


def date_in_url(url: str, offers: DateOffers) -> Iterator[DateCandidate]:
    """The day in the path of *url*."""
    path = url.lower()
    path = path[path.find("/", path.find("//") + 2) :].partition("?")[0] if _YEAR.search(path) else ""
    for form in _DAY_IN_URL:
        if match := form.search(path):
            parts = match.groupdict()
            text = f"{parts['day']} {parts['name']} {parts['year']}" if parts.get("name") else ""
            text = text or f"{parts['year']}-{parts['month']:0>2}-{parts['day']:0>2}"
            offered = offers.add("date_published", read_markup_date(text, "en"), match[0], "url", "path")
            offers.shown.add(id(offered))
            yield offered
            return


def date_in_title(headline: str | None, title: str, offers: DateOffers) -> Iterator[DateCandidate]:
    """A headline that begins or ends with its date: "09.01.2026 | The ferries return"."""
    for text in dict.fromkeys((headline or "", title)):
        if not _YEAR.search(text):
            continue
        for part in (_TITLE_BEGINNING.match(text), _TITLE_END.search(text)):
            found = offers.date_in(part[1]) if part else None
            if found and len(found.raw) >= _MIN_SHARE_OF_TITLE_PART * len(part[1] if part else ""):
                yield offers.add("date_published", found, found.raw, "text", "headline")
                return
