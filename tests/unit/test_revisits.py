from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.revisits import LONGEST, SHORTEST, seconds_to_next_visit
from crawler.storage import PageResult, PendingUrl
from crawler.times import utc_text

NOW = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
HOUR, DAY = 3600, 86400


def seconds(outcome: str, *, before: int | None = None, age: timedelta | None = None, **pending: Any) -> int | None:
    published = utc_text(NOW - age) if age is not None else None
    url = PendingUrl(id=1, key="k", url="u", kind="article", revisit_seconds=before)
    result = PageResult(pending=url, outcome=outcome, article={"date_published": published})  # type: ignore[arg-type]
    return seconds_to_next_visit(url, result, NOW)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(minutes=5), SHORTEST),
        (timedelta(days=1), 6 * HOUR),
        (timedelta(days=28), 7 * DAY),
        (timedelta(days=400), None),
        (timedelta(days=-1), SHORTEST),
        (None, 12 * HOUR),
    ],
    ids=["fresh", "a day", "four weeks", "settled", "in the future", "undated"],
)
def test_new_article_is_looked_at_again_the_sooner_the_newer_it_is(age: timedelta | None, expected: int | None) -> None:
    assert seconds("new", age=age) == expected


def test_window_grows_while_nothing_changes_and_shrinks_when_something_does() -> None:
    assert seconds("unchanged", before=6 * HOUR) == 12 * HOUR
    assert seconds("updated", before=6 * HOUR) == 3 * HOUR
    assert seconds("updated", before=HOUR) == SHORTEST


def test_what_never_changed_in_the_longest_window_is_left_alone() -> None:
    assert seconds("unchanged", before=LONGEST) is None


@pytest.mark.parametrize("outcome", ["duplicate", "out_of_range"])
def test_what_is_not_wanted_is_not_looked_at_again_by_itself(outcome: str) -> None:
    assert seconds(outcome) is None


@pytest.mark.parametrize(("outcome", "detail"), [("not_an_article", "other"), ("out_of_range", "trap")])
def test_what_may_have_been_out_of_order_is_looked_at_again_some_times(outcome: Any, detail: str) -> None:
    windows: list[int] = []
    # As an article that was stored has a window of its own, from which the first does not follow.
    url = PendingUrl(id=1, key="k", url="u", kind="article", outcome="unchanged", revisit_seconds=9 * DAY)
    while (
        window := seconds_to_next_visit(url, PageResult(pending=url, outcome=outcome, detail=detail), NOW)
    ) is not None:
        windows.append(window)
        url = replace(url, outcome=outcome, detail=detail, revisit_seconds=window)
    assert (windows[0], windows[-1] > 7 * DAY, len(windows)) == (25 * 60, True, 4)
