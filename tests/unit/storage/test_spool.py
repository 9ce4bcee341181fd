"""Batches that wait in files until the store can take them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import StoreError
from crawler.storage import ArticleStore, FoundUrl, PageResult, PendingUrl, Relation, open_store
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.spool import FORMAT, Spool, spool_for
from tests.unit.storage.databases import engine_of, execute, rows

MakeArticle = Callable[..., dict[str, Any]]
SITE = "https://example.com/"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", "store")


def begun(url: str, now: datetime) -> tuple[ArticleStore, PendingUrl]:
    """A store with one site, and its only URL."""
    store = open_store(url)
    start = FoundUrl(key=SITE, url=SITE, kind="start", source="start", found_in="")
    store.frontier.begin_run(SITE, [start], now)
    return store, store.frontier.take(SITE, 1)[0]


def test_what_a_locked_store_could_not_take_is_stored_when_it_is_free(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store = open_store(store_url, busy_timeout_seconds=0.2)
    batch = CrawlBatch(seen_at=noon, articles=[make_article("a")])
    with engine_of(store_url).connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.exec_driver_sql("BEGIN" if "postgresql" in store_url else "BEGIN IMMEDIATE")
        if "postgresql" in store_url:
            other.exec_driver_sql("LOCK TABLE articles")
        with pytest.raises(StoreError, match="locked"):
            batch.write(store)
        spool.save(batch)
        with pytest.raises(StoreError, match="locked"):
            list(spool.replay(store))
        other.exec_driver_sql("ROLLBACK")
    assert [part.refused for part in spool.replay(store)] == [[]]
    assert [article["id"] for article in store.articles()] == ["a"]
    store.close()


def found(name: str) -> FoundUrl:
    return FoundUrl(key=f"{SITE}{name}", url=f"{SITE}{name}", kind="article", source="listing", found_in=SITE)


def pending(named: FoundUrl) -> PendingUrl:
    return PendingUrl(id=0, key=named.key, url=named.url, kind=named.kind)


def page_batch(start: PendingUrl, article: dict[str, Any], now: datetime) -> CrawlBatch:
    link = FoundUrl(key=f"{SITE}b", url=f"{SITE}b", kind="article", source="listing", found_in=SITE, stated={"t": "\0"})
    page = PageResult(pending=start, outcome="new", article=article, found=[link], list_entries=[{"position": 1}])
    return CrawlBatch(site=SITE, domain="example.com", seen_at=now, pages=[page])


def test_everything_of_a_batch_comes_back(spool: Spool, store_url: str, noon: datetime, make_article) -> None:
    store, start = begun(store_url, noon)
    article = make_article("a", headline="Größe \u2028 🗞️", tags=["half \ud83d"], date_published="2026-01-09")
    spool.save(page_batch(start, article, noon))
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("x")], unchanged_ids=["a"]))
    replayed = list(spool.replay(store))
    assert [(part.refused, part.again) for part in replayed] == [([], 0), ([], 0)]
    assert {stored["id"]: stored for stored in store.articles()} == {"a": article, "x": make_article("x")}
    assert store.frontier.count_outcomes(SITE) == {"new": 1, "pending": 1}
    assert list(spool.replay(store)) == []
    store.close()


def test_a_batch_is_stored_once_though_a_kill_left_its_file(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, start = begun(store_url, noon)
    for hours, version in enumerate(({}, {"revision": 2, "body": "Corrected"})):
        batch = page_batch(start, make_article("a", **version), noon + timedelta(hours=hours))
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
    assert [list(json.loads(line)) for line in lines] == [["format", "lines", "site", "domain", "seen_at"], ["article"]]

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
    store, start = begun(store_url, noon)
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("a"), make_article("b", body="\ud800")]))
    spool.save(page_batch(start, make_article(None), noon))
    replayed = list(spool.replay(store))
    assert [[article["id"] for article, _ in part.refused] for part in replayed] == [["b"], [None]]
    assert [article["id"] for article in store.articles()] == ["a"]
    assert rows(store_url, "SELECT outcome, detail FROM urls") == [("error", "not_storable")]
    store.close()


@pytest.mark.parametrize(
    "unstorable", [{"etag": "a\ud800"}, {"list_entries": [{"position": 1, "url": SITE, "headline": "\ud800"}]}], ids=str
)
def test_a_page_is_done_though_the_store_refuses_what_its_server_says_of_it(
    store_url: str, noon: datetime, unstorable: dict[str, Any]
) -> None:
    store, start = begun(store_url, noon)
    page = PageResult(pending=start, outcome="not_an_article", list_page=SITE, **unstorable)
    refused = CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=[page]).write(store)
    assert [row for row, _ in refused] == [page]
    assert rows(store_url, "SELECT outcome FROM urls") == [("not_an_article",)]
    assert store.frontier.take(SITE, 1) == []
    store.close()


def test_an_article_is_not_lost_for_its_servers_headers(
    store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, start = begun(store_url, noon)
    page = PageResult(pending=start, outcome="new", article=make_article("a"), article_id="a", etag="a\ud800")
    refused = CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=[page]).write(store)
    assert [row for row, _ in refused] == [page]
    assert [article["id"] for article in store.articles()] == ["a"]
    store.close()


def test_a_page_whose_every_field_is_refused_is_recorded_as_an_error(store_url: str, noon: datetime) -> None:
    store, start = begun(store_url, noon)
    page = PageResult(pending=start, outcome="not_an_article", final_url="\ud800", headline="\ud800")
    CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=[page]).write(store)
    assert rows(store_url, "SELECT outcome, detail FROM urls") == [("error", "not_storable")]
    store.close()


_HEAD = f'{{"format": {FORMAT}, "lines": 1, "site": "", "domain": "", "seen_at": "2026-01-14"}}\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "{",
        "\xff",
        "\n\n",
        "[" * 100_000,
        '{"site": "", "domain": "", "seen_at": "2026-01-14"}\n{"unchanged": "a"}',
        _HEAD.replace(f": {FORMAT},", ': "1",') + '{"unchanged": "a"}',
        _HEAD,
        _HEAD + '{"unchanged": "a"}\n{"unchanged": "b"}',
        _HEAD + '{"found": {"x": 1}}',
        _HEAD + '{"article": 5}',
        _HEAD + '{"article": {"headline": "without an id"}}',
        _HEAD + '{"article": {"id": "a", "url": "https://example.com/a", "title": "a field that was renamed"}}',
        _HEAD + '{"paper": {}}',
    ],
    ids=lambda text: text.replace(_HEAD, "head ")[:40],
)
def test_a_file_that_cannot_be_read_is_set_aside_and_the_others_are_stored(
    spool: Spool,
    store_url: str,
    noon: datetime,
    make_article: MakeArticle,
    text: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = open_store(store_url)
    bad = spool.save(CrawlBatch(seen_at=noon, articles=[make_article("a")]))
    bad.write_text(text, encoding="latin-1")
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("b")]))
    assert [part.batch is None for part in spool.replay(store)] == [True, False]
    assert [article["id"] for article in store.articles()] == ["b"]
    assert list(bad.parent.iterdir()) == [bad.with_suffix(".unreadable")]
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert str(bad) in record.getMessage()
    store.close()


@pytest.mark.parametrize("values", [{"headline": {"a": 1}}, {"revision": 10**30}], ids=str)
def test_a_kept_article_with_values_of_another_kind_stops_no_crawl(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle, values: dict[str, Any]
) -> None:
    store = open_store(store_url)
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("a", **values)]))
    (part,) = spool.replay(store)
    assert part.batch is None or [article["id"] for article, _ in part.refused] == ["a"]
    spool.save(CrawlBatch(seen_at=noon, articles=[make_article("b")]))
    assert [part.refused for part in spool.replay(store)] == [[]]
    store.close()


def test_a_file_or_directory_that_may_not_be_read_stops_no_crawl(
    spool: Spool, tmp_path: Path, noon: datetime, make_article: MakeArticle, caplog: pytest.LogCaptureFixture
) -> None:
    # Rights do not keep root from anything: what is no file, and no directory, is as unreadable.
    store = open_store("sqlite://")
    file = spool.save(CrawlBatch(seen_at=noon, articles=[make_article("a")]))
    file.unlink()
    file.mkdir()
    assert [part.batch for part in spool.replay(store)] == [None]
    file.with_suffix(".unreadable").rmdir()
    file.parent.rmdir()
    file.parent.write_text("a file")
    assert [part.batch for part in spool.replay(store)] == [None]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    store.close()


def test_what_the_store_refuses_besides_articles_is_told_and_the_rest_is_stored(
    spool: Spool, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store, _ = begun(store_url, noon)
    good, bad = (FoundUrl(key=url, url=url, kind="list", source="a", found_in=SITE) for url in (f"{SITE}b", "\ud800"))
    relations = [Relation(article_id="a", kind="same_url_variant", other=other) for other in (f"{SITE}b", "\ud800")]
    batch = CrawlBatch(site=SITE, domain="example.com", seen_at=noon, found=[good, bad], relations=relations)
    batch.articles.append(make_article("a"))
    batch.unchanged_ids += ["a", "\ud800"]
    spool.save(batch)
    (part,) = spool.replay(store)
    assert [row for row, _ in part.refused] == ["\ud800", bad, relations[1]]
    assert set(store.frontier.find_urls(SITE, [f"{SITE}b"])) == {f"{SITE}b"}
    assert [relation.other for relation in store.relations("a")] == [f"{SITE}b"]
    assert list(spool.replay(store)) == []
    store.close()


def replay(store_url: str, directory: Path) -> None:
    list(Spool(directory, "store").replay(open_store(store_url)))


def test_a_replay_that_is_killed_again_and_again_loses_nothing_and_stores_nothing_twice(
    spool: Spool, tmp_path: Path, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    files, pages = 40, 5
    store, start = begun(store_url, noon)
    urls = [found(f"{number}") for number in range(files * pages)]
    store.frontier.record(SITE, [PageResult(pending=start, outcome="not_an_article", found=urls)], noon)
    for number in range(files):
        taken = [pending(name) for name in urls[number * pages : (number + 1) * pages]]
        results = [
            PageResult(pending=url, outcome="new", article=make_article(url.key, body=f"{number}"), found=[])
            for url in taken
        ]
        results[0] = PageResult(pending=taken[0], outcome="error", detail="http_500", is_read=False)
        spool.save(CrawlBatch(site=SITE, domain="example.com", seen_at=noon, pages=results))
    store.close()
    chance, killed = random.Random(1), 0
    while True:
        # Ever longer, or a slow machine never ends.
        process = get_context("fork").Process(target=replay, args=(store_url, tmp_path / "spool"))
        process.start()
        process.join(0.05 + chance.random() * 0.1 * 2**killed)
        if process.exitcode is not None:
            break
        process.kill()
        process.join()
        killed += 1
    assert process.exitcode == 0
    assert killed >= 1
    assert list((tmp_path / "spool").iterdir()) == []
    assert rows(store_url, "SELECT outcome, tries, count(*) FROM urls GROUP BY 1, 2 ORDER BY 1, 2") == [
        ("error", 1, files),
        ("new", 0, files * (pages - 1)),
        ("not_an_article", 0, 1),
    ]
    assert rows(store_url, "SELECT count(*), max(revision) FROM articles") == [(files * (pages - 1), 1)]
    assert rows(store_url, "SELECT count(*) FROM revisions") == [(0,)]


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
    store, start = begun(store_url, noon)
    spool.save(page_batch(start, make_article("a"), noon))
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
