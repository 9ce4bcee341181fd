"""Authors decided between structured data, meta elements and bylines."""

from __future__ import annotations

import pytest

from crawler.extraction.authors import clean_names, find_authors
from tests.unit.extraction.pages import HEADLINE, article, json_ld, page, paragraphs

_BYLINE = '<p class="byline">By Jon Berg</p>'
_SITE = '<meta property="og:site_name" content="Example News">'


def data(author: str) -> str:
    return json_ld(f'{{"@type": "NewsArticle", "author": {author}}}')


def meta(author: str, name: str = "author") -> str:
    return f'<meta name="{name}" content="{author}">'


def found(head: str = "", byline: str = "") -> tuple[list[str], str]:
    return find_authors(page(f"<article><h1>{HEADLINE}</h1>{byline}{paragraphs()}</article>", head))


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
    assert article(head=data(author)).authors == names


def test_reference_to_an_author_elsewhere_in_the_graph_is_followed() -> None:
    graph = json_ld(
        '{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#ana"}},'
        ' {"@type": "Person", "@id": "#ana", "name": "Ana"}]}'
    )
    assert article(head=graph).authors == ["Ana"]


def test_author_of_the_page_is_the_article_s_where_no_node_is_an_article() -> None:
    graph = json_ld(
        '{"@graph": [{"@type": "WebPage", "author": {"@id": "#ana"}},'
        ' {"@type": "Person", "@id": "#ana", "name": "Ana Lima"}]}'
    )
    assert found(graph) == (["Ana Lima"], "json_ld")


def test_meta_author_that_is_a_profile_s_address_is_not_a_name() -> None:
    head = meta("https://social.example/ana", "article:author") + meta("By Ana Lima", "byl")
    assert found(head) == (["Ana Lima"], "meta")


def test_person_in_structured_data_is_taken_before_the_byline() -> None:
    assert found(data('"Ana Lima"'), _BYLINE) == (["Ana Lima"], "json_ld")


def test_meta_elements_that_name_more_people_complete_structured_data() -> None:
    assert found(data('"Ana Lima"') + meta("Ana Lima, Jon Berg")) == (["Ana Lima", "Jon Berg"], "meta")


def test_byline_and_meta_elements_outvote_structured_data() -> None:
    assert found(data('"Ana Lima"') + meta("Jon Berg"), _BYLINE) == (["Jon Berg"], "meta")
    assert found(data('"Ana Lima"') + meta("Jon Berg")) == (["Ana Lima"], "json_ld")


@pytest.mark.parametrize("name", ["Example News", "Example Agency", "jbe", "jon.berg"])
def test_person_in_the_byline_is_taken_before_another_kind_of_name_in_structured_data(name: str) -> None:
    assert found(_SITE + data(f'"{name}"'), _BYLINE) == (["Jon Berg"], "byline")


def test_person_in_the_byline_is_taken_before_one_in_meta_elements() -> None:
    assert found(meta("Ana Lima"), _BYLINE) == (["Jon Berg"], "byline")


def test_nickname_in_structured_data_is_taken_when_the_byline_says_it_too() -> None:
    foot = '<p class="author">Pat Kim</p>'
    assert found(data('"Ana"'), f'<p>By Ana</p><div class="bio">{foot}</div>')[0] == ["Ana"]


def test_full_name_in_the_byline_is_taken_before_the_first_name_in_structured_data() -> None:
    assert found(data('"Jon"'), _BYLINE) == (["Jon Berg"], "byline")


def test_site_s_name_is_the_author_where_structured_data_says_so_and_nobody_else_is_named() -> None:
    assert found(_SITE + data('{"@type": "Organization", "name": "Example News"}')) == (["Example News"], "json_ld")


def test_agency_in_the_byline_is_taken_before_the_site_s_name() -> None:
    assert found(_SITE + data('"Example News"'), "<p>By Agencia EFE</p>") == (["Agencia EFE"], "byline")


def test_site_s_address_in_a_meta_element_is_no_author() -> None:
    assert found(meta("example.com")) == ([], "none")


def test_agency_that_two_sources_name_is_not_replaced_by_a_mere_link_to_an_author() -> None:
    link = '<p><a href="/author/jon-berg">Jon Berg</a></p>'
    assert found(data('"Reuters"') + meta("Reuters"), link) == (["Reuters"], "json_ld")
    assert found(data('"Reuters"') + meta("Reuters"), _BYLINE) == (["Jon Berg"], "byline")


def test_newsroom_is_the_author_where_it_is_all_that_is_named() -> None:
    assert found(byline='<p class="byline">Newsdesk</p>') == (["Newsdesk"], "byline")


def test_page_that_names_nobody_has_no_authors() -> None:
    assert found() == ([], "none")


def test_selected_texts_give_names_but_not_the_site_s_own() -> None:
    texts = ["By Ana Lima and Jon Berg", "Example News"]
    assert clean_names(texts, page("", _SITE)) == ["Ana Lima", "Jon Berg"]
