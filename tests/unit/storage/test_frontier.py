"""The frontier: what every implementation keeps of a site's URLs. Times are given, never read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.errors import SiteLockedError, StoreError
from crawler.storage import ArticleStore, FoundUrl, Outcome, PageResult, open_store
from tests.sample_project import wait_until

SITE = "https://example.com/"
START = FoundUrl(key=SITE, url=SITE, kind="start", source="start", found_in="", rank=-20)


def found(name: str, **values: Any) -> FoundUrl:
    url = f"{SITE}{name}"
    given: dict[str, Any] = {"key": url, "url": url, "kind": "article", "source": "listing", "found_in": SITE}
    return FoundUrl(**given | values)


def visit(store: ArticleStore, now: datetime, outcome: Outcome = "new", *links: FoundUrl, **values: Any) -> str:
    """Take the first pending URL and record *outcome* for it; its name."""
    (pending,) = store.frontier.take(SITE, 1)
    result = PageResult(pending=pending, outcome=outcome, found=list(links), **values)
    store.frontier.record(SITE, [result], now)
    return pending.url.removeprefix(SITE)


def outcomes(store: ArticleStore) -> dict[str, str]:
    return {entry.url.removeprefix(SITE): entry.outcome for entry in store.frontier.ledger(SITE)}


@pytest.fixture
def begun(store: ArticleStore, noon: datetime) -> ArticleStore:
    store.frontier.begin_run(SITE, [START], noon)
    return store


def test_what_a_page_names_becomes_pending_in_the_order_of_rank_and_then_of_finding(
    begun: ArticleStore, noon: datetime
) -> None:
    visit(begun, noon, "not_an_article", found("b"), found("first", rank=-5), found("a"))
    assert [pending.url.removeprefix(SITE) for pending in begun.frontier.take(SITE, 9)] == ["first", "b", "a"]


def test_what_is_under_way_is_not_taken_again_and_is_still_pending_without_a_result(
    begun: ArticleStore, noon: datetime
) -> None:
    visit(begun, noon, "not_an_article", found("a"), found("b"))
    (first,) = begun.frontier.take(SITE, 1)
    assert [pending.url for pending in begun.frontier.take(SITE, 9, {first.id})] == [f"{SITE}b"]
    assert [pending.url for pending in begun.frontier.take(SITE, 9)] == [f"{SITE}a", f"{SITE}b"]


@pytest.mark.parametrize(
    ("outcome", "detail", "is_seen"),
    [
        ("unchanged", None, True),
        ("duplicate", "same_url", True),
        ("unchanged", "before_since", False),
        ("error", "http_404", False),
        ("not_an_article", "other", False),
    ],
)
def test_article_was_seen_when_its_page_showed_it(
    begun: ArticleStore,
    noon: datetime,
    make_article: Callable[..., dict[str, Any]],
    outcome: Outcome,
    detail: str | None,
    is_seen: bool,
) -> None:
    begun.put([make_article("a")], noon)
    later = noon + timedelta(hours=1)
    visit(begun, later, outcome, detail=detail, article_id="a")
    (version,) = begun.versions("a")
    assert version.last_seen == ("2026-01-14T13:00:00Z" if is_seen else "2026-01-14T12:00:00Z")


def test_page_links_outcome_and_article_are_stored_together_or_not_at_all(
    begun: ArticleStore, noon: datetime, make_article: Callable[..., dict[str, Any]]
) -> None:
    (start,) = begun.frontier.take(SITE, 1)
    good = PageResult(pending=start, outcome="new", found=[found("a")], article=make_article("x"))
    bad = PageResult(pending=start, outcome="new", article=make_article("y", headline="\ud800"))
    with pytest.raises(StoreError):
        begun.frontier.record(SITE, [good, bad], noon)
    assert begun.count() == 0
    assert outcomes(begun) == {"": "pending"}
    begun.frontier.record(SITE, [good], noon)
    assert begun.count() == 1
    assert outcomes(begun) == {"": "new", "a": "pending"}


def test_every_url_has_one_outcome_and_their_sum_is_what_was_found(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "not_an_article", *(found(str(number)) for number in range(700)))
    for outcome in ("new", "duplicate", "error", "robots"):
        visit(begun, noon, outcome)
    counts = begun.frontier.count_outcomes(SITE)
    assert counts == {"not_an_article": 1, "new": 1, "duplicate": 1, "error": 1, "robots": 1, "pending": 696}
    assert sum(counts.values()) == len(list(begun.frontier.ledger(SITE))) == 701


def test_every_source_is_kept_with_what_it_states(begun: ArticleStore, noon: datetime) -> None:
    stated = {"title": "A", "published": {"raw": "Fri", "value": "2026-01-09", "place": "pubDate"}}
    visit(
        begun,
        noon,
        "not_an_article",
        found("a", source="feed", found_in=f"{SITE}feed", stated=stated),
        found("a", found_in=f"{SITE}front"),
    )
    entry = next(entry for entry in begun.frontier.ledger(SITE) if entry.url == f"{SITE}a")
    assert entry.sources == [
        {"source": "feed", "found_in": f"{SITE}feed"} | stated,
        {"source": "listing", "found_in": f"{SITE}front"},
    ]
    (pending,) = begun.frontier.take(SITE, 1)
    assert pending.sources == (("feed", f"{SITE}feed", stated),)


def test_run_that_was_not_ended_goes_on_with_what_is_pending(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "not_an_article", found("a"), found("b"))
    visit(begun, noon, "new")
    run = begun.frontier.begin_run(SITE, [START], noon + timedelta(minutes=1))
    assert (run.is_resumed, run.pending) == (True, 1)
    assert outcomes(begun) == {"": "not_an_article", "a": "new", "b": "pending"}


def test_run_that_goes_on_hours_later_also_looks_for_news(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "not_an_article", found("a"))
    begun.frontier.begin_run(SITE, [START], noon + timedelta(hours=2))
    assert outcomes(begun) == {"": "pending", "a": "pending"}


def test_run_that_goes_on_for_hours_looks_for_news_meanwhile(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "not_an_article", found("a"))
    visit(begun, noon, "error", detail="http_500", is_read=False)
    begun.frontier.queue_lists(SITE, noon + timedelta(minutes=59))
    assert outcomes(begun) == {"": "not_an_article", "a": "error"}
    begun.frontier.queue_lists(SITE, noon + timedelta(hours=1))
    assert outcomes(begun) == {"": "pending", "a": "error"}


def test_new_run_asks_again_for_starts_documents_and_failures_but_not_for_known_articles(
    begun: ArticleStore, noon: datetime
) -> None:
    links = [
        found("feed", kind="feed"),
        found("deep", kind="list", depth=3),
        *(found(name) for name in ("article", "broken", "gone", "refused")),
    ]
    visit(begun, noon, "not_an_article", *links)
    visit(begun, noon, "not_an_article")
    visit(begun, noon, "not_an_article")
    visit(begun, noon, "new", revisit_seconds=86400)
    visit(begun, noon, "error", detail="http_500", is_read=False)
    visit(begun, noon, "error", detail="http_404", is_read=False)
    visit(begun, noon, "blocked", detail="http_403", is_read=False)
    begun.frontier.end_run(SITE, noon)
    begun.frontier.begin_run(SITE, [START], noon + timedelta(hours=1))
    pending = {name for name, outcome in outcomes(begun).items() if outcome == "pending"}
    assert pending == {"", "feed", "broken", "refused"}


def test_page_named_as_a_list_that_is_an_article_is_not_asked_for_in_every_run(
    begun: ArticleStore, noon: datetime
) -> None:
    visit(begun, noon, "not_an_article", found("sport", kind="list", depth=1), found("levy", kind="list", depth=1))
    visit(begun, noon, "not_an_article")
    visit(begun, noon, "new")
    begun.frontier.end_run(SITE, noon)
    begun.frontier.begin_run(SITE, [START], noon)
    assert outcomes(begun) == {"": "pending", "sport": "pending", "levy": "new"}


def test_article_is_due_when_its_time_has_come_or_a_source_says_that_it_changed(
    begun: ArticleStore, noon: datetime
) -> None:
    visit(begun, noon, "not_an_article", *(found(name, modified="2026-01-01T00:00:00Z") for name in ("a", "b", "c")))
    for _ in range(3):
        visit(begun, noon, "new", revisit_seconds=7200)
    begun.frontier.end_run(SITE, noon)
    begun.frontier.begin_run(SITE, [START], noon + timedelta(hours=1))
    visit(begun, noon, "not_an_article", found("a", modified="2026-01-02T00:00:00Z"), found("b"))
    assert [pending.url for pending in begun.frontier.take(SITE, 9)] == [f"{SITE}a"]
    begun.frontier.end_run(SITE, noon)
    begun.frontier.begin_run(SITE, [START], noon + timedelta(hours=3))
    assert {pending.url for pending in begun.frontier.take(SITE, 9)} == {SITE, *(f"{SITE}{name}" for name in "abc")}


def test_older_page_of_a_list_is_read_again_only_when_the_newer_one_has_news(
    begun: ArticleStore, noon: datetime
) -> None:
    pager = found("page/2", kind="list", depth=2, again=True)
    visit(begun, noon, "not_an_article", pager)
    visit(begun, noon, "not_an_article")
    for news, expected in (([], "not_an_article"), ([found("news")], "pending")):
        begun.frontier.end_run(SITE, noon)
        begun.frontier.begin_run(SITE, [START], noon)
        visit(begun, noon, "not_an_article", *news, pager)
        assert outcomes(begun)["page/2"] == expected


def test_what_was_out_of_range_is_looked_at_again_when_the_range_is_another_one(
    begun: ArticleStore, noon: datetime
) -> None:
    visit(begun, noon, "not_an_article", found("old", outcome="out_of_range", detail="before_since"))
    begun.frontier.end_run(SITE, noon)
    begun.frontier.begin_run(SITE, [], noon)
    assert outcomes(begun)["old"] == "out_of_range"
    begun.frontier.begin_run(SITE, [], noon, limits="2020..")
    assert outcomes(begun)["old"] == "pending"


def test_what_was_fetched_and_found_out_of_range_is_not_fetched_for_each_page_that_names_it(
    begun: ArticleStore, noon: datetime
) -> None:
    visit(begun, noon, "not_an_article", found("old"), found("list", kind="list"))
    visit(begun, noon, "out_of_range", detail="before_since")
    visit(begun, noon, "not_an_article", found("old"))
    assert outcomes(begun)["old"] == "out_of_range"


def test_what_one_source_puts_out_of_range_and_another_does_not_is_fetched(begun: ArticleStore, noon: datetime) -> None:
    links = [found("list", kind="list"), found("old", outcome="out_of_range", detail="before_since")]
    visit(begun, noon, "not_an_article", *links)
    visit(begun, noon, "not_an_article", found("old"))
    assert outcomes(begun)["old"] == "pending"


def test_nothing_is_fetched_twice_in_a_run(begun: ArticleStore, noon: datetime) -> None:
    links = [found("a", modified="2026-01-01T00:00:00Z"), found("list", kind="list", depth=2)]
    visit(begun, noon, "not_an_article", *links, found("other", kind="list", depth=2))
    visit(begun, noon, "new")
    visit(begun, noon, "not_an_article")
    later = [found("a", modified="2026-01-02T00:00:00Z"), found("list", kind="list", depth=2, again=True)]
    visit(begun, noon, "not_an_article", found("news"), *later)
    assert [pending.url for pending in begun.frontier.take(SITE, 9)] == [f"{SITE}news"]


def test_failures_are_counted_over_runs_until_one_succeeds(begun: ArticleStore, noon: datetime) -> None:
    for tries in range(3):
        assert begun.frontier.take(SITE, 1)[0].tries == tries
        visit(begun, noon, "error", detail="timeout", is_read=False)
        begun.frontier.end_run(SITE, noon)
        begun.frontier.begin_run(SITE, [START], noon)
    visit(begun, noon, "not_an_article")
    assert next(begun.frontier.ledger(SITE)).tries == 0


def test_failure_of_the_host_is_no_failure_of_its_pages(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "error", detail="host_given_up", is_read=False)
    assert next(begun.frontier.ledger(SITE)).tries == 0


def test_pages_read_are_articles_and_lists_the_last_found_first(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "not_an_article", found("a"), found("b"), found("gone"), found("waits"), detail="listing")
    visit(begun, noon, "new")
    visit(begun, noon, "unchanged")
    visit(begun, noon, "error", detail="http_404", is_read=False)
    assert begun.frontier.pages_read(SITE, 9) == [(f"{SITE}b", True), (f"{SITE}a", True), (SITE, False)]
    assert begun.frontier.pages_read(SITE, 1) == [(f"{SITE}b", True)]


def test_failure_leaves_what_was_known_of_the_last_version(begun: ArticleStore, noon: datetime) -> None:
    for values in ({"etag": '"1"', "content_key": "k", "headline": "H"}, {"is_read": False, "detail": "timeout"}):
        visit(begun, noon, "error" if "detail" in values else "new", **values)
        begun.frontier.end_run(SITE, noon)
        begun.frontier.begin_run(SITE, [START], noon)
    (pending,) = begun.frontier.take(SITE, 1)
    assert (pending.etag, pending.content_key, pending.headline) == ('"1"', "k", "H")


def test_sites_of_one_store_do_not_mix(begun: ArticleStore, noon: datetime) -> None:
    other = "https://other.example/"
    begun.frontier.begin_run(other, [found("x")], noon)
    assert begun.frontier.sites() == [SITE, other]
    assert begun.frontier.count_outcomes(SITE) == begun.frontier.count_outcomes(other) == {"pending": 1}


def test_ledger_can_be_limited_to_what_failed(begun: ArticleStore, noon: datetime) -> None:
    visit(begun, noon, "not_an_article", found("a"), found("b"))
    visit(begun, noon, "error", detail="timeout", is_read=False)
    (entry,) = begun.frontier.ledger(SITE, ["error"])
    assert (entry.url, entry.outcome, entry.detail, entry.tries) == (f"{SITE}a", "error", "timeout", 1)


_HOLD = """
import sys, time
from crawler.storage import open_store
store = open_store(sys.argv[1])
lock = store.frontier.lock("example.com")
print("locked", flush=True)
time.sleep(60)
"""


def is_free(store: ArticleStore, domain: str) -> bool:
    try:
        store.frontier.lock(domain).release()
    except SiteLockedError:
        return False
    return True


def test_one_process_has_a_site_until_it_ends_however_it_ends(store_url: str) -> None:
    store = open_store(store_url)
    with subprocess.Popen([sys.executable, "-c", _HOLD, store_url], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(SiteLockedError, match=r"example\.com is being crawled"):
            store.frontier.lock("example.com")
        store.frontier.lock("other.example").release()
        holder.kill()
        holder.wait()
    # A server learns of it from the operating system, a moment later.
    wait_until(lambda: is_free(store, "example.com"))
    store.close()


def test_what_was_learned_of_rendering_is_known_to_the_next_run(begun: ArticleStore, noon: datetime) -> None:
    begun.frontier.remember_rendering(SITE, "needed", noon)
    other = begun.frontier.begin_run("https://example.org/", [], noon)
    assert (other.rendering, other.rendering_learned_at) == (None, None)
    later = noon + timedelta(days=1)
    run = begun.frontier.begin_run(SITE, [START], later)
    assert (run.rendering, run.rendering_learned_at) == ("needed", noon)
    begun.frontier.remember_rendering(SITE, "useless", later)
    run = begun.frontier.begin_run(SITE, [START], later)
    assert (run.rendering, run.rendering_learned_at) == ("useless", later)
