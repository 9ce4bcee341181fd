"""How much of one text is in another, and when that makes them copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.near_text.sketch import MIN_SHINGLES, Hashes, Numbers, Sketch

# Chosen by cross-validation over stories (`benchmarks.duplicates --agency`; docs/quality.md has the figures).
# Below half, what two texts share is background and quotes. Between 0.3 and 0.5 copies and follow-ups are as many, and
# the loss is even: the value that claims less.
MIN_CONTAINMENT = 0.5
# On one site the second text is a later version of the first, or both fill in the same form: of a form, names and words
# make less of the text.
MIN_CONTAINMENT_ON_ONE_SITE = 0.7
# A short text whole in a long one is no copy of it when the long one is a digest, or a follow-up that says much more.
MIN_JACCARD = 0.3
# Texts in which the numbers after the same words differ are two days' entries of one form (weather, prices, lottery).
# A copy brings some up to date and keeps the others.
MIN_SAME_NUMBERS = 0.5
# Of fewer numbers, that they differ says nothing.
NUMBERS_COMPARED = 4

_LOWER = np.uint32(0xFFFF)


@dataclass(frozen=True, slots=True)
class Similarity:
    containment: float
    """Share of the shorter text's shingles that the other has, 0 to 1."""
    jaccard: float
    """Shingles of both by shingles of either, 0 to 1."""
    same_numbers: float | None
    """Of the numbers that stand after the same words in both, the share that is equal; None for less than
    NUMBERS_COMPARED."""

    def is_copy(self, *, on_one_site: bool) -> bool:
        return (
            self.containment >= (MIN_CONTAINMENT_ON_ONE_SITE if on_one_site else MIN_CONTAINMENT)
            and self.jaccard >= MIN_JACCARD
            and (self.same_numbers is None or self.same_numbers >= MIN_SAME_NUMBERS)
        )


def compare(one: Sketch, other: Sketch, form: Hashes | None = None) -> Similarity | None:
    """The similarity of two texts; shingles of *form* do not count. None when one has too few others."""
    mine, theirs = one.shingles, other.shingles
    if form is not None and len(form):
        mine, theirs = without(mine, form), without(theirs, form)
    if min(len(mine), len(theirs)) < MIN_SHINGLES:
        return None
    shared = count_shared(mine, theirs)
    return Similarity(
        containment=shared / min(len(mine), len(theirs)),
        jaccard=shared / (len(mine) + len(theirs) - shared),
        same_numbers=_same_numbers(one.numbers, other.numbers),
    )


def find_copy(
    one: Sketch, other: Sketch, *, on_one_site: bool = False, form: Hashes | None = None
) -> Similarity | None:
    """Their similarity when they are copies, else None. *form*: what does not count (`near_text.forms`)."""
    similarity = compare(one, other, form)
    return similarity if similarity is not None and similarity.is_copy(on_one_site=on_one_site) else None


def are_equal(one: Sketch, other: Sketch) -> bool:
    """Whether all that is compared of two texts is the same."""
    mine, theirs = ((sketch.shingles, *sketch.numbers) for sketch in (one, other))
    return all(np.array_equal(here, there) for here, there in zip(mine, theirs, strict=True))


def share_enough(one: Sketch, others: Sequence[bytes]) -> list[bool]:
    """Which of *others*, the shingles of texts (little-endian), have so much in common with *one* that they can be
    copies: without a form, all that `find_copy` finds are among them."""
    if not others:
        return []
    mine = one.shingles
    sizes = np.fromiter(map(len, others), np.int64, len(others)) // 4
    # All at once: for each by itself, calls of numpy take longer than what they do. By their lower bits alone it takes
    # a fifth of the time, and few more seem to be shared.
    lower = np.frombuffer(b"".join(others), "<u2")[::2]
    is_mine = np.zeros(2**16, np.bool_)
    is_mine[mine & _LOWER] = True
    shared = np.add.reduceat(is_mine.take(lower), np.cumsum(sizes) - sizes, dtype=np.int64)
    shared = np.minimum(shared, len(mine))
    fewer, either = np.minimum(sizes, len(mine)), sizes + len(mine) - shared
    found: list[bool] = ((shared >= MIN_CONTAINMENT * fewer) & (shared >= MIN_JACCARD * either)).tolist()
    return found


def _same_numbers(mine: Numbers, theirs: Numbers) -> float | None:
    _, here, there = np.intersect1d(mine.places, theirs.places, assume_unique=True, return_indices=True)
    if len(here) < NUMBERS_COMPARED:
        return None
    return float(np.mean(mine.values[here] == theirs.values[there]))


def count_shared(mine: Hashes, theirs: Hashes) -> int:
    """How many values two ascending arrays without repetitions have in common."""
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    return int(np.count_nonzero(are_in(mine, theirs)))


def are_in(mine: Hashes, theirs: Hashes) -> NDArray[np.bool_]:
    """Which values of *mine* the ascending, not empty *theirs* has; quicker when *mine* ascends as well."""
    places = theirs.searchsorted(mine)
    found: NDArray[np.bool_] = theirs.take(places, mode="clip") == mine
    return found


def without(hashes: Hashes, removed: Hashes) -> Hashes:
    """*hashes* that are not in *removed*; both ascending."""
    return hashes[~are_in(hashes, removed)]
