"""Batches that are written to another state of the store than they were made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.storage import ArticleStore, PageResult, PendingUrl
from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.spool import Replayed, Spool
from crawler.times import utc_text
from crawler.urls import article_id
from tests.unit.storage.test_frontier import SITE, START, found, outcomes, visit

MakeArticle = Callable[..., dict[str, Any]]
A = article_id(f"{SITE}a")


def pending(name: str, **values: Any) -> PendingUrl:
    return PendingUrl(**{"id": 1, "key": f"{SITE}{name}", "url": f"{SITE}{name}", "kind": "article"} | values)


@pytest.fixture
def replayed(store: ArticleStore, tmp_path: Path, noon: datetime) -> Callable[..., Replayed]:
    """Pages kept an hour after noon, and written to the store."""

    def write(*pages: PageResult, hours: int = 1) -> Replayed:
        spool = Spool(tmp_path / "spool", "store")
        seen_at = noon + timedelta(hours=hours)
        spool.save(CrawlBatch(site=SITE, domain="example.com", seen_at=seen_at, pages=list(pages)))
        (part,) = spool.replay(store)
        assert part.refused == []
        return part

    return write


def test_a_page_is_recorded_at_its_url_whatever_number_that_has_now(
    store: ArticleStore, noon: datetime, replayed: Callable[..., Replayed]
) -> None:
    store.frontier.begin_run(SITE, [found("other", kind="start"), found("a")], noon)
    ids = [url.id for url in store.frontier.take(SITE, 9)]
    page = PageResult(pending=pending("a", id=ids[0]), outcome="not_an_article", etag='"a"')
    assert replayed(page).again == 0
    assert outcomes(store) == {"other": "pending", "a": "not_an_article"}


def test_a_new_store_gets_the_url_with_what_was_stated_of_it(
    store: ArticleStore, noon: datetime, make_article: MakeArticle, replayed: Callable[..., Replayed]
) -> None:
    stated = pending("a", sources=(("feed", f"{SITE}feed", {"title": "A"}),))
    article = make_article(A)
    replayed(
        PageResult(pending=stated, outcome="new", article=article, found=[found("b")]),
        PageResult(pending=pending("", kind="start"), outcome="not_an_article", is_read=True),
        PageResult(pending=pending("gone"), outcome="error", detail="http_410", is_read=False),
    )
    ledger = {entry.url.removeprefix(SITE): (entry.outcome, entry.sources) for entry in store.frontier.ledger(SITE)}
    assert ledger == {
        "a": ("new", [{"source": "feed", "found_in": f"{SITE}feed", "title": "A"}]),
        "b": ("pending", [{"source": "listing", "found_in": SITE}]),
        "": ("not_an_article", [{"source": "start", "found_in": ""}]),
        "gone": ("error", [{"source": "spool", "found_in": ""}]),
    }
    assert list(store.articles()) == [article]
    # The first run of this store begins with its start page all the same.
    store.frontier.begin_run(SITE, [START], noon + timedelta(hours=2))
    assert [url.url.removeprefix(SITE) for url in store.frontier.take(SITE, 9)] == ["", "b"]


@pytest.mark.parametrize(
    "result",
    [
        {"outcome": "unchanged", "article_id": A, "is_read": False},
        {"outcome": "unchanged", "article_id": A},
        {"outcome": "duplicate", "detail": f"{SITE}a"},
        {"outcome": "duplicate", "detail": "same_url", "article_id": A},
        {"outcome": "not_an_article", "detail": "listing", "is_read": False},
    ],
    ids=str,
)
def test_what_rests_on_what_the_store_does_not_have_is_asked_for_again(
    store: ArticleStore, noon: datetime, replayed: Callable[..., Replayed], result: dict[str, Any]
) -> None:
    known = pending("x", visited_at=utc_text(noon), sources=())
    assert replayed(PageResult(pending=known, found=[found("b")], **result)).again == 1
    assert outcomes(store) == {"x": "pending", "b": "pending"}


def test_what_rests_on_what_the_store_has_is_written(
    store: ArticleStore, noon: datetime, make_article: MakeArticle, replayed: Callable[..., Replayed]
) -> None:
    store.frontier.begin_run(SITE, [START], noon)
    visit(store, noon, "not_an_article", found("a"), found("amp"))
    visit(store, noon, "new", article=make_article(A))
    (amp,) = store.frontier.take(SITE, 1)
    at_noon = {"visited_at": utc_text(noon)}
    part = replayed(
        PageResult(pending=pending("a", **at_noon), outcome="unchanged", article_id=A, is_read=False),
        PageResult(pending=pending("", kind="start", **at_noon), outcome="not_an_article", is_read=False),
        PageResult(pending=amp, outcome="duplicate", detail=f"{SITE}a"),
    )
    assert part.again == 0
    assert outcomes(store) == {"": "not_an_article", "a": "unchanged", "amp": "duplicate"}


def test_an_older_copy_of_the_store_does_not_learn_that_what_it_has_is_unchanged(
    store: ArticleStore, noon: datetime, make_article: MakeArticle, replayed: Callable[..., Replayed]
) -> None:
    store.frontier.begin_run(SITE, [found("a", kind="start")], noon)
    visit(store, noon, "new", article=make_article(A), etag='"1"')
    # Version 2 was stored after the copy had been made, and was not modified since.
    known = pending("a", visited_at=utc_text(noon + timedelta(minutes=30)))
    part = replayed(PageResult(pending=known, outcome="unchanged", article_id=A, is_read=False, revisit_seconds=9**9))
    assert part.again == 1
    store.frontier.begin_run(SITE, [], noon)
    store.frontier.end_run(SITE, noon)
    store.frontier.begin_run(SITE, [], noon)
    (url,) = store.frontier.take(SITE, 9)
    assert (url.etag, url.visited_at) == ('"1"', utc_text(noon))


def test_the_copy_of_an_article_that_is_not_there_is_the_first_of_its_text(
    store: ArticleStore, make_article: MakeArticle, replayed: Callable[..., Replayed]
) -> None:
    copy = PageResult(
        pending=pending("copy"), outcome="duplicate", detail="lost", article=make_article("copy", duplicate_of="lost")
    )
    replayed(copy)
    assert [article["duplicate_of"] for article in store.articles()] == [None]
    assert outcomes(store) == {"copy": "new"}
    copy.pending = pending("copy2")
    copy.article, copy.detail = make_article("copy2", duplicate_of="copy"), "copy"
    replayed(copy)
    assert [article["duplicate_of"] for article in store.articles()] == [None, "copy"]
    assert outcomes(store) == {"copy": "new", "copy2": "duplicate"}


def test_what_was_visited_since_stays_as_it_is_and_nothing_is_lost(
    store: ArticleStore, noon: datetime, make_article: MakeArticle, replayed: Callable[..., Replayed]
) -> None:
    store.frontier.begin_run(SITE, [found("a", kind="start"), found("b")], noon)
    later = noon + timedelta(hours=2)
    visit(store, later, "new", article=make_article(A, headline="Newer"), etag='"2"')
    visit(store, later, "error", is_read=False)
    replayed(
        PageResult(pending=pending("a"), outcome="new", article=make_article(A, headline="Older"), etag='"1"'),
        PageResult(pending=pending("b"), outcome="new", article=make_article("b"), found=[found("c")]),
    )
    assert outcomes(store) == {"a": "new", "b": "error", "c": "pending"}
    assert {article["id"]: article["headline"] for article in store.articles()} == {A: "Newer", "b": "Headline of b"}
    assert store.revisions(A) == []
