"""What a feed, a sitemap or a listing says about a URL: the address, a title, a language and dates.

The date forms read here are those of the standards of feeds and sitemaps; dates printed for readers are the
extraction's concern.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from crawler.extraction.text import one_line
from crawler.urls import absolute_url

Source = Literal["feed", "sitemap", "listing"]
"""Kind of document that named a URL; the `source` of a date candidate that comes from it."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """One date as a feed or sitemap states it, readable or not."""

    raw: str
    """The text as found."""
    value: str | None
    """ISO 8601 at the precision and with the offset given ("2026-01", "2026-01-09", "2026-01-09T18:20+04:00"),
    without an offset when none is stated. None: the text is no date in a form of the standards."""
    place: str
    """The element or key that states it, with its usual prefix: "pubDate", "dc:date", "news:publication_date"."""


@dataclass(frozen=True, slots=True)
class DiscoveredUrl:
    """One URL as one document named it. The same URL named by several documents is several of these."""

    url: str
    """Absolute http or https URL, as given: tracking parameters and fragment kept (see `urls.clean_url`)."""
    source: Source
    found_in: str
    """URL of the feed, sitemap or page that named it."""
    title: str | None = None
    """Plain text on one line."""
    language: str | None = None
    """Language stated for the entry or, failing that, for the whole document; as given."""
    published: StatedDate | None = None
    """Publication date. Never filled from a modification date."""
    modified: StatedDate | None = None
    """Modification date: a sitemap's lastmod (which many sites set to the time of the last rebuild), Atom's
    updated. Tells when to look at a page again; it is no candidate for the publication date."""


# The usual form, an absolute URL with a host in lower case: nothing is left to resolve or to check. Resolving and
# checking take ten times as long, half a second for a full sitemap.
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[^\s<>]*", re.ASCII)


def resolve_url(base: str, reference: str | None) -> str | None:
    """What `urls.absolute_url` gives for *reference*, only faster in the usual case."""
    reference = (reference or "").strip()
    return reference if _PLAIN_URL.fullmatch(reference) else absolute_url(base, reference)


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


def first_date(fields: dict[str, str], places: Iterable[str]) -> StatedDate | None:
    """The date of the first of *places* that *fields* has and that can be read; else the first unreadable one,
    so that what the document said is not lost; None when it has none."""
    unreadable = None
    for place in places:
        if raw := fields.get(place, "").strip():
            stated = StatedDate(raw, read_date(raw), place)
            if stated.value:
                return stated
            unreadable = unreadable or stated
    return unreadable


# No "<" inside, so that a run of "<" costs one pass. A tag begins with a letter: "1 < 2" is text (HTML, 13.2.5.6).
_TAG_OR_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z) | </?(?:\w+:)?(?P<name>[a-z][a-z0-9]*)(?:[\s/][^<>]*)?>", re.VERBOSE | re.IGNORECASE | re.DOTALL
)
_BREAKING_TAGS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr"})
# Far longer than any headline, and short enough that `html.unescape` never meets a number which Python refuses
# to read (4,300 digits).
_LONGEST_TITLE = 4_000


def plain_title(markup: str | None) -> str | None:
    """The text of *markup*, a title in HTML, on one line and cut at a length no headline has; None when empty."""
    if not markup:
        return None
    if "<" in markup:
        markup = _TAG_OR_COMMENT.sub(_spacing, markup)
    return one_line(html.unescape(markup[:_LONGEST_TITLE])) or None


def _spacing(tag: re.Match[str]) -> str:
    return " " if tag["name"] and tag["name"].lower() in _BREAKING_TAGS else ""
