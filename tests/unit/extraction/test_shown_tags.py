from __future__ import annotations

import pytest

from tests.unit.extraction.pages import article, paragraphs

TEXT = "<h1>Ferries return to the outer islands</h1>" + paragraphs()
LINKS = '<a href="/t1">boats</a> <a href="/t2">islands</a>'


@pytest.mark.parametrize(
    "markup",
    [
        f"<div>Tags: {LINKS}</div>",
        f"<div>12 readers</div><h4>Topics</h4><p>{LINKS}</p>",
        f"<p>標籤：{LINKS}</p>",
        '<p><a href="/tag/boats">boats</a>, <a href="/tag/islands">islands</a></p>',
        '<ul><li><a href="/topic/boats">boats</a></li><li><a href="/topic/islands">islands</a></li></ul>',
        '<div><a href="/schlagwort/1">boats</a></div><div><a href="/schlagwort/2">islands</a></div>',
        f'<div class="post-tags">{LINKS}</div>',
        f'<article><footer class="tags">{LINKS}</footer></article>',
    ],
    ids="label, label before, wide colon, address, list, each alone, class, footer of the article".split(", "),
)
def test_tags_are_read_where_the_page_shows_them(markup: str) -> None:
    assert article(TEXT + markup).tags == ["boats", "islands"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<footer>Topics: {LINKS}</footer>",
        f'<div class="related">Tags: {LINKS}</div>',
        '<p>The boats that the <a href="/tag/port">port</a> bought last year sail from both quays.</p>',
        '<div class="tags"><a href="/all">All topics</a></div>',
        '<p>Tags: <a href="/a">A long headline of another article about boats and islands</a></p>',
        '<p><a href="https://share.example/?u=/tag/boats">Share</a></p>',
    ],
    ids="footer of the site, related, text, single link, headline, share link".split(", "),
)
def test_other_links_are_no_tags(markup: str) -> None:
    assert article(TEXT + markup).tags == []


@pytest.mark.parametrize(
    "category",
    [
        '<a rel="category tag" href="/c">News</a>',
        '<div class="taxonomy-category wp-block-post-terms"><a rel="tag" href="/c">News</a></div>',
    ],
)
def test_category_with_rel_tag_is_no_tag(category: str) -> None:
    assert article(TEXT + category + '<p><a rel="tag" href="/t">boats</a></p>').tags == ["boats"]
