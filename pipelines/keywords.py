"""Finding keywords in texts of any script: where a word begins with one, however it is spelled in Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Soft hyphens, zero-width spaces and joiners, byte order marks; the dot that the small letter of Turkish İ keeps; the
# vowel signs and the lengthened line of Arabic, and Hebrew points, which most texts leave out.
_UNSEEN = re.compile("[\u00ad\u0307\u0591-\u05bd\u0640\u064b-\u0652\u200b-\u200f\u2060\ufeff]")
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2018": "'", "\u2019": "'", "\u02bc": "'"})
# Scripts that write no space between words: Chinese, Japanese, Thai, Lao, Tibetan, Burmese, Khmer.
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_ARABIC, _HEBREW = re.compile("[\u0620-\u06ff]"), re.compile("[\u05d0-\u05ea]")
# Conjunctions, prepositions and articles that these languages write together with the word.
_ARABIC_PREFIXES = "(?:[وف]?(?:[بك]?ال|لل|[بكلس])?)"
_HEBREW_PREFIXES = "[ולבכמשה]{0,3}"


def keyword_pattern(keywords: Sequence[str]) -> re.Pattern[str]:
    """What finds any of *keywords*, one or more, in a text that `comparable` gave."""
    return re.compile("|".join(_beginning(word) + re.escape(word) for word in map(comparable, keywords)))


def comparable(text: str) -> str:
    """*text* in small letters, composed, with single spaces, and without what is not seen."""
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_UNSEEN.sub("", small.translate(_ALIKE)).split())


def _beginning(word: str) -> str:
    first = word[:1]
    if not first.isalnum() or _UNSPACED.match(first):
        return ""
    if _ARABIC.match(first):
        return rf"(?<!\w){_ARABIC_PREFIXES}"
    return rf"(?<!\w){_HEBREW_PREFIXES if _HEBREW.match(first) else ''}"
