"""Articles that are copies of one another: marked as such in every store, whenever and in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.errors import StoreError
from crawler.storage import ArticleStore, key_lists, open_store
from crawler.storage.maintenance import check
from crawler.storage.opening import existing_database
from crawler.storage.store import StoredArticle
from tests.unit.storage.databases import execute, rows

MakeArticle = Callable[..., dict[str, Any]]

DAY = timedelta(days=1)


def words(topic: str, first: int, last: int) -> str:
    return " ".join(f"{topic}{number}" for number in range(first, last))


STORY = words("flood", 0, 200)
CUT = words("flood", 0, 150)
EDITED = "another lead " + words("flood", 20, 180) + " " + words("local", 0, 30)
OTHER = words("budget", 0, 200)


def clusters(store: ArticleStore) -> dict[str, str | None]:
    return {article["id"]: article["cluster_id"] for article in store.articles()}


def changed(store: ArticleStore, since: int) -> list[str]:
    return [change.article["id"] for change in store.changes(since) if isinstance(change, StoredArticle)]


def faults_of(store_url: str) -> list[str]:
    with existing_database(store_url) as database:
        return check(database)


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "one by one"])
def test_copies_get_the_id_of_the_earliest_and_others_none(
    store: ArticleStore, make_article: MakeArticle, noon: datetime, at_once: bool
) -> None:
    articles = [
        make_article("a", body=STORY, site="one.example"),
        make_article("b", body=OTHER, site="two.example"),
        make_article("c", body=CUT, site="two.example"),
        make_article("d", body=EDITED, site="three.example"),
        make_article("e", body="A caption.", site="three.example"),
    ]
    batches = [articles] if at_once else [[article] for article in articles]
    for number, batch in enumerate(batches):
        store.put(batch, noon + number * DAY)
    assert clusters(store) == {"a": "a", "b": None, "c": "a", "d": "a", "e": None}


def test_copies_are_found_in_a_later_run(store_url: str, make_article: MakeArticle, noon: datetime) -> None:
    first = open_store(store_url)
    first.put([make_article("a", body=STORY)], noon)
    first.close()
    second = open_store(store_url)
    assert second.find_cluster(make_article("b", body=CUT), noon + DAY) == "a"
    second.put([make_article("b", body=CUT)], noon + DAY)
    assert clusters(second) == {"a": "a", "b": "a"}
    second.close()


def test_asking_for_the_cluster_of_an_article_stores_nothing(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY)], noon)
    number = store.last_seq()
    assert store.find_cluster(make_article("b", body=CUT), noon) == "a"
    assert store.find_cluster(make_article("b", body=OTHER), noon) is None
    assert (clusters(store), store.last_seq()) == ({"a": None}, number)


def test_the_article_published_first_is_the_earliest_although_it_is_found_later(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("b", body=CUT, date_published="2026-01-10T12:00:00+01:00")], noon)
    store.put([make_article("c", body=EDITED)], noon)
    number = store.last_seq()
    store.put([make_article("a", body=STORY, date_published="2026-01-10T10:30:00Z")], noon + DAY)
    assert clusters(store) == {"a": "a", "b": "a", "c": "a"}
    assert sorted(changed(store, number)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-01-10T23:00:00Z", "2026-01-10"),
        ("2026-01-10", "2026-01-11T00:30:00Z"),
        ("2026-01-10T12:30:00+02:00", "2026-01-10T11:00:00Z"),
        ("2026-01-10", None),
        # Nothing is published after it was first seen, which was on the 14th.
        ("2026-01-13", "2026-03-01"),
    ],
)
def test_which_of_two_was_published_first(
    store_url: str, make_article: MakeArticle, noon: datetime, earlier: str, later: str | None
) -> None:
    store = open_store("sqlite://")
    store.put([make_article("b", body=CUT, date_published=later)], noon)
    store.put([make_article("a", body=STORY, date_published=earlier)], noon)
    assert clusters(store) == {"a": "a", "b": "a"}
    store.close()


def test_an_article_that_is_a_copy_of_two_clusters_makes_one_of_them(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    halves = {"a": words("flood", 0, 130), "c": words("flood", 110, 240)}
    store.put([make_article("a", body=halves["a"])], noon)
    store.put([make_article("b", body=halves["a"] + " of b")], noon + DAY)
    store.put([make_article("c", body=halves["c"])], noon)
    store.put([make_article("d", body=halves["c"] + " of d")], noon + DAY)
    assert clusters(store) == {"a": "a", "b": "a", "c": "c", "d": "c"}
    number = store.last_seq()
    store.put([make_article("e", body=words("flood", 0, 240))], noon + 2 * DAY)
    assert set(clusters(store).values()) == {"a"}
    assert sorted(changed(store, number)) == ["c", "d", "e"]


def test_a_digest_of_three_stories_does_not_make_one_of_them(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    for topic in ("flood", "budget", "match"):
        store.put(
            [make_article(topic, body=words(topic, 0, 200)), make_article(f"{topic}2", body=words(topic, 0, 190))], noon
        )
    digest = "\n\n".join(words(topic, 0, 200) for topic in ("flood", "budget", "match"))
    store.put([make_article("digest", body=digest)], noon + DAY)
    found = clusters(store)
    assert [found[topic] for topic in ("flood2", "budget2", "match2")] == ["flood", "budget", "match"]


def test_the_pairs_are_kept_as_relations(store: ArticleStore, make_article: MakeArticle, noon: datetime) -> None:
    store.put([make_article("a", body=STORY), make_article("b", body=CUT)], noon)
    same = make_article("c", body=STORY, content_hash="hash of a", duplicate_of="a")
    store.put([same], noon)
    relations = [(found.article_id, found.kind, found.other, found.score) for found in store.relations("a")]
    assert relations == [("b", "near_text", "a", 1.0), ("c", "same_text", "a", None)]
    assert clusters(store) == {"a": "a", "b": "a", "c": "a"}


def test_an_article_that_is_rewritten_leaves_its_cluster_and_is_found_by_its_new_text(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY), make_article("b", body=CUT)], noon)
    number = store.last_seq()
    rewritten = make_article("b", body=OTHER, revision=2)
    assert store.find_cluster(rewritten, noon + DAY) is None
    store.put([rewritten], noon + DAY)
    assert clusters(store) == {"a": None, "b": None}
    assert sorted(changed(store, number)) == ["a", "b"]
    assert store.relations("b") == []
    assert store.find_cluster(make_article("c", body=CUT), noon + DAY) == "a"
    assert store.find_cluster(make_article("c", body=words("budget", 0, 150)), noon + DAY) == "b"


def test_when_the_earliest_is_rewritten_the_next_takes_its_place(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY)], noon)
    store.put([make_article("b", body=CUT)], noon + DAY)
    store.put([make_article("c", body=EDITED)], noon + 2 * DAY)
    store.put([make_article("x", body=OTHER), make_article("y", body=OTHER + " more")], noon)
    number = store.last_seq()
    store.put([make_article("a", body=OTHER + " besides", revision=2)], noon + 3 * DAY)
    assert clusters(store) == {"a": "x", "b": "b", "c": "b", "x": "x", "y": "x"}
    assert sorted(changed(store, number)) == ["a", "b", "c"]


def test_an_article_that_is_brought_up_to_date_stays_in_its_cluster(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY), make_article("b", body=CUT), make_article("c", body=OTHER)], noon)
    number = store.last_seq()
    store.put([make_article("b", body=EDITED, revision=2)], noon + DAY)
    assert clusters(store) == {"a": "a", "b": "a", "c": None}
    assert changed(store, number) == ["b"]
    [relation] = store.relations("b")
    assert relation.score is not None
    assert 0.5 < relation.score < 1
    number = store.last_seq()
    store.put([make_article("b", body=EDITED, headline="Another", revision=3)], noon + DAY)
    assert (changed(store, number), store.relations("b")) == (["b"], [relation])


def test_a_text_that_is_too_short_now_is_a_copy_no_more(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY), make_article("b", body=CUT)], noon)
    store.put([make_article("b", body="Taken down.", revision=2)], noon + DAY)
    assert clusters(store) == {"a": None, "b": None}
    store.put([make_article("a", body="", revision=2)], noon + DAY)
    assert store.find_cluster(make_article("c", body=STORY), noon + DAY) is None


def test_copies_of_an_article_that_is_rewritten_stay_together_only_by_what_they_share(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    """The whole is a copy of both halves, which are none of each other."""
    store.put([make_article("whole", body=words("flood", 0, 240))], noon)
    for name, half in (("a", words("flood", 0, 130)), ("c", words("flood", 110, 240))):
        store.put([make_article(name, body=half), make_article(f"{name}2", body=half + " more")], noon + DAY)
    assert set(clusters(store).values()) == {"whole"}
    number = store.last_seq()
    store.put([make_article("whole", body=OTHER, revision=2)], noon + 2 * DAY)
    assert clusters(store) == {"whole": None, "a": "a", "a2": "a", "c": "c", "c2": "c"}
    assert sorted(changed(store, number)) == ["a", "a2", "c", "c2", "whole"]


@pytest.mark.parametrize("is_deleted", [False, True], ids=["rewritten", "deleted"])
def test_copies_of_a_text_that_its_first_article_has_no_more_are_copies_of_the_next(
    store: ArticleStore, make_article: MakeArticle, noon: datetime, is_deleted: bool
) -> None:
    """Of texts too short to be compared as well."""
    same = {"body": "A notice.", "content_hash": "hash of a"}
    store.put([make_article("a", **same)], noon)
    for number, name in enumerate("bcd"):
        store.put([make_article(name, duplicate_of="a", **same)], noon + number * DAY)
    assert set(clusters(store).values()) == {"a"}
    number = store.last_seq()
    if is_deleted:
        store.delete(["a"], noon + 4 * DAY, reason="asked for")
    else:
        store.put([make_article("a", body="Another notice.", content_hash="another", revision=2)], noon + 4 * DAY)
        assert clusters(store)["a"] is None
    left = {article["id"]: article["duplicate_of"] for article in store.articles() if article["id"] != "a"}
    assert left == {"b": None, "c": "b", "d": "b"}
    assert {clusters(store)[name] for name in left} == {"b"}
    assert set(left) <= set(changed(store, number))
    pairs = [(found.article_id, found.other) for name in "ab" for found in store.relations(name)]
    assert pairs == [("c", "b"), ("d", "b")]


def test_an_article_read_as_a_copy_of_a_text_that_is_rewritten_in_the_same_batch_is_none(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY)], noon)
    copy = make_article("b", body=STORY, content_hash="hash of a", duplicate_of="a")
    store.put([copy, make_article("a", body=OTHER, content_hash="another", revision=2)], noon + DAY)
    assert clusters(store) == {"a": None, "b": None}
    assert {article["duplicate_of"] for article in store.articles()} == {None}
    assert store.relations("b") == []


def test_of_a_large_cluster_its_first_article_alone_is_read(
    store_url: str, make_article: MakeArticle, noon: datetime
) -> None:
    store = open_store(store_url)
    same = {"body": STORY, "content_hash": "hash of a"}
    store.put([make_article("a", **same), *(make_article(f"b{n}", duplicate_of="a", **same) for n in range(20))], noon)
    # Shows who is read: it is not among the ten that a text is compared with.
    execute(store_url, "UPDATE articles SET first_seen = '1970' WHERE id = 'b19'")
    assert store.find_cluster(make_article("c", body=CUT), noon + DAY) == "a"
    store.close()


def test_an_article_is_no_copy_of_its_own_earlier_text(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY)], noon)
    store.put([make_article("a", body=CUT, revision=2)], noon + DAY)
    assert clusters(store) == {"a": None}
    assert store.relations("a") == []


def test_when_the_earliest_is_deleted_the_next_takes_its_place(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY)], noon)
    store.put([make_article("b", body=CUT)], noon + DAY)
    store.put([make_article("c", body=EDITED)], noon + 2 * DAY)
    number = store.last_seq()
    store.delete(["a"], noon + 3 * DAY, reason="asked for")
    assert clusters(store) == {"b": "b", "c": "b"}
    assert sorted(changed(store, number)) == ["b", "c"]
    assert {found.other for found in store.relations("c")} == {"b"}
    store.delete(["b"], noon + 3 * DAY, reason="asked for")
    assert clusters(store) == {"c": None}
    assert store.find_cluster(make_article("d", body=CUT), noon + 3 * DAY) is not None


def test_a_site_that_fills_in_a_form_gets_no_cluster_of_it(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    """Words fill the places, not numbers, and few of them, so the first ones look like versions of one text; from the
    fourth on the store has seen that it is a form."""
    for day in range(8):
        text = f"{words('form', 0, 80)} {words(f'day{day}x', 0, 24)} {words('end', 0, 20)}"
        store.put([make_article(f"day{day}", body=text, site="weather.example")], noon + day * DAY)
    found = clusters(store)
    assert [found[f"day{day}"] for day in range(4, 8)] == [None] * 4


def test_an_update_that_fails_leaves_the_index_as_it_was(
    store: ArticleStore, make_article: MakeArticle, noon: datetime
) -> None:
    store.put([make_article("a", body=STORY)], noon)
    with pytest.raises(StoreError):
        store.put([make_article("b", body=CUT), make_article("c", body=EDITED, headline={"not": object()})], noon)
    assert clusters(store) == {"a": None}
    assert store.relations("a") == []
    store.put([make_article("b", body=CUT)], noon)
    assert clusters(store) == {"a": "a", "b": "a"}


def test_texts_stored_before_there_was_an_index_are_found(
    store_url: str, make_article: MakeArticle, noon: datetime
) -> None:
    store = open_store(store_url)
    store.put([make_article("a", body=STORY)], noon)
    store.close()
    execute(store_url, "DELETE FROM text_keys")
    execute(store_url, "DELETE FROM recent_text_keys")
    execute(store_url, "DELETE FROM text_sketches")
    execute(store_url, "DELETE FROM meta WHERE key = 'sketch_version'")
    again = open_store(store_url)
    assert again.find_cluster(make_article("b", body=CUT), noon) == "a"
    again.close()


def test_what_another_version_kept_of_texts_is_made_again(
    store_url: str, make_article: MakeArticle, noon: datetime
) -> None:
    store = open_store(store_url)
    store.put([make_article("a", body=STORY)], noon)
    store.close()
    kept = rows(store_url, "SELECT shingles FROM text_sketches")
    execute(store_url, "UPDATE text_sketches SET shingles = :none", none=b"")
    execute(store_url, "UPDATE meta SET value = 'another' WHERE key = 'sketch_version'")
    open_store(store_url).close()
    assert rows(store_url, "SELECT shingles FROM text_sketches") == kept


def test_a_form_of_words_of_ever_more_texts_is_noted_a_few_times(
    store_url: str, make_article: MakeArticle, noon: datetime
) -> None:
    store = open_store(store_url)
    for number in range(30):
        body = f"{words('imprint', 0, 60)} {words(f'text{number}x', 0, 150)}"
        store.put([make_article(f"{number:02}", body=body)], noon)
    store.close()
    assert rows(store_url, "SELECT MAX(LENGTH(texts)) FROM recent_text_keys") == [(4 * 10,)]


def test_copies_are_found_wherever_their_keys_are_kept(
    store_url: str, make_article: MakeArticle, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys move from one table to the other after some thousand texts; here after every third."""
    monkeypatch.setattr(key_lists, "_TEXTS_BETWEEN_MOVES", 3)
    store = open_store(store_url)
    for number in range(7):
        topics = "flood" if number % 2 else "budget"
        store.put([make_article(f"{number}", body=words(topics, 0, 150 + 5 * number))], noon + number * DAY)
    assert clusters(store) == {str(number): "1" if number % 2 else "0" for number in range(7)}
    counts = [rows(store_url, f"SELECT COUNT(*) FROM {table}")[0][0] for table in ("text_keys", "recent_text_keys")]
    assert all(counts)
    # Of an article that is rewritten or deleted both tables forget the old text.
    store.put([make_article("0", body=words("match", 0, 150), revision=2)], noon + 9 * DAY)
    store.delete(["1", "3"], noon + 9 * DAY, reason="asked for")
    for number in (20, 21, 22):
        store.put([make_article(f"{number}", body=words("flood", 0, number * 8))], noon + 9 * DAY)
    assert {id_ for id_, cluster in clusters(store).items() if cluster == "5"} == {"5", "20", "21", "22"}
    store.close()
    assert faults_of(store_url) == []
    assert rows(store_url, "SELECT COUNT(*) FROM text_keys WHERE LENGTH(texts) = 0") == [(0,)]
    execute(store_url, "DELETE FROM text_sketches WHERE article_id = '5'")
    [fault] = faults_of(store_url)
    assert fault.endswith(" keys of texts that are not there")
