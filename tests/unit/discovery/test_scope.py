"""What a crawl wants, and the reason it gives for what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.entries import DiscoveredUrl, StatedDate
from crawler.discovery.scope import Scope, directory_of
from crawler.sites import parse_profile

SITE = "https://example.com"


def named(url: str, published: str | None = None, modified: str | None = None) -> DiscoveredUrl:
    def stated(value: str | None) -> StatedDate | None:
        return StatedDate(value, value, "pubDate") if value else None

    return DiscoveredUrl(url, "feed", f"{SITE}/feed", published=stated(published), modified=stated(modified))


@pytest.mark.parametrize(
    ("url", "directory"),
    [
        ("https://example.com", "https://example.com/"),
        ("https://example.com/index.html", "https://example.com/"),
        ("https://example.com/politics", "https://example.com/politics"),
        ("https://example.com/politics/", "https://example.com/politics/"),
        ("https://example.com/politics/index.php?a=1", "https://example.com/politics/"),
    ],
)
def test_directory_of_a_start_url(url: str, directory: str) -> None:
    assert directory_of(url) == directory


@pytest.mark.parametrize(
    ("start", "url", "refusal"),
    [
        (SITE, "https://www.example.com/a", None),
        (SITE, "https://news.example.com/a", None),
        (SITE, "https://example.org/a", "offsite"),
        (f"{SITE}/index.html", f"{SITE}/2026/a", None),
        (f"{SITE}/politics/", f"{SITE}/politics/a", None),
        (f"{SITE}/politics", f"{SITE}/politics/a", None),
        (f"{SITE}/politics/", f"{SITE}/sport/a", "out_of_scope"),
        (f"{SITE}/politics/", f"{SITE}/politics-today/a", "out_of_scope"),
    ],
)
def test_lists_must_be_in_the_directory_asked_for(start: str, url: str, refusal: str | None) -> None:
    assert Scope([start]).list_refusal(url) == refusal


def test_article_linked_from_a_section_may_be_anywhere_on_the_site() -> None:
    assert Scope([f"{SITE}/politics/"]).article_refusal(named(f"{SITE}/2026/01/09/harbour-levy")) is None


def test_front_page_that_redirects_deeper_still_means_the_whole_site_there() -> None:
    scope = Scope(["https://example.com/"])
    scope.add_redirected_start("https://example.com/", "https://www.example.org/en/home")
    assert scope.list_refusal("https://www.example.org/de/politik") is None
    assert scope.list_refusal("https://example.com/a") is None


def test_section_that_redirects_means_the_section_there() -> None:
    scope = Scope(["https://example.com/politics/"])
    scope.add_redirected_start("https://example.com/politics/", "https://example.org/news/politics/")
    assert scope.list_refusal("https://example.org/news/politics/a") is None
    assert scope.list_refusal("https://example.org/news/sport/a") == "out_of_scope"


@pytest.mark.parametrize(
    ("published", "modified", "refusal"),
    [
        ("2026-01-10", None, None),
        ("2026-01-09T23:30:00+00:00", None, None),
        ("2026-01-08", None, "before_since"),
        (None, "2026-01-08", "before_since"),
        (None, "2026-02-08", None),
        ("2026-01-31", None, None),
        ("2026-02-01", None, None),
        ("2026-02-02", None, "after_until"),
        ("2026-01", None, None),
        (None, None, None),
    ],
)
def test_dates_a_day_outside_are_left_to_the_page(
    published: str | None, modified: str | None, refusal: str | None
) -> None:
    scope = Scope([SITE], since=date(2026, 1, 10), until=date(2026, 1, 31))
    assert scope.article_refusal(named(f"{SITE}/news/harbour-levy-vote-passed", published, modified)) == refusal


@pytest.mark.parametrize(
    ("path", "refusal"),
    [("/report.pdf", "asset"), ("/login", "utility"), ("/tag/harbour", "list"), ("/page/2", "pager"), ("/levy", None)],
)
def test_what_no_article_is_by_its_url_is_refused(path: str, refusal: str | None) -> None:
    assert Scope([SITE]).article_refusal(named(SITE + path)) == refusal


class TestProfile:
    scope = Scope(
        [f"{SITE}/"],
        profile=parse_profile(
            """
            start_urls = ["https://example.com/"]
            allowed_domains = ["news.example.com", "partner.org"]
            article_urls = ["/story/"]
            exclude_urls = ["/sponsored/"]
            """,
            "example_com.toml",
        ),
    )

    @pytest.mark.parametrize(
        ("url", "refusal"),
        [
            ("https://news.example.com/story/1", None),
            ("https://live.partner.org/story/1", None),
            ("https://shop.example.com/story/1", "offsite"),
            ("https://news.example.com/sponsored/story/1", "excluded"),
            ("https://news.example.com/levy-vote-passed-by-one-voice", "excluded"),
        ],
    )
    def test_domains_and_patterns_decide(self, url: str, refusal: str | None) -> None:
        assert self.scope.article_refusal(named(url)) == refusal

    def test_article_urls_outvote_the_general_shapes(self) -> None:
        assert self.scope.article_refusal(named("https://news.example.com/tag/story/1")) is None
        assert not self.scope.may_be_article(
            "https://news.example.com/2026/01/a-headline-of-some-words", is_declared=True
        )


@pytest.mark.parametrize(
    ("path", "declared", "undeclared"),
    [
        ("/2026/01/09/harbour-levy-vote-passed", True, True),
        ("/sport/regatta", True, False),
        ("/author/ana-lind", False, False),
        ("/page/2", False, False),
    ],
)
def test_declaration_outvotes_a_sections_url_and_not_a_lists(path: str, declared: bool, undeclared: bool) -> None:
    scope = Scope([SITE])
    assert scope.may_be_article(SITE + path, is_declared=True) is declared
    assert scope.may_be_article(SITE + path, is_declared=False) is undeclared


def test_what_a_crawl_has_learned_of_the_site_decides() -> None:
    learned = ArticleUrls()
    for number in range(4):
        learned.learn(f"{SITE}/topics/sea/{number + 11}/the-long-coast", is_article=True)
    url = f"{SITE}/topics/sea/27/the-short-coast"
    assert Scope([SITE]).article_refusal(named(url)) == "list"
    scope = Scope([SITE], kind_of=learned.kind)
    assert scope.article_refusal(named(url)) is None
    assert scope.may_be_article(url, is_declared=False)
