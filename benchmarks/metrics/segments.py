"""Segments that must and must not be in a text, as adbar/trafilatura's evaluation defines the test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SegmentScore:
    found: int
    missed: int
    leaked: int
    """Segments present that should be absent."""

    @property
    def f1(self) -> float:
        return pooled_f1([self])


def score_segments(wanted: Iterable[str], unwanted: Iterable[str], body: str) -> SegmentScore:
    text = _fold_space(body)
    hits = [_fold_space(segment) in text for segment in wanted]
    return SegmentScore(
        found=sum(hits),
        missed=len(hits) - sum(hits),
        leaked=sum(_fold_space(segment) in text for segment in unwanted),
    )


def pooled_f1(scores: Iterable[SegmentScore]) -> float:
    """F1 over the segments of all pages together; 0 when there is none."""
    found = errors = 0
    for score in scores:
        found += score.found
        errors += score.missed + score.leaked
    return 2 * found / (2 * found + errors) if found else 0.0


def _fold_space(text: str) -> str:
    return " ".join(text.split())
