from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.article_urls import ArticleUrls, url_shapes

SITE = "https://www.example.com"


def learned(articles: Sequence[str], others: Sequence[str] = ()) -> ArticleUrls:
    urls = ArticleUrls()
    for path in articles:
        urls.learn(SITE + path, is_article=True)
    for path in others:
        urls.learn(SITE + path, is_article=False)
    return urls


@pytest.mark.parametrize(
    ("path", "specific", "general"),
    [
        ("/en/news/detail/2107", "en/news/detail/#", "/w/w/w/#"),
        ("/2026/01/09/ferries-sail-again", "y/d/d/s", "/y/d/d/s"),
        ("/topics/coast/0109/25017.html", "topics/coast/#/#.html", "/w/w/#/#.html"),
        ("/coast/ferries-sail-again-1234567", "coast/s-#", "/w/s-#"),
        ("/show?id=7&lang=en", "w", "/w"),
    ],
)
def test_numbers_and_names_of_pages_are_generalised(path: str, specific: str, general: str) -> None:
    shapes = url_shapes(SITE + path)
    assert shapes[0].startswith(f"www.example.com/{specific}?")
    assert shapes[1].startswith(general)


def test_default_is_the_shape_of_the_url_alone() -> None:
    assert ArticleUrls().kind(f"{SITE}/news/ferries-sail-again-from-monday") == "article"
    assert ArticleUrls().kind(f"{SITE}/coast/boats") == "section"


def test_shape_of_confirmed_articles_is_an_article_s() -> None:
    urls = learned(
        ["/topics/coast/0109/25017.html", "/topics/islands/0110/25018.html", "/topics/coast/0111/25100.html"]
    )
    assert ArticleUrls().kind(f"{SITE}/topics/harbour/011/3.html") == "list"
    assert urls.kind(f"{SITE}/topics/harbour/0112/25200.html") == "article"


def test_shape_of_pages_that_were_no_articles_is_none() -> None:
    urls = learned([], ["/specials/lists-of-boats-and-harbours-12", "/specials/all-the-islands-at-once-13"])
    assert urls.kind(f"{SITE}/specials/forty-years-of-ferries-14") == "section"
    assert urls.kind(f"{SITE}/news/forty-years-of-ferries-15") == "article"


def test_shape_that_articles_and_others_share_decides_nothing() -> None:
    urls = learned(["/coast/boats", "/coast/ferries"], ["/coast/harbour", "/coast/islands"])
    assert urls.kind(f"{SITE}/coast/winter") == "section"


def test_one_page_is_no_rule() -> None:
    assert learned(["/coast/boats"]).kind(f"{SITE}/coast/winter") == "section"
    assert learned(["/coast/boats", "/coast/ferries"]).kind(f"{SITE}/coast/winter") == "article"
    assert learned(["/coast/boats", "/coast/ferries"]).kind(f"{SITE}/sport/winter") == "section"


@pytest.mark.parametrize("path", ["/login", "/coast/photo.jpg", "/coast?page=2"])
def test_files_logins_and_further_pages_are_what_they_are(path: str) -> None:
    urls = learned([path.replace("o", "a"), path, path + "&x=1", "/coast/boats", "/coast/ferries"])
    assert urls.kind(SITE + path) in ("utility", "asset", "pager")


@given(st.text(alphabet="abc0129-_/.?=&%", max_size=60))
def test_every_url_can_be_learned(path: str) -> None:
    urls = ArticleUrls()
    for _ in range(3):
        urls.learn(f"{SITE}/{path}", is_article=True)
    assert urls.kind(f"{SITE}/{path}")
