"""Stores that fail in the middle of a crawl: it ends and says why, and the next one has everything."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.spool import spool_for
from tests.postgresql_server import PostgresqlServer
from tests.recording_server import recording_server
from tests.sample_project import REPOSITORY, wait_until
from tests.soak.generated_site import GeneratedSite, generated_site
from tests.soak.killed_crawls import StoreContent, crawl, finished, killed

_ARTICLES = 100
# Room for the tables and some thirty articles of the site.
_FULL_AT = "900k"
_SHORT = "/2026/the-ferry-sails-again"


@pytest.fixture(scope="module")
def site() -> Iterator[GeneratedSite]:
    with generated_site(_ARTICLES) as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(site: GeneratedSite, tmp_path_factory: pytest.TempPathFactory) -> StoreContent:
    database = tmp_path_factory.mktemp("undisturbed") / "news.db"
    finished(site.url, database)
    return StoreContent.of(database)


# In a name space of its own: a small disk, one crawl, more room on the disk, another crawl.
_ON_A_SMALL_DISK = """
mount -t tmpfs -o size=$2 tmpfs $1 || exit 77
shift 2
"$@" 2>&1; echo "STATUS $?"
ls $SPOOL
mount -o remount,size=50m $DISK
"$@" 2>&1; echo "STATUS $?"
cp $DISK/news.db $RESULT
"""


@pytest.mark.parametrize("is_spool_on_it", [False, True], ids=["spool elsewhere", "spool on the same disk"])
def test_after_a_disk_was_full_the_next_crawl_has_everything(
    site: GeneratedSite, undisturbed: StoreContent, tmp_path: Path, is_spool_on_it: bool
) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no unshare(1) to mount a small disk with")
    disk, result = tmp_path / "disk", tmp_path / "result.db"
    disk.mkdir()
    spool = disk / "spool" if is_spool_on_it else tmp_path / "spool"
    command = crawl_command(site.url, f"sqlite:///{disk}/news.db", spool)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", _ON_A_SMALL_DISK, "sh", str(disk), _FULL_AT, *command],
        cwd=REPOSITORY,
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "DISK": str(disk), "RESULT": str(result), "SPOOL": str(spool)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no right to mount a small disk: {done.stderr.strip()}")
    first, _, second = done.stdout.partition("STATUS 1\n")
    assert "found the disk full; expected room for the database" in first
    assert "Traceback" not in done.stdout
    assert "STATUS 0" in second
    if not is_spool_on_it:
        assert "are kept in" in first
        assert ".jsonl" in second.partition("\n")[0]
    assert StoreContent.of(result) == undisturbed
    assert not spool.exists() or list(spool.iterdir()) == []


@pytest.fixture(scope="module")
def failed(site: GeneratedSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the store of a crawl that could not go on (news.db), a backup of it from before (older.db), and
    the spool."""
    directory = tmp_path_factory.mktemp("failed")
    database = directory / "news.db"

    def number_of_articles() -> int:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection, suppress(sqlite3.Error):
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        return 0

    process = subprocess.Popen(
        crawl_command(site.url, f"sqlite:///{database}", directory / "spool"),
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: database.exists() and number_of_articles() > 5)
    with closing(sqlite3.connect(database)) as connection, closing(sqlite3.connect(directory / "older.db")) as older:
        connection.backup(older)
        wait_until(lambda: number_of_articles() > 30)
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("CREATE TRIGGER failing BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'lost'); END")
        _, errors = process.communicate(timeout=60)
        connection.execute("DROP TRIGGER failing")
    assert process.returncode == 1
    assert "are kept in" in errors
    assert "Traceback" not in errors
    return directory


@pytest.mark.parametrize("then", ["news.db", "older.db", ""], ids=["mended", "restored from a backup", "made anew"])
def test_what_was_kept_is_stored_whatever_the_store_is_by_then(
    site: GeneratedSite, undisturbed: StoreContent, failed: Path, tmp_path: Path, then: str
) -> None:
    database, spool = tmp_path / "news.db", tmp_path / "spool"
    spool.mkdir()
    empty = spool_for(f"sqlite:///{database}", str(spool))
    assert empty is not None
    # Names begin with what tells stores apart: their path, which here is another.
    store = empty.save(CrawlBatch(seen_at=datetime.now(UTC))).name.partition("-")[0]
    for kept in (failed / "spool").iterdir():
        shutil.copy(kept, spool / f"{store}-{kept.name.partition('-')[2]}")
    if then:
        shutil.copy(failed / then, database)
    finished(site.url, database, "-s", f"STORE_SPOOL_DIR={spool}")
    assert list(spool.iterdir()) == []
    content = StoreContent.of(database)
    if then:
        assert content == undisturbed
    else:
        # Of articles with the same text, what was kept is now the first.
        assert {row[:6] for row in content.articles} == {row[:6] for row in undisturbed.articles}
        assert Counter(row[6] is None for row in content.articles) == Counter(
            row[6] is None for row in undisturbed.articles
        )
        assert {row[0] for row in content.ledger} == {row[0] for row in undisturbed.ledger}
        assert Counter(row[1] for row in content.ledger) == Counter(row[1] for row in undisturbed.ledger)
    assert not any(queued for *_, queued in content.ledger)


