from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.exports.csv_cells import csv_cell, text_of_cell

_FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("start", _FORMULA_STARTS)
def test_text_that_begins_like_a_formula_does_not_any_more(start: str) -> None:
    assert csv_cell(f'{start}HYPERLINK("https://news.example")')[0] == "'"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("'Nobody knew', says the mayor", "'Nobody knew', says the mayor"),
        ("'=1", "''=1"),
        (True, "true"),
        (7, "7"),
        (["=1", "ü"], '["=1", "ü"]'),
        ([], "[]"),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_value_as_a_cell(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


@given(st.text() | st.text(alphabet="'" + _FORMULA_STARTS))
def test_every_text_can_be_had_back_and_none_is_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert text_of_cell(cell) == text
    assert cell[:1] not in tuple(_FORMULA_STARTS)
