from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from lxml import etree
from parsel import Selector

from crawler import Article, extract
from crawler.extraction.dates.date_offers import candidate
from crawler.items import LatestNewsEntry
from crawler.loaders.article import RULES, ArticleLoader, content_hash
from crawler.sites import SiteProfile, parse_profile
from tests.unit.extraction.pages import FETCHED_AT, HEADLINE, PARAGRAPHS, URL, html, json_ld, page, paragraphs

BLOCK = "".join(f'<li><a href="/n/{n}">Another story of the coast, number {n}</a></li>' for n in range(3))


class Counts(Counter[str]):
    """What of a stats collector a loader uses."""

    def inc_value(self, key: str, count: int = 1) -> None:
        self[key] += count


def load(body: str | None = None, head: str = "", **options: Any) -> tuple[Article, Counts]:
    counts = Counts()
    loader = ArticleLoader(page=page(body, head, fetched_at=FETCHED_AT), stats=counts, **options)
    return loader.load_article(), counts


def profile(text: str) -> SiteProfile:
    return parse_profile('start_urls = ["https://www.example.com/"]\n' + text, "example_com.toml")


def test_winning_rule_of_each_field_is_counted_once() -> None:
    head = json_ld('{"@type": "NewsArticle", "headline": "x", "author": "Ana Lima", "datePublished": "2026-01-09"}')
    _, counts = load(f"<h1>{HEADLINE}</h1>{paragraphs()}<div><h3>Latest news</h3>{BLOCK}</div>", head)
    assert counts == {
        "extraction/language/html_lang": 1,
        "extraction/headline/matching_h1": 1,
        "extraction/description/none": 1,
        "extraction/authors/json_ld": 1,
        "extraction/section/none": 1,
        "extraction/tags/none": 1,
        "extraction/main_image/none": 1,
        "extraction/is_accessible_for_free/none": 1,
        "extraction/latest_news/labelled_block": 1,
        "extraction/body/dom": 1,
        "extraction/date_published/json_ld": 1,
        "extraction/date_modified/none": 1,
    }


def test_rules_are_asked_in_order_until_one_has_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rule(name: str, value: Any) -> Any:
        return lambda page: asked.append(name) or value

    monkeypatch.setitem(
        RULES, "tags", {"first": rule("first", []), "second": rule("second", ["x"]), "third": rule("third", ["y"])}
    )  # type: ignore[index]
    article, counts = load()
    assert (article.tags, asked) == (["x"], ["first", "second"])
    assert counts["extraction/tags/second"] == 1


@pytest.mark.parametrize(
    ("name", "added", "value"),
    [
        ("headline", "A headline of the spider", "A headline of the spider"),
        ("body", "Text of the spider", "Text of the spider"),
        ("authors", ["Eva Ruiz"], ["Eva Ruiz"]),
        ("language", "pt", "pt"),
        ("date_published", "2026-01-02", "2026-01-02"),
        ("page_kind", "gallery", "gallery"),
        ("latest_news", [LatestNewsEntry(headline="x")], [LatestNewsEntry(headline="x")]),
    ],
)
def test_value_a_spider_added_wins(name: str, added: Any, value: Any) -> None:
    counts = Counts()
    head = json_ld('{"@type": "NewsArticle", "author": "Ana Lima", "datePublished": "2026-01-09"}')
    body = f"<h1>{HEADLINE}</h1>{paragraphs()}<div><h3>Latest news</h3>{BLOCK}</div>"
    loader = ArticleLoader(page=page(body, head), stats=counts)
    loader.add_value(name, added)
    assert getattr(loader.load_article(), name) == value
    assert counts[f"extraction/{name}/spider"] == (0 if name == "page_kind" else 1)


def test_an_empty_item_is_filled_as_one_of_the_loaders_own() -> None:
    whole = page(paragraphs(), '<meta name="robots" content="noai">', headers={"x-robots-tag": "noarchive"})
    loaded = ArticleLoader(page=whole).load_article()
    assert loaded.rights == {"meta_robots": "noai", "x_robots_tag": "noarchive"}
    assert ArticleLoader(item=Article(), page=whole).load_article() == loaded


