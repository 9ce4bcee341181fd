"""ROUGE-LSum F1 (Lin 2004, section 3.2: summary-level longest common subsequence) of a body against a reference.

Tokens are runs of [a-z0-9], as in the rouge-score package, so the figure means something for English only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

Sentence = tuple[str, ...]

_TOKEN = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=2_000)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Tokens of each sentence; the splitter is nltk's English punkt model, found through NLTK_DATA."""
    import nltk  # an extra of the benchmarks: nothing else needs it

    return tuple(tuple(_TOKEN.findall(sentence.lower())) for sentence in nltk.sent_tokenize(text))


def common_positions(reference: Sequence[str], candidate: Sequence[str]) -> set[int]:
    """Positions of *reference* on one longest common subsequence with *candidate*.

    Several may be equally long. Ties go up the reference first, as in the rouge-score package: the union over
    sentences depends on the choice, and published figures were made with this one.
    """
    lengths = [[0] * (len(candidate) + 1)]
    for token in reference:
        above = lengths[-1]
        row = [0]
        for column, other in enumerate(candidate):
            row.append(above[column] + 1 if token == other else max(above[column + 1], row[column]))
        lengths.append(row)

    positions = set()
    row_number, column = len(reference), len(candidate)
    while row_number and column:
        if reference[row_number - 1] == candidate[column - 1]:
            row_number -= 1
            column -= 1
            positions.add(row_number)
        elif lengths[row_number][column - 1] > lengths[row_number - 1][column]:
            column -= 1
        else:
            row_number -= 1
    return positions


def _covered_tokens(reference: Sentence, candidates: Iterable[Sentence]) -> list[str]:
    """Tokens of one reference sentence that lie on a common subsequence with any candidate sentence."""
    vocabulary = set(reference)
    positions: set[int] = set()
    for candidate in candidates:
        if not vocabulary.isdisjoint(candidate):
            positions |= common_positions(reference, candidate)
            if len(positions) == len(reference):
                break
    return [reference[position] for position in sorted(positions)]


def rouge_lsum_f1(references: Iterable[Sequence[Sentence]], candidates: Sequence[Sentence]) -> float:
    """F1 of *candidates* against the reference they fit best; 0 when either side has no token."""
    available = Counter(token for sentence in candidates for token in sentence)
    verbatim = set(candidates)
    covered: dict[Sentence, list[str]] = {}
    best = 0.0
    for reference in references:
        left = available.copy()
        hits = expected = 0
        for sentence in reference:
            expected += len(sentence)
            if sentence not in covered:
                covered[sentence] = list(sentence) if sentence in verbatim else _covered_tokens(sentence, candidates)
            for token in covered[sentence]:
                # A token counts as often as the candidate has it, however many sentences it would serve.
                if left[token]:
                    left[token] -= 1
                    hits += 1
        if hits:
            best = max(best, 2 * hits / (expected + available.total()))
    return best
