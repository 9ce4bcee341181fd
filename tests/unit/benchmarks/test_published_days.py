from datetime import UTC, datetime

import pytest

from benchmarks.metrics.days import compare_days, instant_of, same_minute


@pytest.mark.parametrize(
    ("predicted", "verdict"),
    [
        ("2026-01-09", "right"),
        ("2026-01-09T23:30:00-05:00", "right"),
        ("2026-01-10T03:30:00Z", "wrong"),
        ("9 January 2026", "none"),
        (None, "none"),
    ],
    ids=["day", "time and zone", "the same moment, next day in UTC", "no ISO date", "nothing"],
)
def test_the_day_is_compared_as_printed(predicted, verdict):
    assert compare_days(["2026-01-09T22:30:00-06:00"], predicted) == verdict


def test_without_an_expected_day_none_is_right():
    assert compare_days([], None) == "right"
    assert compare_days([], "2026-01-09") == "wrong"


def test_any_of_several_expected_days_is_right():
    assert compare_days(["2026-01-09", "2026-01-10"], "2026-01-10") == "right"


@pytest.mark.parametrize("text", ["2026-01-09", "2026-01-09T18:20", "2026-13-09T18:20+00:00", "soon", None])
def test_no_instant_without_time_and_zone(text):
    assert instant_of(text) is None


@pytest.mark.parametrize(
    ("predicted", "same"),
    [
        ("2026-01-09T22:20:59+04:00", True),
        ("2026-01-09T18:21:00Z", False),
        ("2026-01-09T18:20:00", False),
        ("2026-01-09", False),
    ],
    ids=["other zone, same minute", "a minute later", "no zone", "no time"],
)
def test_same_minute_is_the_same_moment(predicted, same):
    assert same_minute(datetime(2026, 1, 9, 18, 20, tzinfo=UTC), predicted) is same
