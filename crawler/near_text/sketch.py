"""A text as the set of its shingles: what is kept of it to be compared with texts to come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from crawler.near_text.tokens import tokens_of

Hashes = NDArray[np.uint32]

# The first number is raised whenever the same text would get other hashes or keys, the second is that of the MinHash.
# What is kept of texts is then made again.
SKETCH_VERSION = f"1.{RMinHash.ALGORITHM_VERSION}"
# Shorter texts are not compared: a caption or a notice of three lines agrees with others by chance and by template.
MIN_SHINGLES = 40
# Of longer texts (50,000 characters of English) the beginning is compared; a row of the index stays below 40 kB.
MAX_SHINGLES = 8_192
# A text is found by two kinds of keys. Of its shingles one in so many is a key ("FracMinHash", a sample that grows with
# the text: Irber et al. 2022, doi:10.1101/2022.01.11.475838), so that a part of it is found in a text of other length.
# Of a text of 200 shingles of which 120 are in another, none is among them once in 2,000 times.
_SAMPLED = 16
# Short texts would have few: they have more, among which are those of the other rate.
_SHORT_SHINGLES = 128
_SAMPLED_OF_SHORT = 4
# And four values of a MinHash make a key, ten times: of texts that have 0.8 of their shingles in common one of the ten
# is the same in 99.5 of 100 cases, of those that share a paragraph hardly ever. It finds whole copies where each
# sentence by itself is in so many texts that it finds nothing.
_BANDS, _ROWS = 10, 4
_SEED = 1
_LEAST_BAND_KEY = 2**30

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)
_UPPER = np.uint64(32)
_ROW_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], np.uint64)
# The words of some hundred thousand articles; 20 MB.
_MAX_REMEMBERED_WORDS = 200_000


class _WordHashes(dict[str, bytes]):
    """64 bits of each word, the same on every machine, computed once."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MAX_REMEMBERED_WORDS:
            self.clear()
        value = self[word] = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        return value


_word_hashes = _WordHashes()


class Numbers(NamedTuple):
    """What numbers a text has and where, to tell two days' entries of one form from two copies of one text."""

    places: Hashes
    """A hash of what stands before each number (two words, and how many numbers since), ascending, each once."""
    values: Hashes
    """A hash of the number at each of the places."""


@dataclass(frozen=True, eq=False)
class Sketch:
    shingles: Hashes
    """A hash of each sequence of words in a row, in ascending order, each once."""
    numbers: Numbers

    @cached_property
    def samples(self) -> list[int]:
        """Keys from 0 to 2**30, by which texts are found that share passages: some of the shingles, chosen by their
        value and so the same ones in every text."""
        rate = _SAMPLED if len(self.shingles) >= _SHORT_SHINGLES else _SAMPLED_OF_SHORT
        return self.shingles[: np.searchsorted(self.shingles, np.uint32(2**32 // rate - 1))].tolist()  # type: ignore[no-any-return]

    @cached_property
    def bands(self) -> list[int]:
        """Keys from 2**30 to 2**31, by which texts are found that are the same for the most part."""
        hashes = self.shingles.astype(np.uint64)
        # Of the ways to the same values the one that starts no threads for a single text.
        values = RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, len(hashes)], _BANDS * _ROWS, _SEED)
        bands = np.array(values.to_rows(), np.uint64).reshape(_BANDS, _ROWS)
        keys = _mixed((bands * _ROW_MULTIPLIERS).sum(axis=1, dtype=np.uint64) + np.arange(_BANDS, dtype=np.uint64))
        return (_LEAST_BAND_KEY + (keys >> np.uint32(2))).tolist()  # type: ignore[no-any-return]


# A text is looked up, and written later with its batch of 100, while the next ones are looked up.
@lru_cache(maxsize=256)
def sketch_of(text: str | None) -> Sketch | None:
    """The sketch of an article's body; None when it is too short to be compared. What stands around the body (headline,
    byline) is each publisher's own and does not count."""
    words, size = tokens_of(text or "")
    if len(words) < MIN_SHINGLES + size - 1:
        return None
    del words[MAX_SHINGLES + size - 1 :]
    hashes = np.frombuffer(b"".join(map(_word_hashes.__getitem__, words)), "<u8")
    shingles = _unique(_shingled(hashes, size))
    if len(shingles) < MIN_SHINGLES:
        return None
    return Sketch(shingles, _numbers(words))


def _numbers(words: list[str]) -> Numbers:
    found: dict[int, int] = {}
    previous = since = 0
    # What is below ":" begins with an ASCII digit; digits of other scripts are letters' neighbours.
    for place in [place for place, word in enumerate(words) if word < ":" or (word > "\u0600" and word[0].isdecimal())]:
        since = since + 1 if place == previous + 1 else 1
        previous = place
        before = f"{' '.join(words[max(0, place - since - 1) : place - since + 1])} {since}"
        found.setdefault(crc32(before.encode()), crc32(words[place].encode()))
    places = np.fromiter(found, np.uint32, len(found))
    order = np.argsort(places)
    return Numbers(places[order], np.fromiter(found.values(), np.uint32, len(found))[order])


def _shingled(hashes: NDArray[np.uint64], size: int) -> Hashes:
    count = len(hashes) - size + 1
    value = hashes[:count].copy()
    for offset in range(1, size):
        value *= _MULTIPLIER
        value += hashes[offset : offset + count]
    return _mixed(value)


def _mixed(value: NDArray[np.uint64]) -> Hashes:
    value = (value ^ (value >> _SHIFT)) * _MIXER
    return (value >> _UPPER).astype(np.uint32)


def _unique(values: Hashes) -> Hashes:
    values.sort()
    if len(values) < 2:
        return values
    keep = np.empty(len(values), np.bool_)
    keep[0] = True
    np.not_equal(values[1:], values[:-1], out=keep[1:])
    return values[keep]
