"""95 % percentile bootstrap intervals (Efron 1979) over pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Value = TypeVar("Value")

RESAMPLES = 1_000
# Fixed, so that the same outputs give the same interval.
SEED = 20


def interval(
    values: Sequence[Value], statistic: Callable[[Sequence[Value]], float | None]
) -> tuple[float, float] | None:
    """2.5th and 97.5th percentile of *statistic* over resamples of *values*, None when it is never defined."""
    if not values:
        return None
    generator = random.Random(SEED)
    results = (statistic(generator.choices(values, k=len(values))) for _ in range(RESAMPLES))
    defined = sorted(result for result in results if result is not None)
    return (percentile(defined, 0.025), percentile(defined, 0.975)) if defined else None


def percentile(ordered: Sequence[float], share: float) -> float:
    """Value at *share* of sorted *ordered*, interpolated linearly between neighbours."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
