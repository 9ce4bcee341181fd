from __future__ import annotations

import pytest

from crawler import extract
from crawler.extraction.headline import without_site_name
from tests.unit.extraction.pages import HEADLINE, article, html, json_ld, page, paragraphs

SITE_NAME = '<meta property="og:site_name" content="Example News">'


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Example News",
        f"{HEADLINE} - Example News",
        f"{HEADLINE} – Example News",
        f"Example News: latest | {HEADLINE} | Example News",
        f"{HEADLINE} | Politics | Example News",
    ],
)
def test_headline_is_the_h1_the_title_agrees_with(title: str) -> None:
    markup = html(f"<h1>{HEADLINE}</h1>{paragraphs()}", SITE_NAME, title=title)
    assert extract(markup, "https://example.com/a").headline == HEADLINE


@pytest.mark.parametrize(
    "logo",
    [
        "<h1>Example News</h1>",
        '<h1><a href="/"><span>Example</span></a></h1>',
        '<a href="/"><h1>Your daily paper</h1></a>',
    ],
    ids=["site name", "link to the front page", "inside a link to the front page"],
)
def test_h1_that_is_the_site_s_name_or_logo_is_not_the_headline(logo: str) -> None:
    assert article(f"{logo}<h2>{HEADLINE}</h2>{paragraphs()}", SITE_NAME).headline == HEADLINE
    assert article(f"{logo}<h1>{HEADLINE}</h1>{paragraphs()}", SITE_NAME).headline == HEADLINE


@pytest.mark.parametrize(
    "h1",
    [
        f'<h1><span class="kicker">Northern islands</span> {HEADLINE}</h1>',
        f"<h1>Northern islands: {HEADLINE}</h1>",
        f"<h1>Northern islands – {HEADLINE}</h1>",
    ],
    ids=["own element", "colon", "dash"],
)
def test_kicker_before_the_headline_is_left_out(h1: str) -> None:
    assert article(h1 + paragraphs()).headline == HEADLINE


def test_first_word_is_no_kicker() -> None:
    head = json_ld('{"@type": "NewsArticle", "headline": "Ferries return after a winter pause"}')
    assert article(f"<h1>The Ferries return after a winter pause</h1>{paragraphs()}", head).headline == (
        "The Ferries return after a winter pause"
    )


def test_json_ld_headline_is_taken_when_no_h1_agrees() -> None:
    head = json_ld('{"@type": "NewsArticle", "headline": "Ferries return &amp; fares stay"}')
    assert article(f"<h1>Welcome</h1>{paragraphs()}", head).headline == "Ferries return & fares stay"


def test_open_graph_title_loses_the_site_s_name() -> None:
    head = SITE_NAME + f'<meta property="og:title" content="{HEADLINE} | Example News">'
    assert article(paragraphs(), head).headline == HEADLINE


def test_only_h1_is_taken_when_nothing_else_names_the_article() -> None:
    assert extract(f"<h1>{HEADLINE}</h1>", "https://example.com/a").headline == HEADLINE


def test_page_without_any_headline_has_none() -> None:
    assert extract("<p>text</p>", "https://example.com/a").headline is None


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Boats return - a winter without them is over", "Boats return - a winter without them is over"),
        ("Boats return to the harbour | Example News", "Boats return to the harbour"),
        ("Example News | Boats return", "Boats return"),
        ("Boats | Example News", "Boats"),
        ("High-speed boats return", "High-speed boats return"),
    ],
)  # fmt: skip
def test_site_s_name_is_cut_and_nothing_else(title: str, left: str) -> None:
    assert without_site_name(title, page("", SITE_NAME)) == left


def test_title_of_a_drawing_is_not_the_page_s() -> None:
    markup = f"<svg><title>Menu</title></svg><title>{HEADLINE}</title>"
    assert extract(markup, "https://example.com/a").headline == HEADLINE
