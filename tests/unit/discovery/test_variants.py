"""Which page is read for an article that several pages claim to be."""

from __future__ import annotations

import pytest

from crawler.discovery.variants import Variants, Verdict
from crawler.items import Article
from crawler.urls import article_id

PAGE = "https://example.com/politics/levy"
AMP = "https://example.com/amp/politics/levy"


def article(url: str, canonical: str = PAGE, headline: str = "Council backs the levy") -> Article:
    return Article(url=url, canonical_url=canonical, id=article_id(canonical), headline=headline)


@pytest.mark.parametrize("url", [PAGE, "http://www.example.com/politics/levy/"], ids=["itself", "same page"])
def test_page_that_is_its_own_original_is_taken(url: str) -> None:
    assert Variants().judge(article(url), [url]) is Verdict.TAKE


def test_page_reached_through_its_canonical_url_is_taken() -> None:
    assert Variants().judge(article(AMP), [AMP, PAGE]) is Verdict.TAKE


def test_variant_waits_for_its_original_and_is_skipped_when_that_is_the_same_article() -> None:
    variants: Variants[Article] = Variants()
    waiting = article(AMP)
    assert variants.judge(waiting, [AMP]) is None
    assert variants.read([PAGE], "Council  backs the LEVY") == [(waiting, Verdict.SKIP)]
    assert variants.judge(article(AMP), [AMP]) is Verdict.SKIP


def test_variant_is_judged_by_what_is_known_of_its_original_from_before() -> None:
    variants: Variants[Article] = Variants()
    same, other = article(AMP), article(AMP, headline="Something else")
    assert [variants.judge(waiting, [AMP]) for waiting in (same, other)] == [None, None]
    assert variants.settle(same, "Council backs the levy") is Verdict.SKIP
    assert variants.settle(other, "Council backs the levy") is Verdict.TAKE
    assert variants.read([PAGE], "Council backs the levy") == []
    assert variants.settle(other, None) is None, "judged once"


@pytest.mark.parametrize("headline", [None, "All of politics"], ids=["unreadable", "another page"])
def test_variant_is_an_article_of_its_own_when_the_original_is_not_the_same(headline: str | None) -> None:
    variants: Variants[Article] = Variants()
    waiting = article(AMP)
    variants.judge(waiting, [AMP])
    assert variants.read([PAGE], headline) == [(waiting, Verdict.TAKE)]
    assert (waiting.canonical_url, waiting.id) == (AMP, article_id(AMP))


def test_articles_whose_template_names_the_section_as_canonical_stay_apart() -> None:
    variants: Variants[Article] = Variants()
    section = "https://example.com/politics/"
    first, second = (article(f"{section}{name}", section, name) for name in ("levy", "ferry"))
    assert variants.judge(first, [first.url or ""]) is None
    assert variants.read([section], None) == [(first, Verdict.TAKE)]
    assert variants.judge(second, [second.url or ""]) is Verdict.TAKE
    assert first.id != second.id


def test_of_pages_that_name_each_other_the_last_is_taken() -> None:
    paths = ["https://example.com/a", "https://example.com/b", "https://example.com/c"]
    variants: Variants[Article] = Variants()
    first, second, third = (
        article(url, canonical) for url, canonical in zip(paths, paths[1:] + paths[:1], strict=True)
    )
    assert variants.read([paths[0]], "Council backs the levy") == []
    assert variants.judge(first, [paths[0]]) is None
    assert variants.read([paths[1]], "Council backs the levy") == [(first, Verdict.SKIP)]
    assert variants.judge(second, [paths[1]]) is None
    assert variants.read([paths[2]], "Council backs the levy") == [(second, Verdict.SKIP)]
    assert variants.judge(third, [paths[2]]) is Verdict.TAKE
    assert third.canonical_url == paths[2]
