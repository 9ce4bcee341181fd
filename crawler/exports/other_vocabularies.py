"""An article in the words of schema.org and of zyte-common-items, by one table for each.

The tables are data, and docs/item-schema.md shows them. A value that the article does not give is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA_ORG_CONTEXT = "https://schema.org"


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Translation:
    field: str
    """Field of `crawler.items.Article`."""
    property: str
    """Property of the other vocabulary."""
    note: str = ""
    """What becomes of the value, where it is not taken as it is."""
    convert: Callable[[Any], Any] = _as_it_is
    """Gives None where the value cannot be said."""


def _names(names: list[str]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def _to_the_second(iso_date: str) -> str:
    """The form of zyte-common-items: "YYYY-MM-DDThh:mm:ss" and the offset, if there is one."""
    day, _, time = iso_date.partition("T")
    clock, offset = (time[:5], time[5:]) if time else ("00:00", "")
    return f"{day}T{clock}{offset if offset.startswith(':') else ':00' + offset}"


def _main_language(tag: str) -> str | None:
    main = tag.partition("-")[0]
    return main if len(main) == len("en") else None


# https://schema.org/NewsArticle
SCHEMA_ORG = (
    Translation("canonical_url", "url"),
    Translation("id", "identifier"),
    Translation("url", "mainEntityOfPage"),
    Translation("headline", "headline"),
    Translation("description", "description"),
    Translation("body", "articleBody"),
    # Whether a name is a person's or an agency's is not known, and so not said.
    Translation("authors", "author", "a node with `name`, without a type", _names),
    Translation("section", "articleSection"),
    Translation("tags", "keywords"),
    Translation("language", "inLanguage"),
    Translation("date_published", "datePublished"),
    Translation("date_modified", "dateModified"),
    Translation("main_image", "image"),
    Translation("is_accessible_for_free", "isAccessibleForFree"),
    Translation("rights", "usageInfo", "`tdm_policy` only", lambda rights: rights.get("tdm_policy")),
    Translation("fetched_at", "sdDatePublished"),
    Translation("revision", "version"),
)

# zyte_common_items.Article, whose documentation gives the forms.
ZYTE = (
    Translation("url", "url"),
    Translation("canonical_url", "canonicalUrl"),
    Translation("headline", "headline"),
    Translation("description", "description"),
    Translation("body", "articleBody"),
    Translation("authors", "authors", "`name` of each", _names),
    Translation("section", "breadcrumbs", "one, its `name`", lambda section: _names([section])),
    Translation("language", "inLanguage", "without region; two letters only (ISO 639-1)", _main_language),
    Translation("date_published", "datePublished", "to the second: a day becomes its midnight", _to_the_second),
    Translation("date_published_raw", "datePublishedRaw"),
    Translation("date_modified", "dateModified", "to the second: a day becomes its midnight", _to_the_second),
    Translation("date_modified_raw", "dateModifiedRaw"),
    Translation("main_image", "mainImage", "its `url`", lambda url: {"url": url}),
    Translation("fetched_at", "metadata", "`dateDownloaded`", lambda moment: {"dateDownloaded": moment}),
)


def to_schema_org(article: Mapping[str, Any]) -> dict[str, Any]:
    """*article* (feed form) as a JSON-LD node of schema.org: a NewsArticle, a live blog a LiveBlogPosting, too."""
    kind = ["NewsArticle", "LiveBlogPosting"] if article.get("page_kind") == "live-blog" else "NewsArticle"
    head = {"@context": SCHEMA_ORG_CONTEXT, "@type": kind, "@id": article["canonical_url"]}
    return head | _translated(article, SCHEMA_ORG)


def to_zyte(article: Mapping[str, Any]) -> dict[str, Any]:
    """*article* (feed form) as `zyte_common_items.Article.from_dict` takes it."""
    return _translated(article, ZYTE)


def _translated(article: Mapping[str, Any], table: tuple[Translation, ...]) -> dict[str, Any]:
    given = ((entry, article.get(entry.field)) for entry in table)
    said = ((entry.property, entry.convert(value)) for entry, value in given if value not in (None, [], {}))
    return {name: value for name, value in said if value is not None}
