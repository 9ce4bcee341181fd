import gzip
import json
from datetime import UTC, datetime

import pytest

from benchmarks.gold import available_sets, body_references, parse_fetched_at, read_gold
from benchmarks.public_sets import read_public_outputs, read_public_set


def write_set(folder, name, *rows):
    pages = folder / name / "pages"
    pages.mkdir(parents=True)
    (folder / name / "gold.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    for row in rows:
        (pages / f"{row['id']}.html.gz").write_bytes(gzip.compress(b"<p>Stored."))


def read_one_page(folder, name, **row):
    write_set(folder, name, {"id": "p", "url": "https://example.com/a", **row})
    return read_gold(folder, [name])[0].pages[0]


def test_every_selection_of_optional_paragraphs_is_a_reference_the_complete_one_first():
    assert body_references(["a", "b", "c"], [0, 2]) == ("a\n\nb\n\nc", "b\n\nc", "a\n\nb", "b")


def test_many_optional_paragraphs_are_kept_or_dropped_together():
    assert body_references(list("abcdef"), [0, 1, 2, 3, 4]) == ("\n\n".join("abcdef"), "f")


def test_a_body_without_optional_paragraphs_has_one_reference():
    assert body_references(["a", "b"], []) == ("a\n\nb",)


def test_a_lead_may_be_left_out_but_not_the_whole_body(tmp_path):
    page = read_one_page(tmp_path, "fundus", body_paragraphs=["lead", "text"], summary_paragraphs=[0])
    assert page.references == ("lead\n\ntext", "text")
    page = read_one_page(tmp_path, "aeb", body_paragraphs=["lead"], summary_paragraphs=[0])
    assert page.references == ("lead",)


def test_a_time_of_fetch_without_offset_is_utc():
    assert parse_fetched_at("2025-06-05 19:01:58") == datetime(2025, 6, 5, 19, 1, 58, tzinfo=UTC)
    assert parse_fetched_at("2025-06-05T19:01:58+02:00").utcoffset().total_seconds() == 7200
    assert parse_fetched_at(None) is None


def test_what_the_gold_does_not_say_is_empty(tmp_path):
    page = read_one_page(tmp_path, "htmldate", date_published="2026-01-09")
    assert page.date_published == "2026-01-09"
    assert (page.references, page.headline, page.authors, page.latest) == ((), None, (), None)
    assert page.html() == b"<p>Stored."


def test_only_sets_that_are_there_are_available(tmp_path):
    write_set(tmp_path, "trafilatura", {"id": "p", "segments_with": ["a"], "segments_without": []})
    assert available_sets(tmp_path) == ["trafilatura"]
    with pytest.raises(FileNotFoundError):
        read_gold(tmp_path, ["aeb"])


def test_clone_of_article_extraction_benchmark(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "1a.html.gz").write_bytes(gzip.compress(b"<p>Page."))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"1a": {"articleBody": "Body", "url": "http://e.com/"}}))
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "tool.json").write_text(json.dumps({"1a": {"articleBody": "Bod"}}))
    gold_set = read_public_set(tmp_path)
    assert (gold_set.name, gold_set.pages[0].references, gold_set.pages[0].html()) == ("aeb", ("Body",), b"<p>Page.")
    (system,) = read_public_outputs(tmp_path, "aeb")
    assert (system.name, system.predict("aeb", "1a").body) == ("tool", "Bod")


def test_clone_of_fundus_evaluation(tmp_path):
    dataset = tmp_path / "dataset"
    (dataset / "extractions").mkdir(parents=True)
    row = {"url": "https://e.com/", "crawl_date": "2024-02-28 13:06:44", "body": ["Text.", "[Optional.]"]}
    (dataset / "ground_truth.json").write_text(json.dumps({"Site_0": row}))
    (dataset / "extractions" / "tool.json").write_text(json.dumps({"Site_0": {**row, "body": ["Text.", "More."]}}))
    page = read_public_set(tmp_path).pages[0]
    assert page.references == ("Text.\n\nOptional.", "Text.")
    assert page.html_path == dataset / "html" / "Site_0.html.gz"
    assert page.fetched_at == datetime(2024, 2, 28, 13, 6, 44, tzinfo=UTC)
    assert read_public_outputs(tmp_path, "fundus_eval")[0].predict("fundus_eval", "Site_0").body == "Text.\n\nMore."


def test_clone_of_trafilatura(tmp_path):
    (tmp_path / "tests" / "cache").mkdir(parents=True)
    (tmp_path / "tests" / "eval").mkdir()
    (tmp_path / "tests" / "cache" / "a.html").write_bytes(b"<p>A")
    (tmp_path / "tests" / "eval" / "b.html").write_bytes(b"<p>B")
    answers = {f"https://e.com/{name}": {"file": f"{name}.html", "with": ["x"], "without": ["y"]} for name in "ab"}
    (tmp_path / "tests" / "evaldata.json").write_text(json.dumps(answers))
    pages = read_public_set(tmp_path).pages
    assert [(page.id, page.html(), page.segments_with) for page in pages] == [
        ("a", b"<p>A", ("x",)),
        ("b", b"<p>B", ("x",)),
    ]


def test_another_folder_is_no_public_set(tmp_path):
    assert read_public_set(tmp_path) is None
