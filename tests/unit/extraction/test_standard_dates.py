from __future__ import annotations

import pytest

from crawler.extraction.dates.standard_dates import read_date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1997", "1997"),
        ("1997-07", "1997-07"),
        ("1997-07-16", "1997-07-16"),
        ("1997-07-16T19:20+01:00", "1997-07-16T19:20+01:00"),
        ("1997-07-16T19:20:30+01:00", "1997-07-16T19:20:30+01:00"),
        ("1997-07-16T19:20:30.45+01:00", "1997-07-16T19:20:30.45+01:00"),
        ("1994-11-05T13:15:30Z", "1994-11-05T13:15:30+00:00"),
    ],
)
def test_w3c_date_and_time_formats_keep_their_precision(text: str, value: str) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52+00:00"),
        ("1996-12-19T16:39:57-08:00", "1996-12-19T16:39:57-08:00"),
        ("1937-01-01T12:00:27.87+00:20", "1937-01-01T12:00:27.87+00:20"),
        ("1990-12-31T23:59:60Z", None),
    ],
)
def test_rfc_3339_examples_but_for_the_leap_second_that_datetime_does_not_have(text: str, value: str | None) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sun, 19 May 2002 15:21:36 GMT", "2002-05-19T15:21:36+00:00"),
        ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00"),
        ("Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"),
        ("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n -0330 (Newfoundland Time)",
         "1969-02-13T23:32-03:30"),
        ("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00"),
        ("09 Jan 26 18:20 UT", "2026-01-09T18:20+00:00"),
        ("Fri, 09 Jan 2026 18:20:00 EST", "2026-01-09T18:20:00-05:00"),
        ("Fri, 09 Jan 2026 18:20:00 EDT", "2026-01-09T18:20:00-04:00"),
        ("Fri, 09 Jan 2026 18:20:00 PST", "2026-01-09T18:20:00-08:00"),
        ("Fri, 09 Jan 2026 18:20:00 Z", "2026-01-09T18:20:00+00:00"),
    ],
)  # fmt: skip
def test_rss_dates_in_the_forms_of_rfc_822_and_5322(text: str, value: str) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-09T18:20:00", "2026-01-09T18:20:00"),
        ("2026-01-09 18:20:00 +0400", "2026-01-09T18:20:00+04:00"),
        ("2026-01-09t18:20:00z", "2026-01-09T18:20:00+00:00"),
        ("2026-01-09T18:20:00+04", "2026-01-09T18:20:00+04:00"),
        ("2026-01-09T18:20:00-00:00", "2026-01-09T18:20:00+00:00"),
        ("2026-01-09 18:20:00 UTC", "2026-01-09T18:20:00+00:00"),
        ("  2026-01-09\n", "2026-01-09"),
        ("Fri, 09 Jan 2026", "2026-01-09"),
        ("Friday, 9 January 2026 8:20", "2026-01-09T08:20"),
        ("Fr., 09 Sept 2026 18:20:00 +04:00", "2026-09-09T18:20:00+04:00"),
        ("Wed, 09 Jan 2026 18:20:00 UTC", "2026-01-09T18:20:00+00:00"),
    ],
)
def test_deviations_that_leave_the_meaning_plain_are_read(text: str, value: str) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-02-30",
        "2026-13-01",
        "2026-01-09T25:00:00Z",
        "2026-01-09T18:20:00+15:00",
        "2026-01-09T18:20:00+04:75",
        "2026-01T18:20:00Z",
        "09/01/2026",
        "1767968400",
        "Fri, 09 Foo 2026 18:20:00 GMT",
        "Fri, 32 Jan 2026 18:20:00 GMT",
        "٢٠٢٦-٠١-٠٩",
        "2026-01-09" * 50,
    ],
)
def test_what_is_no_date_of_the_standards_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "Wed, 30 Nov -0001 00:00:00 +0000", "0000-00-00 00:00:00"])
def test_dates_that_stand_for_no_date_are_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("zone", ["IST", "CET", "MSK", "A", "LOCAL"])
def test_zone_names_outside_rfc_822_make_the_time_unreadable(zone: str) -> None:
    assert read_date(f"Fri, 09 Jan 2026 18:20:00 {zone}") is None
