from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.browsing.text_index import TextIndex, find_text_index


def index_of(path: Path, *statements: str) -> TextIndex | None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, seq INTEGER, headline TEXT)")
        for statement in statements:
            database.execute(f"CREATE VIRTUAL TABLE {statement}")
    return find_text_index(path)


@pytest.mark.parametrize(
    "content", ['content="articles"', "content='articles'", "content=articles", "content = [articles]"]
)
def test_index_over_the_articles_is_found_however_it_is_quoted(tmp_path: Path, content: str) -> None:
    expected = TextIndex("words", "rowid")
    assert index_of(tmp_path / "any name?.db", f"words USING fts5(headline, {content})") == expected


def test_rows_are_numbered_by_the_column_that_the_index_names(tmp_path: Path) -> None:
    statement = "words USING fts5(headline, content='articles', content_rowid='seq')"
    assert index_of(tmp_path / "news.db", statement) == TextIndex("words", "seq")


def test_of_several_the_one_that_datasette_would_take_is_taken(tmp_path: Path) -> None:
    some, all_ = "some USING fts5(headline, content='articles')", 'everything USING fts5(headline, content="articles")'
    assert index_of(tmp_path / "news.db", some, all_) == TextIndex("everything", "rowid")


def test_index_of_another_table_is_none(tmp_path: Path) -> None:
    assert index_of(tmp_path / "news.db", "words USING fts5(headline, content='articles_of_others')") is None
    assert index_of(tmp_path / "other.db", "words USING fts5(headline)") is None
