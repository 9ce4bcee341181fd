from __future__ import annotations

import pytest

from crawler.discovery.listings import Listing, find_listing
from crawler.extraction.page import parse_page

URL = "https://www.example.com/politics"
SLUG = "/news/ferries-return-to-the-northern-islands"


def listing(body: str, head: str = "") -> Listing:
    return find_listing(parse_page(f"<html><head>{head}</head><body>{body}</body></html>", URL))


def test_articles_come_in_the_order_of_their_first_links_with_the_longest_text_as_title() -> None:
    found = listing(
        f'<a href="{SLUG}"><img src="x"></a><a href="/news/another-story-of-the-coast-12345">Another</a>'
        f'<a href="{SLUG}?utm_source=box">Ferries return</a><a href="{SLUG}">Ferries return again</a>'
    )
    assert [(article.title, article.source, article.found_in) for article in found.articles] == [
        ("Ferries return again", "listing", URL),
        ("Another", "listing", URL),
    ]


def test_url_of_unknown_shape_is_an_article_when_its_text_is_a_headline() -> None:
    found = listing(
        '<a href="/2026/01/09/">9 January</a><a href="/2026/01/10/">A headline that is long enough to be one</a>'
        f'<a href="/2026/01/11/">{"A teaser with its whole summary. " * 20}</a>'
    )
    assert [article.url[-11:] for article in found.articles] == ["2026/01/10/", "2026/01/11/"]
    assert found.articles[1].title is None
    assert found.sections == ("https://www.example.com/2026/01/09/",)


def test_sections_pagers_and_feeds_are_told_apart() -> None:
    found = listing(
        '<nav><a href="/sport">Sport</a></nav><a href="/politics?page=2">2</a><a rel="next" href="/older">Older</a>',
        '<link rel="next" href="/politics?page=2">'
        '<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/feed">'
        '<link rel="alternate" type="text/html" hreflang="de" href="/de">',
    )
    assert found.sections == ("https://www.example.com/sport",)
    assert found.pagers == ("https://www.example.com/politics?page=2", "https://www.example.com/older")
    assert found.feeds == ("https://www.example.com/feed",)


@pytest.mark.parametrize(
    "link",
    [
        f'<a href="https://elsewhere.org{SLUG}">x</a>',
        '<a href="/politics#top">x</a>',
        '<a href="/politics?utm_source=menu">x</a>',
        '<a href="/login">x</a>',
        '<a href="/logo.png">x</a>',
        '<a href="mailto:ana@example.com">x</a>',
        "<a>x</a>",
        '<footer><a href="/imprint-and-more">x</a></footer>',
    ],
    ids=["other site", "fragment", "the page itself", "utility", "asset", "mail", "no address", "footer"],
)
def test_links_that_lead_to_no_further_page_are_left_out(link: str) -> None:
    assert listing(link) == Listing((), (), (), ())
