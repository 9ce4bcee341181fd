from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.dates.relative_dates import COUNTED_BACK, DAY_ASSUMED, YEAR_ASSUMED, resolve_date

READ_AT = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("2 hours ago", "en", "2026-01-20T07:30+00:00"),
        ("an hour ago", "en", "2026-01-20T08:30+00:00"),
        ("9h ago", "en", "2026-01-20T00:30+00:00"),
        ("just now", "en", "2026-01-20T09:30+00:00"),
        ("vor 3 Stunden", "de", "2026-01-20T06:30+00:00"),
        ("vor einem Tag", "de", "2026-01-19"),
        ("vor 3 Stunden", "en", "2026-01-20T06:30+00:00"),
        ("hace 5 minutos", "es", "2026-01-20T09:25+00:00"),
        ("il y a 2 jours", "fr", "2026-01-18"),
        ("há 3 horas", "pt-BR", "2026-01-20T06:30+00:00"),
        ("3 ore fa", "it", "2026-01-20T06:30+00:00"),
        ("2 uur geleden", "nl", "2026-01-20T07:30+00:00"),
        ("för 2 timmar sedan", "sv", "2026-01-20T07:30+00:00"),
        ("for 2 timer siden", "nb", "2026-01-20T07:30+00:00"),
        ("2 tuntia sitten", "fi", "2026-01-20T07:30+00:00"),
        ("2 godz. temu", "pl", "2026-01-20T07:30+00:00"),
        ("před 5 minutami", "cs", "2026-01-20T09:25+00:00"),
        ("час назад", "ru", "2026-01-20T08:30+00:00"),
        ("5 хвилин тому", "uk", "2026-01-20T09:25+00:00"),
        ("πριν 2 ώρες", "el", "2026-01-20T07:30+00:00"),
        ("3 saat önce", "tr", "2026-01-20T06:30+00:00"),
        ("منذ ٥ دقائق", "ar", "2026-01-20T09:25+00:00"),
        ("לפני 3 שעות", "he", "2026-01-20T06:30+00:00"),
        ("۵ دقیقه پیش", "fa", "2026-01-20T09:25+00:00"),
        ("२ घंटे पहले", "hi", "2026-01-20T07:30+00:00"),
        ("৫ মিনিট আগে", "bn", "2026-01-20T09:25+00:00"),
        ("5 นาทีที่แล้ว", "th", "2026-01-20T09:25+00:00"),
        ("2 giờ trước", "vi", "2026-01-20T07:30+00:00"),
        ("3 jam yang lalu", "id", "2026-01-20T06:30+00:00"),
        ("5分钟前", "zh", "2026-01-20T09:25+00:00"),
        ("3時間前", "ja", "2026-01-20T06:30+00:00"),
        ("5분 전", "ko", "2026-01-20T09:25+00:00"),
        ("yesterday 18:05", "en", "2026-01-19T18:05"),
        ("Today 9:05 am", "en", "2026-01-20T09:05"),
        ("Gestern, 18.05 Uhr", "de", "2026-01-19T18:05"),
        ("hier à 18h05", "fr", "2026-01-19T18:05"),
        ("i går 18.05", "no", "2026-01-19T18:05"),
        ("вчера, 18:05", "ru", "2026-01-19T18:05"),
        ("今天 08:05", "zh", "2026-01-20T08:05"),
        ("Monday 18:05", "en", "2026-01-19T18:05"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_relative_date_is_counted_back_from_the_reading(text: str, language: str, value: str) -> None:
    found = resolve_date(text, language, READ_AT)
    assert found is not None
    assert (found.value, found.note) == (value, COUNTED_BACK)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("9 January", "en", "2026-01-09"),
        ("Jan 25", "en", "2025-01-25"),
        ("31 December", "en", "2025-12-31"),
        ("21 January", "en", "2025-01-21"),
        ("Редактор, 25 декабря, 18:05", "ru", "2025-12-25T18:05"),
        ("1月9日", "zh", "2026-01-09"),
        ("09.01. 18:20", "de", "2026-01-09T18:20"),
        ("mardi 13 mars", "fr", "2025-03-13"),
        ("29 February", "en", "2024-02-29"),
    ],
)
def test_day_without_a_year_is_the_latest_one_that_is_past(text: str, language: str, value: str) -> None:
    found = resolve_date(text, language, READ_AT)
    assert found is not None
    assert (found.value, found.note) == (value, YEAR_ASSUMED)