def test_after_a_server_was_lost_the_next_crawl_has_everything(
    site: GeneratedSite,
    undisturbed: StoreContent,
    postgresql_server: PostgresqlServer,
    postgresql_url: str,
    tmp_path: Path,
) -> None:
    database = postgresql_url.partition("@/")[2].partition("?")[0]

    def is_filling() -> bool:
        try:
            return postgresql_server.execute("SELECT COUNT(*) FROM articles", database=database)[0][0] > 10
        except psycopg.errors.UndefinedTable:
            return False

    spool = tmp_path / "spool"
    options = ("-s", "STORE_BATCH_SIZE=5", "-s", "STORE_FLUSH_SECONDS=0.2", "-s", f"STORE_SPOOL_DIR={spool}")
    process = crawl(site.url, postgresql_url, *options)
    wait_until(is_filling)
    postgresql_server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
    postgresql_server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")
    _, errors = process.communicate(timeout=180)
    assert process.returncode == 1
    # Which it is depends on what the crawl was doing.
    said = ("closed the connection", "lost the connection", "accepts no connections")
    assert any(what in errors.decode() for what in said)
    assert b"Traceback" not in errors
    postgresql_server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    finished(site.url, postgresql_url, *options)
    assert StoreContent.of(postgresql_url) == undisturbed
    assert not spool.exists() or list(spool.iterdir()) == []


def test_crawls_into_postgresql_that_are_killed_end_with_what_an_undisturbed_one_has(
    site: GeneratedSite, undisturbed: StoreContent, postgresql_url: str
) -> None:
    killed(site.url, postgresql_url, 3, random.Random(3), 2)
    finished(site.url, postgresql_url)
    assert StoreContent.of(postgresql_url) == undisturbed


def test_a_url_that_postgresql_could_not_index_is_left_out(postgresql_url: str) -> None:
    too_long = "/2026/" + random.Random(1).randbytes(2000).hex()
    links = "".join(f'<li><a href="{path}">A headline that is long enough</a></li>' for path in (too_long, _SHORT))
    html = {"Content-Type": "text/html"}
    pages = {"/": (200, html, f"<ul>{links}</ul>"), _SHORT: (200, html, "<h1>The ferry sails</h1>")}
    with recording_server(pages) as server:
        finished(server.url("/"), postgresql_url)
        found = {str(url).removeprefix(server.url("")) for url, *_ in StoreContent.of(postgresql_url).ledger}
    assert _SHORT in found
    assert too_long not in found


@pytest.mark.parametrize("kind", ["sqlite", "jsonl", "postgresql"])
def test_a_page_whose_entity_tag_no_database_takes_is_stored_once_and_not_fetched_for_ever(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = {"sqlite": tmp_path / "news.db", "jsonl": tmp_path / "news" / "state.db"}.get(kind)
    url = {"sqlite": f"sqlite:///{path}", "jsonl": f"jsonl:///{tmp_path}/news"}.get(kind)
    url = url or request.getfixturevalue("postgresql_url")
    paragraph = "<p>The ferry sails again, and everybody who can walk has come to quay %d of the town to see it.</p>"
    text = "".join(paragraph % number for number in range(8))
    # NUL, and the bytes of half a surrogate pair.
    pages = {
        "/": (
            200,
            {"Content-Type": "text/html", "ETag": '"a\0b"'},
            f'<ul><li><a href="{_SHORT}">A headline that is long enough</a></li></ul>',
        ),
        _SHORT: (
            200,
            {"Content-Type": "text/html", "ETag": '"\xed\xa0\x80"', "Last-Modified": "a\0b"},
            "<html lang=en><head><meta property=og:type content=article></head>"
            f"<body><article><h1>The ferry sails again</h1>{text}</article></body></html>",
        ),
    }
    with recording_server(pages) as server:
        finished(server.url("/"), url)
        asked = Counter(server.requested)
        content = StoreContent.of(path or url)
        assert (asked["/"], asked[_SHORT]) == (1, 1)
        assert [row[1] for row in content.articles] == [server.url(_SHORT)]
    assert not any(queued for *_, queued in content.ledger)


def crawl_command(url: str, store_url: str, spool: Path) -> list[str]:
    settings = {
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": 0,
        "PRIVATE_ADDRESSES_ALLOWED": 1,
        "CONCURRENT_REQUESTS": 1,
        "STORE_FLUSH_SECONDS": 0.2,
        "STORE_URL": store_url,
        "STORE_SPOOL_DIR": spool,
    }
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-P", "-m", "scrapy", "crawl", "news", "-a", f"url={url}", *options]
