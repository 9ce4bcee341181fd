"""Values that pages and other people's spiders give: through pipelines and store into exports that are valid."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.exports.checking import InvalidArticlesError
from crawler.exports.csv_cells import text_of_cell
from crawler.exports.export import ExportOrder, export_to_file
from crawler.storage import open_store
from tests.exported_articles import id_of, make_article, rows_of_file
from tests.unit.storage.databases import execute

_LONG_BODY = "A long story. " * (5 * 1024 * 1024 // 14)
_MANY_TAGS = [f"tag {number}" for number in range(10_000)]
_FORMULAS = {"headline": "+1", "description": "-1", "body": "@SUM(1)", "section": "\t=1"}

# name of the article, what it has, what is stored of that, the stat that says what was done
_VALUES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("surrogate", {"headline": "Half \ud83d a pair"}, {"headline": "Half  a pair"}, "repaired/headline_characters"),
    ("nul", {"body": "Before\x00after"}, {"body": "Beforeafter"}, "repaired/body_characters"),
    ("nul-in-list", {"tags": ["a\x00", "\udc00b"]}, {"tags": ["a", "b"]}, "repaired/tags_characters"),
    (
        "surrogate-in-object",
        {"rights": {"x_robots_tag": "no\ud800ai", "ot\udfffher": {"a": ["\x00"]}}},
        {"rights": {"x_robots_tag": "noai", "other": {"a": [""]}}},
        "repaired/rights_characters",
    ),
    ("nothing-left", {"headline": "\ud83d\x00"}, {}, "dropped/missing_headline"),
    ("long", {"body": _LONG_BODY}, {"body": _LONG_BODY}, ""),
    ("tagged", {"tags": _MANY_TAGS}, {"tags": _MANY_TAGS}, ""),
    ("year-0", {"date_published": "0000-01-01"}, {"date_published": None}, "repaired/date_published"),
    ("year-1", {"date_published": "0001-01-01T00:00+14:00"}, {"date_published": "0001-01-01T00:00+14:00"}, ""),
    (
        "year-9999",
        {"date_published": "9999-12-31T23:59-12:00"},
        {"date_published": None},
        "repaired/future_date_published",
    ),
    ("year-10000", {"date_modified": "10000-01-01"}, {"date_modified": None}, "repaired/date_modified"),
    ("february-30", {"date_modified": "2025-02-30"}, {"date_modified": None}, "repaired/date_modified"),
    ("formula", {"headline": "=HYPERLINK(1)", "section": "'@x"}, {"headline": "=HYPERLINK(1)", "section": "'@x"}, ""),
    ("formulas", dict(_FORMULAS), dict(_FORMULAS), ""),
    ("line-ends", {"body": "a\u2028b\x85c\r\nd"}, {"body": "a\u2028b\x85c\r\nd"}, ""),
    ("name-for-list", {"authors": "Jane Doe"}, {"authors": ["Jane Doe"]}, "repaired/authors"),
    ("no-page", {"url": "javascript:alert(1)"}, {}, "dropped/invalid_url"),
    ("image", {"main_image": "data:image/png;base64,AA"}, {"main_image": None}, "repaired/main_image"),
]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "jsonl"])
def test_bad_values_are_stored_or_refused_with_a_counted_reason_and_exports_stay_valid(
    kind: str, crawl: Callable[..., Any], article: Callable[..., Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else f"{kind}:///{tmp_path / 'news'}"
    # The hash is of other pages only in this test.
    steps = [article(name, **{"content_hash": None, **values}) for name, values, _, _ in _VALUES]
    twice = article("formula", headline="Twice", content_hash=None)
    result = crawl([*steps, twice], settings={"STORE_URL": url})

    counted = result.counts("validation")
    for _, _, _, stat in _VALUES:
        assert not stat or counted[stat]
    assert result.stats["deduplication/dropped/same_url"] == 1
    assert "Traceback" not in result.log
    expected = {name: stored for name, _, stored, stat in _VALUES if not stat.startswith("dropped/")}
    assert result.stats["store/written"] == len(expected) == len(result.feed)

    store = open_store(url)
    for ending in ("jsonl", "csv", "parquet"):
        export_to_file(store, ExportOrder(format=ending, is_checked=True), tmp_path / f"out.{ending}")
    store.close()
    if kind == "jsonl":
        stored = [json.loads(line) for line in (tmp_path / "news" / "articles.jsonl").read_bytes().splitlines()]
        assert {line["id"] for line in stored} == {line["id"] for line in result.feed}
    old_limit = csv.field_size_limit(1 << 30)
    try:
        lines, cells, columns = (rows_of_file(tmp_path / f"out.{ending}") for ending in ("jsonl", "csv", "parquet"))
    finally:
        csv.field_size_limit(old_limit)
    assert len(lines) == len(cells) == len(columns) == len(expected)
    for line, cell, column in zip(lines, cells, columns, strict=True):
        for name, value in expected[line["url"].rpartition("/")[2]].items():
            assert line[name] == value
            if isinstance(value, str):
                assert text_of_cell(cell[name]) == column[name] == value
                assert cell[name][0] not in "=+-@"


def test_values_of_another_type_that_another_program_stored_are_mended_or_left_out_and_counted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    store = open_store(url)
    store.put([make_article(name) for name in "abcdefgh"], datetime(2026, 1, 14, tzinfo=UTC))
    written = {
        "a": ("authors", '"Jane"', ["Jane"]),
        "b": ("authors", "Jane, no JSON", ["Jane, no JSON"]),
        "c": ("latest_news", '["x"]', []),
        "d": ("rights", '"text"', {}),
        "e": ("tags", '[1, {"a": 2}, "x"]', ["x"]),
        "f": ("http_status", "abc", None),
        "g": ("fetched_at", "yesterday", None),
    }
    for name, (field, value, _) in written.items():
        execute(url, f"UPDATE articles SET {field} = :value WHERE id = :id", value=value, id=id_of(name))
    for ending in ("jsonl", "csv", "parquet"):
        description = export_to_file(store, ExportOrder(format=ending), tmp_path / f"out.{ending}")
        assert (description["rows"], description["repaired"]) == (8, 7)
    assert len(rows_of_file(tmp_path / "out.csv")) == 8
    for ending in ("jsonl", "parquet"):
        rows = {row["headline"][-1]: row for row in rows_of_file(tmp_path / f"out.{ending}")}
        for name, (field, _, exported) in written.items():
            assert rows[name][field] == ("{}" if exported == {} and ending == "parquet" else exported)
    with pytest.raises(InvalidArticlesError, match=r"^7 rows are not valid"):
        export_to_file(store, ExportOrder(is_checked=True), tmp_path / "checked.jsonl")
    store.close()


def test_half_pairs_that_another_way_brought_into_the_store_are_replaced_and_counted(tmp_path: Path) -> None:
    store = open_store("sqlite://")
    store.put([make_article("a", tags=["\ud83d ok", "ü"]), make_article("b")], datetime(2026, 1, 14, tzinfo=UTC))
    for ending in ("jsonl", "csv", "parquet"):
        description = export_to_file(store, ExportOrder(format=ending), tmp_path / f"out.{ending}")
        assert description["repaired"] == 1
        tags = rows_of_file(tmp_path / f"out.{ending}")[0]["tags"]
        assert tags in (["\ufffd ok", "ü"], '["\ufffd ok", "ü"]')
    store.close()
