from __future__ import annotations

import csv
import io
import json

from crawler.feed_csv import DisarmedCsvItemExporter
from crawler.items import Article, LatestNewsEntry


def test_csv_feed_has_no_formulas_and_lists_as_json() -> None:
    stream = io.BytesIO()
    exporter = DisarmedCsvItemExporter(stream)
    exporter.start_exporting()
    entry = LatestNewsEntry(position=1, headline="=2", url="https://news.example/b")
    exporter.export_item(Article(headline="=1+1", tags=["a", "=b"], latest_news=[entry], is_accessible_for_free=False))
    exporter.finish_exporting()
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row["headline"] == "'=1+1"
    assert json.loads(row["tags"]) == ["a", "=b"]
    assert json.loads(row["latest_news"])[0]["headline"] == "=2"
    assert (row["is_accessible_for_free"], row["body"]) == ("false", "")
