from __future__ import annotations

import pytest

from crawler.extraction.authors import clean_names
from tests.unit.extraction.pages import HEADLINE, article, json_ld, page, paragraphs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Lima", ["Ana Lima"]),
        ("by: Ana Lima and Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Von Ana Lima und Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Por Ana Lima, Jon Berg y Eva Ruiz", ["Ana Lima", "Jon Berg", "Eva Ruiz"]),
        ("Ana Lima | Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Ana Lima, political correspondent", ["Ana Lima"]),
        ("Ana Lima in Lisbon", ["Ana Lima"]),
        ("Ana Lima (Lisbon)", ["Ana Lima"]),
        ("By Ana Lima – Updated 9 January 2026", ["Ana Lima"]),
        ("Reuters", ["Reuters"]),
        ("Ana Lima; Ana Lima", ["Ana Lima"]),
        ("By", []),
        ("https://example.com/ana", []),
        ("ana@example.com", []),
        ("admin", []),
        ("Editor", []),
        ("9 January 2026", []),
        ("12:45", []),
    ],
)
def test_names_are_read_from_a_byline(text: str, names: list[str]) -> None:
    assert clean_names([text], page(), split=True) == names


def test_site_s_own_name_is_no_author() -> None:
    assert (
        clean_names(["Example News"], page("", '<meta property="og:site_name" content="Example News">'), split=True)
        == []
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ana Lima"', ["Ana Lima"]),
        ('{"@type": "Person", "name": "Ana Lima"}', ["Ana Lima"]),
        ('[{"@type": "Person", "name": "Ana Lima"}, {"@type": "Organization", "name": "Agency of the North"}]',
         ["Ana Lima", "Agency of the North"]),
        ('"Ana Lima, Jon Berg"', ["Ana Lima", "Jon Berg"]),
        ('{"@type": "Person", "name": ["Ana Lima", "Jon Berg"]}', ["Ana Lima"]),
        ('{"@type": "Person"}', []),
        ("7", []),
    ],
    ids=["text", "person", "list", "comma", "several names", "nameless", "number"],
)  # fmt: skip
def test_structured_authors_come_in_order(author: str, names: list[str]) -> None:
    assert article(head=json_ld(f'{{"@type": "NewsArticle", "author": {author}}}')).authors == names


def test_reference_to_an_author_elsewhere_in_the_graph_is_followed() -> None:
    data = json_ld(
        '{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#ana"}},'
        ' {"@type": "Person", "@id": "#ana", "name": "Ana"}]}'
    )
    assert article(head=data).authors == ["Ana"]


def test_meta_author_that_is_a_profile_s_address_is_not_a_name() -> None:
    head = (
        '<meta property="article:author" content="https://social.example/ana"><meta name="byl" content="By Ana Lima">'
    )
    assert article(head=head).authors == ["Ana Lima"]


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Ana Lima and Jon Berg</p>',
        '<p>By <a rel="author" href="/a">Ana Lima</a> and <a rel="author" href="/j">Jon Berg</a></p>',
        '<div class="article-author">Ana Lima, Jon Berg</div>',
        '<div itemprop="author">Ana Lima and Jon Berg</div>',
    ],
    ids=["byline", "rel", "class", "itemprop"],
)
def test_byline_of_the_page_is_read(byline: str) -> None:
    assert article(f"<h1>{HEADLINE}</h1>{byline}{paragraphs()}").authors == ["Ana Lima", "Jon Berg"]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="comments"><p class="author">Reader One</p></div>',
        '<aside class="related"><p class="byline">By Someone Else</p></aside>',
        '<figure><span class="author">Pat Kim</span></figure>',
        '<div itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Reader One</b></div>',
    ],
    ids=["comment", "related", "photograph", "comment item"],
)
def test_author_of_something_else_is_not_the_article_s(box: str) -> None:
    assert article(f"<h1>{HEADLINE}</h1>{paragraphs()}{box}").authors == []


def test_long_list_of_names_is_cut() -> None:
    names = ", ".join(f"Ana L{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(200))
    assert len(clean_names([names], page(), split=True)) == 50
