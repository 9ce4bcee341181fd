"""What an export takes from a store, and how each format shows it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from jsonschema import Draft202012Validator

from crawler.errors import InvalidInputError
from crawler.exports.checking import InvalidArticlesError
from crawler.exports.csv_cells import text_of_cell
from crawler.exports.export import ExportOrder, export_to_file, export_to_sink
from crawler.exports.selection import FIELDS, Selection
from crawler.item_schema import item_fields, item_schema
from crawler.items import Article
from crawler.storage import ArticleStore
from crawler.storage.changes import CHANGES_PER_PAGE
from tests.exported_articles import id_of, make_article, rows_of_file, url_of


def export(store: ArticleStore, **order: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    sink = io.BytesIO()
    selection = {name: order.pop(name) for name in list(order) if name in Selection.__dataclass_fields__}
    description = export_to_sink(store, ExportOrder(selection=Selection(**selection), **order), sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()], description


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["url"].removeprefix(url_of("")) for row in rows]


def test_row_is_the_article_with_its_number_and_valid_by_the_schema(store: ArticleStore, noon: datetime) -> None:
    store.put([make_article("a")], noon)
    (row,), _ = export(store)
    assert list(row)[:2] == ["id", "seq"]
    assert row == make_article("a") | {"seq": 1}
    assert list(Draft202012Validator(item_schema()).iter_errors(row)) == []


def test_increment_has_what_is_new_changed_and_deleted_and_goes_on_where_the_last_ended(
    store: ArticleStore, noon: datetime
) -> None:
    store.put([make_article(name) for name in "abc"], noon)
    _, first = export(store)
    store.put([make_article("b", revision=2, body="Corrected."), make_article("d")], noon)
    store.delete([id_of("a")], noon, reason="asked to")
    rows, second = export(store, since_seq=first["next_since_seq"])
    assert [row["id"] for row in rows] == [id_of("b"), id_of("d"), id_of("a")]
    deletion = {"deleted_at": "2026-01-14T12:00:00Z", "reason": "asked to", "url": url_of("a")}
    assert rows[-1] == {"id": id_of("a"), "seq": 6, **deletion}
    assert [error for row in rows for error in Draft202012Validator(item_schema()).iter_errors(row)] == []
    assert (second["articles"], second["deletions"], second["first_seq"], second["last_seq"]) == (2, 1, 4, 6)
    assert export(store, since_seq=second["next_since_seq"]) == ([], export(store, since_seq=6)[1] | {})


def test_whole_export_has_no_deletions(store: ArticleStore, noon: datetime) -> None:
    store.put([make_article("a"), make_article("b")], noon)
    store.delete([id_of("a")], noon, reason="asked to")
    rows, description = export(store)
    assert names(rows) == ["b"]
    assert description["next_since_seq"] == 3


def test_number_that_the_store_has_not_reached_is_of_another_store(store: ArticleStore, noon: datetime) -> None:
    store.put([make_article("a")], noon)
    with pytest.raises(InvalidInputError, match="--since-seq 2: the store's last number is 1"):
        export(store, since_seq=2)


def test_since_takes_what_changed_then_or_later(store: ArticleStore, noon: datetime) -> None:
    store.put([make_article("a"), make_article("b")], noon)
    store.put([make_article("b", revision=2, body="Corrected.")], noon + timedelta(days=1))
    assert names(export(store, since=noon + timedelta(hours=1))[0]) == ["b"]


def test_sites_and_fields_are_chosen(store: ArticleStore, noon: datetime) -> None:
    store.put([make_article("a"), make_article("b", site="other.example"), make_article("c", site="third")], noon)
    rows, description = export(store, sites=("other.example", "third"), fields=("headline",))
    assert rows == [
        {"id": id_of("b"), "seq": 2, "headline": "Headline of b"},
        {"id": id_of("c"), "seq": 3, "headline": "Headline of c"},
    ]
    assert description["selection"]["fields"] == ["headline"]


def test_of_a_cluster_the_earliest_is_taken_and_of_a_text_the_first(store: ArticleStore, noon: datetime) -> None:
    told = " ".join(f"word{number} of the story" for number in range(150))
    store.put([make_article("alone"), make_article("near", body=told, date_published="2026-01-10")], noon)
    # Stored later, published earlier.
    store.put([make_article("earliest", body=f"{told} A line more.", date_published="2026-01-08")], noon)
    store.put([make_article("copy", duplicate_of=id_of("alone"), date_published="2026-01-11")], noon)
    assert {row["cluster_id"] for row in export(store)[0] if "word1 " in row["body"]} == {id_of("earliest")}
    assert names(export(store, one_of_a_cluster=True)[0]) == ["earliest", "alone"]


def test_whole_export_and_increments_of_firsts_add_up_to_a_whole_export_of_now(
    store: ArticleStore, noon: datetime
) -> None:
    told = " ".join(f"word{number} of the story" for number in range(150))
    held: dict[str, dict[str, Any]] = {}
    since = 0

    def apply_increment() -> None:
        nonlocal since
        rows, description = export(store, since_seq=since, one_of_a_cluster=True)
        for row in rows:
            if "deleted_at" in row:
                assert list(Draft202012Validator(item_schema()).iter_errors(row)) == []
                held.pop(row["id"], None)
            else:
                held[row["id"]] = row
        since = description["next_since_seq"]
        whole, _ = export(store, one_of_a_cluster=True)
        assert sorted(held.values(), key=lambda row: row["seq"]) == whole

    store.put([make_article("late", body=told, date_published="2026-01-10"), make_article("alone")], noon)
    apply_increment()
    store.put([make_article("early", body=f"{told} A line more.", date_published="2026-01-08")], noon)
    apply_increment()
    assert names(list(held.values())) == ["alone", "early"]
    store.put([make_article("early", body="It was another story.", revision=2)], noon)
    apply_increment()
    assert names(list(held.values())) == ["alone", "early", "late"]
    store.put([make_article("earliest", body=f"{told} A line more.", date_published="2026-01-08")], noon)
    apply_increment()
    assert names(list(held.values())) == ["alone", "early", "earliest"]
    store.delete([id_of("earliest")], noon, reason="asked to")
    apply_increment()
    assert names(list(held.values())) == ["alone", "early", "late"]


def test_first_of_a_cluster_that_is_one_no_more_is_taken_away_as_a_copy(store: ArticleStore, noon: datetime) -> None:
    told = " ".join(f"word{number} of the story" for number in range(150))
    store.put([make_article("late", body=told, date_published="2026-01-10")], noon)
    later = noon + timedelta(days=1)
    store.put([make_article("early", body=f"{told} A line more.", date_published="2026-01-08")], later)
    rows, description = export(store, since_seq=1, one_of_a_cluster=True)
    taken = next(row for row in rows if "deleted_at" in row)
    assert taken == {
        "id": id_of("late"),
        "seq": taken["seq"],
        "deleted_at": "2026-01-15T12:00:00Z",
        "reason": "copy",
        "url": url_of("late"),
    }
    assert (description["articles"], description["deletions"]) == (1, 1)


class ChangedMeanwhile:
    """A store of which articles change, go and come while it is read."""

    def __init__(self, store: ArticleStore, noon: datetime) -> None:
        self._store, self._noon = store, noon

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def changes(self, *args: Any, **options: Any) -> Iterator[Any]:
        for number, change in enumerate(self._store.changes(*args, **options)):
            yield change
            if number == 0:
                later = [make_article(name, revision=2, body="Changed.") for name in ("000", "900")]
                self._store.put(later, self._noon + timedelta(hours=1))
                self._store.put([make_article("new")], datetime.now(UTC) + timedelta(hours=1))
                self._store.delete([id_of("901")], self._noon, reason="asked to")


def test_what_changes_while_a_whole_export_reads_is_in_it_once_and_comes_with_the_next(
    store: ArticleStore, noon: datetime
) -> None:
    count = 5 * CHANGES_PER_PAGE
    store.put([make_article(f"{number:03}") for number in range(count)], noon)
    changing: Any = ChangedMeanwhile(store, noon)
    rows, description = export(changing)
    expected = [f"{number:03}" for number in range(count) if number not in (900, 901)]
    # The one that changed before it was read is there with what it is now; the one that had been read is not again.
    assert names(rows) == [*expected, "900"]
    assert rows[-1]["body"] == "Changed."
    later, _ = export(store, since_seq=description["next_since_seq"])
    assert names(later) == ["000", "900", "new", "901"]


def test_check_refuses_what_the_schema_does_not_allow_and_says_what(
    store: ArticleStore, noon: datetime, tmp_path: Path
) -> None:
    store.put([make_article("a"), make_article("b", date_published="soon"), make_article("c", http_status=7)], noon)
    (tmp_path / "out.jsonl").write_text("of the last export", encoding="utf-8")
    with pytest.raises(InvalidArticlesError) as caught:
        export_to_file(store, ExportOrder(is_checked=True), tmp_path / "out.jsonl")
    assert str(caught.value).startswith("2 rows are not valid by schema version 1, nothing was written: ")
    assert f"{id_of('b')}: $.date_published: 'soon' does not match" in str(caught.value)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "of the last export"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("vocabulary", ["schema-org", "zyte"])
def test_other_vocabularies_are_written_and_deletions_stay_what_they_are(
    store: ArticleStore, noon: datetime, vocabulary: str
) -> None:
    store.put([make_article("a"), make_article("b")], noon)
    store.delete([id_of("b")], noon, reason="asked to")
    rows, description = export(store, vocabulary=vocabulary, since_seq=0)
    assert rows[0]["headline"] == "Headline of a"
    assert "canonical_url" not in rows[0]
    assert rows[1]["deleted_at"]
    assert description["vocabulary"] == vocabulary


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ({"format": "csv", "vocabulary": "zyte"}, "only for --format jsonl, not csv"),
        ({"vocabulary": "zyte", "fields": ("headline",)}, "not together with --fields"),
    ],
)
def test_what_does_not_go_together_is_refused(store: ArticleStore, order: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        export(store, **order)


def written(store: ArticleStore, file: Path, **order: Any) -> list[dict[str, Any]]:
    endings = file.name.split(".")
    compression = {"gz": "gzip", "zst": "zstd"}.get(endings[-1])
    export_to_file(store, ExportOrder(format=endings[1], compression=compression, **order), file)
    return rows_of_file(file)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz", "a.csv.zst", "a.parquet", "a.parquet.gz"])
def test_every_format_and_compression_gives_the_same_rows(
    store: ArticleStore, noon: datetime, tmp_path: Path, name: str
) -> None:
    store.put([make_article("a"), make_article("b", headline='=1+1, "quoted"\r\nand on')], noon)
    store.delete([id_of("a")], noon, reason="asked to")
    rows = written(store, tmp_path / name, selection=Selection(since_seq=0))
    assert [row["id"] for row in rows] == [id_of("b"), id_of("a")]
    assert [int(row["seq"]) for row in rows] == [2, 3]
    assert text_of_cell(rows[0]["headline"]) == '=1+1, "quoted"\r\nand on'
    assert bool(rows[1].get("headline")) is False
    assert rows[1]["deleted_at"]


def test_csv_has_lists_as_json_and_lines_that_end_in_cr_lf(store: ArticleStore, noon: datetime, tmp_path: Path) -> None:
    store.put([make_article("a", tags=["=x", "ü"], section=None)], noon)
    (row,) = written(store, tmp_path / "a.csv")
    assert json.loads(row["tags"]) == ["=x", "ü"]
    assert json.loads(row["date_candidates"])[0]["source"] == "text"
    assert (row["section"], row["is_accessible_for_free"], row["http_status"]) == ("", "true", "200")
    assert list(row) == ["id", "seq", *(name for name in FIELDS if name != "id")]
    head, body = (tmp_path / "a.csv").read_bytes().split(b"\r\n", 1)
    assert head.startswith(b"id,seq,url")
    assert body.endswith(b"\r\n")


def test_parquet_has_typed_columns_with_the_descriptions_of_the_contract(
    store: ArticleStore, noon: datetime, tmp_path: Path
) -> None:
    store.put([make_article("a", tags=["x", "y"])], noon)
    (row,) = written(store, tmp_path / "a.parquet")
    assert row["tags"] == ["x", "y"]
    assert row["fetched_at"] == noon
    assert row["date_published"] == "2026-01-09T18:20:00+04:00"
    assert (row["is_accessible_for_free"], row["http_status"]) == (True, 200)
    assert row["latest_news"][0] == make_article("a")["latest_news"][0]
    assert json.loads(row["rights"]) == {"meta_robots": "index"}
    schema = pyarrow.parquet.read_schema(tmp_path / "a.parquet")
    described = {field.name: field.metadata[b"description"].decode() for field in schema}
    assert {field.name: field.description for field in item_fields(Article)}.items() <= described.items()
    assert schema.metadata[b"schema_version"] == b"1"
    pages = pyarrow.parquet.ParquetFile(tmp_path / "a.parquet").metadata.row_group(0).column(0)
    assert pages.compression == "ZSTD"


def test_parquet_of_no_rows_has_its_columns(store: ArticleStore, tmp_path: Path) -> None:
    assert written(store, tmp_path / "a.parquet") == []
    assert pyarrow.parquet.read_schema(tmp_path / "a.parquet").names[:2] == ["id", "seq"]


def test_same_rows_give_the_same_bytes(store: ArticleStore, noon: datetime, tmp_path: Path) -> None:
    store.put([make_article("a")], noon)
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        written(store, tmp_path / name)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
