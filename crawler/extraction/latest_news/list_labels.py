"""What the label of a list of links says about the list: whether it holds the newest articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

from crawler.extraction.labels import OTHER_BLOCK_LABELS
from crawler.extraction.latest_labels import (
    LATEST_LABELS,
    NEUTRAL_LABELS,
    NEWS_WORDS,
    OTHER_LIST_WORDS,
    SUBJECT_WORDS,
    UNSPACED_LATEST,
    UNSPACED_OTHER,
)

# "Latest in Artificial Intelligence & Assistants" is about as long as labels get.
MAX_LIST_LABEL_LENGTH = 50
# In scripts that need a third of the characters for the same.
_MAX_UNSPACED_LENGTH = 16
# Words a label may have besides those for "newest": the section's name.
_MAX_SCOPE_WORDS = 3
_MAX_WORDS_WITH_PARTS = 5
# Accents, and the dot below of Hindi, which many leave out.
_COMBINING = re.compile("[\u0300-\u036f\u093c]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`´", "'"))
_WORD = re.compile(r"[^\s|/:·•–—―»«>&+,.!()\[\]\"“”„]+")
_SEPARATOR = re.compile(r"\s*[|:/·•]\s*|\s[–—-]\s")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
# Chinese, Japanese, Korean, Thai, Lao, Burmese, Khmer and Tibetan.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")


class LabelKind(Enum):
    LATEST = auto()
    """The newest articles of the publisher or, "Latest in Business", of one of its sections."""
    NEUTRAL = auto()
    """Articles, by this label alone not which."""
    OTHER = auto()
    """Something else: related, most read, comments, videos."""


def label_words(text: str) -> str:
    """*text* as labels are compared: lower case, without accents and without punctuation around it."""
    key = text.casefold()
    if not key.isascii():
        key = unicodedata.normalize("NFC", _COMBINING.sub("", unicodedata.normalize("NFD", key))).translate(
            _APOSTROPHES
        )
    return key if key[:1].isalnum() and key[-1:].isalnum() else _EDGE.sub("", key)


def _phrases(lexicon: str) -> Iterator[str]:
    for line in re.sub(r"(?m)^[a-z]{2,3}:", "|", lexicon).split("|"):
        if phrase := label_words(" ".join(line.split())):
            yield phrase


def _words(lexicon: str) -> frozenset[str]:
    return frozenset(label_words(word) for word in re.sub(r"(?m)^[a-z]{2,3}:", " ", lexicon).split())


def _read_latest() -> tuple[set[str], dict[str, list[tuple[str, ...]]]]:
    """Whole labels, and by their first word the phrases that may stand with others."""
    whole: set[str] = set()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for line in LATEST_LABELS.strip().splitlines():
        newest, _, only_whole = line.partition(":")[2].partition("/")
        whole.update(_phrases(newest), _phrases(only_whole))
        for phrase in _phrases(newest):
            words = tuple(_WORD.findall(phrase))
            phrases.setdefault(words[0], []).append(words)
    for variants in phrases.values():
        variants.sort(key=len, reverse=True)
    return whole, phrases


_WHOLE, _NEWEST = _read_latest()
_LABELS_OF_ENTRIES = frozenset(
    label for label in _WHOLE if " " in label or tuple(_WORD.findall(label)) in _NEWEST.get(label, ())
)
# The word that shows which phrase may be in a text; after punctuation the whole phrase does not stand alone anyway.
# As written, too: the texts of all lines with links are asked for, without being made comparable.
_FIRST_WORDS = frozenset(label.partition(" ")[0] for label in _LABELS_OF_ENTRIES) | frozenset(
    part.split()[0].casefold() for part in LATEST_LABELS.replace("/", "|").split("|") if part.split()
)
_MAX_FIRST_WORD = 20
_NEWEST_WORDS = frozenset(_NEWEST)
_NEWS = _words(NEWS_WORDS)
_SUBJECT = _words(SUBJECT_WORDS)
_OTHER = _words(OTHER_LIST_WORDS)
_UNSPACED_NEWEST = tuple(_phrases(UNSPACED_LATEST))
_UNSPACED_STARTS = frozenset(phrase[:2] for phrase in _UNSPACED_NEWEST)
_UNSPACED_OTHERS = tuple(label_words(word) for word in UNSPACED_OTHER.split())
_KIND_OF_LABEL = {
    **dict.fromkeys(_phrases(NEUTRAL_LABELS), LabelKind.NEUTRAL),
    **dict.fromkeys(_WHOLE, LabelKind.LATEST),
}
_OTHERS = frozenset(label_words(label) for label in OTHER_BLOCK_LABELS)


def label_kind(text: str) -> LabelKind | None:
    """What *text* (on one line) labels; None when it is no known label."""
    kind = list_kind(text)
    if kind is None and len(text) <= MAX_LIST_LABEL_LENGTH:
        key = label_words(text)
        is_other = key in _OTHERS or not _OTHER.isdisjoint(_WORD.findall(key))
        return LabelKind.OTHER if is_other or _is_unspaced_other(key) else None
    return kind


def list_kind(text: str) -> LabelKind | None:
    """`label_kind`, with None for what labels other lists: every short text of a page comes here."""
    return _list_kind(text) if len(text) <= MAX_LIST_LABEL_LENGTH else None


# The pages of a site repeat most of their short texts.
@lru_cache(maxsize=10_000)
def _list_kind(text: str) -> LabelKind | None:
    key = label_words(text)
    kind = _KIND_OF_LABEL.get(key)
    if kind is not None or not key:
        return kind
    if not key.isascii() and _UNSPACED.search(key):
        return _kind_of_unspaced(key)
    words = key.split()
    if not _NEWEST_WORDS.isdisjoint(words):
        return _kind_of_words(_WORD.findall(key))
    if words[-1].endswith("-ticker"):
        return LabelKind.LATEST
    return _kind_of_parts(key) if 3 <= len(words) <= _MAX_WORDS_WITH_PARTS and _SEPARATOR.search(key) else None


def is_other_label(text: str) -> bool:
    """Whether *text* is, as a whole, a known label of another list: "Most read"."""
    return label_words(text) in _OTHERS


def is_latest_label(text: str) -> bool:
    """Whether *text*, without what else a label may say, is a known label of the newest articles; "New" and the like,
    with which single entries are marked, are none."""
    key = label_words(text.strip())
    return key in _LABELS_OF_ENTRIES or (bool(_UNSPACED.search(key)) and _kind_of_unspaced(key) is LabelKind.LATEST)


def begins_with_latest_label(text: str) -> bool:
    """Whether the first word of *text* is that of a label for `is_latest_label`: it may begin with one."""
    first = text[:_MAX_FIRST_WORD].partition(" ")[0].casefold()
    return first in _FIRST_WORDS or first.rstrip(":") in _FIRST_WORDS or first[:2] in _UNSPACED_STARTS


def _kind_of_words(words: list[str]) -> LabelKind | None:
    for index, word in enumerate(words):
        for phrase in _NEWEST.get(word, ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                before, after = words[:index], words[index + len(phrase) :]
                if not _OTHER.isdisjoint(before) or not _OTHER.isdisjoint(after):
                    return None
                named_before, named_after = (
                    [other for other in side if other not in _NEWS] for side in (before, after)
                )
                scope = named_before + named_after
                if (named_before and named_after) or len(scope) > _MAX_SCOPE_WORDS:
                    return None
                return None if any(other in _SUBJECT or other.endswith("'s") for other in scope) else LabelKind.LATEST
    return _kind_of_parts(" ".join(words))


def _kind_of_parts(key: str) -> LabelKind | None:
    """For a label of which one part names the list, the other the section or site ("Travel: the latest")."""
    parts = [label_words(part) for part in _SEPARATOR.split(key)]
    return LabelKind.LATEST if any(" " in part and part in _WHOLE for part in (parts[0], parts[-1])) else None


def _kind_of_unspaced(key: str) -> LabelKind | None:
    if len(key) > _MAX_UNSPACED_LENGTH:
        return None
    if _is_unspaced_other(key):
        return None
    return LabelKind.LATEST if any(word in key for word in _UNSPACED_NEWEST) else None


def _is_unspaced_other(key: str) -> bool:
    return not key.isascii() and len(key) <= _MAX_UNSPACED_LENGTH and any(word in key for word in _UNSPACED_OTHERS)
