from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.dates.calendars import common_year, from_jalali, number_of, western_digits, year_of_era


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1404, 10, 19), date(2026, 1, 9)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1404, 12, 30), None),
        ((1404, 7, 31), None),
        ((1404, 13, 1), None),
        ((2026, 1, 9), None),
    ],
)
def test_persian_day_is_converted(jalali: tuple[int, int, int], gregorian: date | None) -> None:
    assert from_jalali(*jalali) == gregorian


@given(st.integers(1300, 1498), st.integers(1, 12))
def test_persian_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    first = from_jalali(year, month, 1)
    after = from_jalali(year + month // 12, month % 12 + 1, 1)
    assert first is not None
    assert after is not None
    length = (after - first).days
    assert from_jalali(year, month, length) == after - timedelta(days=1)
    assert from_jalali(year, month, length + 1) is None


@pytest.mark.parametrize(
    ("numerals", "number"),
    [("9", 9), ("九", 9), ("十", 10), ("十九", 19), ("二十一", 21), ("二〇二六", 2026), ("元", 1)],
)
def test_chinese_numerals_are_read(numerals: str, number: int) -> None:
    assert number_of(numerals) == number


@pytest.mark.parametrize("digits", ["٢٠٢٦", "۲۰۲۶", "२०२६", "২০২৬", "๒๐๒๖", "၂၀၂၆", "២០២៦", "２０２６"])
def test_native_digits_become_western_ones(digits: str) -> None:
    assert western_digits(digits) == "2026"


def test_eras_are_counted_from_their_first_year() -> None:
    assert (year_of_era("令和", 8), year_of_era("平成", 31), year_of_era("民國", 115)) == (2026, 2019, 2026)


def test_buddhist_year_is_told_by_its_size() -> None:
    assert (common_year(2569), common_year(2026)) == (2026, 2026)
