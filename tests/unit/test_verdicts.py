"""What is said of a run, from its figures and those of earlier ones. Real failures: tests/integration."""

from __future__ import annotations

import pytest

from crawler.exit_status import run_exit_status
from crawler.verdicts import FAILED, RunFigures, Word, figures_of, verdict_on


def run(new: int, **values: object) -> RunFigures:
    """A run that read *new* new articles and ten other pages."""
    given = {
        "visited": new + 10,
        "outcomes": {"new": new, "not_an_article": 10},
        "ledger": {"new": 500, "not_an_article": 40},
        "articles_read": new,
        "coverage": {"date_published": 1.0, "authors": 0.9} if new else {},
        "finish_reason": "finished",
    }
    return RunFigures(**{**given, **values})  # type: ignore[arg-type]


def word(figures: RunFigures, *history: RunFigures) -> str:
    return verdict_on(figures, history).word


def test_new_articles_are_healthy_and_none_is_no_failure() -> None:
    assert word(run(3)) == "healthy"
    assert word(run(0), run(20)) == "nothing_new"


def test_redirects_and_variants_of_urls_are_no_known_articles() -> None:
    ledger = {"new": 2, "unchanged": 3, "duplicate": 4}
    assert verdict_on(run(0, ledger=ledger), [run(20)]).reason.startswith("5 articles known")


def test_volume_far_below_its_own_history_is_degraded() -> None:
    history = [run(20), run(30), run(25), run(0)]
    assert word(run(2), *history) == "degraded"
    assert word(run(6), *history) == "healthy"


def test_small_sites_have_quiet_days() -> None:
    assert word(run(1), run(4), run(3), run(4)) == "healthy"


def test_two_earlier_runs_are_no_history() -> None:
    assert word(run(1), run(100), run(100)) == "healthy"


def test_field_that_articles_used_to_have_and_lost_is_degraded() -> None:
    verdict = verdict_on(run(10, coverage={"date_published": 0.1, "authors": 0.9}), [run(10)])
    assert (verdict.word, verdict.reason) == ("degraded", "date_published on 10% of the articles, usually 100%")


def test_field_that_few_articles_ever_had_may_be_missing() -> None:
    history = run(10, coverage={"authors": 0.3})
    assert word(run(10, coverage={"authors": 0.0}), history) == "healthy"


