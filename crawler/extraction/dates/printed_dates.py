"""Every date in a text, as far as it is printed: the year may be missing.

Nothing here knows the day of the fetch; relative_dates.py completes what needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from crawler.extraction.dates.calendars import (
    JALALI_YEARS,
    common_year,
    from_jalali,
    number_of,
    short_buddhist_year,
    western_digits,
    year_of_era,
)
from crawler.extraction.dates.date_forms import (
    CHARACTERS,
    CTIME,
    DAY_NAME_YEAR,
    ISO,
    MONGOLIAN,
    NAME_DAY_YEAR,
    NO_YEAR,
    SHORT_YEAR,
    VERSION_NUMBER,
    VIETNAMESE,
    YEAR_DAY_NAME,
    YEAR_FIRST,
    YEAR_LAST,
    YEAR_NAME_DAY,
)
from crawler.extraction.dates.month_names import jalali_month_number, month_number
from crawler.extraction.dates.partial_dates import PrintedDate, is_day
from crawler.extraction.dates.time_of_day import TimeOfDay, time_after, time_before

# Undetermined English is read the American way: most pages that state only "en" are American.
_MONTH_FIRST_LANGUAGES = frozenset({"en", "en-us", "en-ph"})
# English is written in both orders, and what states no language may be.
_OPEN_LANGUAGES = frozenset({"en", ""})
# Two digits name a year of this century: hardly a page on the web is older, and no page of the next is known.
_SHORT_YEAR_CENTURY = 2000
# Korean pages shorten 2026.01.09 to 26.01.09; all others put the year last.
_SHORT_YEAR_FIRST_LANGUAGES = frozenset({"ko"})
# Languages that put the year first, and so the month where the year is left out: 03.06 is 6 March.
_YEAR_FIRST_LANGUAGES = frozenset({"ko", "ja", "zh", "hu", "lt", "mn"})
# Taiwan's pages number years from 1912: 115/01/09.
_MINGUO_LANGUAGES = frozenset({"zh-tw", "zh-hant", "zh-hant-tw"})
_JALALI_LANGUAGES = frozenset({"fa", "ps", "prs", "ckb"})
# Hardly any printed page date is older; a "year" below is a number of something else.
_FIRST_YEAR = 1990
# A date further on in a text is not the text's date, and the search takes its time.
_MAX_SEARCHED = 1_000
_HAS_DIGIT = re.compile(r"\d")
_HAS_CHARACTERS = re.compile(r"[月월]")
_HAS_MARKED_NUMBERS = re.compile(r"\d\s?[./-]\s?\d")
_FOUR_DIGITS = re.compile(r"\d{4}")
_WORD_FORMS = (DAY_NAME_YEAR, NAME_DAY_YEAR)
_YEAR_FORMS = (CTIME, YEAR_NAME_DAY, YEAR_DAY_NAME, MONGOLIAN)
_FORMS_WITH_TIME = (ISO, CTIME)
_NUMBER_FORMS = (YEAR_FIRST, YEAR_LAST, SHORT_YEAR, NO_YEAR)


def printed_dates(
    text: str, language: str | None = None, *, day_first: bool | None = None, with_year: bool = True
) -> Sequence[PrintedDate]:
    """The dates in (the beginning of) *text* in the order they stand there, without *with_year* also those that name no
    year. Looks for the forms that cheap signs allow."""
    return _printed_dates(text[:_MAX_SEARCHED], language, day_first, with_year)


# A line is asked for its date as a byline, as a date line and as a part of a list.
@lru_cache(maxsize=1_000)
def _printed_dates(text: str, language: str | None, day_first: bool | None, with_year: bool) -> Sequence[PrintedDate]:
    text = western_digits(text)
    has_characters = _HAS_CHARACTERS.search(text)
    if not has_characters and not _HAS_DIGIT.search(text):
        return ()
    reader = _Reader(text, language, day_first)
    years = len(_FOUR_DIGITS.findall(text))
    found: list[PrintedDate] = []
    for form in _forms_for(text, has_characters=bool(has_characters), has_years=bool(years)):
        found += reader.all(form)
        # Most lines have one date: no need to look for another form of it.
        if with_year and found and len({printed.day_of_year for printed in found if printed.year}) >= years > 0:
            break
    return _distinct(printed for printed in found if printed.year or not with_year)


def _forms_for(text: str, *, has_characters: bool, has_years: bool) -> Iterator[re.Pattern[str]]:
    """The forms that cheap signs allow in *text*."""
    if has_characters:
        yield CHARACTERS
    if has_years:
        yield ISO
    if _HAS_MARKED_NUMBERS.search(text):
        yield from _NUMBER_FORMS
    yield from _WORD_FORMS
    if has_years:
        yield from _YEAR_FORMS
    if "th" in text or "Th" in text:
        yield VIETNAMESE


def _distinct(found: Iterable[PrintedDate]) -> list[PrintedDate]:
    """In order, of several readings of one place that which says most."""
    kept: list[PrintedDate] = []
    for printed in sorted(found, key=lambda each: (each.year is None, each.start, -each.end)):
        if all(printed.end <= other.start or printed.start >= other.end for other in kept):
            kept.append(printed)
    return sorted(kept, key=lambda each: each.start)


class _Reader:
    """Reads the matches of the forms above in one text."""

    def __init__(self, text: str, language: str | None, day_first: bool | None) -> None:
        self._text = text
        self._language = (language or "").lower()
        self._primary = self._language.partition("-")[0]
        self._day_first = day_first

    def all(self, form: re.Pattern[str]) -> Iterator[PrintedDate]:
        position = 0
        while match := form.search(self._text, position):
            printed = self._read(match)
            # A word after the day that is no month may hide the one that is ("5 of 9 January 2026").
            position = printed.end if printed else match.start() + 1
            if printed:
                yield printed

    def _read(self, match: re.Match[str]) -> PrintedDate | None:
        parts = match.groupdict()
        year = int(parts["year"]) if (parts.get("year") or "").isdigit() else None
        if parts.get("name"):
            return self._read_named(match, parts, year)
        is_order_open = False
        if parts.get("first"):
            if parts.get("short") and VERSION_NUMBER.match(self._text, match.start()):
                return None
            year, month, day, is_order_open = self._read_order(parts, year)
        else:
            month, day = number_of(parts["month"]), number_of(parts["day"])
            if parts.get("era"):
                year = year_of_era(parts["era"], number_of(parts["number"]))
            elif parts.get("year") and year is None:
                year = number_of(parts["year"])
            if year is not None and year < 1000:
                digits = len(parts["year"] or parts["number"])
                if digits == 4 or (digits == 3 and self._language not in _MINGUO_LANGUAGES):
                    return None
                year = year_of_era("民國", year) if year >= 100 else _SHORT_YEAR_CENTURY + year
        return self._printed(match, year, month, day, is_order_open)

    def _read_named(self, match: re.Match[str], parts: dict[str, str], year: int | None) -> PrintedDate | None:
        day = int(parts["day"])
        if jalali_month := jalali_month_number(parts["name"]):
            return self._printed(match, year, jalali_month, day, False, is_jalali=True) if year else None
        month = month_number(parts["name"], self._language, strict=year is None)
        if month is None:
            return None
        if short := parts.get("short"):
            if self._primary in ("th", "lo"):
                year = short_buddhist_year(int(short))
            elif match.string[match.start("short") - 1] in "-/'’.":
                year = _SHORT_YEAR_CENTURY + int(short)
            else:
                # "9 January 18 comments"
                return self._printed(match, None, month, day, False, end=match.start("short"))
        return self._printed(match, year, month, day, False)

    def _read_order(self, parts: dict[str, str], year: int | None) -> tuple[int | None, int, int, bool]:
        """Year, month and day of 03/04/2026, and whether only the language decided which is which."""
        day, month = int(parts["first"]), int(parts["other"])
        if short := parts.get("short"):
            year = _SHORT_YEAR_CENTURY + int(short)
            if self._primary in _SHORT_YEAR_FIRST_LANGUAGES or day > 31:
                return _SHORT_YEAR_CENTURY + day, month, int(short), False
        if year is None and self._day_first is None and self._primary in _YEAR_FIRST_LANGUAGES and day <= 12:
            return None, day, month, False
        is_open = (
            parts["mark"] == "/"
            and self._day_first is None
            and self._primary in _OPEN_LANGUAGES
            and max(day, month) <= 12
            and day != month
        )
        day_first = self._language not in _MONTH_FIRST_LANGUAGES if self._day_first is None else self._day_first
        if (parts["mark"] == "/" and not day_first and day <= 12) or (
            month > 12 and not (short and parts["mark"] == ".")
        ):
            day, month = month, day
        return year, month, day, is_open

    def _printed(
        self,
        match: re.Match[str],
        year: int | None,
        month: int,
        day: int,
        is_order_open: bool,
        *,
        is_jalali: bool = False,
        end: int | None = None,
    ) -> PrintedDate | None:
        if year is not None:
            if year in JALALI_YEARS and (is_jalali or self._primary in _JALALI_LANGUAGES):
                converted = from_jalali(year, month, day)
                if converted is None:
                    return None
                year, month, day, is_order_open = converted.year, converted.month, converted.day, False
            year = common_year(year)
            if year < _FIRST_YEAR:
                return None
        if not is_day(year or 2000, month, day):
            return None
        end = match.end() if end is None else end
        time = self._time(match) if match.re in _FORMS_WITH_TIME else None
        if time is None or (match.re is ISO and not time.zone):
            time = time_after(self._text, match.end("day") if match.re is ISO else end) or time
        start = match.start()
        if time is None and (time := time_before(self._text, start)):
            start = time.start
        elif time:
            end = time.end
        return PrintedDate(year, month, day, start, end, is_order_open, time)

    @staticmethod
    def _time(match: re.Match[str]) -> TimeOfDay | None:
        """Of the forms that include it."""
        if not match["hour"]:
            return None
        seconds = f":{match['second']:0>2}" if match["second"] else ""
        clock = f"{match['hour']:0>2}:{match['minute']}{seconds}"
        try:
            datetime.strptime(clock, "%H:%M:%S" if seconds else "%H:%M")  # noqa: DTZ007 - only asks whether it is a time
        except ValueError:
            return None
        return TimeOfDay(clock, match["zone"], match.start("hour"), match.end())
