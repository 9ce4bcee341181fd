from __future__ import annotations

import json

import pytest

from crawler import extract
from crawler.extraction.body import find_body
from tests.unit.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, html, json_ld, page, paragraphs

TEXT = list(PARAGRAPHS)


def body_of(markup: str, head: str = "") -> list[str]:
    return find_body(page(markup, head), HEADLINE)[0]


def test_body_is_the_paragraphs_without_the_headline() -> None:
    assert body_of(f"<header><h1>{HEADLINE}</h1></header>{paragraphs()}") == TEXT
    assert body_of(f"<div><div>{HEADLINE}</div>{paragraphs()}</div>") == TEXT


@pytest.mark.parametrize(
    "box",
    [
        "<figure><img src='a.jpg'><figcaption>The harbour in winter, seen from the lighthouse.</figcaption></figure>",
        "<div class='photo-caption'>The harbour in winter, seen from the old lighthouse.</div>",
        "<p>Photo: A. Photographer / Agency of the North</p>",
        "<div class='share-bar'><a href='#'>Share this story with everybody you know</a></div>",
        "<ul class='social'><li>Tell your friends about this story on every network.</li></ul>",
        "<p>Read more: <a href='/b'>The winter in which the harbour froze from end to end</a></p>",
        "<div class='related-articles'><p>The winter in which the harbour froze from end to end.</p></div>",
        "<h3>Read also</h3>",
        "<div class='newsletter'><p>Every morning the most important stories of the coast in your mailbox.</p></div>",
        "<p>Sign up for our newsletter and get the news of the coast every morning.</p>",
        "<div class='author-bio'><p>Ana Lima writes about the sea and about those who live from it.</p></div>",
        "<section id='comments'><p>At last! I have been waiting for the boats for a whole long winter.</p></section>",
        "<div class='cookie-notice'><p>We use cookies to make this site work and to count its readers.</p></div>",
        "<div class='paywall'><h3>Keep reading with a subscription</h3><p>This article is for subscribers.</p></div>",
        "<p>By <b>Ana Lima</b> 9 January 2026</p><p>9 January 2026</p>",
        "<nav><p>You are here: Home, then News, then the northern islands and their boats.</p></nav>",
        "<div hidden><p>This paragraph is not shown to any reader of the page at all.</p></div>",
        "<div style='display: none'><p>This paragraph is not shown to any reader of the page at all.</p></div>",
        "<noscript><p>Please switch on scripts in your browser to read this page as it is meant.</p></noscript>",
        "<script>document.write('<p>A paragraph that only a script would write into the page.</p>')</script>",
    ],
    ids=[
        "figure caption", "caption class", "credit line", "share bar", "social list", "pointer line", "related box",
        "related heading", "newsletter box", "newsletter line", "author box", "comments", "cookie notice",
        "paywall prompt", "byline and date", "navigation", "hidden attribute", "hidden style", "noscript", "script",
    ],
)  # fmt: skip
def test_what_is_not_the_article_is_left_out(box: str) -> None:
    marked = box if "By <b>" not in box else f"<div class='meta'>{box}</div>"
    first, rest = paragraphs(PARAGRAPHS[:2]), paragraphs(PARAGRAPHS[2:])
    assert body_of(f"<h1>{HEADLINE}</h1><article>{first}{marked}{rest}</article>") == TEXT


def test_lists_sub_headings_and_quotations_keep_their_place() -> None:
    markup = (
        f"<h1>{HEADLINE}</h1><p>{TEXT[0]}</p><h2>What changes</h2><ul><li>One more crossing</li><li>New ramps</li></ul>"
        f"<p>{TEXT[1]}</p><blockquote>“We have waited long enough”</blockquote><p>{TEXT[2]}</p><p>{TEXT[3]}</p>"
    )
    assert body_of(markup) == [
        TEXT[0], "What changes", "One more crossing", "New ramps", TEXT[1], "“We have waited long enough”", *TEXT[2:]
    ]  # fmt: skip


def test_heading_without_text_below_it_is_left_out() -> None:
    assert body_of(f"<h1>{HEADLINE}</h1>{paragraphs()}<h2>More about the harbour</h2>") == TEXT


