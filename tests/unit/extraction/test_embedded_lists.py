"""Lists of the newest articles in the state of a page: where they may stand, and what beside them is another list."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from crawler.extraction.latest_news import LatestNews, find_latest_news
from tests.unit.extraction.pages import HEADLINE, page, paragraphs

NEWEST = ["Ferries sail again in the north", "Council votes on the wall tonight", "Storm takes roofs at the coast"]
URLS = [f"https://www.example.com/news/story-of-the-coast-{number}" for number in (100, 101, 102)]
ARTICLES = [{"headline": headline, "url": url} for headline, url in zip(NEWEST, URLS, strict=True)]
OTHERS = [
    {"headline": f"{headline} once more", "url": f"{url}-again"} for headline, url in zip(NEWEST, URLS, strict=True)
]
BOX = {"page": {"boxes": [{"title": "Latest news", "items": ARTICLES}]}}


def latest(script: str) -> LatestNews:
    return find_latest_news(page(f"<article><h1>{HEADLINE}</h1>{paragraphs()}</article>{script}"))


def urls(state: Any) -> list[str]:
    found = latest(f'<script type="application/json">{json.dumps(state)}</script>')
    return [entry.url for entry in found.entries]


STREAM = json.dumps("5:" + json.dumps(["$", "div", None, BOX]) + "\n")


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/json">{json.dumps(BOX)}</script>',
        f"<script>window.__NUXT__={json.dumps(BOX)};</script>",
        f"<script>window.__APOLLO_STATE__ = {json.dumps(BOX, separators=(',', ':'))}; run()</script>",
        f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(BOX))})</script>",
        f'<script>self.__next_f.push([1,{STREAM[:-150]}"])</script>'
        f'<script>self.__next_f.push([1,"{STREAM[-150:]}])</script>',
    ],
    ids=["JSON script", "assigned", "assigned with spaces", "JSON in a string", "stream in pieces"],
)
def test_list_is_read_from_every_kind_of_state(script: str) -> None:
    found = latest(script)
    assert [entry.url for entry in found.entries] == URLS
    assert [entry.headline for entry in found.entries] == NEWEST
    assert {entry.label for entry in found.entries} == {"Latest news"}
    assert found.source == "embedded_data"


@pytest.mark.parametrize(
    "item",
    [
        lambda article: {"node": article},
        lambda article: {"type": "teaser", "content": article, "author": {"name": "Ana Lima", "url": "/by/ana-lima-1"}},
        lambda article: {"url": article["url"], "attributes": {"title": article["headline"]}},
        lambda article: {"name": article["headline"], "link": {"href": article["url"]}},
        lambda article: article | {"category": {"name": "Coast", "url": "/coast/all-of-the-coast-77"}},
    ],
    ids=["node", "content", "attributes", "link", "category"],
)
def test_article_may_stand_in_an_object_of_its_place_in_the_list(item: Any) -> None:
    assert urls({"title": "Latest news", "items": [item(article) for article in ARTICLES]}) == URLS


@pytest.mark.parametrize("key", ["author", "category", "image", "topic"])
def test_url_of_an_author_or_a_category_is_not_the_entry_s(key: str) -> None:
    items = [
        {"headline": headline, "slug": "x", key: {"url": f"/people/ana-lima-01234{number}"}}
        for number, headline in enumerate(NEWEST)
    ]
    assert urls({"title": "Latest news", "items": items}) == []


@pytest.mark.parametrize(
    "key", ["mostRead", "most_read", "related", "relatedArticles", "popular", "recommended", "trendingNow", "sponsored"]
)
def test_list_whose_key_names_another_list_is_not_taken(key: str) -> None:
    assert urls({"title": "Latest news", key: OTHERS}) == []
    assert urls({"title": "Latest news", key: {"items": OTHERS}, "items": ARTICLES}) == URLS


@pytest.mark.parametrize("key", ["mostRecent", "most_recent", "mostNew"])
def test_most_recent_is_no_other_list(key: str) -> None:
    assert urls({"title": "Latest news", key: ARTICLES}) == URLS


def test_list_below_that_has_another_label_is_not_taken() -> None:
    assert urls({"title": "Latest news", "boxes": [{"title": "Most read", "items": OTHERS}]}) == []


@pytest.mark.parametrize("key", ["headline", "text"])
def test_headline_of_an_article_is_no_label(key: str) -> None:
    assert urls({"article": {key: "Breaking news", "teasers": OTHERS}}) == []


def test_related_articles_of_one_titled_like_a_label_are_not_taken() -> None:
    assert urls({"article": {"title": "Breaking news", "related": OTHERS}}) == []


def test_many_scripts_and_labels_are_read_in_time() -> None:
    script = '<script>self.__next_f.push([1,"5:{\\"title\\":\\"Latest news\\"}\\n"])</script>'
    started = time.process_time()
    assert latest(script * 20_000).entries == []
    assert time.process_time() - started < 10
