from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.storage import open_store


def stored_articles(database: Path) -> list[dict[str, Any]]:
    store = open_store(f"sqlite:///{database}")
    try:
        return list(store.articles())
    finally:
        store.close()


def column(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [value for (value,) in connection.execute(query)]


def count_in(database: Path) -> int:
    """Number of stored articles, 0 as long as there is no table."""
    try:
        [count] = column(database, "SELECT count(*) FROM articles")
    except sqlite3.OperationalError:
        return 0
    return int(count)


@pytest.mark.parametrize("item", ["article", "dict"])
def test_feed_and_store_hold_the_same(crawl, article, database, item: str) -> None:
    steps = [
        article(
            "a",
            headline="Τίτλος – 標題 “x” 🗞️",
            body="Größe\n\n" * 150_000,
            authors=["Ayşe", "Bob"],
            tags=["a,b"],
            latest_news=[{"position": 1, "headline": "N", "url": "https://example.com/1"}],
            rights={"tdm_reservation": 1},
            is_accessible_for_free=False,
            date_published="2026-01-09T18:20:00+04:00",
        )
    ]
    result = crawl(steps, item=item)

    [exported], [stored] = result.feed, stored_articles(database)
    assert stored["date_published"] == "2026-01-09T18:20:00+04:00"
    assert len(stored["body"]) == 7 * 150_000
    if item == "article":
        assert stored == exported
    else:
        assert {name: stored[name] for name in exported} == exported
    assert exported["revision"] == 1


def test_the_second_run_finds_everything_unchanged(crawl_all, article, database) -> None:
    steps = [article(str(number)) for number in range(30)]
    first, second = crawl_all(steps, [{"sleep": 1.1}, *steps])

    assert first.counts("deduplication") == {"new": 30}
    assert len(first.feed) == 30
    assert second.counts("deduplication") == {"dropped/unchanged": 30}
    assert second.feed == []
    seen = column(database, "SELECT first_seen < last_seen AND stored_at = first_seen FROM articles")
    assert seen == [1] * 30


def test_a_changed_article_is_revision_two_and_the_old_one_is_kept(crawl_all, article, database) -> None:
    _, result = crawl_all([article("a")], [article("a", body="Corrected", content_hash="other")])

    assert [(item["revision"], item["body"]) for item in result.feed] == [(2, "Corrected")]
    assert result.counts("deduplication") == {"changed": 1}
    store = open_store(f"sqlite:///{database}")
    assert [(item["revision"], item["body"]) for item in store.articles()] == [(2, "Corrected")]
    [old] = store.revisions(result.feed[0]["id"])
    assert (old["revision"], old["body"], old["run_id"]) == (1, "Body of a", "run")
    store.close()


def test_tags_and_latest_news_do_not_make_a_change(crawl_all, article) -> None:
    later = article("a", tags=["new"], latest_news=[{"position": 1, "url": "https://example.com/1"}], run_id="later")
    _, result = crawl_all([article("a")], [later])

    assert result.counts("deduplication") == {"dropped/unchanged": 1}


def test_of_the_same_article_at_the_same_time_one_passes(crawl, article) -> None:
    result = crawl([article("a")] * 20)

    assert len(result.feed) == 1
    assert result.counts("deduplication") == {"new": 1, "dropped/same_url": 19}


def test_of_the_same_text_at_the_same_time_the_first_is_the_original(crawl, article, database) -> None:
    steps = [article(name, content_hash="same") for name in "abcdef"]
    result = crawl(steps)

    original = steps[0]["id"]
    assert [item["id"] for item in result.feed] == [original]
    assert result.counts("deduplication") == {"new": 1, "duplicate": 5}
    assert result.counts("store") == {"written": 6, "not_exported/duplicate": 5}
    assert {item["id"]: item["duplicate_of"] for item in stored_articles(database)} == {
        step["id"]: None if step["id"] == original else original for step in steps
    }


def test_a_text_known_from_an_earlier_run_is_a_duplicate(crawl_all, article, database) -> None:
    first, copies = article("z"), [article(name, content_hash="hash of z") for name in "ab"]
    _, second, third = crawl_all([first], copies[:1], copies)

    assert second.counts("deduplication") == {"duplicate": 1}
    assert third.counts("deduplication") == {"dropped/unchanged": 1, "duplicate": 1}
    duplicates = column(database, "SELECT duplicate_of FROM articles WHERE duplicate_of IS NOT NULL")
    assert duplicates == [first["id"]] * 2


def test_articles_without_hash_are_no_duplicates_of_each_other(crawl, article) -> None:
    result = crawl([article(name, content_hash=None) for name in "abc"])

    assert result.counts("deduplication") == {"new": 3}


def test_duplicates_go_to_the_feeds_when_wanted(crawl, article) -> None:
    steps = [article("a"), article("b", content_hash="hash of a")]
    result = crawl(steps, settings={"DUPLICATES_IN_FEED": True})

    assert [item["duplicate_of"] for item in result.feed] == [None, steps[0]["id"]]


def test_without_store_articles_of_one_run_are_compared(crawl_all, article) -> None:
    steps = [article("a"), article("a"), article("b", content_hash="hash of a")]
    for result in crawl_all(steps, steps, settings={"STORE_URL": ""}):
        assert result.counts("deduplication") == {"new": 1, "dropped/same_url": 1, "duplicate": 1}
        assert [item["revision"] for item in result.feed] == [None, None]
        assert "STORE_URL is empty: nothing is stored" in result.log


def test_a_store_in_memory_serves_one_run(crawl_all, article) -> None:
    for result in crawl_all([article("a")], [article("a")], settings={"STORE_URL": "sqlite://"}):
        assert [item["revision"] for item in result.feed] == [1]


def test_batches_are_written_during_the_run(crawl, article, database) -> None:
    """What is stored after the 25th article has come: two batches of ten, and after some seconds the rest."""
    note = "CREATE TABLE IF NOT EXISTS noted (count); INSERT INTO noted SELECT count(*) FROM articles"
    create, insert = note.split("; ")
    path = str(database)
    look = {"sql": insert, "path": path}
    articles = [article(str(number)) for number in range(25)]
    crawl(
        [
            *(*articles, {"stored": 20, "path": path}, {"sql": create, "path": path}, look),
            *({"stored": 25, "path": path}, look),
        ],
        settings={"STORE_BATCH_SIZE": 10, "STORE_FLUSH_SECONDS": 3},
    )

    assert column(database, "SELECT count FROM noted") == [20, 25]


def test_a_log_line_for_each_item(crawl, article) -> None:
    result = crawl([article("a", body="Secret of the body"), article("b", headline=None)])

    assert "DEBUG: Scraped https://news.example.com/a\n" in result.log
    assert "DEBUG: Dropped https://news.example.com/b: validation/dropped/missing_headline\n" in result.log
    assert "Secret" not in result.log


def test_a_killed_crawl_is_taken_up_by_the_next(command, project, crawl, article, database) -> None:
    steps = [article(str(number)) for number in range(200)]
    slow = [part for step in steps for part in (step, {"sleep": 0.05})]
    process = subprocess.Popen(command(slow, settings={"STORE_BATCH_SIZE": 10}), cwd=project, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while count_in(database) < 20:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    left = len(stored_articles(database))
    assert 0 < left < 200

    result = crawl(steps)

    assert result.counts("deduplication") == {"dropped/unchanged": left, "new": 200 - left}
    assert len(stored_articles(database)) == 200


def test_a_store_locked_for_a_moment_loses_nothing(crawl, article, database) -> None:
    articles = [article(str(number)) for number in range(20)]
    lock = {"sql": "CREATE TABLE other (x)", "path": str(database), "hold_seconds": 1}
    result = crawl([*articles[:10], lock, *articles[10:]], settings={"STORE_BATCH_SIZE": 3})

    assert len(result.feed) == len(stored_articles(database)) == 20
    assert "store/errors" not in result.stats


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite:///{path}/articles.jsonl", "found a file that is no SQLite database"),
        ("mysql://crawler:s3cret@db/news", "is no store URL; expected sqlite:///"),
    ],
    ids=["no database", "other URL"],
)
def test_a_store_that_cannot_be_opened_ends_the_crawl_before_it_begins(
    crawl, article, tmp_path, url: str, message: str
) -> None:
    (tmp_path / "articles.jsonl").write_text('{"headline": "H"}\n' * 100)
    result = crawl([article("a")], settings={"STORE_URL": url.format(path=tmp_path)})

    assert result.stats["finish_reason"] == "store_failed"
    assert result.stats["store/errors"] == 1
    assert result.feed == []
    assert not result.counts("deduplication")
    [error] = [line for line in result.log.splitlines() if " ERROR: " in line]
    assert message in error
    assert "nothing is fetched" in error
    assert "Traceback" not in result.log


