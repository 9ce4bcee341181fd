"""What changed between two texts, sentence by sentence and, within changed sentences, word by word; also in languages
that put no spaces between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

# Ends of sentences: followed by white space in scripts that use it (after which "3.5" and "e.g.x" go on), by nothing in
# Chinese and Japanese. A closing quote or bracket belongs to what it closes.
_CLOSING = r"""["'”’»)\]」』）】]*"""
_SENTENCE_END = re.compile(rf"(?:[.!?…؟۔।॥።]+{_CLOSING}(?=\s)|[。！？]+{_CLOSING})")
# Scripts without spaces: Thai to Tibetan, Myanmar, Khmer; kana and Han.
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A number with its separators is one word; so is one with an apostrophe or a hyphen.
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)*|[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['’-][^\W{_UNSPACED}]+)*|\s+|.", re.DOTALL)
# Sentences that share less are shown as one removed and one added: words marked all over cannot be read.
_MIN_SIMILARITY = 0.4
# So many sentences on, the one that a new one came from is looked for: all would cost a rewritten text its square.
_LOOK_AHEAD = 8

Kind = Literal["same", "removed", "added", "changed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed sentence."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    kind: Kind
    text: str
    """The sentence; of a changed one, as it is now."""
    pieces: tuple[Piece, ...] = ()
    """Of a changed one: what was removed and added, with what stayed, in reading order."""


def sentences_of(text: str | None) -> list[str]:
    """The sentences of *text*, white space within them folded. A line never holds part of two."""
    return [sentence for line in (text or "").splitlines() for sentence in _of_line(line)]


def diff_sentences(before: str | None, after: str | None) -> list[SentenceChange]:
    """All sentences of both texts, in the order of *after*, removed ones where they were."""
    old, new = sentences_of(before), sentences_of(after)
    changes: list[SentenceChange] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [SentenceChange("same", sentence) for sentence in new[k:m]]
        else:
            changes += _replaced(old[i:j], new[k:m])
    return changes


def _of_line(line: str) -> Iterator[str]:
    begin = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(line)), len(line)]:
        if sentence := " ".join(line[begin:end].split()):
            yield sentence
        begin = end


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[SentenceChange]:
    """Sentences that stand in each other's place: alike ones are one that changed."""
    start = 0
    for sentence in new:
        near = range(start, min(start + _LOOK_AHEAD, len(old)))
        best = max(near, key=lambda place: _similarity(old[place], sentence), default=None)
        if best is None or _similarity(old[best], sentence) < _MIN_SIMILARITY:
            yield SentenceChange("added", sentence)
            continue
        yield from (SentenceChange("removed", gone) for gone in old[start:best])
        yield SentenceChange("changed", sentence, tuple(_pieces(old[best], sentence)))
        start = best + 1
    yield from (SentenceChange("removed", gone) for gone in old[start:])


def _similarity(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _words(one), _words(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _MIN_SIMILARITY else 0.0


def _words(sentence: str) -> list[str]:
    return [token for token in _tokens(sentence) if not token.isspace()]


def _tokens(sentence: str) -> list[str]:
    tokens: list[str] = []
    for token in _TOKEN.findall(sentence):
        # A mark (a Thai vowel, an accent) belongs to the letter before it.
        if tokens and unicodedata.category(token[0]).startswith("M"):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _tokens(before), _tokens(after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(new[k:m])))
        else:
            pieces += _change("".join(old[i:j]), "".join(new[k:m]))
    yield from _joined(pieces)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """*pieces*, with changes that only white space parts as one: "[-a b-]{+c d+}", not "[-a-]{+c+} [-b-]{+d+}"."""
    removed = added = ""
    for piece, following in zip_longest(pieces, pieces[1:]):
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif (removed or added) and piece.text.isspace() and following is not None:
            removed, added = removed + piece.text, added + piece.text
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield piece
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
