"""The rules of `ArticleStore`, for every implementation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from crawler.errors import StoreError
from crawler.storage import ArticleStore, version_fingerprint
from crawler.storage.chunks import VALUES_PER_STATEMENT
from crawler.storage.sql import ARTICLES_PER_PAGE


def test_an_article_comes_back_as_it_went_in(store: ArticleStore, noon: datetime, make_article) -> None:
    article = make_article(
        authors=["Ayşe Yılmaz", "Agence “X”"],
        tags=[],
        headline="Τίτλος – 標題 – 🗞️ \N{COMBINING ACUTE ACCENT}",
        body="First.\n\nSecond\tline.",
        date_published="2026-01-09T18:20:00+04:00",
        date_candidates=[{"field": "date_published", "value": None, "raw": "soon", "taken": False}],
        latest_news=[{"position": 1, "headline": "\u2028", "url": "https://example.com/1", "date_published": None}],
        rights={"meta_robots": "noarchive", "tdm_reservation": 1},
        is_accessible_for_free=False,
        http_status=200,
    )

    store.put([article], noon)

    assert list(store.articles()) == [article]


def test_false_and_not_stated_are_told_apart(store: ArticleStore, noon: datetime, make_article) -> None:
    stated = {"paid": False, "free": True, "silent": None}
    store.put([make_article(name, is_accessible_for_free=value) for name, value in stated.items()], noon)

    assert {article["id"]: article["is_accessible_for_free"] for article in store.articles()} == stated


def test_a_body_of_one_megabyte_is_stored_whole(store: ArticleStore, noon: datetime, make_article) -> None:
    body = "Größe " * 170_000
    store.put([make_article(body=body)], noon)

    assert next(store.articles())["body"] == body


def test_five_megabytes_and_ten_thousand_tags_are_stored_whole(
    store: ArticleStore, noon: datetime, make_article
) -> None:
    article = make_article(body="Größe " * 800_000, tags=[f"tag {number}" for number in range(10_000)])
    store.put([article], noon)
    store.put([article | {"revision": 2, "headline": "Other"}], noon)

    assert next(store.articles())["tags"] == article["tags"]
    assert store.revisions("a") == [article]


def test_fields_an_article_lacks_get_their_default_and_other_keys_are_left_out(
    store: ArticleStore, noon: datetime
) -> None:
    store.put([{"id": "a", "headline": "H", "price": 3}], noon)

    [article] = store.articles()
    assert article["authors"] == []
    assert article["body"] is None
    assert article["revision"] == 1
    assert "price" not in article


def test_an_unknown_article_is_not_found(store: ArticleStore) -> None:
    known = store.find(["a"], ["hash of a"])

    assert known.versions == {}
    assert known.first_ids == {}


def test_find_tells_hash_revision_and_version(store: ArticleStore, noon: datetime, make_article) -> None:
    article = make_article(revision=3)
    store.put([article, make_article("b")], noon)

    version = store.find(["a", "missing"]).versions["a"]
    assert (version.content_hash, version.revision) == ("hash of a", 3)
    assert version.fingerprint == version_fingerprint(article)


def test_find_takes_more_values_than_one_statement_holds(store: ArticleStore, noon: datetime, make_article) -> None:
    articles = [make_article(str(number)) for number in range(VALUES_PER_STATEMENT + 1)]
    store.put(articles, noon)

    known = store.find([a["id"] for a in articles], [a["content_hash"] for a in articles])
    assert len(known.versions) == len(known.first_ids) == len(articles)


def test_the_article_stored_first_with_a_text_is_named(store: ArticleStore, noon: datetime, make_article) -> None:
    store.put([make_article("z", content_hash="same")], noon)
    store.put([make_article("a", content_hash="same", duplicate_of="z")], noon + timedelta(hours=1))

    assert store.find([], ["same"]).first_ids == {"same": "z"}


def test_in_one_batch_the_article_that_is_no_duplicate_is_first(
    store: ArticleStore, noon: datetime, make_article
) -> None:
    store.put(
        [make_article("z", content_hash="same"), make_article("a", content_hash="same", duplicate_of="z")],
        noon,
    )

    assert store.find([], ["same"]).first_ids == {"same": "z"}


def test_articles_without_hash_are_no_duplicates(store: ArticleStore, noon: datetime, make_article) -> None:
    store.put([make_article("a", content_hash=None), make_article("b", content_hash=None)], noon)

    assert store.find(["a"]).versions["a"].content_hash is None
    assert store.count() == 2


def test_a_higher_revision_replaces_and_keeps_the_old_version_whole(
    store: ArticleStore, noon: datetime, make_article
) -> None:
    first, second, third = (make_article(revision=number, body=f"Version {number}") for number in (1, 2, 3))
    for version in (first, second, third):
        store.put([version], noon)

    assert list(store.articles()) == [third]
    assert store.revisions("a") == [first, second]
    assert store.count() == 1


@pytest.mark.parametrize("batches", [1, 2], ids=["in one batch", "in two batches"])
def test_storing_the_same_again_changes_nothing(
    store: ArticleStore, noon: datetime, make_article, batches: int
) -> None:
    versions = [make_article(), make_article("b"), make_article(revision=2, body="Corrected")]
    for _ in range(3):
        for batch in [versions] if batches == 1 else [versions[:2], versions[2:]]:
            store.put(batch, noon)

    assert sorted(a["body"] for a in store.articles()) == ["Body of b", "Corrected"]
    assert store.revisions("a") == [versions[0]]


def test_an_older_version_put_again_does_not_come_back(store: ArticleStore, noon: datetime, make_article) -> None:
    old, new = make_article(), make_article(revision=2, body="Corrected")
    store.put([old], noon)
    store.put([new], noon)
    store.put([old], noon)

    assert list(store.articles()) == [new]
    assert store.revisions("a") == [old]


@pytest.mark.parametrize("taken", [1, 2])
def test_another_version_under_a_taken_number_gets_the_next_number(
    store: ArticleStore, noon: datetime, make_article, taken: int
) -> None:
    store.put([make_article()], noon)
    store.put([make_article(revision=2, body="Found by one crawl")], noon)
    late = make_article(revision=taken, body="Found by another crawl")
    for _ in range(2):
        store.put([late], noon)

    assert list(store.articles()) == [late | {"revision": 3}]
    assert [version["body"] for version in store.revisions("a")] == ["Body of a", "Found by one crawl"]


def test_the_current_version_under_an_older_number_is_not_stored_again(
    store: ArticleStore, noon: datetime, make_article
) -> None:
    for number, body in enumerate(["one", "two", "three"], start=1):
        store.put([make_article(revision=number, body=body)], noon)
    store.put([make_article(revision=2, body="three")], noon)

    assert [article["revision"] for article in store.articles()] == [3]


def test_an_article_without_id_stores_nothing_of_its_batch(store: ArticleStore, noon: datetime, make_article) -> None:
    with pytest.raises(StoreError, match=r"cannot store 2 articles: .*\bid\b"):
        store.put([make_article(), make_article(id=None)], noon)

    assert store.count() == 0


def test_text_that_has_no_utf8_form_is_a_store_error_of_one_line(
    store: ArticleStore, noon: datetime, make_article
) -> None:
    with pytest.raises(StoreError, match="surrogates not allowed") as raised:
        store.put([make_article(), make_article("b", body="broken \ud800 text")], noon)

    assert "\n" not in str(raised.value)
    assert store.count() == 0


def test_nothing_to_put_or_touch_is_fine(store: ArticleStore, noon: datetime) -> None:
    store.put([], noon)
    store.touch([], noon)
    store.touch(["unknown"], noon)

    assert store.count() == 0


def test_articles_come_back_in_the_order_they_were_first_stored(
    store: ArticleStore, noon: datetime, make_article
) -> None:
    ids = [f"{(number * 7919) % 10_007:05}" for number in range(ARTICLES_PER_PAGE + 50)]
    for minute, start in enumerate(range(0, len(ids), 50)):
        store.put([make_article(name) for name in ids[start : start + 50]], noon + timedelta(minutes=minute))
    store.put([make_article(ids[0], revision=2, body="Corrected")], noon + timedelta(days=1))

    batches = [sorted(ids[start : start + 50]) for start in range(0, len(ids), 50)]
    assert [article["id"] for article in store.articles()] == [name for batch in batches for name in batch]


def test_articles_stored_while_reading_come_last(store: ArticleStore, noon: datetime, make_article) -> None:
    store.put([make_article("a"), make_article("b")], noon)

    reader = store.articles()
    next(reader)
    store.put([make_article("c")], noon + timedelta(hours=1))

    assert [article["id"] for article in reader] == ["b", "c"]


def test_the_store_can_be_called_from_any_thread(store: ArticleStore, noon: datetime, make_article) -> None:
    def put_and_find(number: int) -> int:
        store.put([make_article(str(number), content_hash="same")], noon)
        return len(store.find([str(number)], ["same"]).versions)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(put_and_find, range(64))) == 64
    assert store.count() == 64


def test_text_where_a_list_belongs_is_read_back_as_it_was(store: ArticleStore, noon: datetime, make_article) -> None:
    for headline in ("One", "Two"):
        store.put([make_article("a", authors="Jane Doe", headline=headline)], noon)
    assert [article["authors"] for article in store.articles()] == ["Jane Doe"]
    assert [article["authors"] for article in store.revisions("a")] == ["Jane Doe"]


@pytest.mark.parametrize(
    ("change", "is_new_version"),
    [
        ({"headline": "Other"}, True),
        ({"body": "Other"}, True),
        ({"date_published": "2026-01-09"}, True),
        ({"date_modified": "2026-01-09"}, True),
        ({"authors": ["Other"]}, True),
        ({"tags": ["Other"]}, False),
        ({"latest_news": [{"position": 1}]}, False),
        ({"fetched_at": "2026-01-09T00:00:00Z"}, False),
        ({"revision": 9}, False),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else None,
)
def test_headline_body_dates_and_authors_make_a_version(
    make_article, change: dict[str, Any], is_new_version: bool
) -> None:
    before = make_article()
    assert (version_fingerprint(before) != version_fingerprint(before | change)) is is_new_version


def test_a_missing_field_is_the_same_version_as_an_empty_one(store: ArticleStore, noon: datetime) -> None:
    article = {"id": "a", "headline": "H"}
    store.put([article], noon)

    assert store.find(["a"]).versions["a"].fingerprint == version_fingerprint(article)


def test_times_are_stored_in_utc(store: ArticleStore, noon: datetime, make_article) -> None:
    """12:30 in Dubai is 08:30 UTC, before noon UTC: as text in local time it would sort after."""
    store.put([make_article("later")], noon)
    store.put([make_article("sooner")], datetime(2026, 1, 14, 12, 30, tzinfo=timezone(timedelta(hours=4))))

    assert [article["id"] for article in store.articles()] == ["sooner", "later"]