FULL = "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'no more room'); END"


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "spool off"])
def test_a_write_that_fails_ends_the_crawl_and_what_is_not_stored_is_kept_or_counted_as_lost(
    crawl, article, database, tmp_path, is_kept: bool
) -> None:
    articles = [article(str(number)) for number in range(30)]
    result = crawl(
        [
            *(*articles[:10], {"sleep": 0.3}, {"sql": FULL, "path": str(database)}),
            *(*articles[10:25], {"sleep": 0.3}, *articles[25:]),
        ],
        settings={"STORE_BATCH_SIZE": 5} | ({} if is_kept else {"STORE_SPOOL_DIR": ""}),
    )

    assert result.stats["finish_reason"] == "store_failed"
    assert result.stats["store/errors"] == 1
    lost, kept = (sum(result.counts(f"store/{name}").values()) for name in ("lost", "spooled"))
    assert (result.stats["store/written"], lost + kept) == (10, 20)
    assert (kept >= 5) == is_kept
    # What deduplication counted is stored, kept or lost: the summary adds up.
    missing = result.counts("store/lost").get("new", 0) + kept
    assert result.stats["deduplication/new"] - missing == 10
    assert len(column(database, "SELECT id FROM articles")) == 10
    [error] = [line for line in result.log.splitlines() if " ERROR: " in line]
    consequence = f"kept in {tmp_path}/spool/" if is_kept else "not stored and the crawl ends"
    assert f"cannot store 5 articles: no more room; 5 articles are {consequence}" in error
    assert "Traceback" not in result.log


