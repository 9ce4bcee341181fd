"""Pages that list what was published in one day, month or year, and the URLs of those before them.

Known by the date at the end of the path ("/2026/01/", "/archive/2026-01-15", "/archive/20260115.html") or in the query
("?date=2026-01-15", "?m=202601", "?year=2026&month=1").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "month", "year"]

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2]|[1-9])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9])"
_PADDED = r"(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
# Before them, a number of eight digits or a year alone is a date.
_ARCHIVE_WORDS = re.compile(r"archiv|hemeroteca|arquivo|calend|kalend|by-date|daily|sitemap", re.IGNORECASE)
_END = r"(?:/|/index\.\w{2,5}|\.html?|\.php)?$"
_DATE_NAME = r"(?:date|datum|fecha|data|day|dt|ymd|archive)"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE | re.ASCII) for form in forms)


_IN_ANY_PATH = _forms(
    rf"/{_YEAR}(?P<separator>[/-]){_MONTH}(?:(?P=separator){_DAY})?{_END}",
    rf"^https?://[^/]*/{_YEAR}{_END}",
)
_IN_PATHS_OF_ARCHIVES = _forms(rf"/{_YEAR}{_PADDED}{_END}", rf"/{_YEAR}{_END}")
_IN_QUERIES = _forms(
    rf"[?&]{_DATE_NAME}={_YEAR}(?P<separator>-|/|%2F|\.){_MONTH}(?:(?P=separator){_DAY})?(?:&|$)",
    rf"[?&]{_DATE_NAME}={_DAY}(?P<separator>-|/|%2F|\.){_MONTH}(?P=separator){_YEAR}(?:&|$)",
    rf"[?&](?:{_DATE_NAME}|m)={_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])?(?:&|$)",
    rf"[?&](?:year|yy|y)={_YEAR}&(?:month|mm|mon|m)={_MONTH}(?:&(?:day|dd|d)={_DAY})?(?:&|$)",
)
_MAY_BE_ONE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class ArchivePage:
    url: str
    unit: Unit
    first: date
    """The first day of what it lists."""
    _places: tuple[tuple[str, int, int], ...]
    """(group, start, end) of the parts of the date in the URL."""

    @property
    def last(self) -> date:
        """The last day of what it lists."""
        if self.unit == "day":
            return self.first
        if self.unit == "year":
            return date(self.first.year, 12, 31)
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def at(self, day: date) -> str:
        """The URL of the page of the same kind that lists *day*, written as this one's."""
        url = self.url
        for group, start, end in reversed(self._places):
            number = str(getattr(day, group))
            # "1" beside "01": what has two digits where one would do is padded everywhere.
            is_padded = group != "year" and (url[start] == "0" or (end - start == 2 and self._is_padded()))
            url = url[:start] + (number.zfill(2) if is_padded else number) + url[end:]
        return url

    def previous(self) -> str:
        """The URL of the page before this one in time."""
        return self.at(self.first - timedelta(days=1))

    def _is_padded(self) -> bool:
        parts = [(self.url[start:end]) for group, start, end in self._places if group != "year"]
        return all(len(part) == 2 for part in parts)


def archive_page(url: str) -> ArchivePage | None:
    """What *url* says to list; None when it is no page of an archive by date."""
    if not _MAY_BE_ONE.search(url):
        return None
    path, mark, _ = url.partition("?")
    path_forms = _IN_ANY_PATH + (_IN_PATHS_OF_ARCHIVES if _ARCHIVE_WORDS.search(path) else ())
    found = next((match for form in path_forms if (match := form.search(path))), None)
    if found is None and mark:
        found = next((match for form in _IN_QUERIES if (match := form.search(url, len(path)))), None)
    if found is None:
        return None
    groups = [group for group in ("year", "month", "day") if group in found.re.groupindex and found[group]]
    numbers = [int(found[group]) for group in groups]
    try:
        first = date(*[*numbers, 1, 1][:3])
    except ValueError:  # the 31st of February
        return None
    places = sorted(((group, *found.span(group)) for group in groups), key=lambda place: place[1])
    unit: Unit = "day" if "day" in groups else "month" if "month" in groups else "year"
    return ArchivePage(url, unit, first, tuple(places))
