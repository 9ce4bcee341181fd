"""The example's readers agree with each other and with the truth, on exports of one store."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.exports.export import ExportOrder, export_to_file
from crawler.exports.selection import Selection
from crawler.storage import open_store
from examples.read_export import READERS, apply_increment, check_manifest, read_lines
from tests.exported_articles import id_of, make_article
from tests.sample_project import REPOSITORY

_NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
_DAYS = {("news.example", "2026-01-09"): 2, ("news.example", "2026-01-10"): 1, ("other.example", None): 1}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles.jsonl, articles.parquet and later.jsonl, the increment after them."""
    folder = tmp_path_factory.mktemp("exports")
    store = open_store("sqlite://")
    first = [
        make_article("a"),
        make_article("b", date_published="2026-01-09"),
        make_article("c", date_published="2026-01-10T00:30+01:00", body="A Ferry's 100% day."),
        make_article("d", date_published=None, site="other.example"),
    ]
    store.put(first, _NOON)
    for ending in ("jsonl", "parquet"):
        export_to_file(store, ExportOrder(format=ending), folder / f"articles.{ending}")
    store.put([make_article("b", revision=2, headline="Corrected"), make_article("e")], _NOON)
    store.delete([id_of("a")], _NOON, reason="asked to")
    export_to_file(store, ExportOrder(selection=Selection(since_seq=4)), folder / "later.jsonl")
    store.close()
    return folder


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
@pytest.mark.parametrize("reader", READERS)
def test_every_reader_gives_the_same_answers(exports: Path, reader: str, ending: str) -> None:
    _, endings, days, word = READERS[reader]
    if ending not in endings:
        return
    file = exports / f"articles{ending}"
    assert days(file) == _DAYS
    assert word(file, "ferry's") == ["Headline of c"]
    assert word(file, "glacier") == []


def test_increment_brings_a_copy_up_to_date(exports: Path) -> None:
    articles = {row["id"]: row for row in read_lines(exports / "articles.jsonl")}
    apply_increment(articles, exports / "later.jsonl")
    assert set(articles) == {id_of(name) for name in "bcde"}
    assert articles[id_of("b")]["headline"] == "Corrected"


def test_file_that_its_manifest_does_not_describe_is_not_read(exports: Path, tmp_path: Path) -> None:
    check_manifest(exports / "articles.jsonl")
    for name in ("articles.jsonl", "articles.jsonl.manifest.json"):
        (tmp_path / name).write_bytes((exports / name).read_bytes())
    with (tmp_path / "articles.jsonl").open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(SystemExit, match="is not what its manifest says"):
        check_manifest(tmp_path / "articles.jsonl")


def test_example_runs_as_its_docs_say(exports: Path) -> None:
    command = [sys.executable, "-m", "examples.read_export", str(exports / "articles.jsonl"), "--word", "ferry"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=180, check=True)
    assert [line for line in done.stdout.splitlines() if line.endswith("1 articles with 'ferry'")] == [
        f"{reader}: 1 articles with 'ferry'" for reader in READERS
    ]


def test_what_the_example_cannot_read_is_said_in_one_line(exports: Path, tmp_path: Path) -> None:
    store = open_store("sqlite://")
    export_to_file(store, ExportOrder(), tmp_path / "empty.jsonl")
    store.put([make_article("a")], _NOON)
    for format_ in ("jsonl", "parquet"):
        order = ExportOrder(selection=Selection(fields=("headline",)), format=format_)
        export_to_file(store, order, tmp_path / f"few.{format_}")
    store.close()
    (tmp_path / "moved.jsonl").write_bytes((exports / "articles.jsonl").read_bytes())
    (tmp_path / "a.csv").touch()
    expected = {
        "empty.jsonl": "has no article",
        "few.jsonl": "have no site, date_published, body;",
        "few.parquet": "have no site, date_published, body;",
        "moved.jsonl": "has no manifest beside it",
        "a.csv": "expected an export named .jsonl or .parquet",
    }
    for name, message in expected.items():
        command = [sys.executable, "-m", "examples.read_export", str(tmp_path / name)]
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert done.returncode
        assert message in done.stderr
        assert done.stderr.count("\n") == 1
