"""Batches that wait in files until the store can take them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import StoreError
from crawler.storage import ArticleStore, FoundUrl, PageResult, open_store
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.spool import Spool, spool_for
from tests.unit.storage.databases import execute, rows

MakeArticle = Callable[..., dict[str, Any]]
SITE = "https://example.com/"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", "store")


def begun(url: str, now: datetime) -> tuple[ArticleStore, int]:
    """A store with one site, and the id of its only URL."""
    store = open_store(url)
    start = FoundUrl(key=SITE, url=SITE, kind="start", source="start", found_in="")
    store.frontier.begin_run(SITE, [start], now)
    return store, store.frontier.take(SITE, 1)[0].id


def page_batch(url_id: int, article: dict[str, Any], now: datetime) -> CrawlBatch:
    link = FoundUrl(key=f"{SITE}b", url=f"{SITE}b", kind="article", source="listing", found_in=SITE, stated={"t": "\0"})
    page = PageResult(id=url_id, outcome="new", article=article, found=[link], list_entries=[{"position": 1}])
    return CrawlBatch(site=SITE, domain="example.com", seen_at=now, pages=[page])


def test_everything_of_a_batch_comes_back(spool: Spool, store_url: str, noon: datetime, make_article) -> None:
    store, url_id = begun(store_url, noon)
    article = make_article("a", headline="Größe \u2028 🗞️", tags=["half \ud83d"], date_published="2026-01-09")
    spool.save(page_batch(url_id, article, noon))
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("x")], unchanged_ids=["a"]))
    replayed = list(spool.replay(store))
    assert [refused for _, refused in replayed] == [[], []]
    assert {stored["id"]: stored for stored in store.articles()} == {"a": article, "x": make_article("x")}
    assert store.frontier.count_outcomes(SITE) == {"new": 1, "pending": 1}
    assert list(spool.replay(store)) == []
    store.close()


def test_a_batch_is_stored_once_though_a_kill_left_its_file(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, url_id = begun(store_url, noon)
    for version in ({}, {"revision": 2, "body": "Corrected"}):
        batch = page_batch(url_id, make_article("a", **version), noon)
        for _ in range(3):
            spool.save(batch)
    assert len(list(spool.replay(store))) == 6
    assert [version.article["revision"] for version in store.versions("a")] == [1, 2]
    assert store.last_seq() == 2
    store.close()


def test_a_file_has_its_name_only_when_it_is_whole(
    spool: Spool, tmp_path: Path, noon: datetime, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = spool.save(CrawlBatch(seen_at=noon, articles=[make_article()]))
    lines = file.read_text().splitlines()
    assert [list(json.loads(line)) for line in lines] == [["site", "domain", "seen_at"], ["article"]]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        spool.save(CrawlBatch(seen_at=noon, articles=[make_article()]))
    assert list((tmp_path / "spool").iterdir()) == [file]


def test_a_store_that_still_fails_keeps_the_file(
    spool: Spool, tmp_path: Path, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store = open_store(store_url)
    file = spool.save(CrawlBatch(seen_at=noon, articles=[make_article()]))
    execute(store_url, "DROP VIEW readable_articles")
    execute(store_url, "DROP VIEW articles_per_day")
    execute(store_url, "ALTER TABLE list_entries RENAME TO gone")
    with pytest.raises(StoreError):
        list(spool.replay(store))
    assert list((tmp_path / "spool").iterdir()) == [file]
    store.close()


def test_an_article_that_the_store_refuses_does_not_keep_the_others_from_being_stored(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, url_id = begun(store_url, noon)
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("a"), make_article("b", body="\ud800")]))
    spool.save(page_batch(url_id, make_article(None), noon))
    replayed = list(spool.replay(store))
    assert [[article["id"] for article, _ in refused] for _, refused in replayed] == [["b"], [None]]
    assert [article["id"] for article in store.articles()] == ["a"]
    assert rows(store_url, "SELECT outcome, detail FROM urls") == [("error", "not_storable")]
    store.close()


@pytest.mark.parametrize(
    "unstorable", [{"etag": "a\ud800"}, {"list_entries": [{"position": 1, "url": SITE, "headline": "\ud800"}]}], ids=str
)
def test_a_page_is_done_though_the_store_refuses_what_its_server_says_of_it(
    store_url: str, noon: datetime, unstorable: dict[str, Any]
) -> None:
    store, url_id = begun(store_url, noon)
    page = PageResult(id=url_id, outcome="not_an_article", list_page=SITE, **unstorable)
    refused = CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=[page]).write(store)
    assert [row for row, _ in refused] == [page]
    assert rows(store_url, "SELECT outcome FROM urls") == [("not_an_article",)]
    assert store.frontier.take(SITE, 1) == []
    store.close()


def test_an_article_is_not_lost_for_its_servers_headers(
    store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, url_id = begun(store_url, noon)
    page = PageResult(id=url_id, outcome="new", article=make_article("a"), article_id="a", etag="a\ud800")
    refused = CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=[page]).write(store)
    assert [row for row, _ in refused] == [page]
    assert [article["id"] for article in store.articles()] == ["a"]
    store.close()


def test_a_page_whose_every_field_is_refused_is_recorded_as_an_error(store_url: str, noon: datetime) -> None:
    store, url_id = begun(store_url, noon)
    page = PageResult(id=url_id, outcome="not_an_article", final_url="\ud800", headline="\ud800")
    CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=[page]).write(store)
    assert rows(store_url, "SELECT outcome, detail FROM urls") == [("error", "not_storable")]
    store.close()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "{", '{"site": "", "domain": "", "seen_at": "2026-01-14"}\n{"found": {"x": 1}}']
)
def test_a_file_that_cannot_be_read_is_set_aside_and_the_others_are_stored(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle, text: str
) -> None:
    store = open_store(store_url)
    bad = spool.save(CrawlBatch(seen_at=noon, articles=[make_article("a")]))
    bad.write_text(text)
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("b")]))
    assert len(list(spool.replay(store))) == 1
    assert [article["id"] for article in store.articles()] == ["b"]
    assert list(bad.parent.iterdir()) == [bad.with_suffix(".unreadable")]
    store.close()


_HOLD = """
import sys, time
from crawler.storage import open_store
lock = open_store(sys.argv[1]).frontier.lock("example.com")
print("locked", flush=True)
time.sleep(60)
"""


def test_what_is_of_a_site_that_another_process_crawls_waits(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, url_id = begun(store_url, noon)
    spool.save(page_batch(url_id, make_article("a"), noon))
    with subprocess.Popen([sys.executable, "-c", _HOLD, store_url], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        assert list(spool.replay(store)) == []
        holder.kill()
    store.close()


def test_each_store_has_its_own(tmp_path: Path, noon: datetime, make_article: MakeArticle) -> None:
    directory = str(tmp_path / "spool")
    for url in ("sqlite:///a.db", "postgresql://me:secret@db/a", "postgresql://me@db/b"):
        spool = spool_for(url, directory)
        assert spool is not None
        spool.save(CrawlBatch(seen_at=noon, articles=[make_article(url)]))
    other_password = spool_for("postgresql://me:changed@db/a", directory)
    assert other_password is not None
    store = open_store("sqlite://")
    assert len(list(other_password.replay(store))) == 1
    assert [article["id"] for article in store.articles()] == ["postgresql://me:secret@db/a"]
    store.close()


@pytest.mark.parametrize(("url", "directory"), [("sqlite://", "spool"), ("sqlite:///a.db", ""), ("", "spool")])
def test_without_a_store_that_stays_or_a_directory_there_is_none(url: str, directory: str) -> None:
    assert spool_for(url, directory) is None
