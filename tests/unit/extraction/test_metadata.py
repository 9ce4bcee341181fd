from __future__ import annotations

import json

import pytest

from crawler import extract
from tests.unit.extraction.pages import URL, article, html, json_ld


@pytest.mark.parametrize(
    ("declared", "canonical"),
    [
        ("/en/news/detail/2107?utm_source=x", "https://www.example.com/en/news/detail/2107"),
        ("https://m.example.com/2107", "https://m.example.com/2107"),
        ("https://elsewhere.org/copy", URL),
        ("https://www.example.com/", URL),
        ("https://www.example.com", URL),
        ("javascript:void(0)", URL),
    ],
    ids=["relative", "same site", "other site", "root", "bare root", "no web page"],
)
def test_canonical_url_is_believed_on_the_same_site_for_a_page(declared: str, canonical: str) -> None:
    assert article(head=f'<link rel="canonical" href="{declared}">').canonical_url == canonical


def test_unusable_canonical_leaves_the_open_graph_url() -> None:
    head = '<link rel="canonical" href="mailto:x"><meta property="og:url" content="/en/news/2107">'
    assert article(head=head).canonical_url == "https://www.example.com/en/news/2107"


def test_relative_urls_are_resolved_against_the_base_element() -> None:
    head = '<base href="https://cdn.example.com/2026/"><meta property="og:image" content="boat.jpg">'
    assert article(head=head).main_image == "https://cdn.example.com/2026/boat.jpg"


def test_description_and_section_are_the_page_s_own() -> None:
    read = article(head='<meta name="description" content="In  short"><meta property="article:section" content="Sea">')
    assert (read.description, read.section) == ("In short", "Sea")
    assert article().description is None


@pytest.mark.parametrize(
    ("head", "description"),
    [
        (json_ld('{"@type": "NewsArticle", "description": "<p>Boats &amp;amp; ramps</p>"}'), "Boats & ramps"),
        ('<meta property="og:description" content="&lt;p&gt;Boats&amp;nbsp;sail&lt;/p&gt;">', "Boats sail"),
        ('<meta name="description" content="&lt;The Boat: Winter&gt; opens">', "<The Boat: Winter> opens"),
        (
            json_ld('{"@type": "NewsArticle", "description": "The ferries that link the harbour with…"}')
            + '<meta name="description" content="The ferries that link the harbour with the islands sail again.">',
            "The ferries that link the harbour with the islands sail again.",
        ),
        (
            json_ld('[{"@type": "WebSite", "slogan": "News"}, {"@type": "Article", "description": "News"}]'),
            None,
        ),
        ('<meta name="description" content="{{ entry.teaser }}">', None),
    ],
    ids=["escaped twice", "markup", "no markup", "cut off", "slogan", "template"],
)  # fmt: skip
def test_description_is_the_article_s_in_plain_text(head: str, description: str | None) -> None:
    assert article(head=head).description == description


@pytest.mark.parametrize(
    ("names", "section"),
    [
        ('["Home", "News", "Sea", "Harbour ferries return to the northern islands"]', "Sea"),
        ('["Startseite", "Wirtschaft"]', "Wirtschaft"),
        ('["Home", "Articles", "Harbour ferries return to the northern islands"]', None),
        ('["Example News", "Sport"]', "Sport"),
        ("[]", None),
    ],
)
def test_section_is_the_deepest_of_the_breadcrumbs_when_nothing_else_names_it(names: str, section: str | None) -> None:
    items = [{"@type": "ListItem", "name": name, "item": f"/{name}"} for name in json.loads(names)]
    head = json_ld(json.dumps({"@type": "BreadcrumbList", "itemListElement": items}))
    assert article(head=f'<meta property="og:site_name" content="Example News">{head}').section == section
    stated = article(head=f'{head}<meta property="article:section" content="Islands,News">')
    assert stated.section == "Islands"


def test_breadcrumbs_of_any_shape_are_read() -> None:
    for value in (
        "null",
        "7",
        '"x"',
        "[7, null]",
        '{"item": "/sea", "name": "Sea"}',
        '[{"item": {"@id": 7}, "name": ["Sea"]}]',
    ):
        head = json_ld(f'{{"@type": "BreadcrumbList", "itemListElement": {value}}}')
        assert article(head=head).section in (None, "Sea")


def test_microdata_of_something_else_is_no_metadata_of_the_page() -> None:
    body = '<div itemscope itemtype="https://schema.org/Person"><meta itemprop="description" content="Writes"></div>'
    assert extract(html(body), URL).description is None
