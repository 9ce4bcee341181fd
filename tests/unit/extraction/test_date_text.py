from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.dates.date_text import find_date, parse_date_line, parse_markup_date
from crawler.extraction.dates.month_names import LANGUAGES, month_names, month_number


@pytest.mark.parametrize(
    ("text", "value", "raw"),
    [
        ("09.Jan.2026", "2026-01-09", "09.Jan.2026"),
        ("14 Jan 2026", "2026-01-14", "14 Jan 2026"),
        ("Published January 9th, 2026 at 6:20 pm", "2026-01-09T18:20", "January 9th, 2026 at 6:20 pm"),
        ("9 January 2026 12:05 a.m.", "2026-01-09T00:05", "9 January 2026 12:05 a.m."),
        ("Stand: 9. Januar 2026, 18.20 Uhr", "2026-01-09T18:20", "9. Januar 2026, 18.20 Uhr"),
        ("9 de enero de 2026", "2026-01-09", "9 de enero de 2026"),
        ("le 1er janvier 2026 à 9h05", "2026-01-01T09:05", "1er janvier 2026 à 9h05"),
        ("9 января 2026 г., 18:20", "2026-01-09T18:20", "9 января 2026 г., 18:20"),
        ("2026年1月9日 18:20", "2026-01-09T18:20", "2026年1月9日 18:20"),
        ("2026. január 9.", "2026-01-09", "2026. január 9."),
        ("2026/01/09 18:20 GMT+4", "2026-01-09T18:20+04:00", "2026/01/09 18:20 GMT+4"),
        ("2026-01-09 18:20 EST", "2026-01-09T18:20-05:00", "2026-01-09 18:20 EST"),
        ("٩ يناير ٢٠٢٦", "2026-01-09", "٩ يناير ٢٠٢٦"),
        ("9 January 2026, 45.20 euros", "2026-01-09", "9 January 2026"),
        ("18:20, 9 January 2026", "2026-01-09T18:20", "18:20, 9 January 2026"),
        ("Nov. 8, 2025, 10:28 p.m.", "2025-11-08T22:28", "Nov. 8, 2025"),
        ("9 July 2026, 6pm ET", "2026-07-09T18:00-04:00", "9 July 2026"),
        ("9 January 2026, 6pm ET", "2026-01-09T18:00-05:00", "9 January 2026"),
        ("30.10.25", "2025-10-30", "30.10.25"),
        ("28 luglio 202510:43", "2025-07-28", "28 luglio 2025"),
        ("Fri Jan 09 18:20:05 2026", "2026-01-09T18:20:05", "Jan 09 18:20:05 2026"),
        ("Editor, 8.5.12", "2012-05-08", "8.5.12"),
        ("9-Jan-26", "2026-01-09", "9-Jan-26"),
        ("2026 m. sausio 9 d., 18:20", "2026-01-09T18:20", "2026 m. sausio 9 d., 18:20"),
        ("2026. gada 9. janvāris", "2026-01-09", "2026. gada 9. janvāris"),
        ("9 d’abril de 2026", "2026-04-09", "9 d’abril de 2026"),
        ("Ngày 09 Tháng 01, 2026", "2026-01-09", "09 Tháng 01, 2026"),
        ("9 ม.ค. 2569 18:20 น.", "2026-01-09T18:20", "9 ม.ค. 2569 18:20 น."),
        ("令和8年1月9日", "2026-01-09", "令和8年1月9日"),
        ("民國115年1月9日", "2026-01-09", "民國115年1月9日"),
        ("二〇二六年一月九日", "2026-01-09", "二〇二六年一月九日"),
        ("2026年1月9日 下午6:20", "2026-01-09T18:20", "2026年1月9日 下午6:20"),
        ("2026년 1월 9일 오후 6:20", "2026-01-09T18:20", "2026년 1월 9일 오후 6:20"),
        ("۱۹ دی ۱۴۰۴", "2026-01-09", "۱۹ دی ۱۴۰۴"),
        ("9 يناير/كانون الثاني 2026", "2026-01-09", "9 يناير/كانون الثاني 2026"),
        ("ဇန်နဝါရီ ၉၊ ၂၀၂၆", "2026-01-09", "ဇန်နဝါရီ ၉၊ ၂၀၂၆"),
        ("9 - 01 - 2026", "2026-01-09", "9 - 01 - 2026"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_printed_dates_are_read_at_the_precision_they_have(text: str, value: str, raw: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value == value
    assert found.raw.startswith(raw[:10])


@pytest.mark.parametrize(
    "text",
    [
        "9 January",
        "yesterday",
        "31 February 2026",
        "call 120260109555",
        "1234-56-78",
        "5 of 2026 pages",
        "12.13.14",
        "version 12.4.10 is out",
        "1447/07/20",
        "30 اسفند 1404",
        "",
    ],
)
def test_what_is_no_full_date_is_not_read(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1404/10/19", "fa", "2026-01-09"),
        ("115/01/09", "zh-TW", "2026-01-09"),
        ("26.01.09", "ko", "2026-01-09"),
        ("9 ม.ค. 69", "th", "2026-01-09"),
    ],
)
def test_some_forms_are_dates_in_their_own_language_only(text: str, language: str, value: str) -> None:
    found = find_date(text, language)
    assert found is not None
    assert found.value == value
    elsewhere = find_date(text, "en")
    assert elsewhere is None or elsewhere.value != value


def test_open_order_of_day_and_month_gives_the_other_reading_too() -> None:
    found = find_date("03/04/2026", "en")
    assert found is not None
    assert (found.value, found.other_order) == ("2026-03-04", "2026-04-03")
    for text, day_first in (("03/14/2026", None), ("03.04.2026", None), ("04/04/2026", None), ("03/04/2026", True)):
        settled = find_date(text, "en", day_first=day_first)
        assert settled is not None
        assert settled.other_order is None


@pytest.mark.parametrize(
    ("language", "day_first", "value"),
    [
        ("de", None, "2026-04-03"),
        ("en", None, "2026-03-04"),
        ("en-GB", None, "2026-04-03"),
        ("en", True, "2026-04-03"),
        ("de", False, "2026-03-04"),
    ],
)
def test_order_of_day_and_month_follows_the_site_or_its_language(
    language: str, day_first: bool | None, value: str
) -> None:
    found = find_date("03/04/2026", language, day_first=day_first)
    assert found is not None
    assert found.value == value


def test_only_possible_order_of_day_and_month_is_taken() -> None:
    found = find_date("03/14/2026", "de")
    assert found is not None
    assert found.value == "2026-03-14"


def test_first_date_of_a_text_is_taken() -> None:
    found = find_date("Created 9 January 2026, changed 2026-01-12")
    assert found is not None
    assert found.value == "2026-01-09"


def test_dates_far_on_in_a_text_are_not_looked_for() -> None:
    assert find_date("word " * 300 + "9 January 2026") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-09T18:20:00+04:00", "2026-01-09T18:20:00+04:00"),
        ("2026-01-09T18:20:00.000Z", "2026-01-09T18:20:00+00:00"),
        ("20260109T182000Z", "2026-01-09T18:20:00+00:00"),
        ("Fri, 09 Jan 2026 18:20:00 GMT", "2026-01-09T18:20:00+00:00"),
        ("Fri Jan 09 2026 18:20:00 GMT+0400 (Gulf Standard Time)", "2026-01-09T18:20:00+04:00"),
        ("January 9, 2026", "2026-01-09"),
        ("1896-04-06", "1896-04-06"),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("1767968400", None),
        ("2026-1-9T18:20:00+04:00", "2026-01-09T18:20:00+04:00"),
        ("2026-01-09T18:20:08:684Z", "2026-01-09T18:20:08+00:00"),
        ("2026-01-09T18:20:0Z", "2026-01-09T18:20:00+00:00"),
        ("soon", None),
    ],
)
def test_dates_in_markup_are_read_in_the_forms_of_the_standards_or_as_printed(text: str, value: str | None) -> None:
    assert parse_markup_date(text) == value


@pytest.mark.parametrize(
    ("text", "is_line"),
    [
        ("Published 9 January 2026 by", True),
        ("09.Jan.2026 | 18:20", True),
        ("On 9 January 2026 the ferries sailed again from the harbour", False),
        ("9 January 2026 " + "x" * 100, False),
    ],
)
def test_date_line_says_hardly_more_than_its_date(text: str, is_line: bool) -> None:
    assert (parse_date_line(text) is not None) == is_line


@pytest.mark.parametrize(
    ("name", "language", "number"),
    [("Jan.", None, 1), ("SEPT", None, 9), ("listopada", "pl", 11), ("listopada", "hr", 10), ("listopada", None, None)],
)
def test_month_names_with_several_meanings_need_the_language(
    name: str, language: str | None, number: int | None
) -> None:
    assert month_number(name, language) == number


@given(
    st.sampled_from(LANGUAGES),
    st.dates(date(1990, 1, 1), date(2089, 12, 31)),
    st.sampled_from(["{day} {month} {year}", "{month} {day}, {year}", "{year} {month} {day}", "{day}. {month} {year}"]),
    st.integers(0, 3),
)
def test_every_month_name_of_every_language_gives_the_day_it_was_written_for(
    language: str, day: date, form: str, which: int
) -> None:
    names = month_names(language)[day.month - 1]
    text = form.format(day=day.day, month=names[which % len(names)], year=day.year)
    found = find_date(text, language)
    assert found is not None
    assert found.value == day.isoformat()


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)), st.times(), st.sampled_from(["+00:00", "+05:30", "-08:00"]))
def test_standard_and_numeric_forms_give_the_moment_they_were_written_for(day: date, time: time, zone: str) -> None:
    clock = f"{time:%H:%M}"
    for text in (f"{day}T{clock}{zone}", f"{day:%Y/%m/%d} {clock} GMT{zone}", f"{day:%d.%m.%Y}, {clock} {zone}"):
        found = find_date(text, "de")
        assert found is not None
        assert found.value == f"{day}T{clock}{zone}"


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo", "UTC"])
def test_zone_and_locale_of_the_machine_do_not_matter(zone: str) -> None:
    """In a process of its own: the zone and the locale belong to the whole process."""
    program = (
        "from datetime import UTC, datetime; from crawler.extraction.dates.date_text import find_date as f;"
        "from crawler.extraction.dates.relative_dates import resolve_date as r;"
        "m = datetime(2026, 1, 20, 9, 30, tzinfo=UTC);"
        "print([f('9. Mai 2026, 18:20', 'de'), f('03/04/2026 6pm ET', 'en'),"
        " r('gestern 18:05', 'de', m), r('1 March', 'en', m)])"
    )
    environment = {"TZ": zone, "LC_ALL": "C.UTF-8" if zone == "UTC" else "POSIX", "PYTHONUTF8": "1"}
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", program], env=environment, cwd=root, capture_output=True, check=True)
    values = re.findall(r"value='([^']+)'", done.stdout.decode())
    assert values == ["2026-05-09T18:20", "2026-03-04T18:00-05:00", "2026-01-19T18:05", "2025-03-01"]


@given(st.text(alphabet="0123456789 .-/:,TZ+apmJanuryäéй年月日", max_size=60))
def test_no_text_makes_reading_a_date_fail(text: str) -> None:
    find_date(text)
    parse_markup_date(text)
