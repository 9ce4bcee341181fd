from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.times import is_later_than_fetch, utc_text


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    moment = datetime(2026, 1, 9, 18, 20, 5, 999_999, tzinfo=timezone(timedelta(hours=4)))
    assert utc_text(moment) == "2026-01-09T14:20:05Z"


@pytest.mark.parametrize(
    ("iso_date", "is_later"),
    [
        ("2026-01-15", False),  # that day has begun in Kiribati
        ("2026-01-16", True),
        ("2026-01-15T12:00Z", False),
        ("2026-01-15T12:01Z", True),
        ("2026-01-15T16:00+04:00", False),
        ("2026-01-15T12:00:01", True),
    ],
)
def test_a_date_is_later_than_the_fetch_when_it_is_a_day_ahead(iso_date: str, is_later: bool) -> None:
    assert is_later_than_fetch(iso_date, datetime(2026, 1, 14, 12, tzinfo=UTC)) is is_later
