"""The tables, with one column for each field of `crawler.items.Article`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text, text
from sqlalchemy.types import TypeEngine

from crawler.items import Article

# Raised with every change of the tables, so also when Article gets or loses a field; the step from the version before
# is in crawler/storage/migrations/versions.
STORE_SCHEMA_VERSION = 8

# SQLite numbers rows by itself only in a column of exactly the type INTEGER, which there holds 64 bits.
RowNumber = BigInteger().with_variant(Integer, "sqlite")

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

# The numbers last drawn (`crawler.storage.sequence`).
counter_table = Table(
    "counters", metadata, Column("key", Text, primary_key=True), Column("value", BigInteger, nullable=False)
)

# The current version of every article. Times are UTC, ISO 8601 ending in "Z", and so sort as text.
article_table = Table(
    "articles",
    metadata,
    *(Column(name, _column_type(_hints[name]), primary_key=name == "id") for name in FIELD_NAMES),
    Column("first_seen", Text, nullable=False, comment="When a crawl first saw the article, UTC."),
    Column("last_seen", Text, nullable=False, comment="When a crawl last saw it, changed or not, UTC."),
    Column("stored_at", Text, nullable=False, comment="When this version was first seen, UTC."),
    # The defaults are for stores that had no such columns.
    Column(
        "seq",
        BigInteger,
        nullable=False,
        server_default=text("0"),
        comment="Number of the last change of a field: higher than that of every change committed before.",
    ),
    Column("changed_at", Text, nullable=False, server_default=text("''"), comment="When seq was drawn, UTC."),
    Column(
        "is_silent_change",
        Boolean,
        comment="Headline or body differ from the version before, and the page states the same modification date. "
        "NULL: not known, it states none.",
    ),
    Index("articles_seq", "seq", unique=True),
    # On PostgreSQL a hash: a tree takes no value of more than 2,700 bytes.
    Index("articles_canonical_url", "canonical_url", postgresql_using="hash"),
    Index("articles_content_hash", "content_hash"),
    Index(
        "articles_cluster_id",
        "cluster_id",
        sqlite_where=text("cluster_id IS NOT NULL"),
        postgresql_where=text("cluster_id IS NOT NULL"),
    ),
    Index("articles_site_date_published", "site", "date_published"),
    Index("articles_first_seen", "first_seen", "id"),  # the order of reading everything back, in pages
)

# Superseded versions, whole, so that no correction a publisher makes is lost. Of those that schema 3 kept, seq,
# last_seen and is_silent_change are not known.
revision_table = Table(
    "revisions",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("stored_at", Text, nullable=False, comment="When this version was first seen, UTC."),
    Column("article", JSON, nullable=False, comment="The whole item as it was."),
    Column(
        "seq",
        BigInteger,
        nullable=False,
        server_default=text("0"),
        comment="The number it had as the current version; 0: superseded before there were numbers.",
    ),
    Column("last_seen", Text, comment="When this version was last seen, UTC; NULL: not known."),
    Column("is_silent_change", Boolean, comment="As in articles: of this version and the one before."),
)

# Articles that were removed from the store, for readers that have them.
deletion_table = Table(
    "deletions",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, comment="Number of the deletion, among those of articles."),
    Column("deleted_at", Text, nullable=False),
    Column("reason", Text, nullable=False, comment="As whoever deleted it gave it."),
    Column("url", Text),
    Column("site", Text),
    Index("deletions_seq", "seq", unique=True),
)


def row_of(article: Mapping[str, Any]) -> dict[str, Any]:
    """*article* as a row of `article_table`: fields it lacks get their default, keys that are no field are left out."""
    return {name: article.get(name, default) for name, default in _defaults.items()}


def article_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The feed form of a row of `article_table`."""
    return {name: row[name] for name in FIELD_NAMES}