def test_no_candidate_is_the_taken_one_when_the_spider_gave_the_date() -> None:
    loader = ArticleLoader(page=page(None, json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09"}')))
    loader.add_value("date_published", "2026-01-02")
    article = loader.load_article()
    assert [(offered.taken, offered.reason) for offered in article.date_candidates] == [
        (False, "the spider gave another")
    ]


def test_selector_with_url_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    selector = Selector(text=html(None, "<!-- head -->") + "<!-- end -->")
    monkeypatch.setattr(etree, "fromstring", None)
    monkeypatch.setattr(etree, "HTMLParser", None)
    article = ArticleLoader(selector=selector, url=URL).load_article()
    assert article.headline == HEADLINE
    assert article.body == "\n\n".join(PARAGRAPHS)


def test_comments_of_a_tree_parsed_by_others_are_no_text() -> None:
    items = "".join(
        f"<a href='/n/{n}'>Another story of the coast, {n}</a><!-- 0{n}.Jan.2026 --><br>" for n in range(1, 4)
    )
    selector = Selector(text=html(f"<h1>{HEADLINE}</h1>{paragraphs()}<div><h3>Latest news</h3>{items}</div>"))
    article = ArticleLoader(selector=selector, url=URL).load_article()
    assert [entry.date_published for entry in article.latest_news] == [None, None, None]


@pytest.mark.parametrize("arguments", [{}, {"url": URL}, {"selector": Selector(text="<p>")}])
def test_loader_needs_a_page_or_a_selector_with_its_url(arguments: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="a page, or a selector and its url"):
        ArticleLoader(**arguments)


def test_provenance_is_filled_in() -> None:
    loader = ArticleLoader(page=page(None, url=URL + "?utm_source=x", fetched_at=FETCHED_AT))
    article = loader.load_article(http_status=200, run_id="run-1")
    assert (article.http_status, article.run_id, article.fetched_at) == (200, "run-1", "2026-01-20T09:30:00Z")
    assert (article.url, article.canonical_url, article.site) == (URL + "?utm_source=x", URL, "example.com")
    assert article.content_hash == content_hash(HEADLINE, "\n\n".join(PARAGRAPHS))


def test_date_a_feed_stated_is_taken_when_the_page_has_none() -> None:
    stated = candidate("date_published", "2026-01-09", "Fri, 9 Jan 2026", "feed", "pubDate")
    article = ArticleLoader(page=page()).load_article(date_candidates=[stated])
    assert (article.date_published, article.date_published_source) == ("2026-01-09", "feed")


def test_site_s_selectors_win_over_every_rule_and_say_so() -> None:
    site = profile(
        """
        [selectors]
        headline = "h2.title"
        body = ".story"
        authors = ".who::text"
        date_published = ".when"
        main_image = "img.hero::attr(src)"
        tags = ".tag"
        """
    )
    body = (
        f'<h1>{HEADLINE}</h1><h2 class="title">Boats return</h2><p class="who">By Ana Lima and Jon Berg</p>'
        '<p class="when">9 Jan 2026</p><img class="hero" src="/a.jpg"><b class="tag">sea</b><b class="tag">boats</b>'
        f'<div class="story"><p>One.</p><p>Two.</p></div>{paragraphs()}'
    )
    article, counts = load(body, json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-01"}'), profile=site)
    assert (article.headline, article.body, article.authors) == (
        "Boats return",
        "One.\n\nTwo.",
        ["Ana Lima", "Jon Berg"],
    )
    assert (article.date_published, article.date_published_source) == ("2026-01-09", "site-selector")
    assert (article.main_image, article.tags) == ("https://www.example.com/a.jpg", ["sea", "boats"])
    assert article.site == "example_com"
    for name in ("headline", "body", "authors", "date_published", "main_image", "tags"):
        assert counts[f"extraction/{name}/site_selector"] == 1


def test_general_rules_apply_where_a_site_s_selector_finds_nothing() -> None:
    site = profile('[selectors]\nheadline = ".gone"\nbody = ".gone"\ndate_published = ".gone"\nlatest_news = ".gone"')
    article, counts = load(profile=site)
    assert (article.headline, article.body) == (HEADLINE, "\n\n".join(PARAGRAPHS))
    assert counts["extraction/body/dom"] == 1


def test_site_s_zone_and_day_order_are_used() -> None:
    site = profile('time_zone = "Asia/Tbilisi"\nday_first = false\n[selectors]\ndate_published = ".when"')
    article, _ = load(f'<h1>{HEADLINE}</h1><p class="when">01/09/2026, 18:20</p>{paragraphs()}', profile=site)
    assert (article.date_published, article.date_published_raw) == ("2026-01-09T18:20+04:00", "01/09/2026, 18:20")


def test_dates_are_read_in_the_site_s_language_zone_and_order_whatever_the_page_states() -> None:
    site = profile('language = "pl"\ntime_zone = "Europe/Warsaw"\nday_first = true')
    for printed, day in (
        ("9 listopada 2025, 18:20", "2025-11-09T18:20+01:00"),
        ("03/04/2025 18:20", "2025-04-03T18:20+02:00"),
        ("wczoraj, 18:20", "2026-01-19T18:20:00+01:00"),
    ):
        found = page(f"<h1>{HEADLINE}</h1><p class='byline'>{printed}</p>{paragraphs()}", fetched_at=FETCHED_AT)
        assert ArticleLoader(page=found, profile=site).load_article().date_published == day


def test_site_s_selector_may_lead_to_a_date_that_needs_the_time_of_the_fetch() -> None:
    site = profile('[selectors]\ndate_published = ".when"')
    found = page(f"<h1>{HEADLINE}</h1>{paragraphs()}<b class='when'>2 hours ago</b>", fetched_at=FETCHED_AT)
    article = ArticleLoader(page=found, profile=site).load_article()
    assert (article.date_published, article.date_published_source) == ("2026-01-20T07:30+00:00", "site-selector")


def test_site_s_language_holds_for_pages_that_state_none() -> None:
    site = profile('language = "ka"')
    unstated = ArticleLoader(selector=Selector(text=f"<h1>{HEADLINE}</h1>"), url=URL, profile=site).load_article()
    assert unstated.language == "ka"
    assert load(profile=site)[0].language == "en"


def test_elements_a_site_removes_are_not_in_the_body() -> None:
    box = f'<div class="box"><p>{PARAGRAPHS[0]} In other words.</p></div>'
    body = f"<h1>{HEADLINE}</h1><article>{paragraphs()}{box}</article>"
    assert load(body, profile=profile('remove = [".box"]'))[0].body == "\n\n".join(PARAGRAPHS)
    selected = profile('remove = [".box"]\n[selectors]\nbody = "article"')
    assert load(body, profile=selected)[0].body == "\n\n".join(PARAGRAPHS)


def test_latest_news_of_a_site_s_selector_need_no_label() -> None:
    site = profile('[selectors]\nlatest_news = ".newest"')
    article, counts = load(f'<h1>{HEADLINE}</h1>{paragraphs()}<ul class="newest">{BLOCK}</ul>', profile=site)
    assert [entry.position for entry in article.latest_news] == [1, 2, 3]
    assert counts["extraction/latest_news/site_selector"] == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("A b", "c\n\nd"), ("a  B", "C d"), True),
        (("a", "b"), ("a", "c"), False),
    ],
)
def test_content_hash_ignores_case_and_white_space(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert (content_hash(*one) == content_hash(*other)) is same


def test_page_without_text_has_no_content_hash() -> None:
    assert content_hash(None, None) is None


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 20, 9, 30, 5, 999), "2026-01-20T09:30:05Z"),  # noqa: DTZ001 - what is tested
        (datetime(2026, 1, 20, 13, 30, tzinfo=timezone(timedelta(hours=4))), "2026-01-20T09:30:00Z"),
        (datetime(2026, 1, 20, 9, 30, tzinfo=UTC), "2026-01-20T09:30:00Z"),
        (None, None),
    ],
    ids=["naive is UTC", "other zone", "UTC", "none"],
)
def test_time_of_fetch_is_given_in_utc(moment: datetime | None, text: str | None) -> None:
    assert extract(html(), URL, fetched_at=moment).fetched_at == text


def test_extract_takes_text_and_bytes_alike() -> None:
    assert extract(html(), URL) == extract(html().encode(), URL)


@pytest.mark.parametrize("url", ["", "/a", "file:///etc/hostname", "example.com"])
def test_extract_needs_an_absolute_url(url: str) -> None:
    with pytest.raises(ValueError, match="absolute http or https URL"):
        extract(html(), url)