def test_two_line_breaks_separate_paragraphs_and_one_does_not() -> None:
    markup = f"<h1>{HEADLINE}</h1><div>{TEXT[0]}<br>{TEXT[1]}<br> <br/>{TEXT[2]}</div>"
    assert body_of(markup) == [f"{TEXT[0]} {TEXT[1]}", TEXT[2]]


def test_inline_markup_and_links_do_not_break_paragraphs() -> None:
    linked = TEXT[0].replace("northern islands", '<a href="/i"><em>northern</em> islands</a>')
    assert body_of(f"<h1>{HEADLINE}</h1><p>{linked}</p>{paragraphs(PARAGRAPHS[1:])}") == TEXT


@pytest.mark.parametrize(
    "name", ["with-sidebar", "widget", "article-with-ads", "content paywall", "has-related", "newsletter-layout"]
)
def test_container_with_the_text_is_read_whatever_its_class_says(name: str) -> None:
    assert body_of(f"<h1>{HEADLINE}</h1><div class='{name}'><div>{paragraphs()}</div></div>") == TEXT


def test_comments_longer_than_the_article_are_not_its_text() -> None:
    comments = paragraphs(
        tuple(f"Reader {n} has much to say about the boats and says all of it here." for n in range(30))
    )
    markup = f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div><div class='comments'>{comments}</div>"
    assert body_of(markup) == TEXT


def test_repeated_paragraph_is_given_once() -> None:
    assert body_of(f"<h1>{HEADLINE}</h1><p>{TEXT[0]}</p><p>{TEXT[0]}</p>{paragraphs(PARAGRAPHS[1:])}") == TEXT


def test_elements_of_latest_news_are_never_body() -> None:
    entries = "".join(f'<p><a href="/n/{n}">Another story of the coast, number {n}</a></p>' for n in range(4))
    markup = f"<h1>{HEADLINE}</h1><div>{paragraphs()}<div><h3>Latest news</h3>{entries}</div></div>"
    assert article(markup).body == "\n\n".join(TEXT)


def test_word_that_is_also_a_label_does_not_make_the_article_a_list_of_latest_news() -> None:
    links = (
        '<p><b>Latest</b> <a href="/fares">figures of the port</a> that the authority gave out on Monday and its'
        ' <a href="/plan">plans for the summer</a>, made known in spring, agree in most of their points.</p>'
    )
    read = extract(html(f"<h2>{HEADLINE}</h2><div>{links}{paragraphs()}</div>"), URL)
    assert read.latest_news == []
    assert read.body is not None
    assert read.body.endswith("\n\n".join(TEXT))


def structured(text: str) -> str:
    return json_ld(json.dumps({"@type": "NewsArticle", "articleBody": text}))


def test_structured_body_is_taken_only_when_the_page_shows_none() -> None:
    embedded = structured("\n\n".join(TEXT))
    assert find_body(page("<div id='app'></div>", embedded)) == (TEXT, "json-ld")
    assert find_body(page(f"<h1>{HEADLINE}</h1><p>{TEXT[0]}</p>{paragraphs()}", embedded), HEADLINE) == (TEXT, "dom")


def test_structured_body_loses_markup_and_entities() -> None:
    embedded = structured("<p>" + "Fares &amp; ramps &ndash; as before. " * 12 + "</p>")
    assert find_body(page("", embedded))[0] == ["Fares & ramps – as before. " * 11 + "Fares & ramps – as before."]


def test_page_without_text_has_no_body() -> None:
    assert find_body(page("<div></div>")) == ([], "none")


def test_reading_the_body_leaves_the_page_as_it_was() -> None:
    read = page(f"<h1>{HEADLINE}</h1><div class='with-sidebar'>{paragraphs()}</div>")
    assert find_body(read) == find_body(read)
    assert [context.role for context in read.outline.contexts] == [context.role for context in page(
        f"<h1>{HEADLINE}</h1><div class='with-sidebar'>{paragraphs()}</div>"
    ).outline.contexts]  # fmt: skip
