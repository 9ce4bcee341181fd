from __future__ import annotations

import numpy as np
import pytest

from crawler.near_text.sketch import MAX_SHINGLES, MIN_SHINGLES, sketch_of

WORDS = [f"word{number}" for number in range(20_000)]


def text(first: int, last: int) -> str:
    return " ".join(WORDS[first:last])


@pytest.mark.parametrize("short", [None, "", "Three dead in flood.", text(0, MIN_SHINGLES + 3), "again and " * 500])
def test_a_text_with_too_few_different_passages_is_not_compared(short: str | None) -> None:
    assert sketch_of(short) is None


def test_a_text_is_the_same_in_every_process() -> None:
    """Sketches are kept: raise the version when this fails."""
    sketch = sketch_of(text(0, 60) + " rose to 14 percent")
    assert sketch is not None
    assert sketch.shingles[:3].tolist() == [67346912, 79641302, 133143481]
    assert sketch.samples[:3].tolist() == [67346912, 79641302, 133143481]
    assert sketch.bands[:3].tolist() == [1621283128, 1235273349, 2029370245]
    assert (sketch.numbers.places.tolist(), sketch.numbers.values.tolist()) == ([620777506], [4004458276])


def test_of_a_very_long_text_the_beginning_counts() -> None:
    whole, beginning = sketch_of(text(0, 20_000)), sketch_of(text(0, MAX_SHINGLES + 4))
    assert whole is not None
    assert beginning is not None
    assert np.array_equal(whole.shingles, beginning.shingles)
    assert len(whole.shingles) <= MAX_SHINGLES


def test_a_part_of_a_text_shares_its_samples() -> None:
    """A part of 200 words has some 12 samples of its own; all are among those of the whole."""
    whole, part = sketch_of(text(0, 2_000)), sketch_of(text(900, 1_100))
    assert whole is not None
    assert part is not None
    assert len(part.samples) > 5
    assert set(part.samples.tolist()) <= set(whole.samples.tolist())


def test_samples_and_bands_are_different_kinds_of_keys() -> None:
    sketch = sketch_of(text(0, 300))
    assert sketch is not None
    assert max(sketch.samples) < 2**30 <= min(sketch.bands)
    assert max(sketch.bands) < 2**31
    assert len(sketch.bands) == 10


def test_lone_surrogates_do_no_harm() -> None:
    assert sketch_of(text(0, 100) + " \ud800 broken \udfff") is not None
