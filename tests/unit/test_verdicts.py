"""What is said of a run, from its figures and those of earlier ones. Real failures: tests/integration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crawler.exit_status import run_exit_status
from crawler.run_figures import RunFigures, figures_of
from crawler.run_history import COMPARED, PastRun, RunHistory
from crawler.verdicts import FAILED, Word, verdict_on

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)  # a Monday
NOTHING_BEFORE = RunHistory([], NOW)


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


def history(*runs: RunFigures, words: str = "healthy") -> RunHistory:
    """Runs of the days before, the last one yesterday."""
    days = range(len(runs), 0, -1)
    return RunHistory(
        [PastRun(NOW - timedelta(days=day), words, figures) for day, figures in zip(days, runs, strict=True)], NOW
    )


def word(figures: RunFigures, *before: RunFigures) -> str:
    return verdict_on(figures, history(*before)).word


def words_of(site: Callable[[datetime], RunFigures], begin: datetime, days: int) -> list[tuple[datetime, str]]:
    """What is said of an hourly run of *site* at each of its hours."""
    runs: list[PastRun] = []
    for hour in range(days * 24):
        now = begin + timedelta(hours=hour)
        figures = site(now)
        before = [run for run in runs[:-100] if run.word in COMPARED] + runs[-100:]
        runs.append(PastRun(now, verdict_on(figures, RunHistory(before, now)).word, figures))
    return [(run.ended_at, run.word) for run in runs]


def test_new_articles_are_healthy_and_none_is_no_failure() -> None:
    assert word(run(3)) == "healthy"
    assert word(run(0), run(20)) == "nothing_new"


def test_redirects_and_variants_of_urls_are_no_known_articles() -> None:
    ledger = {"new": 2, "unchanged": 3, "duplicate": 4}
    assert verdict_on(run(0, ledger=ledger), history(run(20))).reason.startswith("5 articles known")


def test_volume_of_a_day_far_below_its_own_history_is_degraded() -> None:
    week = [run(20), run(30), run(25), run(0), run(20), run(30), run(25), run(20)]
    assert word(run(2), *week) == "degraded"
    assert word(run(15), *week) == "healthy"
    assert word(run(2), *week[1:]) == "healthy", "of a week that is not over nobody knows its quietest day"


def test_small_sites_have_quiet_days() -> None:
    assert word(run(1), *[run(4), run(3), run(4)] * 5) == "healthy"


def test_quiet_weekday_is_measured_by_its_like() -> None:
    month = [run(60), *[run(60)] * 4, run(60), run(3)] * 4
    assert word(run(3), *month, *[run(60)] * 6) == "healthy"
    assert word(run(3), *month) == "degraded"


def test_part_of_a_day_is_no_day() -> None:
    """Runs of one hour, at night, of a site that publishes by day."""

    def site(now: datetime) -> RunFigures:
        return run(30 if 7 <= now.hour < 22 else 3)

    assert {said for _, said in words_of(site, NOW, 16)} == {"healthy"}


def test_field_that_articles_used_to_have_and_lost_is_degraded() -> None:
    verdict = verdict_on(run(10, coverage={"date_published": 0.1, "authors": 0.9}), history(run(10)))
    assert (verdict.word, verdict.reason) == ("degraded", "date_published on 10% of the articles, usually 100%")


def test_field_that_few_articles_ever_had_may_be_missing() -> None:
    assert word(run(10, coverage={"authors": 0.0}), run(10, coverage={"authors": 0.3})) == "healthy"


def test_lost_field_does_not_become_what_is_usual_before_four_weeks_are_over() -> None:
    def site(now: datetime) -> RunFigures:
        return run(5, coverage={"date_published": 1.0 if now < NOW + timedelta(days=3) else 0.0})

    said = dict(words_of(site, NOW, 40))
    assert said[NOW + timedelta(days=2)] == "healthy"
    assert {said[NOW + timedelta(days=day)] for day in range(3, 31)} == {"degraded"}
    assert said[NOW + timedelta(days=39)] == "healthy", "that is how the site is now"


def test_silence_twice_as_long_as_any_before_is_silent_and_stays_so() -> None:
    def site(now: datetime) -> RunFigures:
        return run(2 if now < NOW + timedelta(days=20) and now.hour % 6 == 0 else 0)

    said = [word for _, word in words_of(site, NOW, 60)]
    assert "silent" not in said[: 20 * 24]
    first = said.index("silent")
    assert 20 * 24 < first <= 20 * 24 + 24
    assert set(said[first:]) == {"silent"}


def test_nights_and_weekends_are_no_silence() -> None:
    def site(now: datetime) -> RunFigures:
        return run(3 if now.weekday() < 5 and 9 <= now.hour < 17 else 0)

    for weekday in (0, 3, 5):
        said = words_of(site, NOW + timedelta(days=weekday), 35)
        assert {word for _, word in said} == {"healthy", "nothing_new"}


def test_days_without_the_crawler_are_no_silence_of_the_site() -> None:
    news = [PastRun(NOW - timedelta(days=day), "healthy", run(2)) for day in (60, 59, 58, 30, 29)]
    quiet = [PastRun(NOW - timedelta(days=day), "nothing_new", run(0)) for day in (4, 3, 2, 1)]
    assert verdict_on(run(0), RunHistory([*news, *quiet], NOW)).reason == (
        "no new article for 29 days, before never for more than 0 hours"
    )
    assert verdict_on(run(0), RunHistory([*news, *quiet[1:]], NOW)).word == "nothing_new", "too few runs to say so"


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


def test_few_links_are_no_half_of_anything() -> None:
    one_refused = run(0, visited=2, outcomes={"not_an_article": 1, "blocked": 1}, failures={"http_403": 1})
    assert word(one_refused) == "nothing_new"
    assert word(one_refused, *[one_refused] * 9) == "blocked"
    two_dead = run(0, visited=3, outcomes={"not_an_article": 1, "error": 2}, failures={"http_404": 2})
    assert word(two_dead, run(20)) == "nothing_new"
    assert word(two_dead, *[two_dead] * 4) == "broken"


def test_links_that_robots_txt_closes_are_no_block_of_a_site_whose_articles_are_read() -> None:
    closed = {"outcomes": {"new": 2, "robots": 30}, "visited": 32, "failures": {"robots_txt": 30}}
    assert word(run(2, **closed)) == "healthy"
    assert word(run(0, **closed)) == "blocked"


def test_pages_that_are_no_articles_are_a_defect_when_so_many_are_no_chance() -> None:
    def of(none: int, read: int = 0) -> RunFigures:
        return run(read, no_articles={"no_body": none})

    usual = [of(1, 20)] * 10
    assert word(of(3)) == "nothing_new"
    assert word(of(4)) == "broken"
    assert word(of(3), *usual) == "nothing_new"
    assert word(of(4), *usual) == "broken"
    assert word(of(4), *[of(20, 5)] * 10) == "nothing_new", "a site of videos"
    assert word(run(0, no_articles={"no_body": 8}, no_articles_again=8)) == "nothing_new", "looked at again"


def test_run_that_a_limit_ended_says_nothing_of_what_it_has_not_come_to() -> None:
    cut = {"finish_reason": "closespider_timeout", "ledger": {"pending": 30}}
    assert word(run(0, **cut)) == "nothing_new"


def test_numbers_of_another_release_are_left_out() -> None:
    assert RunFigures.from_dict({**run(3).as_dict(), "of_tomorrow": 1}) == run(3)


def test_lists_that_have_lost_all_their_articles_are_silent_until_one_names_some_again() -> None:
    before = run(0, named=30)
    emptied = run(0, named=0, emptied=1)
    assert word(emptied, before) == "silent"
    assert word(run(0, named=0), before, emptied) == "silent", "not asked for in this run"
    assert word(run(0, named=0), before) == "nothing_new", "what names articles was not asked for"
    assert word(run(0, named=1, emptied=1), before) == "nothing_new", "others still name some"
    assert word(run(0, named=0), emptied, before) == "nothing_new"


def test_pages_that_always_fail_are_not_what_a_quiet_run_is_judged_by() -> None:
    quiet = {"visited": 15, "failures": {"http_500": 6, "http_403": 3}, "starts_read": 1}
    outcomes = {"not_an_article": 6, "error": 6, "blocked": 3}
    assert word(run(0, **quiet, outcomes=outcomes)) == "broken"
    assert word(run(0, **quiet, outcomes=outcomes, failed_again=6, refused_again=3)) == "nothing_new"


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
    verdict = verdict_on(figures, NOTHING_BEFORE)
    assert verdict.word == expected
    assert next(iter(walls)) in verdict.reason


def test_some_walls_beside_articles_are_no_block() -> None:
    figures = run(3, walls={"paywall": 4}, no_articles={"wall/paywall": 4})
    assert word(figures) == "healthy"


def test_site_that_needs_a_browser_is_broken_and_says_what_is_missing() -> None:
    stats = {"finish_reason": "finished", "frontier/not_an_article": 2, "ledger/not_an_article": 2}
    missing = "there is no Chromium: playwright install chromium"
    verdict = verdict_on(
        figures_of(stats | {"walls/empty_shell": 1, "rendering/unavailable_because": missing}), NOTHING_BEFORE
    )
    assert verdict.word in FAILED
    assert verdict.reason.endswith(f"its pages need a browser: {missing}")
