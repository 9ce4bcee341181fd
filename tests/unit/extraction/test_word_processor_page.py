"""The kind of page the project began with: text pasted from a word processor, a list of latest news with dates of
their own, and one lone date after it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler import Article, extract

URL = "https://www.example.com/en/news/detail/2107"
HEADLINE = "Bridge builders and river pilots do not back the plan for a night ferry"
SENTENCE = "The council said on December 28 that the <span>plan\nneeds “more\ntime”</span> and\na second opinion."
ENTRIES = [
    (f"Another story of the valley, told at some length, number {number}", f"{day:02}.Jan.2026")
    for number, day in enumerate([9, 8, 7, 6, 5, 4, 4, 3, 3, 2])
]


def markup(lone_date: str) -> bytes:
    paragraphs = "".join(
        f'<p class="MsoNormal"><span lang="EN">{SENTENCE} {number}</span></p>\n' for number in range(7)
    )
    entries = "".join(
        f'<a href="/en/news/detail/{2100 - position}">{headline}</a><br>\n{date}<br>\n'
        for position, (headline, date) in enumerate(ENTRIES)
    )
    return f"""<html><head><title>{HEADLINE}</title></head><body>
        <div class="nav"><a href="/en">Home</a> <a href="/en/news">News</a></div>
        <h2>{HEADLINE}</h2><div class="text">{paragraphs}</div>
        <div class="side"><h3>Latest news</h3>{entries}</div>
        <div>{lone_date}</div></body></html>""".encode()


@pytest.fixture(scope="module")
def article() -> Article:
    return extract(markup("14 Jan 2026"), URL, fetched_at=datetime(2026, 1, 20, tzinfo=UTC))


def test_line_breaks_inside_a_paragraph_are_spaces(article: Article) -> None:
    assert article.body is not None
    first = article.body.split("\n\n")[0]
    assert first == "The council said on December 28 that the plan needs “more time” and a second opinion. 0"


def test_seven_paragraphs_are_separated_by_one_blank_line(article: Article) -> None:
    assert article.body is not None
    assert article.body.count("\n\n") == 6
    assert article.body.count("\n") == 12


def test_headline_is_the_page_s(article: Article) -> None:
    assert article.headline == HEADLINE


def test_latest_news_are_exactly_the_ten_entries_in_order(article: Article) -> None:
    entries = article.latest_news
    assert [entry.position for entry in entries] == list(range(1, 11))
    assert [entry.headline for entry in entries] == [headline for headline, _ in ENTRIES]
    assert [entry.url for entry in entries] == [f"https://www.example.com/en/news/detail/{2100 - n}" for n in range(10)]
    assert {entry.label for entry in entries} == {"Latest news"}


def test_entries_have_their_dates_as_printed_and_in_iso_form(article: Article) -> None:
    assert [entry.date_published_raw for entry in article.latest_news] == [date for _, date in ENTRIES]
    assert article.latest_news[0].date_published == "2026-01-09"
    assert article.latest_news[9].date_published == "2026-01-02"


def test_lone_date_is_the_date_of_publication_when_the_fetch_was_on_another_day(article: Article) -> None:
    assert (article.date_published, article.date_published_raw) == ("2026-01-14", "14 Jan 2026")
    assert article.date_published_source == "text"


def test_lone_date_is_not_believed_when_it_equals_the_day_of_the_fetch() -> None:
    article = extract(markup("14 Jan 2026"), URL, fetched_at=datetime(2026, 1, 14, 23, tzinfo=UTC))
    assert article.date_published is None
    [candidate] = [candidate for candidate in article.date_candidates if candidate.raw == "14 Jan 2026"]
    assert candidate.taken is False
    assert candidate.reason == "equals the day of the fetch, outside the article"


def test_clock_of_a_zone_ahead_of_utc_is_not_believed() -> None:
    article = extract(markup("15 Jan 2026"), URL, fetched_at=datetime(2026, 1, 14, 23, tzinfo=UTC))
    assert article.date_published is None


def test_date_of_an_entry_is_never_the_article_s() -> None:
    article = extract(markup(""), URL, fetched_at=datetime(2026, 1, 20, tzinfo=UTC))
    assert article.date_published is None
    assert article.date_modified is None
