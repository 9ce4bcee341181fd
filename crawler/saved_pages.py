"""Saved pages: a page as fetched, in a directory of its own, and what is expected to be read from it.

`page.html.gz` (of pages that are our own a plain `page.html`) holds the bytes, `meta.json` where, when and as what they
came, `expected.json` the fields of the article that a person has read and found right.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.extraction.page import parse_page
from crawler.feed_form import feed_form
from crawler.loaders.article import ArticleLoader
from crawler.sites import SiteProfile

# Fields that every page has and nobody reads, or that repeat others.
_NOT_EXPECTED = frozenset(
    """id fetched_at http_status content_hash revision duplicate_of cluster_id run_id schema_version
    date_candidates""".split()
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    body: bytes
    url: str
    fetched_at: str
    """UTC, ISO 8601."""
    content_type: str | None
    """The Content-Type header."""
    headers: dict[str, str] = field(default_factory=dict)
    """The headers that speak about the use of the page, by lower-case name."""

    @classmethod
    def read(cls, directory: Path) -> SavedPage:
        meta = json.loads((directory / "meta.json").read_text(encoding="utf-8"))
        return cls(body=read_html(directory), **meta)

    def write(self, directory: Path) -> None:
        directory.mkdir(parents=True)
        meta = {name: value for name, value in asdict(self).items() if name != "body"}
        (directory / "meta.json").write_text(_json(meta), encoding="utf-8")
        # Without a time stamp, so that the same page is the same file.
        (directory / "page.html.gz").write_bytes(gzip.compress(self.body, mtime=0))

    def fields(self, profile: SiteProfile | None) -> dict[str, Any]:
        """What is read from the page, in feed form: the fields an expectation states."""
        fetched_at = datetime.fromisoformat(self.fetched_at)
        page = parse_page(
            self.body, self.url, content_type=self.content_type, fetched_at=fetched_at, headers=self.headers
        )
        article = feed_form(ArticleLoader(page=page, profile=profile).load_article())
        return {name: value for name, value in article.items() if name not in _NOT_EXPECTED}


def html_path(directory: Path) -> Path:
    plain = directory / "page.html"
    return plain if plain.exists() else directory / "page.html.gz"


def read_html(directory: Path) -> bytes:
    path = html_path(directory)
    return path.read_bytes() if path.suffix == ".html" else gzip.decompress(path.read_bytes())


def read_expected(directory: Path) -> dict[str, Any] | None:
    """The expectation, None when nobody has stated one yet."""
    path = directory / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def propose_expected(directory: Path, fields: dict[str, Any]) -> Path:
    """Write *fields* as the expectation, to be read and corrected by a person."""
    path = directory / "expected.json"
    path.write_text(_json(fields), encoding="utf-8")
    return path


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
