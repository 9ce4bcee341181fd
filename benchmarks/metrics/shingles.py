"""Agreement of two texts by word shingles, as scrapinghub/article-extraction-benchmark defines it for bodies.

A shingle is a run of four words; a shorter text is one shingle. Counts are divided by their sum, so that every
page weighs the same however long it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

Shingle = tuple[str, ...]
SHINGLE_WORDS = 4

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def shingles(text: str, size: int = SHINGLE_WORDS) -> Counter[Shingle]:
    found = words(text)
    if not found:
        return Counter()
    return Counter(tuple(found[start : start + size]) for start in range(max(1, len(found) - size + 1)))


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of the shingles of both texts taken together; all zero when neither has a word."""

    common: float
    surplus: float
    missed: float

    @property
    def precision(self) -> float | None:
        """None when nothing was predicted."""
        predicted = self.common + self.surplus
        return self.common / predicted if predicted else None

    @property
    def recall(self) -> float | None:
        """None when nothing was expected."""
        expected = self.common + self.missed
        return self.common / expected if expected else None

    @property
    def f1(self) -> float:
        """1 when both texts are empty: nothing was expected and nothing given."""
        errors = self.surplus + self.missed
        return 2 * self.common / (2 * self.common + errors) if errors else 1.0


def overlap(expected: Counter[Shingle], predicted: Counter[Shingle]) -> Overlap:
    common = (expected & predicted).total()
    every = expected.total() + predicted.total() - common
    if not every:
        return Overlap(0.0, 0.0, 0.0)
    return Overlap(common / every, (predicted.total() - common) / every, (expected.total() - common) / every)


@dataclass(frozen=True, slots=True)
class BodyScore:
    overlap: Overlap
    exact: bool
    """Whether the words are those of one reference, in order."""


def score_body(references: Sequence[str], body: str) -> BodyScore:
    """*body* against the reference it fits best."""
    predicted = shingles(body)
    overlaps = [overlap(shingles(reference), predicted) for reference in references]
    body_words = words(body)
    return BodyScore(
        overlap=max(overlaps, key=lambda found: found.f1),
        exact=any(words(reference) == body_words for reference in references),
    )


def corpus_f1(scores: Iterable[BodyScore]) -> float:
    """Harmonic mean of mean precision and mean recall.

    As in the benchmark that defines it, an empty prediction has no precision and is left out of that mean; it
    costs recall only.
    """
    overlaps = [score.overlap for score in scores]
    precision = _mean_of_defined(found.precision for found in overlaps)
    recall = _mean_of_defined(found.recall for found in overlaps)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mean_of_defined(values: Iterable[float | None]) -> float:
    defined = [value for value in values if value is not None]
    return fmean(defined) if defined else 0.0
