"""The tables, with one column for each field of `crawler.items.Article`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from crawler.items import Article

# Raised with every change of the tables, so also when Article gets or loses a field.
STORE_SCHEMA_VERSION = 3
# Versions that lack only tables, which are made when such a store is opened: 1 had no frontier, 2 no list entries.
UPGRADED_VERSIONS = frozenset({"1", "2"})

_SCALAR_TYPES: dict[type, type[TypeEngine[Any]]] = {str: Text, int: Integer, bool: Boolean}


def _column_type(hint: Any) -> TypeEngine[Any]:
    """Column type for the annotation of a field: `str | None` -> Text, `list[...]` and `dict[...]` -> JSON text."""
    members = [member for member in get_args(hint) if member is not NoneType] if NoneType in get_args(hint) else [hint]
    if get_origin(members[0]) in (list, dict):
        return JSON(none_as_null=True)
    return _SCALAR_TYPES[members[0]]()


_hints = get_type_hints(Article)
_defaults = {
    field.name: field.default if field.default_factory is MISSING else field.default_factory()
    for field in fields(Article)
}
FIELD_NAMES = tuple(_defaults)

metadata = MetaData()

# Which form of the tables a database has.
meta_table = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# The current version of every article. Times are UTC, ISO 8601 ending in "Z", and so sort as text.
article_table = Table(
    "articles",
    metadata,
    *(Column(name, _column_type(_hints[name]), primary_key=name == "id") for name in FIELD_NAMES),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("stored_at", Text, nullable=False),  # when this version, not the article, was stored
    Index("articles_canonical_url", "canonical_url"),
    Index("articles_content_hash", "content_hash"),
    Index("articles_site_date_published", "site", "date_published"),
    Index("articles_first_seen", "first_seen", "id"),  # the order of reading everything back, in pages
)

# Superseded versions, whole, so that no correction a publisher makes is lost.
revision_table = Table(
    "revisions",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("stored_at", Text, nullable=False),  # when it was stored as the current version
    Column("article", JSON, nullable=False),
)


def row_of(article: Mapping[str, Any]) -> dict[str, Any]:
    """*article* as a row of `article_table`: fields it lacks get their default, keys that are no field are left out."""
    return {name: article.get(name, default) for name, default in _defaults.items()}


def article_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The feed form of a row of `article_table`."""
    return {name: row[name] for name in FIELD_NAMES}
