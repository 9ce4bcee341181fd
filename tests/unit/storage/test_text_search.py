"""Full-text search: what is found, and that the index follows what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from crawler.errors import StoreError
from crawler.storage import ArticleStore, open_store
from crawler.storage.maintenance import check, make_text_index, vacuum
from crawler.storage.opening import existing_database
from tests.unit.storage.databases import execute

MakeArticle = Callable[..., dict[str, Any]]


@pytest.fixture
def articles(make_article: MakeArticle) -> list[dict[str, Any]]:
    return [
        make_article("fr", headline="Le café rouvre", body="À l'été, les élèves reviennent.", language="fr"),
        make_article("tr", headline="İstanbul'da yağmur", body="Öğrenciler okula döndü.", language="tr"),
        make_article("zh", headline="港口重新开放", body="渡轮公司星期二宣布,冬季航线将恢复运营。", language="zh-Hans"),
        make_article("ja", headline="港のフェリーが再開", body="会社は火曜日に発表した。", language="ja"),
        make_article("en", headline="The harbour", body="The ferry's price is 100% up, says the café's owner."),
    ]


@pytest.fixture
def indexed(store_url: str, noon: datetime, articles: list[dict[str, Any]]) -> Iterator[ArticleStore]:
    """Some were there before the index, some came later."""
    store = open_store(store_url)
    store.put(articles[:2], noon)
    with existing_database(store_url) as database:
        assert make_text_index(database) == []
    store.put(articles[2:], noon)
    yield store
    store.close()


def found(store: ArticleStore, words: str) -> list[str]:
    return [article["id"] for article in store.search(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("harbour", ["en"]),
        ("HARBOUR ferry", ["en"]),
        ("harbour tram", []),
        ("élèves", ["fr"]),
        ("yağmur", ["tr"]),
        ("宣布", ["zh"]),
        ("重新开放", ["zh"]),
        ("渡轮 恢复运营", ["zh"]),
        ("フェリー", ["ja"]),
        ("火曜日", ["ja"]),
        ("100%", ["en"]),
        ('" OR NEAR( *', []),
        ("開%", []),
        ("  ", []),
    ],
)
def test_words_are_found_in_many_languages(indexed: ArticleStore, words: str, expected: list[str]) -> None:
    assert found(indexed, words) == expected


def test_sqlite_finds_words_without_their_diacritics(
    noon: datetime, articles: list[dict[str, Any]], tmp_path: Any
) -> None:
    url = f"sqlite:///{tmp_path}/news.db"
    store = open_store(url)
    store.put(articles, noon)
    with existing_database(url) as database:
        make_text_index(database)
    assert found(store, "eleves") == ["fr"]
    assert set(found(store, "cafe")) == {"fr", "en"}
    store.close()


def test_changed_and_deleted_articles_are_found_as_they_are(
    indexed: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    indexed.put([make_article("en", revision=2, headline="The tram", body="It is late.")], noon)
    assert (found(indexed, "harbour"), found(indexed, "tram")) == ([], ["en"])
    indexed.put([make_article("zh", revision=2, headline="关闭", body="今天没有航班。", language="zh")], noon)
    assert (found(indexed, "重新开放"), found(indexed, "没有航班")) == ([], ["zh"])
    indexed.delete(["zh", "fr"], noon, reason="test")
    assert (found(indexed, "没有航班"), found(indexed, "café")) == ([], [])


def test_a_headline_counts_for_more_than_a_body(
    indexed: ArticleStore, noon: datetime, make_article: MakeArticle, store_url: str
) -> None:
    if store_url.startswith("postgresql"):
        pytest.skip("PostgreSQL's index has no weights")
    indexed.put([make_article("body", body="A lighthouse. " + "Words. " * 5)], noon)
    indexed.put([make_article("head", headline="A lighthouse", body="Words. " * 5)], noon)
    assert found(indexed, "lighthouse") == ["head", "body"]


def test_the_index_survives_compacting_and_is_sound(
    indexed: ArticleStore, store_url: str, noon: datetime, make_article: MakeArticle
) -> None:
    indexed.delete(["fr"], noon, reason="test")
    with existing_database(store_url) as database:
        vacuum(database)
        assert check(database) == []
    indexed.put([make_article("tr", revision=2, headline="Başka", body="Metin")], noon)
    assert (found(indexed, "harbour"), found(indexed, "yağmur"), found(indexed, "başka")) == (["en"], [], ["tr"])


def test_an_index_that_does_not_fit_its_articles_is_found(indexed: ArticleStore, store_url: str, tmp_path: Any) -> None:
    if store_url.startswith("postgresql"):
        pytest.skip("PostgreSQL's index cannot be written past")
    execute(store_url, "DROP TRIGGER articles_fts_update")
    execute(store_url, "UPDATE articles SET body = 'written by hand'")
    with existing_database(store_url) as database:
        assert check(database) == ["the text index does not fit the articles: scrapy db index makes it anew"]
        make_text_index(database)
        assert check(database) == []


def test_a_body_of_five_megabytes_can_be_indexed(
    indexed: ArticleStore, noon: datetime, make_article: MakeArticle
) -> None:
    body = " ".join(f"word{number}" for number in range(500_000))
    indexed.put([make_article("long", body=body)], noon)
    assert found(indexed, "word999") == ["long"]


def test_without_an_index_searching_says_how_to_make_it(store: ArticleStore) -> None:
    with pytest.raises(StoreError, match="found no text index; expected one: scrapy db index makes it"):
        store.search("harbour")
