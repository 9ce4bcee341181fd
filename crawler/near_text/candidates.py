"""Which of many texts may be copies of others, by the keys they share: whole batches at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.near_text.sketch import LEAST_BAND_KEY, Sketch, add_bands

# Texts compared with a new one, those with most keys in common first.
_MAX_COMPARED = 30
# A copy shares at least 0.3 of the shingles (`comparison.MIN_JACCARD`) and about as much of the samples; less than this
# of them is chance, or a sentence.
_MIN_SHARED_SAMPLES = 0.2

Ints = NDArray[np.int64]


class KeysOfTexts(NamedTuple):
    """The keys of a batch of texts, in ascending order; a key stands once for each text that has it."""

    keys: Ints
    owners: Ints
    """Which text of the batch has each."""
    least_shared: NDArray[Any]
    """How many samples another text must have in common with each text of the batch."""


class Lists(NamedTuple):
    """Texts that are noted under keys."""

    keys: Ints
    """Ascending, each once."""
    sizes: Ints
    """How many texts are noted under each."""
    texts: Ints
    """Their numbers, key after key."""


def keys_of(sketches: Sequence[Sketch]) -> KeysOfTexts:
    add_bands(sketches)
    samples = [sketch.samples for sketch in sketches]
    sizes = np.array([len(own) for own in samples], np.int64)
    numbers = np.arange(len(sketches), dtype=np.int64)
    if not sketches:
        return KeysOfTexts(numbers, numbers, numbers.astype(np.float64))
    bands = [sketch.bands for sketch in sketches]
    keys = np.concatenate(samples + bands).astype(np.int64)
    owners = np.concatenate((np.repeat(numbers, sizes), np.repeat(numbers, [len(own) for own in bands])))
    order = np.argsort(keys, kind="stable")
    return KeysOfTexts(keys[order], owners[order], _MIN_SHARED_SAMPLES * sizes)


def candidates_in(lists: Lists, batch: KeysOfTexts) -> list[list[int]]:
    """For each text of *batch* the texts of *lists* that may be copies of it, the likeliest first."""
    places = lists.keys.searchsorted(batch.keys)
    found = lists.keys.take(places, mode="clip") == batch.keys if len(lists.keys) else np.zeros(len(places), np.bool_)
    places = places[found]
    sizes = lists.sizes[places]
    begins = (np.cumsum(lists.sizes) - lists.sizes)[places]
    # Of each list all places, from where it begins.
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    texts = lists.texts[np.repeat(begins, sizes) + within]
    return _likeliest(np.repeat(batch.keys[found], sizes), np.repeat(batch.owners[found], sizes), texts, batch)


def candidates_among(batch: KeysOfTexts) -> list[list[int]]:
    """For each text of *batch* the texts before it in the batch that may be copies of it, likewise."""
    keys, owners = batch.keys, batch.owners
    pairs: list[tuple[Ints, Ints, Ints]] = []
    for distance in range(1, len(batch.least_shared)):
        same = np.flatnonzero(keys[distance:] == keys[:-distance])
        if not len(same):
            break
        pairs.append((keys[same], owners[same + distance], owners[same]))
    if not pairs:
        return [[] for _ in batch.least_shared]
    shared, later, earlier = (np.concatenate(column) for column in zip(*pairs, strict=True))
    return _likeliest(shared, later, earlier, batch)


def _likeliest(keys: Ints, owners: Ints, texts: Ints, batch: KeysOfTexts) -> list[list[int]]:
    """*keys* that a text of the batch and another have in common, one by one."""
    found: list[list[int]] = [[] for _ in batch.least_shared]
    if not len(keys):
        return found
    pairs = (owners << 32) | texts
    is_band = keys >= LEAST_BAND_KEY
    by_bands, band_counts = np.unique(pairs[is_band], return_counts=True)
    by_samples, sample_counts = np.unique(pairs[~is_band], return_counts=True)
    enough = sample_counts >= batch.least_shared[by_samples >> 32]
    enough &= np.isin(by_samples, by_bands, assume_unique=True, invert=True)
    # Who was found by bands comes before all others.
    pairs = np.concatenate((by_bands, by_samples[enough]))
    counts = np.concatenate((band_counts + 2**31, sample_counts[enough]))
    order = np.lexsort((pairs, -counts, pairs >> 32))
    for pair in pairs[order].tolist():
        own = found[pair >> 32]
        if len(own) < _MAX_COMPARED:
            own.append(pair & 0xFFFF_FFFF)
    return found
