from __future__ import annotations

from datetime import date

import pytest

from crawler.archive_urls import archive_page
from crawler.url_kinds import url_kind

SITE = "https://a.example"


@pytest.mark.parametrize(
    ("path", "unit", "first", "previous"),
    [
        ("/2026/01/", "month", (2026, 1, 1), "/2025/12/"),
        ("/news/2026/3", "month", (2026, 3, 1), "/news/2026/2"),
        ("/2026/03/01/", "day", (2026, 3, 1), "/2026/02/28/"),
        ("/2026/3/1", "day", (2026, 3, 1), "/2026/2/28"),
        ("/2026/10/1", "day", (2026, 10, 1), "/2026/9/30"),
        ("/2026/", "year", (2026, 1, 1), "/2025/"),
        ("/archive/2026", "year", (2026, 1, 1), "/archive/2025"),
        ("/archive/2026-01-15", "day", (2026, 1, 15), "/archive/2026-01-14"),
        ("/archiv/2026-01-01.html", "day", (2026, 1, 1), "/archiv/2025-12-31.html"),
        ("/archives/20260301.html", "day", (2026, 3, 1), "/archives/20260228.html"),
        ("/2026/01/index.html", "month", (2026, 1, 1), "/2025/12/index.html"),
        ("/archive?date=2026-01-15", "day", (2026, 1, 15), "/archive?date=2026-01-14"),
        ("/news.php?date=20260115&x=1", "day", (2026, 1, 15), "/news.php?date=20260114&x=1"),
        ("/?fecha=01.03.2026", "day", (2026, 3, 1), "/?fecha=28.02.2026"),
        ("/?day=2026%2F01%2F15", "day", (2026, 1, 15), "/?day=2026%2F01%2F14"),
        ("/?m=202601", "month", (2026, 1, 1), "/?m=202512"),
        ("/list?year=2026&month=1&day=5", "day", (2026, 1, 5), "/list?year=2026&month=1&day=4"),
        ("/list?lang=en&y=2026&m=01", "month", (2026, 1, 1), "/list?lang=en&y=2025&m=12"),
    ],
)
def test_page_of_an_archive_names_its_time_and_the_page_before_it(
    path: str, unit: str, first: tuple[int, int, int], previous: str
) -> None:
    page = archive_page(SITE + path)
    assert page is not None
    assert (page.unit, page.first, page.previous()) == (unit, date(*first), SITE + previous)
    assert url_kind(SITE + path) != "article"


@pytest.mark.parametrize(
    "path",
    [
        "/2026/01/15/the-levy-is-voted",
        "/2026/01/the-levy-is-voted.html",
        "/world-cup/2026",
        "/news/20260115",
        "/2026/13/",
        "/2026/02/30/",
        "/archive/the-levy-2026",
        "/story?id=202601159",
        "/2026/01/page/2",
        "/article-2026-01-15",
    ],
)
def test_what_has_a_date_but_lists_no_time_is_no_archive(path: str) -> None:
    assert archive_page(SITE + path) is None


def test_page_for_a_day_of_another_length_keeps_the_form() -> None:
    page = archive_page(f"{SITE}/2026/9/5/")
    assert page is not None
    assert page.at(date(2025, 12, 24)) == f"{SITE}/2025/12/24/"
    month = archive_page(f"{SITE}/2024/02/")
    assert month is not None
    assert (month.last, month.at(date(2023, 11, 9))) == (date(2024, 2, 29), f"{SITE}/2023/11/")


def test_every_day_before_a_day_is_reached_one_by_one() -> None:
    url, days = f"{SITE}/?date=1.1.2026", []
    for _ in range(400):
        page = archive_page(url)
        assert page is not None
        days.append(page.first)
        url = page.previous()
    assert days == [date.fromordinal(date(2026, 1, 1).toordinal() - number) for number in range(400)]