def test_longest_silence_of_its_own_history_three_times_over_is_silent() -> None:
    rhythm = [run(9), run(0), run(0), run(9), run(0), run(9)]
    assert word(run(0), *rhythm, *[run(0)] * 4) == "nothing_new"
    assert word(run(0), *rhythm, *[run(0)] * 5) == "silent"


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        ({"finish_reason": "store_failed", "store/error": "disk full"}, "broken"),
        ({"finish_reason": "start_error"}, "broken"),
        ({"finish_reason": "locked", "frontier/locked": "another process"}, "locked"),
        ({"finish_reason": "shutdown", "frontier/new": 3, "ledger/pending": 9}, "interrupted"),
        ({"finish_reason": "finished", "frontier/robots": 1, "outcomes/failed/robots_txt": 1}, "blocked"),
        ({"finish_reason": "finished", "frontier/error": 1, "outcomes/failed/dns": 1}, "broken"),
        (
            {"finish_reason": "finished", "frontier/new": 1, "ledger/new": 1, "outcomes/unprocessed/KeyError": 1},
            "broken",
        ),
        ({"finish_reason": "finished", "frontier/not_an_article": 3, "ledger/not_an_article": 3}, "silent"),
        ({"finish_reason": "max_articles", "frontier/new": 3, "ledger/new": 3}, "healthy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_verdict_follows_from_the_stats_of_a_run(stats: dict[str, object], expected: str) -> None:
    assert word(figures_of(stats)) == expected


def test_figures_come_back_from_the_store_as_they_went_in() -> None:
    figures = run(3)
    assert RunFigures(**figures.as_dict()) == figures


@pytest.mark.parametrize(
    ("verdicts", "signal", "status"),
    [
        (["healthy", "nothing_new"], None, 0),
        (["healthy", "broken"], None, 1),
        (["healthy", "degraded", "locked"], None, 1),
        (["blocked", "silent"], None, 3),
        (["healthy", "locked"], None, 4),
        (["interrupted", "broken"], 15, 143),
        (["interrupted"], 2, 130),
    ],
)
def test_exit_status_of_a_run_of_several_sites(verdicts: list[Word], signal: int | None, status: int) -> None:
    assert run_exit_status(verdicts, signal) == status


def test_what_a_trap_left_out_and_what_is_no_outcome_are_no_figures_of_a_run() -> None:
    stats = {"frontier/new": 2, "frontier/false_304": 1, "outcomes/failed/trap": 900, "outcomes/failed/dns": 1}
    figures = figures_of(stats)
    assert (figures.visited, figures.failures) == (2, {"dns": 1})


@pytest.mark.parametrize(("reason", "expected"), [("http_403", "blocked"), ("http_500", "broken")])
def test_site_whose_start_page_fails_has_no_quiet_day(reason: str, expected: str) -> None:
    failed = {"starts_failed": 1, "failures": {reason: 1}}
    assert word(run(0, **failed)) == expected
    assert word(run(0, **failed, starts_read=1)) == "nothing_new", "another start page was read"
    assert word(run(3, **failed)) == "healthy", "what it published is known from elsewhere"


def test_lists_that_have_lost_all_their_articles_are_silent_until_one_names_some_again() -> None:
    before = run(0, named=30)
    emptied = run(0, named=0, emptied=1)
    assert word(emptied, before) == "silent"
    assert word(run(0, named=0), before, emptied) == "silent", "not asked for in this run"
    assert word(run(0, named=0), before) == "nothing_new", "what names articles was not asked for"
    assert word(run(0, named=1, emptied=1), before) == "nothing_new", "others still name some"
    assert word(run(0, named=0), emptied, before) == "nothing_new"


def test_pages_that_always_fail_are_not_what_a_quiet_run_is_judged_by() -> None:
    quiet = {"visited": 5, "failures": {"http_500": 2, "http_403": 1}, "starts_read": 1}
    outcomes = {"not_an_article": 2, "error": 2, "blocked": 1}
    assert word(run(0, **quiet, outcomes=outcomes)) == "broken"
    assert word(run(0, **quiet, outcomes=outcomes, failed_again=2, refused_again=1)) == "nothing_new"


def test_site_that_refuses_everything_is_blocked_in_every_run() -> None:
    refused = {"visited": 9, "outcomes": {"blocked": 9}, "failures": {"http_403": 9}, "starts_failed": 1}
    assert word(run(0, **refused, refused_again=9)) == "blocked"


def test_site_whose_articles_are_all_those_of_others_is_not_silent() -> None:
    assert word(run(0, ledger={"duplicate": 9, "not_an_article": 3})) == "nothing_new"


def test_site_that_answers_with_challenges_is_blocked() -> None:
    assert word(run(0, outcomes={"blocked": 10}, visited=10, failures={"challenge": 10})) == "blocked"


@pytest.mark.parametrize(
    ("walls", "dropped", "expected"),
    [
        ({"consent_wall": 1}, {}, "blocked"),
        ({"challenge": 4, "error_page": 1}, {"wall/challenge": 4, "wall/error_page": 1}, "blocked"),
        ({"login": 5}, {"wall/login": 5}, "blocked"),
        ({"error_page": 5}, {"wall/error_page": 5}, "broken"),
        ({"out_of_order": 1}, {}, "broken"),
        ({"empty_shell": 5}, {"wall/empty_shell": 5}, "broken"),
    ],
)
def test_site_whose_pages_are_walls_is_blocked_by_what_asks_and_broken_by_what_fails(
    walls: dict[str, int], dropped: dict[str, int], expected: str
) -> None:
    hiding = sum(count for kind, count in walls.items() if kind in ("consent_wall", "challenge"))
    failing = sum(count for kind, count in walls.items() if kind in ("out_of_order", "empty_shell"))
    read = sum(walls.values()) - hiding - failing
    outcomes = {"blocked": hiding, "error": failing, "not_an_article": read}
    figures = RunFigures(visited=sum(walls.values()), outcomes=outcomes, walls=walls, no_articles=dropped)
    verdict = verdict_on(figures, [])
    assert verdict.word == expected
    assert next(iter(walls)) in verdict.reason


def test_some_walls_beside_articles_are_no_block() -> None:
    figures = run(3, walls={"paywall": 4}, no_articles={"wall/paywall": 4})
    assert word(figures) == "healthy"


def test_site_that_needs_a_browser_is_broken_and_says_what_is_missing() -> None:
    stats = {"finish_reason": "finished", "frontier/not_an_article": 2, "ledger/not_an_article": 2}
    missing = "there is no Chromium: playwright install chromium"
    verdict = verdict_on(figures_of(stats | {"walls/empty_shell": 1, "rendering/unavailable_because": missing}), [])
    assert verdict.word in FAILED
    assert verdict.reason.endswith(f"its pages need a browser: {missing}")
