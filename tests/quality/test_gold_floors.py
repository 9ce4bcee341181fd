"""The quality gate on real pages with known answers, where a folder of them is at hand (`--gold DIR`).

The model that chooses the body is fitted to these very pages, and the rules were written with them in view: the floors
guard against regressions and claim nothing about other pages. What may be claimed is what `benchmarks.train_body --cv`
prints, on sites that the model was not fitted to.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.floors import compare, measure_set, read_floors
from benchmarks.gold import SETS, available_sets, read_gold

_FLOORS = Path(__file__).resolve().parent / "floors.toml"
_JOBS = 2


@pytest.mark.parametrize("name", SETS)
def test_no_measure_falls_below_its_floor(name: str, gold_folder: Path) -> None:
    if name not in available_sets(gold_folder):
        pytest.skip(f"{gold_folder} has no set {name}")
    (gold_set,) = read_gold(gold_folder, [name])
    verdict = compare(name, measure_set(gold_set, _JOBS), read_floors(_FLOORS))
    if verdict.lost:
        pytest.fail(f"lost: {', '.join(verdict.lost)}\n\n{verdict.table}", pytrace=False)
