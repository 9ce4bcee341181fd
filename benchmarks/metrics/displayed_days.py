"""Days meant by dates as a page displays them beside its headlines: "13:00", "vor 22 Stunden", "07.11. 08:03"."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime
from functools import lru_cache

from benchmarks.metrics.days import day_of

# Where neither the page nor the gold says when it was read, both sides are read against this day; late in the
# day, so that a time of day is past.
_ANY_DAY = datetime(2020, 6, 15, 23)  # noqa: DTZ001 - displayed dates have no zone

_TIME_OF_DAY = re.compile(r"\D{0,3}\d{1,2}\s?[:.hH]\s?(?P<minute>\d\d)\D{0,3}")
_RELATIVE = re.compile(
    r"^(?:vor|hace|Prieš)\s | \bago\b | il\sy\sa | назад | قبل | 前$ | ^\d+\smin$ | ^sad$ | ^Today\b",
    re.VERBOSE | re.IGNORECASE,
)
_ISO_MINUTE = re.compile(r"[T ]\d\d:(\d\d)")
# Bullets before the date, and words after a time that dateparser takes for something else.
_DECORATION = re.compile(r"^[~•|,\s]+|\b(?:Uhr|WIB|MYT|EST|EDT|ET)\b")
_FRENCH_TIME = re.compile(r"(\d{1,2})\s?[hH]\s?(\d{2})")


def floats(displayed: str) -> bool:
    """Whether the day meant depends on when the page was read: a time of day or "2 hours ago"."""
    return bool(_TIME_OF_DAY.fullmatch(displayed) or _RELATIVE.search(displayed))


def same_displayed_day(displayed: str, predicted: str, language: str, read_at: str | None) -> bool | None:
    """Whether *predicted*, the text itself or a date in any form, means the day of *displayed*.

    *read_at* is the ISO 8601 time the page was read, None if unknown. A floating date is compared with an
    absolute one within a day, the uncertainty of the page's zone. Without *read_at* only the minutes of a time
    of day can be compared (offsets are whole hours, nearly everywhere); None: nothing can.
    """
    if " ".join(displayed.split()) == " ".join(predicted.split()):
        return True
    is_absolute = day_of(predicted) is not None
    if floats(displayed) and is_absolute and read_at is None:
        shown = _TIME_OF_DAY.fullmatch(displayed)
        given = _ISO_MINUTE.search(predicted)
        return shown["minute"] == given[1] if shown and given else None
    expected, found = displayed_day(displayed, language, read_at), displayed_day(predicted, language, read_at)
    if expected is None or found is None:
        return False
    return abs((expected - found).days) <= 1 if floats(displayed) and is_absolute else expected == found


@lru_cache(maxsize=10_000)
def displayed_day(text: str, language: str, read_at: str | None) -> date | None:
    """The day *text* means in *language* (else in English, else in any), seen from *read_at*."""
    iso_day = day_of(text)
    if iso_day:
        try:
            return date.fromisoformat(iso_day)
        except ValueError:
            return None
    base = datetime.fromisoformat(read_at) if read_at else _ANY_DAY
    plain = _FRENCH_TIME.sub(r"\1:\2", _DECORATION.sub(" ", text).strip())
    return _parsed_by_dateparser(plain, language, base) or _parsed_by_dateutil(plain, base)


def _parsed_by_dateparser(text: str, language: str, base: datetime) -> date | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser's own use of ambiguous strptime formats
        import dateparser

        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
        for languages in ([language], ["en"], None):
            try:
                moment: datetime | None = dateparser.parse(text, languages=languages, settings=settings)
            except ValueError:  # a language dateparser does not know
                continue
            if moment:
                return moment.date()
    return None


def _parsed_by_dateutil(text: str, base: datetime) -> date | None:
    """Numbers with words around them, which dateparser refuses."""
    from dateutil import parser

    try:
        moment: datetime = parser.parse(text, fuzzy=True, default=base)
    except (ValueError, OverflowError):
        return None
    return moment.date()
