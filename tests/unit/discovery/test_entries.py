from __future__ import annotations

import pytest

from crawler.discovery.entries import StatedDate, first_date, plain_title, resolve_url


def test_first_readable_date_wins_over_an_earlier_unreadable_one() -> None:
    fields = {"pubDate": "today", "dc:date": " 2026-01-09 "}
    assert first_date(fields, ["pubDate", "dc:date"]) == StatedDate("2026-01-09", "2026-01-09", "dc:date")


def test_unreadable_date_keeps_its_text() -> None:
    assert first_date({"pubDate": "today", "dc:date": "soon"}, ["pubDate", "dc:date"]) == StatedDate(
        "today", None, "pubDate"
    )
    assert first_date({"pubDate": " "}, ["pubDate"]) is None


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("Plain", "Plain"),
        ("  Two\n\tlines\u00a0here ", "Two lines here"),
        ("Bread &amp; butter &#8217; &nbsp;&eacute;", "Bread & butter ’ é"),
        ("<b>Bold</b>er <i>w</i>ord", "Bolder word"),
        ("One<br/>two<p>three</p>", "One two three"),
        ("<xhtml:div>A<xhtml:br/>B</xhtml:div>", "A B"),
        ("1 < 2 and 3 > 2, I <3 it", "1 < 2 and 3 > 2, I <3 it"),
        ("Shown<!-- not shown --> again", "Shown again"),
        ("&lt;b&gt; in HTML", "<b> in HTML"),
        ("", None),
        ("<b> </b>", None),
        (None, None),
    ],
)
def test_titles_are_plain_text_on_one_line(markup: str | None, title: str | None) -> None:
    assert plain_title(markup) == title


def test_title_with_a_number_too_long_for_python_is_cut() -> None:
    title = plain_title("&#" + "9" * 100_000 + ";")
    assert title is not None
    assert len(title) <= 4_000


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("https://www.example.com/a?b=c#d", "https://www.example.com/a?b=c#d"),
        (" https://www.example.com/a\n", "https://www.example.com/a"),
        ("/a", "https://example.com/a"),
        ("b", "https://example.com/news/b"),
        ("//cdn.example.com/a", "https://cdn.example.com/a"),
        ("mailto:editor@example.com", None),
        ("https://[", None),
        ("  ", None),
        (None, None),
    ],
)
def test_references_resolve_to_web_urls_only(reference: str | None, url: str | None) -> None:
    assert resolve_url("https://example.com/news/feed", reference) == url
