"""Times of day beside printed dates: 18:20, 6.20 pm, 18h20, 18時20分, 下午6:20, with the zones pages name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

# What stands between a date and its time, besides punctuation.
_AT = (
    r"at|um|à|a\slas?|às|as|alle|ore|h|om|om\s|kl|klo|в|о|об|u|ob|o|godz|pukul|jam|lúc|vào|เวลา|الساعة|ساعت|בשעה|saat|ora|la"
    r"|kell|plkst|στις|alas|ժամը|ಸಮಯ|nuo|dalle"
)
_MORNING = "上午|午前|오전|早上|凌晨|清晨"
_AFTERNOON = "下午|午後|오후|晚上|傍晚|中午"
_CLOCK = (
    rf"(?:(?P<morning>{_MORNING})|(?P<afternoon>{_AFTERNOON}))?\s?"
    r"(?<![\d:.,])(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.hH]|u(?=\d)|[時时点點]|시)\s?(?P<minute>\d{2})(?!\d)(?!\.\d)(?:\s?[分분])?"
    r"(?:[:\s]?(?P<second>(?<=:)\d{2}|\d{2}(?=[秒초]))(?!\d)[秒초]?(?:[.,]\d+)?)?"
    r"(?:\s?(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<am>ص|πμ|π\.μ\.|SA\b|ق\.ظ)|(?P<pm>م|μμ|μ\.μ\.|CH\b|ب\.ظ))(?!\w))?"
    r"|(?=\s?[ap]\.?\s?m\b)\s?(?P<half_hour>[ap])\.?\s?m\b\.?)"
    r"(?:\s*(?:Uhr|น\.|hrs?\b|Hrs\b|h\b|uur|ч\.|บ\.))?"
    r"(?:\s*\(?(?P<zone>(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|(?-i:[A-Z]{1,4}T|Z|UTC|WIB|WITA|MEZ|MESZ|MSK))\b\)?)?"
)
_AFTER_DATE = re.compile(rf"(?:T|[\s,;|·•/(–—@-]*)(?:(?:{_AT})\b\.?[\s:]*)?{_CLOCK}", re.IGNORECASE)
_ANYWHERE = re.compile(_CLOCK, re.IGNORECASE)
# What may stand between a time and the date after it: "18:20, Friday, 9 January", "18:20 Uhr am 9. Januar".
_BEFORE_DATE = re.compile(r"(?:[\s,;|·•/()–—-]|Uhr\b|am\b|on\b)*(?:[^\W\d_]{2,12}\.?[\s,]{1,2})?")
_LONGEST_BEFORE_DATE = 36
_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 1, "MEZ": 1, "WEST": 1, "WAT": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "CAT": 2, "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3, "PKT": 5, "WIB": 7, "ICT": 7, "WITA": 8, "HKT": 8, "SGT": 8,
    "MYT": 8, "PHT": 8, "WIT": 9, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "ART": -3, "BRT": -3, "CLT": -4, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "HST": -10,
}  # fmt: skip
# Names that leave summer time to the reader. "IST" and "BST" are each several zones: not read.
_REGIONS = {
    "ET": ZoneInfo("America/New_York"), "CT": ZoneInfo("America/Chicago"), "MT": ZoneInfo("America/Denver"),
    "PT": ZoneInfo("America/Los_Angeles"),
}  # fmt: skip
# Clocks are at most this far from UTC (IANA time zone database: Pacific/Kiritimati).
_MAX_OFFSET_MINUTES = 14 * 60


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    clock: str
    """ "18:20" or "18:20:05"."""
    zone: str | None
    """As printed."""
    start: int
    end: int

    def on(self, day: str) -> str:
        """ISO 8601 for this time on *day*, with an offset when a known zone is printed."""
        moment = f"{day}T{self.clock}"
        name = (self.zone or "").upper()
        if name in _REGIONS:
            offset = datetime.fromisoformat(moment).replace(tzinfo=_REGIONS[name]).utcoffset()
            return moment + _offset(round(offset.total_seconds() / 60) if offset else 0)
        return moment + zone_offset(name)


def time_after(text: str, position: int) -> TimeOfDay | None:
    """The time that follows a date ending at *position*."""
    return _read(_AFTER_DATE.match(text, position))


def time_before(text: str, position: int) -> TimeOfDay | None:
    """The time right before a date that begins at *position*."""
    found = None
    for match in _ANYWHERE.finditer(text, max(0, position - _LONGEST_BEFORE_DATE), position):
        if _BEFORE_DATE.fullmatch(text, match.end(), position):
            found = _read(match)
    return found


def find_time(text: str) -> TimeOfDay | None:
    """The first time of day anywhere in *text*."""
    return next(filter(None, map(_read, _ANYWHERE.finditer(text))), None)


def _read(match: re.Match[str] | None) -> TimeOfDay | None:
    if match is None:
        return None
    hour, minute = int(match["hour"]), match["minute"] or "00"
    half = (match["half"] or match["half_hour"] or "").lower()
    is_afternoon = half == "p" or match["pm"] or match["afternoon"]
    if is_afternoon or half or match["am"] or match["morning"]:
        if hour > 12:
            # "18:20 pm": the 24-hour clock needs no marker.
            is_afternoon = None if hour < 24 else is_afternoon
        else:
            hour = hour % 12 + (12 if is_afternoon else 0)
    if hour > 23 or minute > "59" or (match["second"] or "00") > "59":
        return None
    clock = f"{hour:02}:{minute}" + (f":{match['second']}" if match["second"] else "")
    return TimeOfDay(clock, match["zone"], match.start("hour"), match.end())


def zone_offset(text: str) -> str:
    """ "+01:00" for a zone as printed ("CET", "GMT+1", "+0100"), "" for none and for one that is not known."""
    name = text.upper().strip()
    if name in _ZONE_HOURS:
        return _offset(_ZONE_HOURS[name] * 60)
    digits = re.sub(r"[^\d+-]", "", name)
    if digits[:1] not in ("+", "-") or len(digits) < 2:
        return ""
    sign, number = digits[0], digits[1:]
    hours, minutes = (number[:-2], number[-2:]) if len(number) > 2 else (number, "0")
    total = int(hours) * 60 + int(minutes)
    return _offset(-total if sign == "-" else total) if total <= _MAX_OFFSET_MINUTES else ""


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