def test_day_without_a_year_may_be_tomorrow_s_where_the_site_is_ahead_of_utc() -> None:
    evening = datetime(2025, 12, 31, 20, tzinfo=UTC)
    assert resolve_date("1 January", "en", evening).value == "2026-01-01"  # type: ignore[union-attr]
    assert resolve_date("1 January", "en", evening - timedelta(hours=12)).value == "2025-01-01"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "value"), [("08:05", "2026-01-20T08:05"), ("18:20", "2026-01-20T18:20"), ("23:50", "2026-01-19T23:50")]
)
def test_time_alone_is_of_the_day_of_the_reading_or_the_one_before(text: str, value: str) -> None:
    found = resolve_date(text, "en", READ_AT)
    assert found is not None
    assert (found.value, found.note) == (value, DAY_ASSUMED)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18:05", "2026-01-20T18:05:00+09:00"),
        ("19:05", "2026-01-19T19:05:00+09:00"),
        ("today 00:10", "2026-01-20T00:10:00+09:00"),
    ],
)
def test_in_the_site_s_zone_times_get_its_offset_and_are_past(text: str, value: str) -> None:
    found = resolve_date(text, "en", READ_AT.astimezone(ZoneInfo("Asia/Tokyo")))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["9 January 2026", "2026-01-09T18:20:00+04:00"])
def test_complete_date_needs_no_reference(text: str) -> None:
    assert resolve_date(text, "en", None) == resolve_date(text, "en", READ_AT)


@pytest.mark.parametrize("text", ["2 hours ago", "yesterday", "9 January", "18:20", "just now"])
def test_without_a_reference_nothing_is_assumed(text: str) -> None:
    assert resolve_date(text, "en", None) is None


@pytest.mark.parametrize(
    "text",
    [
        "2 weeks ago",
        "45 days ago",
        "May",
        "5 comments",
        "Monday",
        "A draw, 3:10, against them all in the final",
        "",
        "yesterday" * 30,
    ],
)
def test_what_names_no_day_is_not_resolved(text: str) -> None:
    assert resolve_date(text, "en", READ_AT) is None


def test_word_of_another_language_is_no_yesterday() -> None:
    assert resolve_date("hier", "de", READ_AT) is None
    assert resolve_date("hier", None, READ_AT) is None


@given(st.text(max_size=80), st.sampled_from(["en", "de", "ja", "ar", "th", None]))
def test_no_text_makes_resolving_fail(text: str, language: str | None) -> None:
    resolve_date(text, language, READ_AT)


@given(
    st.integers(1, 59),
    st.sampled_from([("{} minutes ago", "en"), ("vor {} Minuten", "de"), ("{}分前", "ja"), ("منذ {} دقيقة", "ar")]),
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware
)
def test_minutes_are_counted_from_any_moment(minutes: int, form: tuple[str, str], moment: datetime) -> None:
    found = resolve_date(form[0].format(minutes), form[1], moment)
    assert found is not None
    read = datetime.fromisoformat(found.value)
    assert timedelta() <= moment - timedelta(minutes=minutes) - read < timedelta(minutes=1)


@pytest.mark.parametrize(("language", "day"), [("ko", "2026-03-06"), ("hu", "2026-03-06"), ("de", "2025-06-03")])
def test_the_month_comes_first_where_the_year_does(language: str, day: str) -> None:
    found = resolve_date("03.06 14:30", language, datetime(2026, 3, 7, tzinfo=UTC))
    assert found is not None
    assert (found.value or "")[:10] == day
