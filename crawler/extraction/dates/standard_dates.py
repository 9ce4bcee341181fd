"""Dates in the forms of the standards that feeds, sitemaps and markup use: W3CDTF, RFC 3339, RFC 822 and RFC 5322."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

# Years are four digits and begin with 1 or 2: "0001-01-01" (.NET) and "-0001-11-30" (PHP) stand for "no date".
_W3C_DATE = re.compile(
    r"""( [12]\d{3} (?: -\d\d (?: -\d\d )? )? )
        (?: [T ] ( \d\d:\d\d (?: :\d\d )? ) ( [.,]\d{1,9} )?
            [ ]? ( Z | UTC | GMT | [+-]\d\d (?: :?\d\d )? )? )?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# The day of the week is not checked: sites print it in their language, or wrong.
_RFC_822_DATE = re.compile(
    r"""(?: [^\W\d]+ \.? ,? [ ]? )?
        ( [0-9]{1,2} ) [ -] ( [a-z]{3,9} ) \.? [ -] ( [12][0-9]{3} | [0-9]{2} )
        (?: ,? [ ] ( [0-9]{1,2} ) ( :[0-9]{2} (?: :[0-9]{2} )? ) (?: [ ]? ( [+-][0-9]{2}:?[0-9]{2} | [a-z]+ ) )? )?
        (?: [ ]? \([^()]*\) )?""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# RFC 822, 5.1, and "UTC", which is not in it but means the same as UT. The military letters other than Z are
# left out, because RFC 822 has their signs wrong (RFC 5322, 4.3), and so is every other name: "IST" is three zones.
_ZONES = {
    "UT": "+00:00", "GMT": "+00:00", "UTC": "+00:00", "Z": "+00:00",
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
# Clocks are at most this far from UTC (IANA time zone database: Pacific/Kiritimati).
_MAX_OFFSET_HOURS = 14
_LONGEST_DATE = 80


def read_date(text: str) -> str | None:
    """Read a date in the form of W3CDTF / RFC 3339 (Atom, JSON Feed, sitemaps, dc:date) or of RFC 822 / 5322 (RSS).

    Both forms are tried whatever the document's format, and small deviations that cannot change the meaning are
    accepted: a space for the "T", an offset without a colon, no seconds, a wrong day of the week. Returns ISO
    8601 at the precision given, GMT and Z as "+00:00"; None for anything else, a zone of unknown name included:
    read without it, the time could fall on the wrong day.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST_DATE:
        return None
    if match := _W3C_DATE.fullmatch(text):
        date, time, fraction, zone = match.groups()
        if fraction:
            time += fraction.replace(",", ".")
    elif match := _RFC_822_DATE.fullmatch(text):
        day, month, year, hour, minutes, zone = match.groups()
        date = f"{_full_year(year)}-{_month_number(month)}-{day:0>2}"
        time = f"{hour:0>2}{minutes}" if hour else None
    else:
        return None
    offset = _offset(zone) if zone else ""
    if offset is None:
        return None
    value = f"{date}T{time}{offset}" if time else date
    return value if _is_possible(value) else None


def _full_year(digits: str) -> str:
    """Two-digit years as RFC 5322, 4.3, reads them: 00 to 49 are of this century."""
    if len(digits) == 4:
        return digits
    return ("20" if digits < "50" else "19") + digits


def _month_number(name: str) -> str:
    """ "01" for "Jan", "January" and what is between; "00", which no calendar has, for anything else."""
    numbers = (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()))
    return f"{next(numbers, 0):02}"


@lru_cache(maxsize=256)
def _offset(zone: str) -> str | None:
    """ "+04:00" for "+0400", "+04:00" or "+04", and for a zone name of RFC 822; None when there is no such zone."""
    if zone[0] not in "+-":
        return _ZONES.get(zone.upper())
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > _MAX_OFFSET_HOURS or digits[2:] > "59":
        return None
    # "-00:00" is UTC with the local offset unknown (RFC 3339, 4.3); ISO 8601 does not have it.
    return "+00:00" if digits == "0000" else f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _is_possible(value: str) -> bool:
    """Whether the calendar and the clock have *value*, which is in ISO 8601: not for 30 February or 25 o'clock."""
    missing = "-01-01"[len(value) - 4 :]
    try:
        datetime.fromisoformat(value + missing)
    except ValueError:
        return False
    return True
