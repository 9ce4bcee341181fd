"""How well copies of a story are told from what is not: thresholds chosen on some stories, judged on the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from benchmarks.agency_pairs import Pair, agency_pairs, text_pairs
from crawler.near_text import comparison
from crawler.near_text.comparison import compare, find_copy
from crawler.near_text.sketch import sketch_of

_FOLDS = 5
_CONTAINMENT = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_CONTAINMENT_ON_ONE_SITE = (0.5, 0.6, 0.7, 0.8)
_JACCARD = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
_SAME_NUMBERS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


class Compared(NamedTuple):
    pair: Pair
    containment: float
    jaccard: float
    same_numbers: float


class Thresholds(NamedTuple):
    containment: float
    on_one_site: float
    jaccard: float
    same_numbers: float

    def take(self, compared: Compared) -> bool:
        least = self.on_one_site if compared.pair.on_one_site else self.containment
        return (
            compared.containment >= least
            and compared.jaccard >= self.jaccard
            and compared.same_numbers >= self.same_numbers
        )


class Score(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.right + self.wrong), self.right / max(1, self.right + self.missed)
        return f"F1 {self.f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"


def print_agency_scores(bodies: Sequence[tuple[str, str]], worst: int) -> None:
    """*bodies*: (name, text) of real pages, which are edited by the program, too."""
    chosen = Thresholds(
        comparison.MIN_CONTAINMENT,
        comparison.MIN_CONTAINMENT_ON_ONE_SITE,
        comparison.MIN_JACCARD,
        comparison.MIN_SAME_NUMBERS,
    )
    compared = _compared(agency_pairs())
    copies = sum(entry.pair.is_copy for entry in compared)
    print(f"{len(compared):,} pairs from stories and forms, {copies:,} of them copies")
    print(f"  thresholds chosen on four fifths of the stories, judged on the fifth: {_cross_validated(compared)}")
    print(f"  those of the crawler {tuple(chosen)}: {_score(compared, chosen)}")
    missed = Counter(entry.pair.group for entry in compared if entry.pair.is_copy and not chosen.take(entry))
    wrong = Counter(entry.pair.kind for entry in compared if not entry.pair.is_copy and chosen.take(entry))
    print(f"  missed, by story: {dict(missed.most_common())}")
    print(f"  taken wrongly, by kind: {dict(wrong.most_common(8))}")
    for entry in sorted(compared, key=lambda entry: entry.containment)[:worst]:
        if entry.pair.is_copy:
            print(f"    {entry.containment:.2f} {entry.jaccard:.2f} {entry.pair.group}: {entry.pair.kind}")
    if bodies:
        real = _compared(text_pairs(bodies))
        copies = sum(entry.pair.is_copy for entry in real)
        print(f"{len(real):,} pairs from real texts, edited by the program, {copies:,} of them copies")
        print(f"  thresholds of the crawler: {_score(real, chosen)}")


def print_real_copies(bodies: Mapping[str, str]) -> None:
    """The copies among *bodies*, by name, for a person to look at."""
    sketches = {name: sketch for name, body in bodies.items() if (sketch := sketch_of(body)) is not None}
    by_key: defaultdict[int, list[str]] = defaultdict(list)
    for name, sketch in sketches.items():
        for key in (*sketch.samples.tolist(), *sketch.bands.tolist()):
            by_key[key].append(name)
    pairs = {pair for names in by_key.values() for pair in combinations(names, 2)}
    print(f"{len(sketches):,} real texts, {len(pairs):,} pairs with a passage in common; taken for copies:")
    for one, other in sorted(pairs):
        if similarity := find_copy(sketches[one], sketches[other]):
            print(f"  {one} and {other}: {similarity.containment:.2f}, {similarity.jaccard:.2f}")


def _compared(pairs: Iterable[Pair]) -> list[Compared]:
    found = []
    for pair in pairs:
        one, other = sketch_of(pair.one), sketch_of(pair.other)
        similarity = compare(one, other) if one is not None and other is not None else None
        if similarity is None:
            found.append(Compared(pair, 0, 0, 0))
        else:
            numbers = 1 if similarity.same_numbers is None else similarity.same_numbers
            found.append(Compared(pair, similarity.containment, similarity.jaccard, numbers))
    return found


def _score(compared: Iterable[Compared], thresholds: Thresholds) -> Score:
    counts = Counter((entry.pair.is_copy, thresholds.take(entry)) for entry in compared)
    return Score(counts[True, True], counts[False, True], counts[True, False])


def _cross_validated(compared: Sequence[Compared]) -> str:
    groups = sorted({entry.pair.group for entry in compared})
    total, chosen = Score(0, 0, 0), Counter[Thresholds]()
    for fold in range(_FOLDS):
        held_out = set(groups[fold::_FOLDS])
        fitted = [entry for entry in compared if entry.pair.group not in held_out]
        grid = map(Thresholds._make, product(_CONTAINMENT, _CONTAINMENT_ON_ONE_SITE, _JACCARD, _SAME_NUMBERS))
        best = max(grid, key=lambda thresholds: _score(fitted, thresholds).f1)
        chosen[best] += 1
        judged = _score([entry for entry in compared if entry.pair.group in held_out], best)
        total = Score(*(one + other for one, other in zip(total, judged, strict=True)))
    return f"{total}; chosen {[tuple(best) for best in chosen]}"
