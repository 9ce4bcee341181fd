"""The forms in which pages print dates, as regular expressions over text with Western digits.

Groups: `year` (four digits, or as the form says), `short` (its last two), `month`, `day`, `name` of the month, and
`first` and `other` where day and month may stand in either order.
"""

from __future__ import annotations

import re

from crawler.extraction.dates.calendars import CHINESE_NUMERALS, ERAS

# Possessive: a word that no day or year follows is not tried letter by letter.
# A word with what its script writes inside it (vowel signs, the dots of "ม.ค.").
_WORD = r"[^\W\d_][^\s\d,;:/()|·•<>\[\]\"“”–—_-]{0,24}+"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:الثاني|الأول|الاول|دووەم|یەکەم|Fómhair))?)"
_ORDINAL = r"(?:st|nd|rd|th|er|re|[eaºª°]|-?го|ος|η|-е|-й|ی|日)?"
_CONNECTOR = r"(?:(?:of|de|del|di|da|na|i|den|ta['’]|tháng|ม\.)\s+|d['’]\s?)?"
_NUMBER = rf"(?:\d|[{CHINESE_NUMERALS}])"

ISO = re.compile(
    r"(?<![\d.])(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})(?!\d)"
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{1,2})(?:[.,:]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|CEST|CET|MSK|[ECMP][SD]T|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?!\d))?",
    re.IGNORECASE,
)
# Fri Jan 09 18:20:00 2026 (ctime of ISO C), also with a zone before the year
CTIME = re.compile(
    r"(?P<name>[A-Z]{3})\s{1,2}(?P<day>\d{1,2})\s(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)\s"
    r"(?:(?P<zone>[A-Z]{3,4}|[+-]\d{4})\s)?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
# 9 January 2026 · 09.Jan.2026 · 9. Januar 2026 · 9 de enero de 2026 · 9 января 2026 г. · 9 يناير/كانون الثاني 2026
DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s.,\-/]{{0,3}}{_CONNECTOR}{_NAME}(?:\s?/\s?{_WORD}(?:\s(?:الثاني|الأول))?)?"
    r"[\s.,\-/'’]{0,3}(?:(?:de|del|do|of|ឆ្នាំ|พ\.ศ\.|năm)\s*)?(?:(?P<year>\d{4})(?!\d(?!\d:\d))(?:\s?(?:г\.?|р\.|года|году|року|ж\.)(?!\w))?|(?P<short>\d\d)(?![\d:.]))?",
    re.IGNORECASE,
)
# January 9, 2026 · Jan. 9th 2026 · urtarrilak 9
NAME_DAY_YEAR = re.compile(
    rf"(?<![^\W_]){_NAME}[\s.]{{0,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|º|er)?(?!\d|[:.]\d)"
    r"(?:[.,၊،]?\s{0,2}(?:de\s)?(?P<year>\d{4})(?!\d))?",
    re.IGNORECASE,
)
# 2026. január 9. · 2026 m. sausio 9 d. · 2026ko urtarrilaren 9a · 2026-Jan-09
YEAR_NAME_DAY = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})(?!\d)(?:[.,]?\s{{0,2}}(?:m\.|ko|eko|г\.|сы|၊)?[\s,-]{{1,2}}){_NAME}[\s-](?P<day>\d{{1,2}})(?!\d)(?:\s?d\.)?",
    re.IGNORECASE,
)
# 2026. gada 9. janvāris · 2026 жылғы 9 қаңтар · 2026, 9 January
YEAR_DAY_NAME = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?!\d)[.,]?\s?(?:gada|ж\.|жылғы|жыл|-ci il|il)?[\s,]{1,2}(?P<day>\d{1,2})\.?\s{1,2}"
    + _NAME,
    re.IGNORECASE,
)
# 9 tháng 1, 2026 · 9 Tháng Một 2026 · 2026 оны 1 сарын 9
VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s?(?:tháng|thg\.?|th)\s?(?P<month>\d{1,2})(?:[\s,]{1,2}(?:năm\s)?(?P<year>\d{4})(?!\d))?",
    re.IGNORECASE,
)
MONGOLIAN = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?оны?\s(?P<month>\d{1,2})\s?(?:-р|дугаар|дүгээр)?\s?сарын?\s(?P<day>\d{1,2})"
)
# 2026年1月9日 · 令和8年1月9日 · 民國115年1月9日 · 二〇二六年一月九日 · 2026년 1월 9일 · 1月9日
CHARACTERS = re.compile(
    rf"(?:(?:(?P<era>{'|'.join(ERAS)})\s?(?P<number>{_NUMBER}{{1,3}})|(?<!\d)(?P<year>{_NUMBER}{{4}}|\d\d))\s?[年년]\s?)?"
    rf"(?P<month>{_NUMBER}{{1,2}})\s?[月월]\s?(?P<day>{_NUMBER}{{1,3}})\s?[日號号일]?"
)
# 2026/01/09 · 2026.01.09 · 2026. 1. 9. · 2026-1-9 · 115/01/09
YEAR_FIRST = re.compile(
    r"(?<![\d/.-])(?P<year>\d{3,4})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?!\d|[/-])"
)
# 09.01.2026 · 09/01/2026 · 09 - 01 - 2026
YEAR_LAST = re.compile(
    r"(?<![\d/.])(?P<first>\d{1,2})\s?(?P<mark>[./-])\s?(?P<other>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})(?!\d)"
)
# 09.01.26 · 9/1/26, but no "version 12.4.10 is out"
SHORT_YEAR = re.compile(
    r"(?<![\d/.,-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<other>\d{1,2})(?P=mark)(?P<short>\d\d)(?![\d./-])"
)
VERSION_NUMBER = re.compile(r"(?:\d\.\d{1,2}|\d{1,2}\.\d)\.\d\d\s[^\W\d_]{2}")
# 09.01. · 09/01 18:20: only where a time, a dot or the end says that it is no number.
NO_YEAR = re.compile(
    r"(?<![\d/.,-])(?P<first>\d{1,2})(?P<mark>[./])(?P<other>\d{1,2})(?:\.(?!\d)|(?=[\s,|-]{1,3}\d{1,2}[:.h]\d\d)|$)"
)
