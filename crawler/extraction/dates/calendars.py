"""Digits and calendars other than those of Western pages: native and Chinese numerals, eras, and the Persian year."""

from __future__ import annotations

from datetime import date, timedelta

# The zeros of the decimal digits that pages print (Unicode, general category Nd): Arabic-Indic, Persian and Urdu,
# N'Ko, Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Sinhala, Thai, Lao, Tibetan,
# Burmese, Khmer, Mongolian, full-width.
_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀០᠐０"
_DIGITS = str.maketrans({chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)})
# Chinese numerals up to 99 and, digit by digit, years.
_CHINESE = "〇一二三四五六七八九"
_CHINESE_DIGITS = str.maketrans({**{numeral: str(n) for n, numeral in enumerate(_CHINESE)}, "零": "0", "○": "0"})
CHINESE_NUMERALS = _CHINESE + "零○十元"
"""What a number in a Chinese or Japanese date may be written with; 元 is the first year of an era."""

# The year before the first of each era that pages still name; 民國 is Taiwan's.
_YEAR_BEFORE_ERA = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911,
}  # fmt: skip
ERAS = tuple(_YEAR_BEFORE_ERA)
# Thai, Lao and Khmer pages count years from the death of the Buddha: 2569 is 2026.
_BUDDHIST_YEARS = 543
_FIRST_BUDDHIST_YEAR, _LAST_BUDDHIST_YEAR = 2443, 2643
# 1300 to 1499 in the solar Hijri calendar is 1921 to 2120: no other calendar's year of today is in that range but the
# lunar Hijri's, whose months have other names.
JALALI_YEARS = range(1300, 1500)
# The leap years of a cycle of 33 years: right for 1178 to 1633 (Borkowski, "The Persian calendar for 3000 years").
_JALALI_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FIRST_OF_1400 = date(2021, 3, 21)


def western_digits(text: str) -> str:
    """*text*, character for character, with digits of all scripts as 0 to 9."""
    return text if text.isascii() else text.translate(_DIGITS)


def number_of(numerals: str) -> int:
    """The number that Western digits or Chinese numerals stand for: "9", "十九", "二〇二六", "元"."""
    if numerals == "元":
        return 1
    tens, ten, ones = numerals.translate(_CHINESE_DIGITS).rpartition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(ones)


def year_of_era(era: str, number: int) -> int:
    """Year of the common era for the *number*-th of one of `ERAS`."""
    return _YEAR_BEFORE_ERA[era] + number


def common_year(year: int) -> int:
    """*year*, or the year of the common era when it can only be a Buddhist one."""
    return year - _BUDDHIST_YEARS if _FIRST_BUDDHIST_YEAR <= year <= _LAST_BUDDHIST_YEAR else year


def short_buddhist_year(number: int) -> int:
    """Year of the common era for the last two digits of a Buddhist one: 69 is 2569."""
    return 2500 - _BUDDHIST_YEARS + number


def from_jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day in the solar Hijri calendar of Iran and Afghanistan, None when it has no such day."""
    if year not in JALALI_YEARS or not 1 <= month <= 12 or not 1 <= day <= _jalali_month_length(year, month):
        return None
    years = range(1400, year) if year >= 1400 else range(year, 1400)
    days = sum(366 if _is_jalali_leap_year(each) else 365 for each in years)
    first = _FIRST_OF_1400 + timedelta(days if year >= 1400 else -days)
    before = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return first + timedelta(before + day - 1)


def _is_jalali_leap_year(year: int) -> bool:
    return year % 33 in _JALALI_LEAP_YEARS


def _jalali_month_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _is_jalali_leap_year(year) else 29
