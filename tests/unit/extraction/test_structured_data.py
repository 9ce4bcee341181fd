from __future__ import annotations

import pytest

from crawler.extraction.structured_data import text_of, types_of, url_of
from tests.unit.extraction.pages import URL, json_ld, page


def headlines(head: str) -> list[str]:
    return [node["headline"] for node in page(None, head).article_data]


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "headline": "x"}',
        '[{"@type": "Organization"}, {"@type": ["Article", "Thing"], "headline": "x"}]',
        '{"@graph": [{"@type": "https://schema.org/ReportageNewsArticle", "headline": "x"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "schema:BlogPosting", "headline": "x"}}',
        '<!-- {"@type": "NewsArticle", "headline": "x"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "x"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "x",}',
        '{"@type": "NewsArticle", "description": "two\nlines", "headline": "x"};',
    ],
    ids=["plain", "list", "graph", "main entity", "comment", "cdata", "trailing comma", "line break in text"],
)
def test_article_is_found_in_the_forms_publishers_use(data: str) -> None:
    assert headlines(json_ld(data)) == ["x"]


@pytest.mark.parametrize("data", ["", "null", "[]", '"x"', "{", '{"@type": null}', '{"@graph": 7}', '{"@type": [[]]}'])
def test_script_without_usable_data_gives_nothing(data: str) -> None:
    assert headlines(json_ld(data)) == []


def test_article_that_names_the_page_comes_before_teasers() -> None:
    teaser = '{"@type": "NewsArticle", "headline": "teaser", "url": "https://www.example.com/other"}'
    own = f'{{"@type": "NewsArticle", "headline": "own", "mainEntityOfPage": {{"@id": "{URL}?utm_source=x"}}}}'
    assert headlines(json_ld(f"[{teaser}, {own}]")) == ["own"]


def test_of_several_articles_that_do_not_name_the_page_none_is_its_own() -> None:
    assert headlines(json_ld('[{"@type": "Article", "headline": "a"}, {"@type": "Article", "headline": "b"}]')) == []


def test_one_article_described_twice_is_the_page_s() -> None:
    assert headlines(json_ld('[{"@type": "Article", "headline": "a"}, {"@type": "NewsArticle", "headline": "a"}]')) == [
        "a",
        "a",
    ]


def test_types_are_named_without_their_vocabulary() -> None:
    assert types_of({"@type": ["http://schema.org/Article", "schema:Thing", "X"]}) == {"Article", "Thing", "X"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Fish &amp;amp; boats &lt;b&gt;now&lt;/b&gt;", "Fish & boats now"),
        (["", "second"], "second"),
        ({"@value": "text"}, "text"),
        ({"name": "name"}, "name"),
        (7, None),
        (None, None),
        ("&#99999999999;x", "x"),
        ("&#x1F6A2;", "🚢"),
    ],
)
def test_values_become_plain_text(value: object, text: str | None) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "url"),
    [("/a", "/a"), ({"url": "/a"}, "/a"), ({"@id": "/a"}, "/a"), ([{"name": "x"}, "/b"], "/b"), (" ", None), (7, None)],
)
def test_values_that_name_an_address_give_it(value: object, url: str | None) -> None:
    assert url_of(value) == url
