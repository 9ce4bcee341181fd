"""Lists of latest news over time, asked for with the query that docs/store.md gives."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.storage import ArticleStore, FoundUrl, PageResult, open_store
from crawler.times import utc_text

_DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "store.md"
PAGE = "https://example.com/news/ferry"


def entries(*names: str, label: str | None = "Latest") -> list[dict[str, Any]]:
    return [
        {"position": place, "headline": name.title(), "url": f"https://EXAMPLE.com/{name}?utm_source=x", "label": label}
        for place, name in enumerate(names, 1)
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def news(path: Path) -> ArticleStore:
    return open_store(f"sqlite:///{path}")


def changes(path: Path, earlier: datetime, later: datetime) -> list[tuple[Any, ...]]:
    (query,) = re.findall(r"```sql\n(.*?)```", _DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    with closing(sqlite3.connect(path)) as connection, connection:
        parameters = {"page": PAGE, "earlier": utc_text(earlier), "later": utc_text(later)}
        rows = connection.execute(query, parameters).fetchall()
    return [(change, entry.rpartition("/")[2], *rest) for change, entry, *rest in rows]


def rows(path: Path, columns: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(f"SELECT {columns} FROM list_entries ORDER BY id").fetchall()


def test_entered_left_and_moved_between_two_fetches_are_one_query(
    news: ArticleStore, path: Path, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    later = noon + timedelta(hours=1)
    news.put([make_article("p", canonical_url=PAGE, latest_news=entries("a", "b", "c"))], noon)
    known = make_article("d", canonical_url="https://example.com/d", headline="Known", date_published="2026-01-09")
    news.put([known, make_article("p", canonical_url=PAGE, latest_news=entries("d", "a", "c"))], later)
    assert changes(path, noon, later) == [
        ("entered", "d", None, 1, "Known", "2026-01-09"),
        ("moved", "a", 1, 2, None, None),
        ("left", "b", 2, None, None, None),
    ]
    assert changes(path, later, later) == []


def test_entry_that_comes_back_has_two_stays(
    news: ArticleStore, path: Path, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    for hour, names in enumerate([("a", "b"), ("b",), ("a", "b")]):
        article = make_article("p", canonical_url=PAGE, latest_news=entries(*names))
        news.put([article], noon + timedelta(hours=hour))
    stays = [entry.rpartition("/")[2] for (entry,) in rows(path, "entry")]
    assert stays.count("a") == 2
    assert changes(path, noon, noon + timedelta(hours=2)) == []
    between = {change[:2] for change in changes(path, noon, noon + timedelta(hours=1))}
    assert between == {("left", "a"), ("moved", "b")}


def test_what_an_entry_shows_changes_without_a_new_stay(
    news: ArticleStore, path: Path, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    for hour in (1, 2):
        shown = [entry | {"date_published_raw": f"{hour} h ago"} for entry in entries("a")]
        news.put([make_article("p", canonical_url=PAGE, latest_news=shown)], noon + timedelta(hours=hour))
    (row,) = rows(path, "date_published_raw, first_seen, last_seen, left_at")
    assert row == ("2 h ago", utc_text(noon + timedelta(hours=1)), utc_text(noon + timedelta(hours=2)), None)


def test_block_begins_where_the_label_changes_or_positions_restart(
    news: ArticleStore, path: Path, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    lists = [*entries("a", "b"), *entries("c"), *entries("d", label="Ticker")]
    news.put([make_article("p", canonical_url=PAGE, latest_news=lists)], noon)
    assert rows(path, "block, position") == [(1, 1), (1, 2), (2, 1), (3, 1)]


def test_list_of_an_unchanged_article_and_of_a_listing_is_written_with_their_outcome(
    news: ArticleStore, path: Path, noon: datetime
) -> None:
    start = FoundUrl(key=PAGE, url=PAGE, kind="start", source="start", found_in="")
    news.frontier.begin_run(PAGE, [start], noon)
    (pending,) = news.frontier.take(PAGE, 1)
    for hour, names in enumerate([("a",), ("b",)]):
        result = PageResult(pending=pending, outcome="unchanged", list_page=PAGE, list_entries=entries(*names))
        news.frontier.record(PAGE, [result], noon + timedelta(hours=hour))
    failed = PageResult(pending=pending, outcome="error", is_read=False)
    news.frontier.record(PAGE, [failed], noon + timedelta(hours=2))
    found = {change[:2] for change in changes(path, noon, noon + timedelta(hours=2))}
    assert found == {("entered", "b"), ("left", "a")}


def test_entry_whose_url_is_none_is_left_out(
    news: ArticleStore, path: Path, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    listed = [{"position": 1, "headline": "No link", "url": None}, *entries("a")]
    news.put([make_article("p", canonical_url=PAGE, latest_news=listed)], noon)
    assert [entry for (entry,) in rows(path, "entry")] == ["https://example.com/a"]
