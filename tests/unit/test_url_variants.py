from __future__ import annotations

import pytest

from crawler.url_variants import may_be_one_article, variant_kind

STORY = "https://www.example.com/politics/story-12"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.example.com/politics/story-12?utm_source=x&fbclid=1", "parameters"),
        ("https://www.example.com/politics/story-12#comments", "parameters"),
        ("https://WWW.example.com/politics/story-12;jsessionid=0A", "parameters"),
        ("http://www.example.com/politics/story-12", "scheme"),
        ("https://www.example.com/politics/story-12/", "slash"),
        ("https://www.example.com/politics/story-12/index.html", "index"),
        ("https://example.com/politics/story-12", "host_alias"),
        ("https://m.example.com/politics/story-12", "mobile"),
        ("http://mobile.example.com/politics/story-12/", "mobile"),
        ("https://amp.example.com/politics/story-12", "amp"),
        ("https://www.example.com/amp/politics/story-12", "amp"),
        ("https://www.example.com/politics/story-12/amp/", "amp"),
        ("https://www.example.com/politics/story-12.amp", "amp"),
        ("https://www.example.com/politics/story-12?outputType=amp", "amp"),
        ("https://www.example.com/politics/story-12?amp=1", "amp"),
        ("https://www.example.com/politics/story-12/print", "print"),
        ("https://www.example.com/politics/story-12?print=true", "print"),
        ("https://www.example.com/politics/story-12?view=print", "print"),
    ],
)
def test_how_a_url_differs_in_form_from_that_of_its_article(url: str, kind: str) -> None:
    assert variant_kind(url, STORY) == kind
    assert may_be_one_article(url, STORY)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.com/politics/story-13",
        "https://www.example.com/politics/story-12?page=2",
        "https://www.example.com/politics/story-12?print=4711",
        "https://www.example.com/print/magazine/story-12",
        "https://www.example.com/en/politics/story-12",
        "https://news.example.com/politics/story-12",
        "https://www.example.com:8443/politics/story-12",
        "https://www.example.org/politics/story-12",
        "https://www.example.com/amp",
    ],
)
def test_other_urls_are_variants_only_when_the_page_says_so(url: str) -> None:
    assert variant_kind(url, STORY) == "canonical"
    assert not may_be_one_article(url, STORY)


def test_what_the_server_redirected_is_a_redirect_unless_only_parameters_differ() -> None:
    assert variant_kind("https://example.com/12", STORY, is_redirected=True) == "redirect"
    assert variant_kind(STORY + "?utm_source=x", STORY, is_redirected=True) == "parameters"
