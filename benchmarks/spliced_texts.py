"""Many texts with copies among them, of which it is known what is a copy of what.

A text is spliced from passages of others, so that every sentence of it is in many texts: harder than news, in which
most sentences are in one. A fifth are copies of an earlier text with some words changed and, of half of these, the end
cut.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORDS = 220
_PASSAGE = (15, 40)
_SHARE_OF_COPIES = 0.2
_CHANGED_WORDS = (1, 2, 4, 8, 16)
_LEAST_LEFT = 0.7


@dataclass(frozen=True, slots=True)
class SplicedText:
    words: list[str]
    family: int
    """Number of the text that it is a copy of, directly or by other copies; its own if it is none."""


def spliced_texts(sources: Sequence[Sequence[str]], count: int, seed: int = 3) -> Iterator[SplicedText]:
    """*count* texts; *sources*: the words of others, each with more than a passage."""
    rng = random.Random(seed)
    texts: list[SplicedText] = []
    for number in range(count):
        if texts and rng.random() < _SHARE_OF_COPIES:
            original = rng.choice(texts)
            text = SplicedText(_edited(original.words, rng), original.family)
        else:
            text = SplicedText(_spliced(sources, rng), number)
        texts.append(text)
        yield text


def _spliced(sources: Sequence[Sequence[str]], rng: random.Random) -> list[str]:
    words: list[str] = []
    while len(words) < _WORDS:
        source = rng.choice(sources)
        start = rng.randrange(max(1, len(source) - _PASSAGE[0]))
        words += source[start : start + rng.randint(*_PASSAGE)]
    return words[:_WORDS]


def _edited(words: list[str], rng: random.Random) -> list[str]:
    edited = words.copy()
    for _ in range(rng.choice(_CHANGED_WORDS)):
        edited[rng.randrange(len(edited))] = f"w{rng.randrange(10**6)}"
    if rng.random() < 0.5:
        del edited[int(len(edited) * rng.uniform(_LEAST_LEFT, 1)) :]
    return edited
