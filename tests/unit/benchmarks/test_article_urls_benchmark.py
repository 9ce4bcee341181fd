from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.article_urls import Count, known_articles, main, read_labels
from benchmarks.gold import read_gold

LINKS = {
    "/news/ferries-sail-again-from-monday": "article",
    "/news/the-wall-that-never-was-built": "article",
    "/coast/boats": "article",
    "/politics": "section",
    "/all-the-islands-of-the-north": "list",
    "/photos/forty-boats-of-the-north": "gallery",
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "aeb" / "pages").mkdir(parents=True)
    url = "https://www.example.com/news/a-page-with-links-to-others"
    (tmp_path / "aeb" / "gold.jsonl").write_text(json.dumps({"id": "a", "url": url, "body_text": "x"}) + "\n")
    links = "".join(f'<p><a href="{path}">Story of {path[1:]}</a></p>' for path in LINKS)
    with gzip.open(tmp_path / "aeb" / "pages" / "a.html.gz", "wt") as page:
        page.write(f"<html><body>{links}</body></html>")
    row = {
        "set": "aeb",
        "page": "a",
        "page_url": url,
        "links": [{"url": f"https://www.example.com{path}", "text": "", "kind": kind} for path, kind in LINKS.items()],
    }
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path


def test_links_are_counted_by_what_a_person_called_them(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--gold", str(gold), "--labels", str(gold / "labels.jsonl"), "--errors"])
    printed = capsys.readouterr().out
    assert "6 labelled links of 1 blocks" in printed
    alone = next(line for line in printed.splitlines() if line.startswith("URL alone"))
    assert alone.split()[-2:] == ["66.7", "66.7"]
    assert "taken https://www.example.com/all-the-islands-of-the-north" in printed
    assert "missed https://www.example.com/coast/boats" in printed


def test_labels_are_read_by_link(gold: Path) -> None:
    [block] = read_labels(gold / "labels.jsonl")
    assert block.page_id == "a"
    assert block.kinds["https://www.example.com/politics"] == "section"


def test_articles_of_the_sets_are_known_by_site(gold: Path) -> None:
    pages = read_gold(gold, ["aeb"])[0].pages
    assert known_articles(pages) == {"example.com": ["https://www.example.com/news/a-page-with-links-to-others"]}


def test_nothing_taken_is_no_precision() -> None:
    assert (Count().precision, Count().recall) == (0.0, 0.0)
