import pytest

from benchmarks.metrics.displayed_days import floats, same_displayed_day

READ_AT = "2026-01-14T12:00:00"


@pytest.mark.parametrize("text", ["13:00", "um 9.30", "18h45", "2 hours ago", "vor 22 Stunden", "hace 3 días", "5 min"])
def test_times_of_day_and_relative_times_float(text):
    assert floats(text)


@pytest.mark.parametrize("text", ["09.Jan.2026", "7 November, 08:03 Uhr", "2026-01-09T13:00"])
def test_dates_do_not_float(text):
    assert not floats(text)


def test_the_displayed_text_itself_is_right():
    assert same_displayed_day("vor  22 Stunden", "vor 22 Stunden", "de", None) is True


@pytest.mark.parametrize(("predicted", "verdict"), [("2026-01-09T14:00:00Z", True), ("2026-01-09T14:20:00Z", False)])
def test_without_the_time_of_reading_minutes_decide_a_time_of_day(predicted, verdict):
    assert same_displayed_day("13:00", predicted, "en", None) is verdict


def test_without_the_time_of_reading_a_relative_time_is_left_undecided():
    assert same_displayed_day("2 hours ago", "2026-01-09T14:00:00Z", "en", None) is None


@pytest.mark.parametrize(
    ("displayed", "predicted", "language", "verdict"),
    [
        ("09.Jan.2026", "2026-01-09", "en", True),
        ("09.Jan.2026", "2026-01-10", "en", False),
        ("9 janvier 2026", "2026-01-09T08:00:00+01:00", "fr", True),
        ("2 hours ago", "2026-01-13T23:00:00Z", "en", True),
        ("2 hours ago", "2026-01-12T23:00:00Z", "en", False),
        ("09.Jan.2026", "no date", "en", False),
        ("09.Jan.2026", "2026-13-40", "en", False),
    ],
    ids=["day", "next day", "French", "within a day", "two days off", "no date", "impossible date"],
)
def test_days_read_from_text(displayed, predicted, language, verdict):
    pytest.importorskip("dateparser", reason="requirements-bench.txt")
    assert same_displayed_day(displayed, predicted, language, READ_AT) is verdict
