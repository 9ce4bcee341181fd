from __future__ import annotations

import pytest

from crawler import extract
from crawler.extraction.metadata import language_tag
from tests.unit.extraction.pages import URL, article, html, json_ld, paragraphs


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("pt_br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("de-DE.UTF-8", "de-DE"),
        ("en-US-x-private", "en-US"),
        ("und", None),
        ("english", None),
        ("", None),
        (None, None),
    ],
)
def test_language_tags_are_normalised(text: str | None, tag: str | None) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<html lang="pt_BR"><p>x', "pt-BR"),
        (json_ld('{"@type": "NewsArticle", "inLanguage": {"@type": "Language", "name": "fr"}}') + "<p>x", "fr"),
        ('<html lang=""><meta property="og:locale" content="uk_UA"><p>x', "uk-UA"),
        ("<p>x", None),
    ],
    ids=["html", "json-ld", "meta", "none"],
)  # fmt: skip
def test_language_is_what_the_page_states(markup: str, language: str | None) -> None:
    assert extract(markup, URL).language == language


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (json_ld('{"@type": "NewsArticle", "isAccessibleForFree": true}'), True),
        (json_ld('{"@type": "NewsArticle", "isAccessibleForFree": "False"}'), False),
        (json_ld('{"@type": "NewsArticle", "isAccessibleForFree": "http://schema.org/False"}'), False),
        (json_ld('{"@type": "NewsArticle", "hasPart": [7, {"isAccessibleForFree": false}]}'), False),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="free">', True),
        ("", None),
    ],
    ids=["true", "text", "url", "part", "locked tier", "free tier", "unsaid"],
)  # fmt: skip
def test_paywall_is_what_the_page_says(head: str, free: bool | None) -> None:
    assert article(head=head).is_accessible_for_free is free


@pytest.mark.parametrize(
    ("head", "body", "tags"),
    [
        (json_ld('{"@type": "NewsArticle", "keywords": "boats, islands ; boats"}'), "", ["boats", "islands"]),
        (json_ld('{"@type": "NewsArticle", "keywords": ["boats", {"name": "islands"}]}'), "", ["boats", "islands"]),
        ('<meta name="parsely-tags" content="boats"><meta name="parsely-tags" content="sea">', "", ["boats", "sea"]),
        ('<meta name="keywords" content="#boats,, islands">', "", ["boats", "islands"]),
        ("", '<a rel="tag" href="/t/1">boats</a> <a rel="nofollow tag" href="/t/2">islands</a>', ["boats", "islands"]),
    ],
    ids=["json-ld text", "json-ld list", "several metas", "one meta", "links"],
)  # fmt: skip
def test_tags_are_split_and_kept_in_order_once(head: str, body: str, tags: list[str]) -> None:
    assert article(paragraphs() + body, head).tags == tags


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


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('"a.jpg"', "https://www.example.com/en/news/detail/a.jpg"),
        ('{"@type": "ImageObject", "url": "/a.jpg"}', "https://www.example.com/a.jpg"),
        ('[{"contentUrl": "/a.jpg"}, "/b.jpg"]', "https://www.example.com/a.jpg"),
        ('"data:image/gif;base64,R0"', None),
    ],
)
def test_main_image_is_an_absolute_url(image: str, url: str | None) -> None:
    assert article(head=json_ld(f'{{"@type": "NewsArticle", "image": {image}}}')).main_image == url


def test_description_and_section_are_the_page_s_own() -> None:
    read = article(head='<meta name="description" content="In  short"><meta property="article:section" content="Sea">')
    assert (read.description, read.section) == ("In short", "Sea")
    assert article().description is None


def test_microdata_of_something_else_is_no_metadata_of_the_page() -> None:
    body = '<div itemscope itemtype="https://schema.org/Person"><meta itemprop="description" content="Writes"></div>'
    assert extract(html(body), URL).description is None
