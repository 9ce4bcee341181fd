from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from crawler.discovery.article_urls import ArticleUrls
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
    assert found.next_page == "https://www.example.com/politics?page=2"
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


def entries(*rows: tuple[str, str, str]) -> str:
    return "".join(f'<li><a href="{path}">{text}</a> <time>{date}</time></li>' for path, text, date in rows)


NEWS = [
    ("/news/ferries-sail-again-1201", "Ferries of the islands sail again", "9 January 2026"),
    ("/news/council-votes-1202", "Council votes on the wall", "8 January 2026"),
    ("/news/boats", "Forty boats, one harbour", "7 January 2026"),
]


def test_articles_have_headline_date_block_and_position() -> None:
    sport = entries(("/sport/regatta-won-1300", "Regatta won by the youngest crew", "6 January 2026"))
    found = listing(f'<ul class="news">{entries(*NEWS)}</ul><ul class="sport">{sport}</ul>')
    assert [(article.title, article.date_published, article.block, article.position) for article in found.articles] == [
        ("Ferries of the islands sail again", "2026-01-09", 1, 1),
        ("Council votes on the wall", "2026-01-08", 1, 2),
        ("Forty boats, one harbour", "2026-01-07", 1, 3),
        ("Regatta won by the youngest crew", "2026-01-06", 2, 4),
    ]
    assert found.articles[0].date_published_raw == "9 January 2026"


def test_short_text_is_a_headline_where_its_neighbours_are_articles() -> None:
    rows = [*NEWS, ("/news/wall", "The wall it is", "6 January 2026")]
    assert listing(f"<ul>{entries(*rows)}</ul>").articles[3].url == "https://www.example.com/news/wall"
    assert listing('<ul><li><a href="/news/wall">The wall it is</a></li></ul>').articles == ()


@pytest.mark.parametrize("tag", ["nav", "footer"])
def test_long_names_of_sections_in_menus_are_no_headlines(tag: str) -> None:
    links = "".join(
        f'<a href="/about/{word}">Everything about our {word} and islands</a>' for word in ("boats", "coast")
    )
    assert listing(f"<{tag}>{links}</{tag}>").articles == ()


def test_privacy_page_with_a_number_is_no_article() -> None:
    assert listing('<footer><a href="/ads-info-20170514">Ads info</a></footer>').articles == ()
    assert listing('<footer><a href="/privacy-316443">Privacy</a></footer>').articles == ()


def test_what_was_learned_of_the_site_comes_first() -> None:
    known = ArticleUrls()
    for name in ("ferries", "boats"):
        known.learn(f"https://www.example.com/coast/{name}", is_article=True)
    markup = '<html><body><main><a href="/coast/winter">Winter</a></main></body></html>'
    page = parse_page(markup, URL)
    assert find_listing(page).articles == ()
    assert [article.title for article in find_listing(page, known=known).articles] == ["Winter"]


@pytest.mark.parametrize(
    ("body", "next_page"),
    [
        ('<a href="/politics?from=20">Older posts</a>', "?from=20"),
        ('<a href="/politics?page=2">2</a><a href="/politics?page=3">3</a>', "?page=2"),
        ('<a href="/news/council-votes-on-the-wall-1202">Next</a>', None),
    ],
    ids=["by its name", "by its number", "next article"],
)
def test_next_page_of_the_list_is_found(body: str, next_page: str | None) -> None:
    assert listing(body).next_page == (f"https://www.example.com/politics{next_page}" if next_page else None)


def lettered(number: int) -> str:
    """A class name of its own; numbers in class names are passed over."""
    return "c" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.parametrize(
    "item",
    [
        lambda number: f'<div class="{lettered(number)}"><a href="{SLUG}-{number}">Ferries return again</a></div>',
        lambda number: f'<p><a href="/x{number}/">Ferries return to the northern islands {number}</a></p>',
    ],
    ids=["each in its own place", "all in one place"],
)
def test_four_times_the_links_take_about_four_times_as_long(item: Callable[[int], str]) -> None:
    def seconds(links: int) -> float:
        page = parse_page(f"<html><body>{''.join(map(item, range(links)))}</body></html>", URL)
        started = time.process_time()
        assert len(find_listing(page).articles) == links
        return time.process_time() - started

    seconds(100)
    # Was 14 to 27 where each link was compared with all others; linear is 4 to 5.
    assert min(seconds(4_000) for _ in range(3)) < 8 * min(seconds(1_000) for _ in range(3))
