from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter

from crawler.items import Article
from crawler.storage import ArticleStore, open_store

MakeArticle = Callable[..., dict[str, Any]]


@pytest.fixture(params=["sqlite-memory", "postgresql", "jsonl"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArticleStore]:
    """Every implementation of the interface, empty."""
    if request.param == "sqlite-memory":
        url = "sqlite://"
    elif request.param == "postgresql":
        url = request.getfixturevalue("postgresql_server").new_store()
    else:
        url = empty_store_url(request, tmp_path)
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """STORE_URL of an empty database that outlives its connections."""
    return empty_store_url(request, tmp_path)


def empty_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgresql_url")
        return url
    return f"jsonl:///{tmp_path}/news" if request.param == "jsonl" else f"sqlite:///{tmp_path / 'news.db'}"


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def make_article() -> MakeArticle:
    """An article in feed form: the defaults below, replaced by what is given."""

    def make(article_id: str = "a", **values: Any) -> dict[str, Any]:
        url = f"https://news.example.com/{article_id}"
        given = {
            "id": article_id,
            "url": url,
            "canonical_url": url,
            "site": "example.com",
            "headline": f"Headline of {article_id}",
            "body": f"Body of {article_id}",
            "content_hash": f"hash of {article_id}",
            "page_kind": "article",
            "revision": 1,
        }
        return ItemAdapter(Article(**(given | values))).asdict()

    return make
