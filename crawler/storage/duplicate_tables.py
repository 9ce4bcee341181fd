"""The tables about copies: what is kept of each text to find them, and which article is what to which other."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, Table, Text

from crawler.storage.tables import RowNumber, metadata

# `crawler.near_text.sketch` of each article's body, if that is long enough.
sketch_table = Table(
    "text_sketches",
    metadata,
    Column("text_id", RowNumber, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("shingles", LargeBinary, nullable=False),  # 32 bits each, little-endian, ascending
    Column("numbers", LargeBinary, nullable=False),  # places, then values, likewise
    Index("text_sketches_article", "article_id", unique=True),
)

# By which texts with the same passages are found (`crawler.storage.key_lists`): the text_ids of a key, 32 bits each,
# little-endian, in the order in which they came.
key_table = Table(
    "text_keys",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("texts", LargeBinary, nullable=False),
)
# What is to go there with the next move; an empty list: nothing is noted under the key any more.
recent_key_table = Table(
    "recent_text_keys",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("texts", LargeBinary, nullable=False),
)

# `crawler.storage.relations` says what the kinds mean.
relation_table = Table(
    "relations",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("other", Text, primary_key=True),  # id of an article, or a URL
    Column("detail", Text),
    Column("score", Float),
    Column("found_at", Text, nullable=False),
    Index("relations_other", "other", postgresql_using="hash"),
)
