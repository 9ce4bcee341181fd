"""Which texts have a key (`crawler.near_text.sketch`): of each key one list, in the database.

Keys are spread evenly, so those of a batch lie each on another page of a large table, and to write them would be to
write so many pages. They go to a small table first, of which a batch fills a page with dozens, and from there to the
large one, many at a time. A list in the small table takes the place of that in the large one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete

from crawler.near_text.candidates import KeysOfTexts, Lists
from crawler.storage.bulk import delete_rows_of, insert_values, read_rows, read_rows_of
from crawler.storage.duplicate_tables import key_table, recent_key_table

# A passage that so many texts have is a form of words, and a whole text that has so many copies is found by those: no
# more are noted under a key.
MAX_TEXTS_OF_KEY = 10
# The small table is emptied whenever so many texts have come: some 50,000 keys, 0.9 MB, moved in 0.1 to 0.2 s.
_TEXTS_BETWEEN_MOVES = 2_000
_ROWS_READ_AT_ONCE = 5_000

_TEXT = np.dtype("<u4")
_BYTES = _TEXT.itemsize
_FULL = MAX_TEXTS_OF_KEY * _BYTES


class KeyLists:
    """The lists of some keys, as they were read."""

    def __init__(self, connection: Connection, keys: Collection[int]) -> None:
        self._connection = connection
        large, small = (
            dict(read_rows_of(connection, table.name, ("key", "texts"), "key", keys))
            for table in (key_table, recent_key_table)
        )
        self._recent: dict[int, bytes] = small
        self._lists: dict[int, bytes] = large | small
        self._changed: dict[int, bytes] = {}

    def lists(self) -> Lists:
        keys = np.fromiter(self._lists, np.int64, len(self._lists))
        order = np.argsort(keys)
        values = list(self._lists.values())
        values = [values[place] for place in order.tolist()]
        sizes = np.fromiter(map(len, values), np.int64, len(values)) // _BYTES
        return Lists(keys[order], sizes, np.frombuffer(b"".join(values), _TEXT).astype(np.int64))

    def add(self, batch: KeysOfTexts, first_id: int) -> None:
        """Note the texts of *batch*, whose numbers begin with *first_id*, under their keys, as far as there is room.
        All their keys must have been read."""
        if not len(batch.keys):
            return
        begins = np.flatnonzero(np.diff(batch.keys, prepend=-1))
        raw = (batch.owners + first_id).astype(_TEXT).tobytes()
        ends = [*(begins[1:] * _BYTES).tolist(), len(raw)]
        lists, changed = self._lists, self._changed
        for key, begin, end in zip(batch.keys[begins].tolist(), (begins * _BYTES).tolist(), ends, strict=True):
            known = lists.get(key)
            if known is None:
                changed[key] = raw[begin : min(end, begin + _FULL)]
            elif len(known) < _FULL:
                changed[key] = (known + raw[begin:end])[:_FULL]

    def remove(self, text_ids_by_key: Mapping[int, Collection[int]]) -> None:
        """Remove texts from the lists of their keys."""
        for key, removed in text_ids_by_key.items():
            known = self._lists.get(key, b"")
            gone = [text_id.to_bytes(_BYTES, "little") for text_id in removed]
            texts = (known[place : place + _BYTES] for place in range(0, len(known), _BYTES))
            left = b"".join(text for text in texts if text not in gone)
            if len(left) < len(known):
                self._lists[key] = self._changed[key] = left

    def write(self) -> None:
        """Write what `add` and `remove` have changed."""
        # In the order they are kept in: neighbours go to the same page of the table.
        rows = sorted(self._changed.items())
        delete_rows_of(self._connection, recent_key_table.name, "key", [key for key, _ in rows if key in self._recent])
        insert_values(self._connection, recent_key_table, ("key", "texts"), rows)


def move_recent(connection: Connection, first_id: int, end: int) -> None:
    """Empty the small table if, with the texts numbered from *first_id* to before *end*, it is time to."""
    if first_id // _TEXTS_BETWEEN_MOVES == end // _TEXTS_BETWEEN_MOVES:
        return
    for statement in (
        # "WHERE true": SQLite would take ON for part of a join.
        "INSERT INTO text_keys (key, texts) SELECT key, texts FROM recent_text_keys WHERE true ORDER BY key"
        " ON CONFLICT (key) DO UPDATE SET texts = excluded.texts",
        "DELETE FROM text_keys WHERE key IN (SELECT key FROM recent_text_keys WHERE length(texts) = 0)",
        "DELETE FROM recent_text_keys",
    ):
        connection.exec_driver_sql(statement)


def remove_all(connection: Connection) -> None:
    for table in (key_table, recent_key_table):
        connection.execute(delete(table))


def count_strays(connection: Connection) -> int:
    """How many texts the lists name that are not there."""
    ids = np.fromiter(_column(connection, "text_sketches", "text_id", "text_id"), np.int64)
    count = 0
    for table in (key_table.name, recent_key_table.name):
        lists = _column(connection, table, "key", "texts")
        while portion := b"".join(islice(lists, _ROWS_READ_AT_ONCE)):
            count += int(np.count_nonzero(~np.isin(np.frombuffer(portion, _TEXT), ids)))
    return count


def _column(connection: Connection, table: str, key: str, column: str) -> Iterator[Any]:
    """The values of *column*, in the order of *key*, some at a time."""
    last = -1
    while rows := read_rows(
        connection,
        f"SELECT {key}, {column} FROM {table} WHERE {key} > {last} ORDER BY {key} LIMIT {_ROWS_READ_AT_ONCE}",
    ):
        last = rows[-1][0]
        yield from (value for _, value in rows)
