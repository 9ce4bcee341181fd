"""The index of texts in the store's database: finds those of which a new one is a copy, in this run or an earlier one.

Nothing of it is kept in memory between batches, and what is read for a text is bounded, however many the store has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection, delete, select

from crawler.near_text.comparison import Similarity, find_copy, share_enough
from crawler.near_text.forms import form_of
from crawler.near_text.sketch import SKETCH_VERSION, Numbers, Sketch, sketch_of
from crawler.storage.bulk import insert_rows, insert_values, read_rows
from crawler.storage.chunks import chunks
from crawler.storage.duplicate_tables import key_table, sketch_table
from crawler.storage.tables import article_table, meta_table

# A passage that so many texts have is a form of words, and a whole text that has so many copies is found by those: no
# more are noted under a key.
_MAX_TEXTS_OF_KEY = 10
# Texts compared with a new one, those with most keys in common first.
_MAX_COMPARED = 30
# A copy shares at least 0.3 of the shingles (`near_text.comparison.MIN_JACCARD`) and about as much of the samples; less
# than this of them is chance, or a sentence.
_MIN_SHARED_SAMPLES = 0.2
# Numbers in one statement, which holds them as they are and so needs no parameters: 60 kB of SQL.
_KEYS_PER_STATEMENT = 5_000

_VERSION_KEY = "sketch_version"
_TEXTS_REFILLED_AT_ONCE = 200

_HASH = np.dtype("<u4")

T = TypeVar("T")


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


class NearTexts:
    """The texts of one batch and those stored, within one transaction."""

    def __init__(self, connection: Connection, texts: Sequence[Text], replaced: Collection[str] = ()) -> None:
        """*replaced*: articles whose texts in the index do not hold any more."""
        self._connection = connection
        self.batch = texts
        self._replaced = frozenset(replaced)
        # Writers come one after the other, so the numbers are free.
        [(last_id,)] = read_rows(connection, "SELECT MAX(text_id) FROM text_sketches")
        self._first_id = (last_id or 0) + 1
        self._lists = self._read_lists()
        self._stored = [self._candidates(text, self._lists) for text in texts]
        self._known = self._read_known({text_id for found in self._stored for text_id in found})
        self._new_lists: defaultdict[int, list[int]] = defaultdict(list)
        self._compared = 0

    def next_copies(self) -> list[Copy]:
        """The texts that the next text of the batch is a copy of, most similar first: stored ones, and those of the
        batch before it."""
        place = self._compared
        self._compared += 1
        text = self.batch[place]
        candidates = self._stored[place] + self._candidates(text, self._new_lists)
        near = [known for id_ in candidates if (known := self._known.get(id_)) is not None]
        form = form_of(text.sketch, [known.sketch for known in near if known.site == text.site])
        if form is None:
            # Most texts with a passage in common are told apart so.
            near = list(compress(near, share_enough(text.sketch, [known.sketch for known in near])))
        found = [
            Copy(known.article_id, similarity)
            for known in near
            if (similarity := find_copy(text.sketch, known.sketch, on_one_site=known.site == text.site, form=form))
        ]
        found.sort(key=lambda copy: -copy.similarity.jaccard)
        self._add(place)
        return found

    def save(self) -> None:
        """Write the texts of the batch to the index, in place of what it has of the articles replaced."""
        forget_texts(self._connection, self._replaced)
        if not self.batch:
            return
        rows = [
            {"text_id": self._first_id + place, "article_id": text.article_id, "site": text.site, **_blobs(text.sketch)}
            for place, text in enumerate(self.batch)
        ]
        insert_rows(self._connection, sketch_table, rows)
        # In the order they are kept in: neighbours go to the same page of the table.
        lists = self._lists
        entries = [
            (key, text_id)
            for key, new in sorted(self._new_lists.items())
            for text_id in (
                new[: max(0, _MAX_TEXTS_OF_KEY - len(lists[key]))] if key in lists else new[:_MAX_TEXTS_OF_KEY]
            )
        ]
        insert_values(self._connection, key_table, ("key", "text_id"), entries)

    def _read_lists(self) -> dict[int, list[int]]:
        wanted = sorted({key for text in self.batch for key in _keys(text.sketch)})
        lists: dict[int, list[int]] = {}
        for chunk in _chunks(wanted, _KEYS_PER_STATEMENT):
            query = f"SELECT key, text_id FROM text_keys WHERE key IN ({','.join(map(str, chunk))})"
            for key, text_id in read_rows(self._connection, query):
                lists.setdefault(key, []).append(text_id)
        return lists

    def _candidates(self, text: Text, lists: Mapping[int, list[int]]) -> list[int]:
        """The texts of *lists* that may be copies of *text*, the likeliest first."""
        sketch = text.sketch
        found_by_bands = [lists[key] for key in sketch.bands if key in lists]
        found_by_samples = [lists[key] for key in sketch.samples if key in lists]
        if not found_by_bands and not found_by_samples:
            return []
        bands, samples = Counter(chain.from_iterable(found_by_bands)), Counter(chain.from_iterable(found_by_samples))
        least = _MIN_SHARED_SAMPLES * len(sketch.samples)
        likely = [text_id for text_id, _ in bands.most_common(_MAX_COMPARED)]
        likely += [id_ for id_, count in samples.most_common(_MAX_COMPARED) if count >= least and id_ not in bands]
        return likely[:_MAX_COMPARED]

    def _read_known(self, text_ids: Collection[int]) -> dict[int, Text]:
        known = {}
        for chunk in _chunks(sorted(text_ids), _KEYS_PER_STATEMENT):
            query = (
                "SELECT text_id, article_id, site, shingles, numbers FROM text_sketches "
                f"WHERE text_id IN ({','.join(map(str, chunk))})"
            )
            for text_id, article_id, site, shingles, numbers in read_rows(self._connection, query):
                if article_id not in self._replaced:
                    known[text_id] = Text(article_id, site, _sketch(shingles, numbers))
        return known

    def _add(self, place: int) -> None:
        text_id = self._first_id + place
        text = self._known[text_id] = self.batch[place]
        for key in _keys(text.sketch):
            self._new_lists[key].append(text_id)


def refill(connection: Connection) -> None:
    """Make the index again from the articles, unless it is of this version."""
    key = meta_table.c.key == _VERSION_KEY
    found = connection.scalar(select(meta_table.c.value).where(key))
    if found == SKETCH_VERSION:
        return
    for table in (key_table, sketch_table, meta_table):
        connection.execute(delete(table).where(key) if table is meta_table else delete(table))
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


def read_texts(connection: Connection, article_ids: Collection[str]) -> dict[str, Text]:
    """What the index has of *article_ids*, by them."""
    columns = sketch_table.c
    return {
        row.article_id: Text(row.article_id, row.site, _sketch(row.shingles, row.numbers))
        for chunk in chunks(article_ids)
        for row in connection.execute(select(sketch_table).where(columns.article_id.in_(chunk)))
    }


def forget_texts(connection: Connection, article_ids: Collection[str]) -> None:
    """Remove the texts of *article_ids* from the index; those it does not have are ignored."""
    columns = sketch_table.c
    for chunk in chunks(sorted(article_ids)):
        kept = connection.execute(select(sketch_table).where(columns.article_id.in_(chunk))).all()
        for row in kept:
            keys = key_table.c.key.in_(_keys(_sketch(row.shingles, row.numbers)))
            connection.execute(delete(key_table).where(keys, key_table.c.text_id == row.text_id))
        if kept:
            connection.execute(delete(sketch_table).where(columns.article_id.in_(chunk)))


def _keys(sketch: Sketch) -> list[int]:
    return sketch.samples + sketch.bands


def _blobs(sketch: Sketch) -> dict[str, bytes]:
    numbers = np.concatenate((sketch.numbers.places, sketch.numbers.values))
    return {"shingles": sketch.shingles.astype(_HASH).tobytes(), "numbers": numbers.astype(_HASH).tobytes()}


def _sketch(shingles: bytes, numbers: bytes) -> Sketch:
    both = np.frombuffer(numbers, _HASH)
    half = len(both) // 2
    return Sketch(np.frombuffer(shingles, _HASH), Numbers(both[:half], both[half:]))


def _chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
