"""What a text is made of when it is compared with others: words, or characters in scripts without spaces.

A text is looked at as an array of its code points: words as strings, one after the other, take Python five
times as long.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Letters and digits with the marks that belong to them: Python's isalnum() lacks the vowel signs of Indic scripts, the
# points of Hebrew and the harakat of Arabic, at which words would break.
_MARK = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u200c\u200d]")
# Scripts that do not set spaces between words: Thai, Lao, Tibetan, Burmese, Khmer; kana, Chinese characters.
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# Planes 2 and 3 hold Chinese characters alone; beyond them are no letters.
_FIRST_RARE, _END_OF_RARE = 0x20000, 0x40000

_LETTER, _OF_WORD_BEFORE, _DIGIT, _WORD_BY_ITSELF = 1, 2, 3, 4

# Five words say something that two writers seldom say alike; so do eight Chinese characters, which are some five words,
# and sixteen of Thai, Khmer or Burmese, whose words have three or four letters and signs.
WORDS_PER_SHINGLE = 5
WIDE_CHARACTERS_PER_SHINGLE = 8
ALPHABETIC_CHARACTERS_PER_SHINGLE = 16
_FIRST_WIDE = 0x3040

# More than the words that are compared (`sketch.MAX_SHINGLES`) have in any but the strangest text.
MAX_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text in its order, case folded and without punctuation; numbers are words like others."""

    points: NDArray[Any]
    """The characters of the text, as unsigned integers."""
    starts: NDArray[np.intp]
    """Where in `points` each word begins,"""
    ends: NDArray[np.intp]
    """and which place is the first after it."""
    are_numbers: NDArray[np.bool_]
    """Which words begin with a digit."""
    per_shingle: int
    """How many words in a row make a shingle."""

    @property
    def words(self) -> list[str]:
        return [
            "".join(map(chr, self.points[start:end].tolist()))
            for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        ]


def tokens_of(text: str) -> Tokens:
    """Compatibility forms (full-width digits, ligatures) count as the plain ones (Unicode NFKC). Which script most of
    *text* is in decides how long its shingles are. Of *text* the first MAX_CHARACTERS count."""
    text = text[:MAX_CHARACTERS]
    points: NDArray[Any]
    if text.isascii():
        points = np.frombuffer(text.lower().encode("ascii"), np.uint8)
        kinds = _kinds_of_ascii().take(points)
        has_unspaced = False
    else:
        # Some characters become several.
        folded = unicodedata.normalize("NFKC", text).casefold()[:MAX_CHARACTERS]
        points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), "<u4")
        kinds = _kinds().take(points, mode="clip")
        has_unspaced = bool(len(kinds)) and int(kinds.max()) == _WORD_BY_ITSELF
    is_of_word = np.zeros(len(points) + 2, np.bool_)
    np.not_equal(kinds, 0, out=is_of_word[1:-1])
    if not has_unspaced:
        edges = np.flatnonzero(is_of_word[1:] != is_of_word[:-1])
        starts, ends = edges[::2], edges[1::2]
        return Tokens(points, starts, ends, kinds[starts] == _DIGIT, WORDS_PER_SHINGLE)
    is_alone = np.zeros(len(points) + 2, np.bool_)
    np.equal(kinds, _WORD_BY_ITSELF, out=is_alone[1:-1])
    breaks = ~is_of_word | is_alone
    starts = np.flatnonzero(is_of_word[1:-1] & (breaks[:-2] | is_alone[1:-1]))
    ends = np.flatnonzero(is_of_word[1:-1] & (breaks[2:] | is_alone[1:-1])) + 1
    unspaced = int(np.count_nonzero(is_alone))
    if 2 * unspaced <= len(starts):
        per_shingle = WORDS_PER_SHINGLE
    else:
        wide = int(np.count_nonzero(is_alone[1:-1] & (points >= _FIRST_WIDE)))
        per_shingle = WIDE_CHARACTERS_PER_SHINGLE if 2 * wide >= unspaced else ALPHABETIC_CHARACTERS_PER_SHINGLE
    return Tokens(points, starts, ends, kinds[starts] == _DIGIT, per_shingle)


@cache
def _kinds_of_ascii() -> NDArray[np.uint8]:
    return np.array([_kind(chr(point)) for point in range(128)], np.uint8)


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of each code point; 0: it is between words. Made when the first text needs it, in some 25 ms."""
    kinds = np.zeros(_END_OF_RARE + 1, np.uint8)
    kinds[:_FIRST_RARE] = np.fromiter((_kind(chr(point)) for point in range(_FIRST_RARE)), np.uint8, _FIRST_RARE)
    kinds[_FIRST_RARE:_END_OF_RARE] = _WORD_BY_ITSELF
    return kinds


def _kind(character: str) -> int:
    if _UNSPACED.match(character):
        return _WORD_BY_ITSELF
    if character.isalnum():
        return _DIGIT if character.isdecimal() else _LETTER
    return _OF_WORD_BEFORE if _MARK.match(character) else 0
