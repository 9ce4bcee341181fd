import gzip
import json
import tomllib
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from benchmarks.accuracy import main
from benchmarks.extraction_run import describe_run, extract_page, run_extraction
from benchmarks.gold import GoldPage, read_gold
from crawler.items import Article

BODY = "The council opened the new bridge on Friday. It took three years to build."
PAGE = f'<html lang="%s"><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1><p>{BODY}</p>'


@pytest.fixture
def gold(tmp_path):
    pages = tmp_path / "aeb" / "pages"
    pages.mkdir(parents=True)
    rows = [{"id": id_, "url": f"https://example.com/{id_}", "body_text": BODY} for id_ in ("de1", "en1", "en2")]
    for row in rows:
        (pages / f"{row['id']}.html.gz").write_bytes(gzip.compress((PAGE % row["id"][:2]).encode()))
    (tmp_path / "aeb" / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)))
    peer = tmp_path / "peers" / "tool"
    peer.mkdir(parents=True)
    outputs = [{"id": "de1", "body": BODY}, {"id": "en1", "body": BODY}]
    (peer / "aeb.jsonl").write_text("\n".join(map(json.dumps, outputs)))
    return tmp_path


def test_stored_outputs_are_tabulated(gold, capsys):
    main(["--gold", str(gold), "--no-extract"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "aeb: 3 pages"
    assert lines[2].split() == ["body", "F1", "exact", "≥", ".95"]
    # One of three pages has no output: recall 2/3, precision over the two that have.
    assert lines[3].split() == ["tool", "80.0", "66.7", "66.7"]


def test_figures_by_language(gold, capsys):
    main(["--gold", str(gold), "--no-extract", "--by", "language"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("aeb")] == ["aeb [en]: 2 pages", "aeb [de]: 1 pages"]


def test_our_extraction_comes_first_and_is_written(gold, capsys, tmp_path):
    main(["--gold", str(gold), "--jobs", "1", "--out", str(tmp_path / "out")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].startswith("* crawler")
    assert "95 % interval" in lines[4]
    assert lines[5].startswith("  tool")
    assert any(line.startswith("extract: CPU ms") and line.endswith("(3 pages, 0 errors)") for line in lines)
    written = [json.loads(line) for line in (tmp_path / "out" / "aeb.jsonl").read_text().splitlines()]
    assert [row["id"] for row in written] == ["de1", "en1", "en2"]


def test_processes_give_the_pages_in_order(gold):
    pages = read_gold(gold, ["aeb"])[0].pages
    assert [outcome.prediction.id for outcome in run_extraction(pages, jobs=2)] == ["de1", "en1", "en2"]


def test_a_page_that_raises_is_counted_and_empty(gold):
    page: GoldPage = read_gold(gold, ["aeb"])[0].pages[0]

    def extract(html, url, *, fetched_at):
        raise ValueError(url)

    outcome = extract_page(page, extract)
    assert outcome.prediction.body == ""
    assert describe_run([outcome]).splitlines()[1] == "  error de1: ValueError: https://example.com/de1"


def test_a_folder_without_sets_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="neither"):
        main(["--gold", str(tmp_path)])


def test_a_page_of_unknown_url_is_read_under_one_that_cannot_exist(gold):
    page = replace(read_gold(gold, ["aeb"])[0].pages[0], url=None)
    outcome = extract_page(page, lambda html, url, *, fetched_at: Article(headline=urlsplit(url).hostname))
    assert outcome.prediction.headline.endswith(".invalid")


def test_figures_are_written_as_floors(gold, capsys, tmp_path):
    floors = tmp_path / "floors.toml"
    main(["--gold", str(gold), "--jobs", "1", "--floors", str(floors)])
    assert tomllib.loads(floors.read_text(encoding="utf-8"))["aeb"]["at_least"]["body F1"] == 99.5


def test_stored_outputs_are_no_floors(gold, tmp_path):
    main(["--gold", str(gold), "--no-extract", "--floors", str(tmp_path / "floors.toml")])
    assert not (tmp_path / "floors.toml").exists()


def test_pages_of_our_own_are_a_set_like_any_other(capsys, tmp_path):
    case = tmp_path / "pages" / "bridge"
    case.mkdir(parents=True)
    (case / "page.html").write_text(PAGE % "en", encoding="utf-8")
    meta = {"url": "https://example.com/a", "fetched_at": "2026-01-09T12:00:00+00:00", "content_type": None}
    (case / "meta.json").write_text(json.dumps(meta))
    expected = {"headline": "Bridge opens", "body": [BODY], "section": "News"}
    (case / "expected.json").write_text(json.dumps(expected))
    main(["--gold", str(tmp_path), "--jobs", "1", "--worst", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert "pages: 1 pages" in lines
    assert "    section: 'News' expected, None given" in lines
