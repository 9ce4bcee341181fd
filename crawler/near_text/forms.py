"""What a site puts into many of its texts: the form of its weather, the last paragraph of its obituaries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crawler.near_text.comparison import are_in, count_shared
from crawler.near_text.sketch import Hashes, Sketch

# In so many other texts of the site a passage is form. A quote that a newsroom repeats in two follow-ups is not.
TEXTS_OF_A_FORM = 3
# Versions of one text, which a site brings up to date through the day, have more than this in common.
_MIN_JACCARD_OF_VERSIONS = 0.7
# Enough to see a form; each is compared with each.
_MAX_TEXTS = 8


def form_of(sketch: Sketch, others: Sequence[Sketch]) -> Hashes | None:
    """The shingles of *sketch* that a form gave it; None when nothing shows that there is one. *others*: texts of its
    site with passages in common."""
    different: list[Sketch] = []
    for other in others[:_MAX_TEXTS]:
        if not any(_are_versions(other, known) for known in (sketch, *different)):
            different.append(other)
    if len(different) < TEXTS_OF_A_FORM:
        return None
    counts = np.zeros(len(sketch.shingles), np.uint16)
    for other in different:
        counts += are_in(sketch.shingles, other.shingles)
    return sketch.shingles[counts >= TEXTS_OF_A_FORM]


def _are_versions(one: Sketch, other: Sketch) -> bool:
    shared = count_shared(one.shingles, other.shingles)
    return shared > _MIN_JACCARD_OF_VERSIONS * (len(one.shingles) + len(other.shingles) - shared)
