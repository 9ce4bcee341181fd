"""Numbers of changes: what a reader needs to get every change once, and none too few."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.storage import ArticleStore, Deletion, StoredArticle, open_store
from crawler.storage.changes import CHANGES_PER_PAGE

MakeArticle = Callable[..., dict[str, Any]]
PROJECT = Path(__file__).parents[3]


def seen(changes: Any) -> list[tuple[int, str]]:
    return [
        (change.seq, change.article["id"] if isinstance(change, StoredArticle) else f"-{change.article_id}")
        for change in changes
    ]


def test_a_changed_article_comes_again_with_a_new_number_and_an_unchanged_one_does_not(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    store.put([make_article("a"), make_article("b")], noon)
    assert (seen(store.changes()), store.last_seq()) == ([(1, "a"), (2, "b")], 2)
    store.put([make_article("a"), make_article("b", revision=2, body="Corrected")], noon)
    store.touch(["a"], noon + timedelta(hours=1))
    assert seen(store.changes(2)) == [(3, "b")]
    assert seen(store.changes()) == [(1, "a"), (3, "b")]
    assert seen(store.changes(3)) == []


def test_an_article_comes_with_the_times_it_was_seen(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    article = make_article("a", authors=["José"])
    store.put([article], noon)
    store.touch(["a"], noon + timedelta(hours=1))
    assert list(store.changes()) == [
        StoredArticle(
            seq=1,
            changed_at="2026-01-14T12:00:00Z",
            article=article,
            first_seen="2026-01-14T12:00:00Z",
            last_seen="2026-01-14T13:00:00Z",
            is_silent_change=False,
        )
    ]


def test_a_deleted_article_is_gone_with_its_versions_and_its_deletion_comes(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    store.put([make_article("a"), make_article("b")], noon)
    store.put([make_article("a", revision=2, body="Corrected")], noon)
    assert store.delete(["a", "unknown"], noon, reason="publisher's request") == 1
    assert (store.count(), store.versions("a"), store.revisions("a")) == (1, [], [])
    assert list(store.changes(3)) == [
        Deletion(
            seq=4,
            article_id="a",
            deleted_at="2026-01-14T12:00:00Z",
            reason="publisher's request",
            url="https://news.example.com/a",
            site="example.com",
        )
    ]
    assert store.delete(["a"], noon, reason="again") == 0
    assert seen(store.changes()) == [(2, "b"), (4, "-a")]


def test_what_is_read_again_after_its_deletion_is_an_article_again(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    for _ in range(2):
        store.put([make_article("a")], noon)
        store.delete(["a"], noon, reason="test")
    store.put([make_article("a")], noon)
    assert seen(store.changes()) == [(4, "-a"), (5, "a")]


def test_changes_can_be_limited_to_sites_and_to_a_time(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    later = noon + timedelta(hours=1)
    store.put([make_article("a"), make_article("b", site="other.example"), make_article("c", site="x")], noon)
    store.put([make_article("d")], later)
    store.delete(["b", "c"], later, reason="test")
    assert seen(store.changes(sites=["example.com"])) == [(1, "a"), (4, "d")]
    assert seen(store.changes(sites=["other.example", "x"])) == [(5, "-b"), (6, "-c")]
    assert seen(store.changes(since=later)) == [(4, "d"), (5, "-b"), (6, "-c")]
    assert seen(store.changes(4, since=noon, sites=["x"])) == [(6, "-c")]


def test_reading_in_pages_gives_articles_and_deletions_in_the_order_of_their_numbers(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    count = 2 * CHANGES_PER_PAGE + 10
    store.put([make_article(str(number)) for number in range(2 * count)], noon)
    deleted = random.Random(5).sample(range(2 * count), count)
    store.delete(list(map(str, deleted)), noon, reason="test")
    numbers = [change.seq for change in store.changes()]
    assert len(numbers) == 2 * count
    assert numbers == sorted(set(numbers))


def test_what_changes_while_a_reader_takes_its_time_comes_last(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    store.put([make_article(f"{number:04}") for number in range(CHANGES_PER_PAGE + 2)], noon)
    reader = store.changes()
    next(reader)
    last = f"{CHANGES_PER_PAGE + 1:04}"
    store.put([make_article(last, revision=2, body="Corrected"), make_article("new")], noon)
    ids = [change.article["id"] for change in reader if isinstance(change, StoredArticle)]
    assert ids[-3:] == [f"{CHANGES_PER_PAGE:04}", last, "new"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"date_modified": "2026-01-09"}, {"date_modified": "2026-01-09", "body": "Other"}, True),
        ({"date_modified": "2026-01-09"}, {"date_modified": "2026-01-09", "headline": "Other"}, True),
        ({"date_modified": "2026-01-09"}, {"date_modified": "2026-01-10", "body": "Other"}, False),
        ({"date_modified": "2026-01-09"}, {"body": "Other"}, False),
        ({}, {"date_modified": "2026-01-10", "body": "Other"}, False),
        ({}, {"body": "Other"}, None),
        ({"date_modified": "2026-01-09"}, {"date_modified": "2026-01-09", "authors": ["Other"]}, False),
    ],
    ids=["body", "headline", "date moved", "date gone", "date new", "no dates", "authors only"],
)
def test_a_text_that_changes_under_the_same_modification_date_is_a_silent_change(
    store: ArticleStore,
    noon: datetime,
    make_article: MakeArticle,
    before: dict[str, Any],
    after: dict[str, Any],
    expected: bool | None,
) -> None:
    store.put([make_article("a", **before)], noon)
    store.put([make_article("a", revision=2, **after)], noon)
    (change,) = store.changes()
    assert isinstance(change, StoredArticle)
    assert change.is_silent_change is expected


def test_every_version_keeps_its_number_its_times_and_whether_it_was_a_silent_change(
    store: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    hours = [noon + timedelta(hours=number) for number in range(5)]
    store.put([make_article("a", date_modified="2026-01-09")], hours[0])
    store.touch(["a"], hours[1])
    store.put([make_article("a", revision=2, body="Second", date_modified="2026-01-09")], hours[2])
    store.put([make_article("a", revision=3, body="Third", date_modified="2026-01-14")], hours[3])
    store.touch(["a"], hours[4])
    versions = store.versions("a")
    assert [version.article["body"] for version in versions] == ["Body of a", "Second", "Third"]
    assert [(v.seq, v.first_seen[11:13], v.last_seen and v.last_seen[11:13], v.is_silent_change) for v in versions] == [
        (1, "12", "13", False),
        (2, "14", "14", True),
        (3, "15", "16", False),
    ]


# One process: stores articles of its own, and new versions of one that all processes store.
_WRITER = """
import sys
from datetime import UTC, datetime
from crawler.storage import open_store
store = open_store(sys.argv[1])
for number in range(40):
    own = {"id": f"{sys.argv[2]}-{number}", "body": "own"}
    shared = {"id": "shared", "body": f"{sys.argv[2]} {number}", "revision": number}
    store.put([own, shared] if number % 2 else [shared, own], datetime.now(UTC))
"""


def test_a_reader_that_follows_several_writers_misses_no_change(store_url: str) -> None:
    store = open_store(store_url)
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, store_url, name], cwd=PROJECT) for name in ("x", "y", "z")
    ]
    followed: dict[str, dict[str, Any]] = {}
    position = 0
    is_over = False
    while not is_over:
        is_over = all(writer.poll() is not None for writer in writers)
        for change in store.changes(position):
            assert isinstance(change, StoredArticle)
            assert change.seq > position
            position = change.seq
            followed[change.article["id"]] = dict(change.article)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert followed == {article["id"]: article for article in store.articles()}
    assert len(followed) == 121
    assert len(store.versions("shared")) == followed["shared"]["revision"]
    store.close()
