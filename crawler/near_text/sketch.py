"""A text as the set of its shingles: what is kept of it to be compared with texts to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from crawler.near_text.tokens import MAX_CHARACTERS, Tokens, tokens_of

Hashes = NDArray[np.uint32]

# The first number is raised whenever the same text would get other hashes or keys, the second is that of the MinHash.
# What is kept of texts is then made again.
SKETCH_VERSION = f"2.{RMinHash.ALGORITHM_VERSION}"
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
LEAST_BAND_KEY = 2**30

# Odd, so that they have an inverse modulo 2**64; otherwise any that look random.
_OF_WORDS = 0x9E3779B97F4A7C15
_OF_CHARACTERS = 0xD6E8FEB86659FD93
_OF_PLACES = (0x94D049BB133111EB, 0xBF58476D1CE4E5B9)
_MULTIPLIER = np.uint64(_OF_WORDS)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)
_UPPER = np.uint64(32)
_ROW_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], np.uint64)


def _powers(base: int) -> NDArray[np.uint64]:
    factors = np.full(MAX_CHARACTERS, base, np.uint64)
    factors[0] = 1
    return factors.cumprod(dtype=np.uint64)


_POWERS = _powers(_OF_CHARACTERS)
_INVERSE_POWERS = _powers(pow(_OF_CHARACTERS, -1, 2**64))


class Numbers(NamedTuple):
    """What numbers a text has and where, to tell two days' entries of one form from two copies of one text."""

    places: Hashes
    """A hash of what stands before each number (two words, and how many numbers since), ascending, each once."""
    values: Hashes
    """A hash of the number at each of the places."""


_NO_NUMBERS = Numbers(np.empty(0, np.uint32), np.empty(0, np.uint32))


@dataclass(eq=False, slots=True)
class Sketch:
    shingles: Hashes
    """A hash of each sequence of words in a row, in ascending order, each once."""
    numbers: Numbers
    _bands: Hashes | None = None

    @property
    def samples(self) -> Hashes:
        """Keys from 0 to 2**30, by which texts are found that share passages: some of the shingles, chosen by their
        value and so the same ones in every text."""
        rate = _SAMPLED if len(self.shingles) >= _SHORT_SHINGLES else _SAMPLED_OF_SHORT
        return self.shingles[: self.shingles.searchsorted(np.uint32(2**32 // rate - 1))]

    @property
    def bands(self) -> Hashes:
        """Keys from 2**30 to 2**31, by which texts are found that are the same for the most part."""
        if self._bands is None:
            add_bands([self])
        assert self._bands is not None
        return self._bands


def add_bands(sketches: Sequence[Sketch]) -> None:
    """Compute the bands of *sketches* that have none yet, in a quarter of the time it takes one by one."""
    needed = [sketch for sketch in sketches if sketch._bands is None]
    if not needed:
        return
    hashes = np.concatenate([sketch.shingles for sketch in needed]).astype(np.uint64)
    ends = np.cumsum([len(sketch.shingles) for sketch in needed]).tolist()
    # Of the ways to the same values the one that starts no threads for a single text.
    values = RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, *ends], _BANDS * _ROWS, _SEED)
    bands = np.array(values.to_rows(), np.uint64).reshape(len(needed), _BANDS, _ROWS)
    keys = _mixed((bands * _ROW_MULTIPLIERS).sum(axis=2, dtype=np.uint64) + np.arange(_BANDS, dtype=np.uint64))
    keys = np.uint32(LEAST_BAND_KEY) + (keys >> np.uint32(2))
    for sketch, own in zip(needed, keys, strict=True):
        sketch._bands = own


# A text is looked up, and written later with its batch of 100, while the next ones are looked up.
@lru_cache(maxsize=256)
def sketch_of(text: str | None) -> Sketch | None:
    """The sketch of an article's body; None when it is too short to be compared. What stands around the body (headline,
    byline) is each publisher's own and does not count."""
    tokens = tokens_of(text or "")
    size = tokens.per_shingle
    if len(tokens.starts) < MIN_SHINGLES + size - 1:
        return None
    hashes = _word_hashes(tokens)[: MAX_SHINGLES + size - 1]
    shingles = _unique(_shingled(hashes, size))
    if len(shingles) < MIN_SHINGLES:
        return None
    return Sketch(shingles, _numbers(hashes, np.flatnonzero(tokens.are_numbers[: len(hashes)])))


def _word_hashes(tokens: Tokens) -> NDArray[np.uint64]:
    """64 bits of each word, the same wherever it stands and on every machine: a polynomial of its characters, taken
    from the running sum of the text's."""
    points = tokens.points
    sums = np.empty(len(points) + 1, np.uint64)
    sums[0] = 0
    np.multiply(points, _POWERS[: len(points)], out=sums[1:], dtype=np.uint64, casting="unsafe")
    np.cumsum(sums, out=sums)
    hashes: NDArray[np.uint64] = (sums[tokens.ends] - sums[tokens.starts]) * _INVERSE_POWERS[tokens.starts]
    return hashes


def _numbers(words: NDArray[np.uint64], at: NDArray[np.intp]) -> Numbers:
    """*at*: which of *words* are numbers. They are few: one by one they take less time than as arrays."""
    found: dict[int, int] = {}
    word, previous, place = words.item, -2, -2
    for number in at.tolist():
        if number != previous + 1:
            first = number
            place = sum(word(first - back) * _OF_PLACES[back - 1] for back in (1, 2) if first >= back)
        previous = number
        found.setdefault(_mixed_number(place + number - first), _mixed_number(word(number)))
    if not found:
        return _NO_NUMBERS
    places = np.fromiter(found, np.uint32, len(found))
    order = places.argsort()
    return Numbers(places[order], np.fromiter(found.values(), np.uint32, len(found))[order])


def _mixed_number(value: int) -> int:
    return (value * _OF_WORDS & 0xFFFF_FFFF_FFFF_FFFF) >> 32


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
