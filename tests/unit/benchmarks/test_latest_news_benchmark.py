from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.latest_news import main


def test_only_the_lists_of_newest_articles_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "latest" / "pages"
    pages.mkdir(parents=True)
    (pages / "a.html.gz").write_bytes(gzip.compress(b"<html><body><h1>The ferries sail again</h1></body></html>"))
    row = {"id": "a", "url": "https://www.example.com/a", "lang": "en", "latest_news": [], "ref_date": "2026-01-20"}
    (tmp_path / "latest" / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    main(["--gold", str(tmp_path), "--jobs", "1"])
    shown = capsys.readouterr().out
    assert "latest: 1 pages" in shown
    assert "false block" in shown
