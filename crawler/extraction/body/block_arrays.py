"""Numbers of all blocks of a page at once: running sums, the last and the next block of a kind, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

# Counts and distances are cut here, and a distance to nothing is this.
FAR = 50


def column(values: Any) -> NDArray[np.float64]:
    return np.array([*values], dtype=np.float64)


def integers(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def running(values: Numbers) -> NDArray[np.float64]:
    """Sums of what comes before each position (of each row); one more than there are values."""
    *rows, size = values.shape
    sums = np.zeros((*rows, size + 1))
    np.add.accumulate(values, axis=-1, out=sums[..., 1:])
    return sums


def previous(flags: Numbers) -> Numbers:
    """For each position, the last one before it where *flags* holds; -FAR for none."""
    reached = np.full(len(flags) + 1, -FAR)
    np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -FAR), out=reached[1:])
    return reached[:-1]


def following(flags: Numbers) -> Numbers:
    """For each position, the first one after it where *flags* holds; FAR beyond the end for none."""
    size = len(flags)
    return size - 1 - previous(flags[::-1])[::-1]


def shifted(values: Numbers, by: int) -> Numbers:
    """*values* (a row a number) of the block *by* places later (earlier, if negative); -1 beyond the ends."""
    moved = np.full(values.shape, -1.0)
    if by > 0:
        moved[:, :-by] = values[:, by:]
    else:
        moved[:, -by:] = values[:, :by]
    return moved
