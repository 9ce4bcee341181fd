"""What a text is made of when it is compared with others: words, or characters in scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Letters and digits with the marks that belong to them: Python's \w lacks the vowel signs of Indic scripts, the points
# of Hebrew and the harakat of Arabic, at which words would break.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u200c\u200d"
# Scripts that do not set spaces between words: Thai, Lao, Tibetan, Burmese, Khmer; kana, Chinese characters.
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_MARKS}])*|[{_UNSPACED}]")
# In most texts there is none of these, and words are found in a third of the time.
_MARKED_OR_UNSPACED = re.compile(f"[{_MARKS}{_UNSPACED}]")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")

# Five words say something that two writers seldom say alike; so do eight Chinese characters, which are some five words,
# and sixteen of Thai, Khmer or Burmese, whose words have three or four letters and signs.
WORDS_PER_SHINGLE = 5
WIDE_CHARACTERS_PER_SHINGLE = 8
ALPHABETIC_CHARACTERS_PER_SHINGLE = 16
_FIRST_WIDE = "\u3040"
_FIRST_UNSPACED = "\u0e00"


class Tokens(NamedTuple):
    words: list[str]
    """In the order of the text, case folded and without punctuation; numbers are words like others."""
    per_shingle: int
    """How many in a row make a shingle."""


def tokens_of(text: str) -> Tokens:
    """Compatibility forms (full-width digits, ligatures) count as the plain ones (Unicode NFKC). Which script most of
    *text* is in decides how long its shingles are."""
    if text.isascii():
        return Tokens(_ASCII_WORD.findall(text.lower()), WORDS_PER_SHINGLE)
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not _MARKED_OR_UNSPACED.search(folded):
        return Tokens(_PLAIN_WORD.findall(folded), WORDS_PER_SHINGLE)
    words = _WORD.findall(folded)
    unspaced = sum(len(word) == 1 and word >= _FIRST_UNSPACED for word in words)
    if 2 * unspaced <= len(words):
        return Tokens(words, WORDS_PER_SHINGLE)
    wide = sum(len(word) == 1 and word >= _FIRST_WIDE for word in words)
    return Tokens(words, WIDE_CHARACTERS_PER_SHINGLE if 2 * wide >= unspaced else ALPHABETIC_CHARACTERS_PER_SHINGLE)
