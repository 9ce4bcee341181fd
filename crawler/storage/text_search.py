"""Full-text search in the database itself: an index that is made once and then kept current by the database, whoever
writes.

Words are found with SQLite whatever their diacritics and case, with PostgreSQL whatever their case. Languages that put
no spaces between words (Chinese, Japanese, Thai and others) have a second index, of every three characters in a row.
Sources: https://www.sqlite.org/fts5.html, https://www.postgresql.org/docs/current/textsearch.html, pgtrgm.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

_COLUMNS = ("headline", "description", "body")
_UNSPACED_LANGUAGES = ("zh", "ja", "th", "lo", "km", "my", "bo")
# Thai to Tibetan, Myanmar, Khmer; kana, Han and its compatibility forms, and the supplementary planes of Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_IS_UNSPACED = f"substr({{row}}language, 1, 2) IN ({', '.join(repr(language) for language in _UNSPACED_LANGUAGES)})"

# The SQLite index of these languages, and the characters in a row that it holds.
UNSPACED_INDEX = "articles_unspaced"
SHORTEST_UNSPACED = 3

_OLD = ", ".join(f"old.{name}" for name in _COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in _COLUMNS)
_NAMES = ", ".join(_COLUMNS)
# Rows are numbered as in `articles`; VACUUM leaves the numbers of a table with indexes as they are. The quotes matter:
# Datasette searches with the table that names its content in double quotes, and there should be one.
_SQLITE_INDEXES = (
    ("articles_fts", '"articles"', "unicode61 remove_diacritics 2", "TRUE"),
    (UNSPACED_INDEX, "'articles'", "trigram", _IS_UNSPACED),
)
# Beyond this a text search vector may exceed its limit of 1 MB, and the article would be refused.
_POSTGRESQL_CHARACTERS = 200_000
_POSTGRESQL_TEXT = (
    "coalesce(headline, '') || ' ' || coalesce(description, '') || ' ' || "
    f"left(coalesce(body, ''), {_POSTGRESQL_CHARACTERS})"
)
_POSTGRESQL_VECTOR = f"to_tsvector('simple', {_POSTGRESQL_TEXT})"


def create_text_index(connection: Connection) -> list[str]:
    """Make the indexes, or make them anew, within a write transaction; what could not be made, a line each. Takes about
    a second for 2,000 articles."""
    if connection.dialect.name == "sqlite":
        _create_in_sqlite(connection)
        return []
    for name in ("articles_text", "articles_unspaced"):
        connection.execute(text(f"DROP INDEX IF EXISTS {name}"))
    connection.execute(text(f"CREATE INDEX articles_text ON articles USING gin (({_POSTGRESQL_VECTOR}))"))
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            connection.execute(
                text(
                    f"CREATE INDEX articles_unspaced ON articles USING gin (({_POSTGRESQL_TEXT}) gin_trgm_ops) "
                    f"WHERE {_IS_UNSPACED.format(row='')}"
                )
            )
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        return [f"no index for languages without spaces, which are searched without one: {reason}"]
    return []


def is_unspaced(words: str) -> bool:
    """Whether *words* hold characters of a script that puts no spaces between words."""
    return _UNSPACED.search(words) is not None


def has_text_index(connection: Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'articles_fts'"
    if connection.dialect.name != "sqlite":
        query = "SELECT 1 FROM pg_class WHERE relname = 'articles_text'"
    return connection.scalar(text(query)) is not None


def find_articles(connection: Connection, words: str, limit: int) -> Sequence[str]:
    """Ids of at most *limit* articles that have all *words*, the best match first. *words* that hold characters of a
    script without spaces are looked for as they stand, the latest change first."""
    words = " ".join(words.split())
    if not words:
        return []
    if is_unspaced(words):
        return _find_unspaced(connection, words, limit)
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT articles.id FROM articles_fts JOIN articles ON articles.rowid = articles_fts.rowid "
            "WHERE articles_fts MATCH :words ORDER BY bm25(articles_fts, 5, 2, 1) LIMIT :limit"
        )
        # Each in quotes, as whatever is in them is text and no syntax.
        words = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    else:
        query = (
            f"SELECT id FROM articles WHERE {_POSTGRESQL_VECTOR} @@ plainto_tsquery('simple', :words) "
            f"ORDER BY ts_rank({_POSTGRESQL_VECTOR}, plainto_tsquery('simple', :words)) DESC LIMIT :limit"
        )
    return connection.scalars(text(query), {"words": words, "limit": limit}).all()


def _find_unspaced(connection: Connection, words: str, limit: int) -> Sequence[str]:
    is_unspaced = _IS_UNSPACED.format(row="articles.")
    parameters: dict[str, Any] = {"limit": limit}
    if connection.dialect.name == "sqlite" and min(map(len, words.split())) >= SHORTEST_UNSPACED:
        query = (
            "SELECT articles.id FROM articles_unspaced JOIN articles ON articles.rowid = articles_unspaced.rowid "
            "WHERE articles_unspaced MATCH :words ORDER BY articles.seq DESC LIMIT :limit"
        )
        parameters["words"] = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        return connection.scalars(text(query), parameters).all()
    # Two characters are a word in Chinese, and too few for the index: SQLite reads the articles in these languages.
    conditions = []
    for place, word in enumerate(words.split()):
        parameters[f"word{place}"] = "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
        whole = _POSTGRESQL_TEXT
        if connection.dialect.name == "sqlite":
            whole = "coalesce(headline, '') || ' ' || coalesce(description, '') || ' ' || coalesce(body, '')"
        conditions.append(f"({whole}) LIKE :word{place} ESCAPE '\\'")
    query = f"SELECT id FROM articles WHERE {is_unspaced} AND {' AND '.join(conditions)} ORDER BY seq DESC LIMIT :limit"
    return connection.scalars(text(query), parameters).all()


def _create_in_sqlite(connection: Connection) -> None:
    for name, content, tokenizer, condition in _SQLITE_INDEXES:
        for event in ("insert", "delete", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_{event}")
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5({_NAMES}, content={content}, tokenize='{tokenizer}')"
        )
        connection.exec_driver_sql(
            f"INSERT INTO {name} (rowid, {_NAMES}) "
            f"SELECT rowid, {_NAMES} FROM articles WHERE {condition.format(row='')}"
        )
        add = f"INSERT INTO {name} (rowid, {_NAMES}) SELECT new.rowid, {_NEW} WHERE {condition.format(row='new.')};"
        remove = (
            f"INSERT INTO {name} ({name}, rowid, {_NAMES}) "
            f"SELECT 'delete', old.rowid, {_OLD} WHERE {condition.format(row='old.')};"
        )
        texts = f"{_NAMES}, language"
        changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in (*_COLUMNS, "language"))
        for event, body in (
            (f"{name}_insert AFTER INSERT ON articles", add),
            (f"{name}_delete AFTER DELETE ON articles", remove),
            (f"{name}_update AFTER UPDATE OF {texts} ON articles WHEN {changed}", remove + add),
        ):
            connection.exec_driver_sql(f"CREATE TRIGGER {event} BEGIN {body} END")
