from __future__ import annotations

from typing import Any

import pytest
import zyte_common_items
from itemadapter import ItemAdapter

from crawler.exports.other_vocabularies import SCHEMA_ORG, ZYTE, to_schema_org, to_zyte
from crawler.item_schema import item_fields
from crawler.items import Article

_GIVEN: dict[str, Any] = {
    "id": "920d98f8-5907-5abe-ad6a-49b1c7d032f1",
    "url": "https://news.example/ferry?from=mail",
    "canonical_url": "https://news.example/ferry",
    "headline": "The town that bought a second-hand ferry",
    "body": "First.\n\nSecond.",
    "authors": ["Oona Pell", "Harbour Agency"],
    "section": "Harbours",
    "tags": ["ferries", "public money"],
    "language": "pt-BR",
    "date_published": "2026-01-29",
    "date_published_raw": "29 Jan 2026",
    "date_modified": "2026-01-30T10:02+01:00",
    "main_image": "https://news.example/ferry.png",
    "is_accessible_for_free": False,
    "page_kind": "article",
    "rights": {"tdm_reservation": 1, "tdm_policy": "https://news.example/policy"},
    "fetched_at": "2026-01-31T08:17:27Z",
    "revision": 2,
}


def article(**changes: Any) -> dict[str, Any]:
    return ItemAdapter(Article(**(_GIVEN | changes))).asdict()


def test_schema_org_names_say_what_the_article_says() -> None:
    assert to_schema_org(article()) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://news.example/ferry",
        "url": "https://news.example/ferry",
        "identifier": _GIVEN["id"],
        "mainEntityOfPage": "https://news.example/ferry?from=mail",
        "headline": _GIVEN["headline"],
        "articleBody": "First.\n\nSecond.",
        "author": [{"name": "Oona Pell"}, {"name": "Harbour Agency"}],
        "articleSection": "Harbours",
        "keywords": ["ferries", "public money"],
        "inLanguage": "pt-BR",
        "datePublished": "2026-01-29",
        "dateModified": "2026-01-30T10:02+01:00",
        "image": "https://news.example/ferry.png",
        "isAccessibleForFree": False,
        "usageInfo": "https://news.example/policy",
        "sdDatePublished": "2026-01-31T08:17:27Z",
        "version": 2,
    }


def test_live_blog_is_one_in_schema_org_too() -> None:
    assert to_schema_org(article(page_kind="live-blog"))["@type"] == ["NewsArticle", "LiveBlogPosting"]


def test_zyte_article_is_read_by_their_class_and_nothing_is_unknown_to_it() -> None:
    line = to_zyte(article())
    read = zyte_common_items.Article.from_dict(line)
    assert ItemAdapter(read).asdict().keys() >= line.keys()
    assert read.headline == _GIVEN["headline"]
    assert read.articleBody == "First.\n\nSecond."
    assert [author.name for author in read.authors or []] == ["Oona Pell", "Harbour Agency"]
    assert [crumb.name for crumb in read.breadcrumbs or []] == ["Harbours"]
    assert read.inLanguage == "pt"
    assert (read.datePublished, read.datePublishedRaw) == ("2026-01-29T00:00:00", "29 Jan 2026")
    assert read.mainImage is not None
    assert read.mainImage.url == "https://news.example/ferry.png"
    assert read.metadata is not None
    assert read.metadata.dateDownloaded == "2026-01-31T08:17:27Z"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-01-29", "2026-01-29T00:00:00"),
        ("2026-01-29T08:15", "2026-01-29T08:15:00"),
        ("2026-01-29T08:15Z", "2026-01-29T08:15:00Z"),
        ("2026-01-29T08:15+01:00", "2026-01-29T08:15:00+01:00"),
        ("2026-01-29T08:15:59-03:30", "2026-01-29T08:15:59-03:30"),
        ("2026-01-29T08:15:59.25Z", "2026-01-29T08:15:59.25Z"),
    ],
)
def test_zyte_dates_are_to_the_second(given: str, expected: str) -> None:
    assert to_zyte(article(date_published=given))["datePublished"] == expected


def test_language_without_a_code_of_two_letters_is_left_out_for_zyte() -> None:
    assert "inLanguage" not in to_zyte(article(language="ckb"))


@pytest.mark.parametrize("translate", [to_schema_org, to_zyte])
def test_what_is_not_given_is_left_out(translate: Any) -> None:
    line = translate(ItemAdapter(Article(url="https://a.example/", canonical_url="https://a.example/")).asdict())
    assert None not in line.values()
    assert not line.keys() & {"headline", "author", "authors", "keywords", "datePublished", "usageInfo"}


@pytest.mark.parametrize("table", [SCHEMA_ORG, ZYTE])
def test_tables_translate_fields_that_exist(table: Any) -> None:
    assert {entry.field for entry in table} <= {field.name for field in item_fields(Article)}
    assert len({entry.property for entry in table}) == len(table)
