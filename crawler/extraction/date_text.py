"""One date read from text, in the forms news pages print; the precision and offset given are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from crawler.extraction.month_names import month_number, month_pattern
from crawler.extraction.standard_dates import read_date

# Undetermined English is read the American way: most pages that state only "en" are American.
_MONTH_FIRST_LANGUAGES = frozenset({"en", "en-us", "en-ph"})
_YEAR = re.compile(r"(?:19|20)\d\d")
# Hardly any printed page date is older; a "year" below is a number of something else.
_FIRST_YEAR = 1990
# Parts of a second say nothing to a reader; most are ".000".
_FRACTION = re.compile(r"\.\d+")
# The day of a clock that was never set (Unix time 0).
_UNSET = "1970-01-01"
# A date further on in a text is not the text's date, and the search takes its time.
_MAX_SEARCHED = 1_000
# A line that holds only a date has hardly any letters besides it ("Published 9 January 2026 by").
_MAX_DATE_LINE_LENGTH = 80
_MAX_LETTERS_BESIDE_DATE = 25

_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|CEST|CET|MSK|[ECMP][SD]T|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?!\d)",
    re.IGNORECASE,
)
_TIME = (
    r"(?:[\s,|·•–—-]*(?:\b(?:at|um|à|a las|às|alle|om|kl\.?|klo|в|о|ob|u|o godz\.|,)\s*)?"
    r"(?P<hour>\d{1,2})\s?[:.hH]\s?(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d|\.\d)"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*Uhr)?"
    r"(?:\s*\(?(?P<zone>(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?|Z|UTC|GMT|CEST|CET|MSK|[ECMP][SD]T)\b\)?)?)?"
)
_MONTH = rf"(?P<name>{month_pattern()})"
_FORMS = [
    # 9 January 2026 · 09.Jan.2026 · 9. Januar 2026 · 9 de enero de 2026 · 9 января 2026 г.
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s.\-/]*(?:de\s+|d')?"
        + _MONTH
        + r"\b[\s.,\-/]*(?:de[l]?\s+)?(?P<year>\d{4})(?!\d)(?:\s?(?:г\.|р\.|году|року))?"
        + _TIME,
        re.IGNORECASE,
    ),
    # January 9, 2026 · Jan. 9th 2026
    re.compile(
        r"\b" + _MONTH + r"\b\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)" + _TIME, re.IGNORECASE
    ),
    # 2026. január 9. · 2026 January 9
    re.compile(
        r"(?<!\d)(?P<year>\d{4})\.?\s+(?:m\.\s+)?" + _MONTH + r"\b\.?\s+(?P<day>\d{1,2})(?!\d)\.?" + _TIME,
        re.IGNORECASE,
    ),
    # 2026年1月9日 · 2026년 1월 9일
    re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]?" + _TIME),
    # 2026/01/09 · 2026.01.09
    re.compile(r"(?<![\d/.])(?P<year>\d{4})[/.]\s?(?P<month>\d{1,2})[/.]\s?(?P<day>\d{1,2})(?![\d/])\.?" + _TIME),
    # 09.01.2026 · 09/01/2026 · 09-01-2026
    re.compile(
        r"(?<![\d/.])(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<other>\d{1,2})(?P=mark)\s?(?P<year>\d{4})(?!\d)" + _TIME
    ),
]
_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# Arabic-Indic, Persian and Devanagari digits.
_DIGITS = str.maketrans({ord(zero) + n: str(n) for zero in ("\u0660", "\u06f0", "\u0966") for n in range(10)})


@dataclass(frozen=True, slots=True)
class DateText:
    """A date found in a text."""

    value: str
    """ISO 8601 at the precision and with the offset the text gives."""
    raw: str
    """The part of the text it was read from."""


def parse_markup_date(text: str, language: str | None = None, *, day_first: bool | None = None) -> str | None:
    """ISO 8601 for the content of a date attribute or property, in a form of the standards or a printed one."""
    value = read_date(text)
    if value is None:
        found = find_date(text, language, day_first=day_first)
        value = found.value if found else None
    return None if value is None or value.startswith(_UNSET) else _FRACTION.sub("", value)


def find_date(text: str, language: str | None = None, *, day_first: bool | None = None) -> DateText | None:
    """The first date printed in (the beginning of) *text*, or None. Dates without a year are not read.

    In 03/04/2026 the day comes first if *day_first* says so, or where only that order is a date; without *day_first*,
    the month comes first in American English (*language* "en", "en-US" or "en-PH").
    """
    if day_first is None:
        day_first = (language or "").lower() not in _MONTH_FIRST_LANGUAGES
    text = text[:_MAX_SEARCHED]
    digits = text if text.isascii() else text.translate(_DIGITS)
    if not _YEAR.search(digits):
        return None
    best: DateText | None = None
    best_start = len(text)
    for form in (_ISO, *_FORMS):
        match = form.search(digits)
        if match and match.start() < best_start:
            value = _iso(match, language, day_first=day_first)
            if value:
                best, best_start = DateText(value, text[match.start() : match.end()].strip(" ,|·•–—-")), match.start()
    return best


def parse_date_line(text: str, language: str | None = None, *, day_first: bool | None = None) -> DateText | None:
    """The date in *text* when it says hardly more than that."""
    found = find_date(text, language, day_first=day_first) if len(text) <= _MAX_DATE_LINE_LENGTH else None
    if found is None or sum(map(str.isalpha, text.replace(found.raw, "", 1))) > _MAX_LETTERS_BESIDE_DATE:
        return None
    return found


def _iso(match: re.Match[str], language: str | None = None, *, day_first: bool = True) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("name"):
        month = month_number(parts["name"], language)
        day = int(parts["day"])
    elif parts.get("first"):
        day, month = int(parts["first"]), int(parts["other"])
        month_first = parts["mark"] == "/" and not day_first
        if (month_first and day <= 12) or month > 12:
            day, month = month, day
    else:
        month, day = int(parts["month"]), int(parts["day"])
    if month is None or year < _FIRST_YEAR:
        return None
    value = f"{year:04}-{month:02}-{day:02}"
    if parts.get("hour"):
        hour = int(parts["hour"])
        if parts.get("half"):
            hour = hour % 12 + (12 if parts["half"] in "pP" else 0)
        with_time = f"{value}T{hour:02}:{parts['minute']}"
        if parts["second"]:
            with_time += f":{parts['second']}"
        # A number that is no time ("9 January 2026, 45.20 euros") leaves the day.
        return _checked(with_time + _zone(parts["zone"])) or _checked(value)
    return _checked(value)


def _zone(text: str | None) -> str:
    """ "+01:00" for a zone as printed, "" for none."""
    if not text:
        return ""
    name = text.upper().strip()
    if name in _ZONE_HOURS:
        return _offset(_ZONE_HOURS[name] * 60)
    digits = re.sub(r"[^\d+-]", "", name)
    sign, number = digits[0], digits[1:]
    hours, minutes = (number[:-2], number[-2:]) if len(number) > 2 else (number, "0")
    return _offset((-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes)))


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _checked(value: str) -> str | None:
    """*value* when it is a date of the calendar, else None."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value
