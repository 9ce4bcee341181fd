from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.date_text import find_date, parse_date_line, parse_markup_date
from crawler.extraction.month_names import month_number


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
        "",
    ],
)
def test_what_is_no_full_date_is_not_read(text: str) -> None:
    assert find_date(text) is None


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


@given(st.text(alphabet="0123456789 .-/:,TZ+apmJanuryäéй年月日", max_size=60))
def test_no_text_makes_reading_a_date_fail(text: str) -> None:
    find_date(text)
    parse_markup_date(text)
