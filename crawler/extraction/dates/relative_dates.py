"""Dates that mean a day only together with the moment the page was read: "2 hours ago", "yesterday 18:05", "9 January",
"18:20"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawler.extraction.dates.calendars import western_digits
from crawler.extraction.dates.date_text import DateText, find_date
from crawler.extraction.dates.partial_dates import PrintedDate
from crawler.extraction.dates.printed_dates import printed_dates
from crawler.extraction.dates.relative_words import (
    SPACE_LESS,
    day_words,
    languages_with_ago_in,
    primary_language,
    seconds_ago,
    words_of,
)
from crawler.extraction.dates.time_of_day import TimeOfDay, find_time
from crawler.extraction.dates.weekday_names import weekday_number

COUNTED_BACK = "counted back from the fetch"
YEAR_ASSUMED = "the year is that of the fetch, or the one before"
DAY_ASSUMED = "the day is that of the fetch, or the one before"

# Longer text does not consist of a date as lists and bylines show it.
_MAX_LENGTH = 200
_DAY_SECONDS = 86_400
# A day printed without a year, or a time without a day, lies in the past, but the site's clock may be ahead of UTC: by
# 14 hours at most (Kiribati), and by none where the zone of the reference is the site's.
_MAX_AHEAD_OF_UTC = timedelta(hours=14)
_CLOCK_ERROR = timedelta(minutes=10)
# "3 days ago" counts days; weeks and longer units, and higher numbers, name no day.
_MAX_DAYS_AGO = 31
_WORDS = re.compile(r"[^\s\d,;:()|·•<>]+")


def resolve_date(
    text: str, language: str | None, reference: datetime | None, *, day_first: bool | None = None
) -> DateText | None:
    """The date in *text*, which may leave out what *reference*, the moment it was read (aware), completes.

    Complete dates are read as `find_date` reads them. All others need *reference*; without it they are None, and
    with it `DateText.note` says what was assumed. Give *reference* in the site's zone (a ZoneInfo) where that is known:
    then times get that zone's offset, and a time later than *reference* is yesterday's.
    """
    if found := find_date(text, language, day_first=day_first):
        return found
    if reference is None or len(text) > _MAX_LENGTH:
        return None
    digits = western_digits(text)
    lower = digits.lower()
    return (
        _ago(text, lower, language, reference)
        or _day_word(text, lower, language, reference)
        or _without_year(text, language, reference, day_first)
        or _weekday(text, digits, language, reference)
        or _time_only(text, digits, reference)
    )


def latest_year(printed: PrintedDate, today: date) -> int | None:
    """The latest year in which the day *printed* without a year is not after *today*."""
    for year in range(today.year + 1, today.year - 9, -1):
        value = printed.value(year)
        if value and date.fromisoformat(value[:10]) <= today:
            return year
    return None


def _ago(text: str, lower: str, language: str | None, reference: datetime) -> DateText | None:
    for each in languages_with_ago_in(lower, language):
        words = words_of(each)
        for pattern in words.ago:
            match = pattern.search(lower)
            if match is None:
                continue
            seconds, unit = seconds_ago(match)
            if seconds > _MAX_DAYS_AGO * _DAY_SECONDS:
                return None
            moment = reference - timedelta(seconds=seconds)
            value = moment.date().isoformat() if unit == _DAY_SECONDS else moment.isoformat(timespec="minutes")
            return DateText(value, text[match.start() : match.end()], COUNTED_BACK)
        if any(lower.strip(" .!") == now for now in words.now):
            return DateText(reference.isoformat(timespec="minutes"), text.strip(), COUNTED_BACK)
    return None


def _day_word(text: str, lower: str, language: str | None, reference: datetime) -> DateText | None:
    """ "Today", "yesterday, 18:05"."""
    primary = primary_language(language)
    known = day_words(primary)
    if primary in SPACE_LESS:
        found = next((word for word in known if word in lower), None)
    else:
        spoken = _WORDS.findall(lower)
        pairs = {*spoken, *(f"{one} {two}" for one, two in pairwise(spoken))}
        found = next((word for word in sorted(known, key=len, reverse=True) if word in pairs), None)
    if found is None:
        return None
    day = reference.date() - timedelta(days=known[found])
    return _with_time(text, found, day, find_time(lower), reference, COUNTED_BACK)


def _without_year(text: str, language: str | None, reference: datetime, day_first: bool | None) -> DateText | None:
    for printed in printed_dates(text, language, day_first=day_first, with_year=False):
        year = latest_year(printed, (reference + _ahead(reference)).date())
        if year and (value := printed.value(year)):
            raw = text[printed.start : printed.end].strip(" ,|·•–—-(")
            return DateText(_in_zone(value, reference), raw, YEAR_ASSUMED, None)
    return None


def _weekday(text: str, digits: str, language: str | None, reference: datetime) -> DateText | None:
    """ "Monday, 18:05": a name of a weekday alone may be anything."""
    time = find_time(digits)
    if time is None:
        return None
    for word in _WORDS.findall(digits[: time.start]):
        number = weekday_number(word, language)
        if number is not None:
            day = reference.date() - timedelta(days=(reference.weekday() - number) % 7)
            return _with_time(text, word, day, time, reference, COUNTED_BACK)
    return None


def _time_only(text: str, digits: str, reference: datetime) -> DateText | None:
    time = find_time(digits)
    if time is None or sum(map(str.isalpha, text)) > 3 + len("12:34 pm GMT"):
        return None
    day = reference.date()
    moment = datetime.fromisoformat(time.on(day.isoformat()))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=reference.tzinfo)
    if moment > reference + (_ahead(reference) if time.on("2026-01-09").endswith(time.clock) else _CLOCK_ERROR):
        day -= timedelta(days=1)
    return _with_time(text, digits[time.start : time.end], day, time, reference, DAY_ASSUMED)


def _ahead(reference: datetime) -> timedelta:
    """How far after *reference* a time printed without a zone may lie."""
    return _CLOCK_ERROR if isinstance(reference.tzinfo, ZoneInfo) else _MAX_AHEAD_OF_UTC


def _with_time(text: str, word: str, day: date, time: TimeOfDay | None, reference: datetime, note: str) -> DateText:
    value = time.on(day.isoformat()) if time else day.isoformat()
    start = text.lower().find(word)
    ends = (start, start + len(word), *((time.start, time.end) if time else ()))
    raw = text[min(ends) : max(ends)] if start >= 0 else text
    return DateText(_in_zone(value, reference), raw.strip(), note)


def _in_zone(value: str, reference: datetime) -> str:
    """*value* with the offset of the reference's zone, where that is the site's and *value* is a time without one."""
    if not isinstance(reference.tzinfo, ZoneInfo) or "T" not in value or value[-6] in "+-":
        return value
    return datetime.fromisoformat(value).replace(tzinfo=reference.tzinfo).isoformat()
