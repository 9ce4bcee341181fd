"""The date shown for each entry of a list: in the entry, beside it, or once for a group of entries above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from crawler.extraction.dates.date_text import DateText
from crawler.extraction.dates.relative_dates import DAY_ASSUMED, resolve_date
from crawler.extraction.dates.weekday_names import weekday_number
from crawler.extraction.latest_news.latest_entries import ListEntry

# Any moment does to see whether a text is a date that means one only together with the moment it was read.
_SOME_MOMENT = datetime(2020, 6, 15, 23, 59, tzinfo=UTC)
_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])\s?[:.hH]\s?[0-5]\d(?::[0-5]\d)?(?!\d)")
# Letters a date has besides it where it is shown alone: an author's name.
_MAX_LETTERS_BESIDE = 30
_WORD = re.compile(r"[^\W\d_]+")
# Times that jump so far ahead from one entry to the next, older one have passed midnight.
_EVENING_AFTER_MORNING = timedelta(hours=8)
# "The day before yesterday" is longer in no language known here; without a number, what is longer is no date.
_MAX_DAY_WORD_LENGTH = 20
_MAX_DATE_AT_START = 30
_MARKS = " ,:;|/·•–—-)]"
_AROUND_DATE = " ,;|/·•–—-()[]~"


@dataclass(frozen=True, slots=True)
class ShownDate:
    raw: str
    """As displayed."""
    value: str | None
    """ISO 8601; None when nothing says which day is meant."""
    is_timed: bool
    """Whether a time of day is shown, or how long ago it was."""
    order: str
    """Later dates have higher ones, those of one list compared."""
    is_complete: bool = True
    """Whether the day is shown, or the time that has passed: not only a time of day."""


def entry_dates(
    entries: Sequence[ListEntry], language: str | None, reference: datetime | None
) -> list[ShownDate | None]:
    """The date of each of *entries*. Days and times that are not complete are completed by the last day shown above
    them, or by *reference*, the moment the page was read."""
    reader = _DateReader(language, reference)
    found: list[ShownDate | None] = []
    in_headlines = _are_in_headlines(entries, reader)
    # The day above the first entry alone is that of all below it.
    precedes = len(entries) > 1 and all(reader.read(entry.before[:1]) is not None for entry in entries[:2])
    for entry in entries:
        reader.see_day(entry.before)
        date = reader.cut_from_headline(entry) if in_headlines else None
        date = date or reader.read(entry.texts)
        found.append(date or reader.read(entry.before[:1] if precedes else entry.after[:1]))
    return _past_midnight(found)


def _past_midnight(dates: Sequence[ShownDate | None]) -> list[ShownDate | None]:
    """*dates*, those that show only times moved to the day before where the times, which fall else, begin anew from
    the evening."""
    moments = [datetime.fromisoformat(date.order[:16]) for date in dates if date and not date.is_complete]
    rises = [later - earlier for earlier, later in pairwise(moments) if later > earlier]
    if not rises or min(rises) < _EVENING_AFTER_MORNING:
        return list(dates)
    moved: list[ShownDate | None] = []
    days = timedelta(0)
    last: datetime | None = None
    for date in dates:
        if date is None or date.is_complete:
            moved.append(date)
            continue
        moment = datetime.fromisoformat(date.order[:16])
        if last is not None and moment > last:
            days += timedelta(days=1)
        last = moment
        moved.append(replace(date, order=_moved(date.order, days), value=date.value and _moved(date.value, days)))
    return moved


def _moved(value: str, days: timedelta) -> str:
    return (datetime.fromisoformat(value[:10]) - days).date().isoformat() + value[10:]


def _are_in_headlines(entries: Sequence[ListEntry], reader: _DateReader) -> bool:
    """Whether the texts of the links begin with the dates. One that does may be about a day."""
    dated = sum(entry.headline[:1].isdigit() and reader.date_at_start(entry.headline) is not None for entry in entries)
    return dated * 5 > len(entries) * 4


class _DateReader:
    def __init__(self, language: str | None, reference: datetime | None) -> None:
        self._language = language
        self._reference = reference
        self._day: datetime | None = None
        """The end of the day that a header above the entries names."""

    def see_day(self, texts: Sequence[str]) -> None:
        """Remember the day that one of *texts*, between two entries, names for those that follow."""
        for text in texts:
            found = self._resolve(text, self._reference)
            if found and not _CLOCK.search(text):
                self._day = datetime.fromisoformat(found.value[:10]).replace(hour=23, minute=59, tzinfo=UTC)

    def read(self, texts: Sequence[str]) -> ShownDate | None:
        """The date in *texts*; a time and a day that stand apart are one."""
        day: ShownDate | None = None
        clock: ShownDate | None = None
        for text in texts:
            date = self._read_one(text)
            if date is None:
                continue
            if date.is_timed and not _is_only_clock(date.raw):
                return date
            if _is_only_clock(date.raw):
                clock = clock or date
            else:
                day = day or date
        if day and clock:
            first, second = sorted((day, clock), key=lambda date: texts.index(date.raw) if date.raw in texts else 0)
            return self._read_one(f"{first.raw} {second.raw}") or day
        return day or clock

    def date_at_start(self, headline: str) -> ShownDate | None:
        start = headline[:_MAX_DATE_AT_START]
        found = self._resolve(start, self._reference) or self._resolve(start, _SOME_MOMENT)
        return self._read_one(found.raw) if found and headline.startswith(found.raw) else None

    def cut_from_headline(self, entry: ListEntry) -> ShownDate | None:
        """The date that the headline of *entry* begins with, taken from it."""
        date = self.date_at_start(entry.headline)
        if date is not None:
            entry.headline = entry.headline.removeprefix(date.raw).lstrip(_MARKS) or entry.headline
        return date

    def _read_one(self, text: str) -> ShownDate | None:
        if not any(map(str.isdigit, text)) and len(text) > _MAX_DAY_WORD_LENGTH:
            return None
        found = self._resolve(text, self._reference)
        known = found.value if found else None
        is_under_day = self._day is not None and (found is None or _is_only_clock(found.raw))
        if is_under_day or (found is None and self._reference is None):
            found = self._resolve(text, self._day or _SOME_MOMENT)
            known = found.value if found and self._day else None
        if found is None:
            return None
        rest = text.replace(found.raw, "", 1)
        if sum(map(str.isalpha, rest)) > _MAX_LETTERS_BESIDE:
            return None
        # A weekday and "Uhr" are shown as a part of the date, an author is not.
        words = _WORD.findall(rest)
        is_date = all(len(word) <= 3 or weekday_number(word, self._language) is not None for word in words)
        raw = text.strip(_AROUND_DATE) if is_date else found.raw
        is_complete = self._day is not None or found.note != DAY_ASSUMED
        return ShownDate(raw, known, "T" in found.value, found.value, is_complete)

    def _resolve(self, text: str, reference: datetime | None) -> DateText | None:
        return resolve_date(text, self._language, reference)


def _is_only_clock(text: str) -> bool:
    return bool(_CLOCK.search(text)) and sum(map(str.isdigit, text)) <= 6
