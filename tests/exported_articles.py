"""Articles in feed form, valid by the schema, and what an export's file holds."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
from itemadapter import ItemAdapter

from crawler.items import Article, DateCandidate, LatestNewsEntry
from crawler.urls import article_id


def url_of(name: str) -> str:
    return f"https://news.example/{name}"


def id_of(name: str) -> str:
    return article_id(url_of(name))


def make_article(name: str = "a", **values: Any) -> dict[str, Any]:
    """An article in feed form at `url_of(name)`: the defaults below, replaced by what is given."""
    url = url_of(name)
    given: dict[str, Any] = {
        "id": id_of(name),
        "url": url,
        "canonical_url": url,
        "site": "news.example",
        "headline": f"Headline of {name}",
        "body": f"Body of {name}.\n\nSecond paragraph.",
        "authors": ["Oona Pell"],
        "date_published": "2026-01-09T18:20:00+04:00",
        "date_candidates": [DateCandidate("date_published", "2026-01-09", "9 Jan", "text", "p", True, "only one")],
        "latest_news": [LatestNewsEntry(position=1, headline="Another", url=url_of("another"))],
        "is_accessible_for_free": True,
        "page_kind": "article",
        "rights": {"meta_robots": "index"},
        "fetched_at": "2026-01-14T12:00:00Z",
        "http_status": 200,
        "revision": 1,
    }
    return ItemAdapter(Article(**(given | values))).asdict()


def rows_of_file(file: Path) -> list[dict[str, Any]]:
    """The rows of an exported file, by its name; fails unless it is whole. Cells of CSV stay text."""
    content = file.read_bytes()
    if ".parquet" in file.suffixes:
        rows: list[dict[str, Any]] = pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()
        return rows
    if file.suffix == ".gz":
        content = gzip.decompress(content)
    elif file.suffix == ".zst":
        content = pyarrow.CompressedInputStream(io.BytesIO(content), "zstd").read()
    text = content.decode()
    assert not text or text.endswith("\n")
    if ".csv" in file.suffixes:
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    return [json.loads(line) for line in text.splitlines()]
