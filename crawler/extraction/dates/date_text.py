"""One date read from text, in the forms news pages print; the precision and offset given are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.extraction.dates.printed_dates import printed_dates
from crawler.extraction.dates.standard_dates import read_date

# Parts of a second say nothing to a reader; most are ".000".
_FRACTION = re.compile(r"\.\d+")
# The day of a clock that was never set (Unix time 0).
_UNSET = "1970-01-01"
# A line that holds only a date has hardly any letters besides it ("Published 9 January 2026 by").
_MAX_DATE_LINE_LENGTH = 80
_MAX_LETTERS_BESIDE_DATE = 25


@dataclass(frozen=True, slots=True)
class DateText:
    """A date found in a text."""

    value: str
    """ISO 8601 at the precision and with the offset the text gives."""
    raw: str
    """The part of the text it was read from."""
    note: str = ""
    """What had to be assumed to read it; "" for nothing."""
    other_order: str | None = None
    """The value with day and month exchanged, where only the page's language decided on their order."""


def parse_markup_date(text: str, language: str | None = None, *, day_first: bool | None = None) -> str | None:
    """ISO 8601 for the content of a date attribute or property, in a form of the standards or a printed one."""
    found = read_markup_date(text, language, day_first=day_first)
    return found.value if found else None


def read_markup_date(text: str, language: str | None = None, *, day_first: bool | None = None) -> DateText | None:
    """Like `parse_markup_date`, with what was assumed."""
    value = read_date(text)
    found = DateText(value, text) if value else find_date(text, language, day_first=day_first)
    if found is None or found.value.startswith(_UNSET):
        return None
    value = _FRACTION.sub("", found.value) if "." in found.value else found.value
    return found if value == found.value else DateText(value, found.raw, found.note, found.other_order)


def find_date(text: str, language: str | None = None, *, day_first: bool | None = None) -> DateText | None:
    """The first date printed in (the beginning of) *text*, or None. Dates without a year are not read.

    In 03/04/2026 the day comes first if *day_first* says so, or where only that order is a date; without *day_first*,
    the month comes first in American English (*language* "en", "en-US" or "en-PH").
    """
    for printed in printed_dates(text, language, day_first=day_first):
        if value := printed.value():
            return DateText(value, text[printed.start : printed.end].strip(" ,|·•–—-("), "", printed.other_order())
    return None


def parse_date_line(text: str, language: str | None = None, *, day_first: bool | None = None) -> DateText | None:
    """The date in *text* when it says hardly more than that."""
    found = find_date(text, language, day_first=day_first) if len(text) <= _MAX_DATE_LINE_LENGTH else None
    return found if found and says_hardly_more(text, found.raw) else None


def says_hardly_more(text: str, raw: str) -> bool:
    """Whether *text* has few letters besides *raw*."""
    return sum(map(str.isalpha, text.replace(raw, "", 1))) <= _MAX_LETTERS_BESIDE_DATE
