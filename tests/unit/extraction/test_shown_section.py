from __future__ import annotations

import pytest

from tests.unit.extraction.pages import article, json_ld, paragraphs

H1 = "<h1>Ferries return to the outer islands</h1>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<nav class="breadcrumb"><a href="/">Home</a> <a href="/n/">News</a> <a href="/h/">Harbour</a></nav>', ""),
        ('<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/h/">Harbour</a> &gt; 正文</div>', ""),
        ('<ol itemtype="https://schema.org/BreadcrumbList"><li><a href="/h/">Harbour</a></li></ol>', ""),
        ('<nav aria-label="Breadcrumbs"><ul><li><a href="/">Start</a><li><a href="/h/">Harbour</a></ul></nav>', ""),
        ("", '<p>In <a rel="category tag" href="/c/1">Harbour</a>, <a rel="category tag" href="/c/2">Sea</a></p>'),
        ('<div class="cat">Harbour</div>', ""),
        ('<span class="article-section"><a href="/x">Harbour</a></span>', ""),
        ("", '<dl><dd class="category-name">Kategorie: <a href="/x">Harbour</a></dd><dd>Seen by 12</dd></dl>'),
        ("", '<p>2 March <span class="news-list-category">Harbour</span></p>'),
        ('<p><a href="/en/news/">Harbour</a></p>', ""),
    ],
    ids="nav, div with a last word, microdata, label, rel, block, section, label and link, span, directory".split(", "),
)
def test_section_is_read_where_the_page_shows_it(before: str, after: str) -> None:
    assert article(before + H1 + after + paragraphs()).section == "Harbour"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<nav class="breadcrumb"><a href="/">Home</a></nav>', ""),
        ('<nav class="menu"><a href="/h/" aria-current="page">Harbour</a></nav>', ""),
        ('<ul class="nav"><li><a href="/en/news/">Harbour</a></li><li><a href="/en/sea/">Sea</a></li></ul>', ""),
        ('<p class="kicker">After the storm</p>', ""),
        ('<p><a href="/login">Log in</a></p>', ""),
        ('<div class="category">02.03.2026</div>', ""),
        ("", '<div class="section"><a href="/x">Download the chart</a></div>'),
        ("", '<footer><a rel="category" href="/x">Archive</a></footer>'),
    ],
    ids="front page only, menu, directories in a menu, kicker, button, date, container below, footer".split(", "),
)
def test_what_only_looks_like_a_section_is_not_taken(before: str, after: str) -> None:
    assert article(before + H1 + after + paragraphs()).section is None


def test_stated_section_wins_over_the_shown_one() -> None:
    head = json_ld('{"@type": "NewsArticle", "articleSection": "Islands"}')
    assert article('<div class="cat">Harbour</div>' + H1 + paragraphs(), head).section == "Islands"
