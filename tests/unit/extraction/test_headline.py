from __future__ import annotations

import pytest

from crawler import extract
from crawler.extraction.headline import find_headline
from crawler.extraction.page import parse_page
from tests.unit.extraction.pages import HEADLINE, article, html, json_ld, page, paragraphs

SITE_NAME = '<meta property="og:site_name" content="Example News">'
OTHER = "Islanders wait at the pier as the first boat of the year casts off"


def og_title(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def stated(text: str) -> str:
    return json_ld(f'{{"@type": "NewsArticle", "headline": "{text}"}}')


def headline(body: str, head: str = "", title: str = "Example News") -> str | None:
    return extract(html(body + paragraphs(), head, title), "https://www.example.com/news/2107.html").headline


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
    assert headline(f"<h1>{HEADLINE}</h1>", SITE_NAME, title) == HEADLINE


@pytest.mark.parametrize(
    "logo",
    [
        "<h1>Example News</h1>",
        '<h1><a href="/"><span>Example</span></a></h1>',
        '<a href="/"><h1>Your daily paper</h1></a>',
        '<h1><a href="/news/">News of the islands</a></h1>',
        '<h1><a href="https://elsewhere.example/">Elsewhere</a></h1>',
    ],
    ids=["site name", "front page", "inside a link to the front page", "section above", "front page of another host"],
)
def test_h1_that_is_a_logo_is_not_the_headline(logo: str) -> None:
    assert headline(f"{logo}<h2>{HEADLINE}</h2>", SITE_NAME, f"{HEADLINE} | Example News") == HEADLINE
    assert headline(f"{logo}<h1>{HEADLINE}</h1>", SITE_NAME, f"{HEADLINE} | Example News") == HEADLINE


def test_headline_may_hold_a_link_to_somebody_s_front_page() -> None:
    h1 = HEADLINE.replace("Harbour", '<a href="https://harbour.example/">Harbour</a>')
    assert headline(f"<h1>{h1}</h1>", title=HEADLINE) == HEADLINE


def test_empty_h1_is_passed_over() -> None:
    assert headline(f"<h1></h1><h1><img src=a.png></h1><h1>{HEADLINE}</h1>", title=HEADLINE) == HEADLINE


def test_h1_of_the_section_is_not_the_headline_of_an_article() -> None:
    head = og_title(HEADLINE) + '<meta property="og:type" content="article">'
    assert headline("<h1>Islands</h1>", head) == HEADLINE


@pytest.mark.parametrize(
    "h1",
    [
        f'<h1><span class="kicker">Northern islands</span> {HEADLINE}</h1>',
        f"<h1><span>Northern islands</span> <span>{HEADLINE}</span></h1>",
        f"<h1>Northern islands: {HEADLINE}</h1>",
        f"<h1>Northern islands – {HEADLINE}</h1>",
        f"<h1><span>{HEADLINE}</span> <span>Fares stay as they were</span></h1>",
    ],
    ids=["kicker", "span", "colon", "dash", "second line"],
)
def test_headline_is_the_part_of_the_h1_that_the_page_names(h1: str) -> None:
    assert headline(h1, og_title(HEADLINE)) == HEADLINE


@pytest.mark.parametrize(
    "h1",
    [
        f'<h1><span class="article-overline">Northern islands</span><span>{HEADLINE}</span></h1>',
        f"<h1><div>Northern islands</div> {HEADLINE}</h1>",
        f"<h1><small>Northern islands</small><br>{HEADLINE}</h1>",
        f'<h1><span class="topic-label">Northern islands</span><span class="sr-only">: </span><b>{HEADLINE}</b></h1>',
        f"<h1><span data-kicker=1>Northern islands</span> {HEADLINE}</h1>",
    ],
    ids=["class", "block", "small", "hidden colon", "data attribute"],
)
def test_kicker_in_a_line_of_its_own_is_left_out_whatever_the_page_names(h1: str) -> None:
    assert headline(h1, og_title(f"Northern islands - {HEADLINE}")) == HEADLINE


def test_kicker_stays_that_the_publisher_writes_as_part_of_the_headline() -> None:
    h1 = f'<h1><span class="kicker">Ferries</span><span class="sr-only">: </span><span>{HEADLINE}</span></h1>'
    assert headline(h1, stated(f"Ferries: {HEADLINE}")) == f"Ferries: {HEADLINE}"


def test_marked_word_within_a_headline_stays() -> None:
    h1 = "<h1><span>Harbour</span> ferries <em>return</em> to the northern islands after a winter pause</h1>"
    assert headline(h1, title=f"{HEADLINE}, at last") == HEADLINE


def test_first_word_is_no_kicker() -> None:
    text = "The Ferries return after a winter pause"
    assert headline(f"<h1>{text}</h1>", stated("Ferries return after a winter pause")) == text


BREADCRUMB = f'<nav class="breadcrumb"><a href="/">Home</a> <a href="/news/">News</a> <h1>{HEADLINE}</h1></nav>'


@pytest.mark.parametrize(
    "breadcrumb",
    [
        BREADCRUMB,
        f'<ol><li><a href="/">Home</a></li><li><h1>{HEADLINE}</h1></li></ol>',
        f'<div data-mark="BreadcrumbArea"><a href="/">Home</a><h1>{HEADLINE}</h1></div>',
    ],
    ids=["nav", "list", "named so"],
)
def test_h1_in_a_breadcrumb_gives_way_to_the_heading_below(breadcrumb: str) -> None:
    body = f'{breadcrumb}<h2><span class="kicker">Ferries</span> <span>{OTHER}</span></h2><h2>Fares</h2>'
    assert headline(body, stated(HEADLINE) + og_title(OTHER), HEADLINE) == OTHER


def test_h1_in_a_breadcrumb_stays_when_no_name_is_that_of_the_heading_below() -> None:
    assert headline(f"{BREADCRUMB}<h2>{OTHER}</h2>", stated(HEADLINE) + og_title("Ferries"), HEADLINE) == HEADLINE


def test_wording_of_json_ld_and_og_title_wins_over_that_of_an_h1() -> None:
    assert headline(f"<h1>{OTHER}</h1>", stated(HEADLINE) + og_title(f"{HEADLINE} | Example News")) == HEADLINE


def test_h1_wins_where_json_ld_and_og_title_differ() -> None:
    assert headline(f"<h1>{HEADLINE}</h1>", stated(HEADLINE) + og_title(OTHER)) == HEADLINE
    assert headline(f"<h1>{HEADLINE}</h1>", stated(OTHER) + og_title(HEADLINE)) == HEADLINE


def test_h1_wins_over_teasers_when_it_is_the_page_s_title() -> None:
    assert headline(f"<h1>{HEADLINE}</h1>", stated(OTHER) + og_title(OTHER), f"{HEADLINE} | News") == HEADLINE


def test_h1_of_the_article_needs_no_other_to_agree() -> None:
    body = f"<article><h1>{HEADLINE}</h1></article><h1>More from the islands today</h1>"
    assert headline(body, stated("Pier reopens at last"), "Boats and the sea") == HEADLINE


def test_json_ld_headline_is_taken_when_no_h1_agrees() -> None:
    assert headline("<h1>Welcome</h1>", stated("Ferries return &amp; fares stay")) == "Ferries return & fares stay"


def test_headline_that_the_json_ld_cuts_is_completed_by_the_title() -> None:
    assert headline("", stated(f"{HEADLINE[:40]}…"), f"{HEADLINE} | Example News") == HEADLINE
    long = f"{HEADLINE}, and the mail boat that carried twelve passengers rests at last"
    assert headline("", stated(long[:110]), f"{long} | Example News") == long


def test_headline_of_110_characters_is_not_continued_by_a_site_s_name() -> None:
    long = f"{HEADLINE}, and the mail boat that carried twelve passengers rests at last"
    assert headline("", stated(long), f"{long} — A paper of quite another name than the page has") == long


def test_headline_that_an_unescaped_quote_ends_is_completed_by_the_title() -> None:
    head = '<meta property="og:title" content="Captain calls the winter "a long one"">'
    assert headline("", head, 'Captain calls the winter "a long one"') == 'Captain calls the winter "a long one"'


def test_space_that_only_the_style_sheet_makes_is_taken_from_the_json_ld() -> None:
    h1 = f"<h1><span>Northern islands:</span>{HEADLINE}</h1>"
    assert headline(h1, stated(f"Northern islands: {HEADLINE}")) == f"Northern islands: {HEADLINE}"


def test_open_graph_title_loses_the_site_s_name() -> None:
    assert headline("", SITE_NAME + og_title(f"{HEADLINE} | Example News")) == HEADLINE


def test_open_graph_title_that_is_only_the_site_s_name_is_none() -> None:
    assert headline("", SITE_NAME + og_title("Example News"), HEADLINE) == HEADLINE


@pytest.mark.parametrize(
    "title",
    [f"Island notes » Blog archive » {HEADLINE}", f"{HEADLINE} | Forum | Boats", f"Boats - Notes » {HEADLINE}"],
)
def test_part_of_the_title_that_a_heading_shows_is_the_headline(title: str) -> None:
    assert headline(f"<h3>Notes</h3><h2>{HEADLINE}</h2>", title=title) == HEADLINE


def test_only_h1_is_taken_when_nothing_else_names_the_article() -> None:
    assert extract(f"<h1>{HEADLINE}</h1>", "https://example.com/a").headline == HEADLINE


def test_only_h1_that_ends_the_title_names_the_site() -> None:
    assert headline("<h1>Notes from the pier</h1>", title=f"{HEADLINE} – Notes from the pier") == HEADLINE


def test_page_without_any_headline_has_none() -> None:
    assert extract("<p>text</p>", "https://example.com/a").headline is None


def test_rule_that_found_the_headline_is_named() -> None:
    assert find_headline(page()) == (HEADLINE, "matching_h1")
    assert find_headline(parse_page("<p>text</p>", "https://example.com/a")) == (None, "none")


def test_title_of_a_drawing_is_not_the_page_s() -> None:
    markup = f"<svg><title>Menu</title></svg><title>{HEADLINE}</title>"
    assert extract(markup, "https://example.com/a").headline == HEADLINE


def test_heading_of_a_hundred_thousand_elements_is_passed_over() -> None:
    assert article("<h1>" + "<span>x</span>" * 100_000 + f"</h1>{paragraphs()}").headline == HEADLINE


@pytest.mark.parametrize(
    "title", [f"Port Notices - {HEADLINE}", f"Port Notices : {HEADLINE}", f"{HEADLINE} : Port Notices"]
)
@pytest.mark.parametrize("markup", ["<h2>{}</h2>", "<table><tr><td><font><b>{}</b></font></td></tr></table>"])
def test_line_of_the_page_that_the_title_has_beside_a_name_is_the_headline(title: str, markup: str) -> None:
    assert headline("<p>Port Notices</p>" + markup.format(HEADLINE), title=title) == HEADLINE


def test_part_of_the_title_that_only_links_show_is_not_the_headline() -> None:
    title = "The boats are back : islanders cheer"
    assert headline('<p><a href="/o">The boats are back</a></p>', title=title) == title


def test_heading_over_the_text_is_the_headline_where_the_title_is_the_sites_name() -> None:
    assert headline(f"<h3>{HEADLINE}</h3><p>3 March</p>", title="Example") == HEADLINE


def test_heading_of_other_articles_is_not_the_headline() -> None:
    assert headline(f'<h3><a href="/other">{OTHER}</a></h3>', title="Example") == "Example"
