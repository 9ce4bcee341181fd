"""The index of texts in the store's database: finds those of which a new one is a copy, in this run or an earlier one.

Nothing of it is kept in memory between batches, and what is read for a text is bounded, however many the store has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, bindparam, delete, select

from crawler.near_text.candidates import candidates_among, candidates_in, keys_of
from crawler.near_text.comparison import Similarity, find_copy, share_enough
from crawler.near_text.forms import TEXTS_OF_A_FORM, form_of
from crawler.near_text.sketch import SKETCH_VERSION, Numbers, Sketch, sketch_of
from crawler.storage.bulk import delete_rows_of, insert_values, read_rows, read_rows_of
from crawler.storage.chunks import chunks
from crawler.storage.duplicate_tables import sketch_table
from crawler.storage.key_lists import KeyLists, move_recent, remove_all
from crawler.storage.tables import article_table, meta_table

_VERSION_KEY = "sketch_version"
_TEXTS_REFILLED_AT_ONCE = 200

_HASH = np.dtype("<u4")
_OF_ARTICLES = select(sketch_table).where(sketch_table.c.article_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an article, to be compared."""

    article_id: str
    site: str
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that another was found to be a copy of."""

    article_id: str
    similarity: Similarity


class _Kept(NamedTuple):
    """A text of the index as it is read: of most is only counted how much they share."""

    text_id: int
    article_id: str
    site: str
    shingles: bytes
    numbers: bytes

    def text(self) -> Text:
        return Text(self.article_id, self.site, _sketch(self.shingles, self.numbers))


class NearTexts:
    """The texts of one batch and those stored, within one transaction."""

    def __init__(
        self, connection: Connection, texts: Sequence[Text], replaced: Mapping[int, Text] | None = None
    ) -> None:
        """*replaced*: texts of the index that do not hold any more, by their `text_id`."""
        self._connection = connection
        self.batch = texts
        self._replaced = replaced or {}
        # Writers come one after the other, so the numbers are free.
        [(last_id,)] = read_rows(connection, "SELECT MAX(text_id) FROM text_sketches")
        self._first_id = (last_id or 0) + 1
        self._keys = keys_of([text.sketch for text in texts])
        self._removed = _text_ids_by_key(self._replaced)
        self._lists = KeyLists(connection, {*self._keys.keys.tolist(), *self._removed})
        self._lists.remove(self._removed)
        self._stored = candidates_in(self._lists.lists(), self._keys)
        self._of_batch = candidates_among(self._keys)
        self._kept = self._read_kept({text_id for found in self._stored for text_id in found})
        self._compared = 0

    def next_copies(self) -> list[Copy]:
        """The texts that the next text of the batch is a copy of, most similar first: stored ones, and those of the
        batch before it."""
        place = self._compared
        self._compared += 1
        text = self.batch[place]
        near: list[_Kept | Text] = [self._kept[id_] for id_ in self._stored[place]]
        near += [self.batch[other] for other in self._of_batch[place]]
        if not near:
            return []
        of_site = [known for known in near if known.site == text.site]
        form = (
            form_of(text.sketch, [_text(known).sketch for known in of_site])
            if len(of_site) >= TEXTS_OF_A_FORM
            else None
        )
        if form is None:
            # Most texts with a passage in common are told apart so.
            shared = share_enough(text.sketch, [_shingles(known) for known in near])
            near = [known for known, enough in zip(near, shared, strict=True) if enough]
        found = [
            Copy(known.article_id, similarity)
            for known in map(_text, near)
            if (similarity := find_copy(text.sketch, known.sketch, on_one_site=known.site == text.site, form=form))
        ]
        found.sort(key=lambda copy: -copy.similarity.jaccard)
        return found

    def save(self) -> None:
        """Write the texts of the batch to the index, in place of what it has of the articles replaced."""
        delete_rows_of(self._connection, sketch_table.name, "text_id", self._replaced)
        rows = [
            (self._first_id + place, text.article_id, text.site, *_blobs(text.sketch))
            for place, text in enumerate(self.batch)
        ]
        insert_values(self._connection, sketch_table, _Kept._fields, rows)
        self._lists.add(self._keys, self._first_id)
        self._lists.write()
        move_recent(self._connection, self._first_id, self._first_id + len(self.batch))

    def _read_kept(self, text_ids: Collection[int]) -> dict[int, _Kept]:
        rows = read_rows_of(self._connection, sketch_table.name, _Kept._fields, "text_id", text_ids)
        return {row[0]: _Kept._make(row) for row in rows}


def refill(connection: Connection) -> None:
    """Make the index again from the articles, unless it is of this version."""
    key = meta_table.c.key == _VERSION_KEY
    found = connection.scalar(select(meta_table.c.value).where(key))
    if found == SKETCH_VERSION:
        return
    remove_all(connection)
    connection.execute(delete(sketch_table))
    connection.execute(delete(meta_table).where(key))
    connection.execute(meta_table.insert(), {"key": _VERSION_KEY, "value": SKETCH_VERSION})
    columns = article_table.c
    page = select(columns.id, columns.site, columns.body).order_by(columns.id).limit(_TEXTS_REFILLED_AT_ONCE)
    rows = connection.execute(page).all()
    while rows:
        texts = [Text(row.id, row.site or "", sketch) for row in rows if (sketch := sketch_of(row.body)) is not None]
        index = NearTexts(connection, texts)
        for _ in texts:
            index.next_copies()
        index.save()
        rows = connection.execute(page.where(columns.id > rows[-1].id)).all()


def read_texts(connection: Connection, article_ids: Collection[str]) -> dict[int, Text]:
    """What the index has of *article_ids*, by `text_id`."""
    return {
        row.text_id: Text(row.article_id, row.site, _sketch(row.shingles, row.numbers))
        for chunk in chunks(article_ids)
        for row in connection.execute(_OF_ARTICLES, {"ids": chunk})
    }


def forget_texts(connection: Connection, article_ids: Collection[str]) -> None:
    """Remove the texts of *article_ids* from the index; those it does not have are ignored."""
    if texts := read_texts(connection, article_ids):
        NearTexts(connection, (), texts).save()


def _text_ids_by_key(texts: Mapping[int, Text]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for text_id, text in texts.items():
        for key in (*text.sketch.samples.tolist(), *text.sketch.bands.tolist()):
            found.setdefault(key, []).append(text_id)
    return found


def _text(known: _Kept | Text) -> Text:
    return known if isinstance(known, Text) else known.text()


def _shingles(known: _Kept | Text) -> bytes:
    return _blobs(known.sketch)[0] if isinstance(known, Text) else known.shingles


def _blobs(sketch: Sketch) -> tuple[bytes, bytes]:
    numbers = np.concatenate((sketch.numbers.places, sketch.numbers.values))
    return sketch.shingles.astype(_HASH, copy=False).tobytes(), numbers.astype(_HASH, copy=False).tobytes()


def _sketch(shingles: bytes, numbers: bytes) -> Sketch:
    return Sketch(np.frombuffer(shingles, _HASH), _numbers(numbers))


def _numbers(stored: bytes) -> Numbers:
    both = np.frombuffer(stored, _HASH)
    half = len(both) // 2
    return Numbers(both[:half], both[half:])
