"""What only a PostgreSQL server shows: refusals, lost connections, locks of sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from crawler.errors import SiteLockedError, StoreError
from crawler.storage import open_store
from tests.postgresql_server import PostgresqlServer
from tests.unit.storage.databases import rows

MakeArticle = Callable[..., dict[str, Any]]


def opening_error(url: str) -> str:
    with pytest.raises(StoreError) as raised:
        open_store(url)
    message = str(raised.value)
    assert "\n" not in message
    return message


@pytest.fixture(scope="module")
def roles(postgresql_server: PostgresqlServer) -> None:
    """A role "reader" that needs a password and may do nothing."""
    postgresql_server.execute("CREATE ROLE reader LOGIN PASSWORD 'right'")
    postgresql_server.require_password("reader")


def test_a_server_that_is_down_is_named(tmp_path) -> None:
    for url in ("postgresql://crawler:s3cret@127.0.0.1:1/news", f"postgresql://crawler@/news?host={tmp_path}"):
        assert "found no server that answers; expected PostgreSQL to be up and reachable" in opening_error(url)


def test_a_wrong_password_is_told_and_not_shown(postgresql_server: PostgresqlServer, roles: None) -> None:
    message = opening_error(postgresql_server.url(user="reader", password="wr0ng"))
    assert "found that user name or password are wrong" in message
    assert "wr0ng" not in message
    message = opening_error(postgresql_server.url(user="nobody"))
    assert "found that user name or password are wrong" in message


def test_a_database_that_is_not_there_is_told(postgresql_server: PostgresqlServer) -> None:
    assert "found no such database; expected one that exists" in opening_error(postgresql_server.url("nowhere"))


def test_a_user_without_rights_is_told(postgresql_server: PostgresqlServer, postgresql_url: str, roles: None) -> None:
    database = postgresql_url.partition("@/")[2].partition("?")[0]
    url = postgresql_server.url(database, user="reader", password="right")
    assert "found no permission; expected a user who may create and write tables" in opening_error(url)
    open_store(postgresql_url).close()
    assert "found no permission" in opening_error(url)


def test_a_database_of_another_encoding_is_refused(postgresql_server: PostgresqlServer) -> None:
    url = postgresql_server.new_database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "found the encoding LATIN1; expected UTF8" in opening_error(url)


def test_a_connection_that_is_lost_is_an_error_of_one_line_and_the_next_call_has_a_new_one(
    postgresql_server: PostgresqlServer, postgresql_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store = open_store(postgresql_url)
    store.put([make_article("a")], noon)
    postgresql_server.end_sessions(postgresql_url)
    with pytest.raises(StoreError, match=r"cannot store 1 articles: .*(lost|closed) the connection") as raised:
        store.put([make_article("b")], noon)
    assert "\n" not in str(raised.value)
    store.put([make_article("b")], noon)
    assert store.count() == 2
    store.close()


def test_a_connection_that_is_lost_while_reading_is_given_up_without_a_word_of_the_pool(
    postgresql_server: PostgresqlServer, postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(postgresql_url)
    assert store.find(["a"]).versions == {}
    postgresql_server.end_sessions(postgresql_url)
    with pytest.raises(StoreError, match=r"cannot look up 1 articles: .*(lost|closed) the connection"):
        store.find(["a"])
    assert store.find(["a"]).versions == {}
    assert caplog.records == []
    store.close()


def test_a_lock_whose_connection_is_lost_is_known_to_be_lost(
    postgresql_server: PostgresqlServer, postgresql_url: str
) -> None:
    store, other = open_store(postgresql_url), open_store(postgresql_url)
    lock = store.frontier.lock("example.com")
    lock.check()
    postgresql_server.end_sessions(postgresql_url)
    with pytest.raises(StoreError, match=r"the right to crawl example\.com is lost: .*connection"):
        lock.check()
    taken = other.frontier.lock("example.com")
    with pytest.raises(SiteLockedError):
        store.frontier.lock("example.com")
    taken.release()
    store.close()
    other.close()


def test_a_released_lock_is_free_at_once(postgresql_url: str) -> None:
    store = open_store(postgresql_url)
    for _ in range(100):
        store.frontier.lock("example.com").release()
    store.close()


def test_locks_of_stores_in_two_databases_of_one_server_do_not_meet(postgresql_server: PostgresqlServer) -> None:
    stores = [open_store(postgresql_server.new_database()) for _ in range(2)]
    locks = [store.frontier.lock("example.com") for store in stores]
    for lock in locks:
        lock.release()
    for store in stores:
        store.close()


def test_a_writer_that_waits_too_long_says_so(postgresql_server: PostgresqlServer, noon, make_article) -> None:
    url = postgresql_server.new_database()
    store = open_store(url, busy_timeout_seconds=0.2)
    with postgresql_server.connect(url) as connection:
        connection.execute("SELECT * FROM counters FOR UPDATE")
        with pytest.raises(StoreError, match="found it locked by another process"):
            store.put([make_article()], noon)
        assert store.count() == 0  # reading goes on
        connection.rollback()
    store.put([make_article()], noon)
    assert store.count() == 1
    store.close()


def test_nul_in_text_is_refused_with_its_batch_and_in_lists_it_is_kept(
    postgresql_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    store = open_store(postgresql_url)
    with pytest.raises(StoreError, match=r"cannot store 2 articles: .*NUL"):
        store.put([make_article("a"), make_article("b", body="a\0b")], noon)
    assert store.count() == 0
    article = make_article("a", tags=["a\0b", "half \ud83d"], rights={"meta_robots": "\0"})
    store.put([article], noon)
    assert list(store.articles()) == [article]
    store.close()


def test_lists_are_json_that_can_be_asked_for(postgresql_url: str, noon: datetime, make_article: MakeArticle) -> None:
    store = open_store(postgresql_url)
    store.put([make_article(authors=["José"], rights={"tdm_reservation": 1})], noon)
    store.close()
    query = "SELECT authors->>0, CAST(rights AS TEXT) FROM articles"
    assert rows(postgresql_url, query) == [("José", '{"tdm_reservation":1}')]