def test_what_was_kept_is_stored_by_the_next_crawl_exactly_once(crawl, article, database, tmp_path) -> None:
    articles = [article(str(number)) for number in range(12)]
    failed = crawl(
        [*articles[:5], {"sleep": 0.3}, {"sql": FULL, "path": str(database)}, *articles[5:]],
        settings={"STORE_BATCH_SIZE": 5},
    )
    kept = failed.counts("store/spooled")["new"]
    assert 5 <= kept <= 7
    again = crawl([{"sleep": 0}])
    assert again.stats["finish_reason"] == "store_failed"  # still full
    assert "no more room; nothing is fetched" in again.log
    assert list((tmp_path / "spool").glob("*.jsonl"))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TRIGGER full")
    result = crawl(articles)
    assert result.stats["finish_reason"] == "finished"
    assert (result.stats["store/written"], result.stats["deduplication/dropped/unchanged"]) == (12 - 5, 5 + kept)
    assert f"Stored {kept} articles that an earlier crawl kept" in result.log or kept > 5
    assert column(database, "SELECT COUNT(*) FROM articles WHERE revision = 1") == [12]
    assert column(database, "SELECT COUNT(*) FROM revisions") == [0]
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_lookup_that_fails_ends_the_crawl_and_counts_what_is_lost(crawl, article, database) -> None:
    articles = [article(str(number)) for number in range(10)]
    breaking = {"sql": "ALTER TABLE articles RENAME TO gone", "path": str(database)}
    result = crawl([*articles[:5], {"sleep": 0.3}, breaking, *articles[5:]], settings={"STORE_BATCH_SIZE": 5})

    assert result.stats["finish_reason"] == "store_failed"
    assert (result.stats["store/written"], result.counts("store/lost")) == (5, {"not_compared": 5})
    assert len(result.feed) == 5
    assert "cannot look up 1 articles: no such table: articles; the crawl ends" in result.log


def test_a_write_that_fails_at_the_very_end_is_counted(crawl, article, database) -> None:
    result = crawl([article("a"), {"sleep": 0.1}, {"sql": FULL, "path": str(database)}])

    assert result.stats["store/errors"] == result.stats["store/spooled/new"] == 1
    assert "no more room; 1 articles are kept in" in result.log


def test_a_store_that_cannot_take_it_nor_a_disk_that_can_keep_it_is_told(crawl, article, database, tmp_path) -> None:
    (tmp_path / "spool").write_text("a file where the directory should be")
    result = crawl([article("a"), {"sleep": 0.1}, {"sql": FULL, "path": str(database)}])

    assert result.stats["store/lost/new"] == 1
    assert "no more room; 1 articles are not stored, nor kept (File exists), and the crawl ends" in result.log


def text(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last))


def test_near_copies_of_one_run_and_of_an_earlier_one_are_marked_and_go_to_the_feeds(
    crawl_all, article, database
) -> None:
    first, second = article("a", body=text(0, 100)), article("b", body=text(0, 90) + " and more of b")
    third, other = article("c", body=text(10, 100)), article("d", body=text(200, 300))
    one_run, later_run = crawl_all([first, second], [third, other])

    assert [item["cluster_id"] for item in one_run.feed] == [None, first["id"]]
    assert [item["cluster_id"] for item in later_run.feed] == [first["id"], None]
    assert one_run.counts("deduplication") == {"new": 2, "near_copy": 1}
    assert later_run.counts("deduplication") == {"new": 2, "near_copy": 1}
    assert {item["id"]: item["cluster_id"] for item in stored_articles(database)} == {
        **dict.fromkeys([first["id"], second["id"], third["id"]], first["id"]),
        other["id"]: None,
    }


def test_near_copies_are_kept_from_the_feeds_when_they_are_not_wanted(crawl, article, database) -> None:
    steps = [article("a", body=text(0, 100)), article("b", body=text(0, 90)), article("c", body=text(200, 300))]
    result = crawl(steps, settings={"NEAR_DUPLICATES_IN_FEED": False})

    assert [item["id"] for item in result.feed] == [steps[0]["id"], steps[2]["id"]]
    assert result.counts("store") == {"written": 3, "not_exported/near_duplicate": 1}
    assert len(stored_articles(database)) == 3
