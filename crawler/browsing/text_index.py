"""Finding the full-text index of a store, which not every store has."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

# FTS5 takes the options' values in any quotes (sqlite.org/fts5.html, 4.4.2); Datasette finds only double ones.
_OF_ARTICLES = re.compile(r"""\bcontent\s*=\s*["'\[`]?articles\b""", re.IGNORECASE)
_ROW_ID = re.compile(r"""\bcontent_rowid\s*=\s*["'\[`]?(\w+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextIndex:
    table: str
    row_id: str
    """The column of `articles` that the index numbers its rows by."""


def find_text_index(store: Path) -> TextIndex | None:
    """The index over `articles` in the SQLite file *store*."""
    with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
        ).fetchall()
    # Of several, the one that Datasette itself would take is meant for general use.
    for name, statement in sorted(tables, key=lambda table: 'content="articles"' not in table[1]):
        if _OF_ARTICLES.search(statement):
            row_id = _ROW_ID.search(statement)
            return TextIndex(name, row_id[1] if row_id else "rowid")
    return None
