"""Floors of the quality gate: figures of a set that a change must not make worse, kept in a TOML file.

    python -m benchmarks.accuracy --gold DIR --floors tests/quality/floors.toml

writes what is measured now as the floors of the sets in DIR, less `MARGIN`; tests/quality holds later runs to them.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.extraction_run import run_extraction
from benchmarks.gold import GoldSet
from benchmarks.metrics.markup import read_markup
from benchmarks.scoring import COLUMNS, Column, PageScore, score_page
from benchmarks.table import render_table

# Points of a hundred. Extraction gives the same result on every machine, so this is no allowance for noise: it lets a
# page with a doubtful answer change sides on the larger sets, and on the smaller ones it is less than one page.
MARGIN = 0.5
_SHOWN_PAGES = 12
_HEADER = """\
# Floors of the quality gate (tests/quality), in percent: what was measured, less {margin} points. Written by
#   python -m benchmarks.accuracy --gold tests/quality --floors tests/quality/floors.toml
#   python -m benchmarks.accuracy --gold ../shared/gold --floors tests/quality/floors.toml
# after a change that improves something. A floor is lowered only in a commit that says why.
"""

Floors = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By set: "at_least" and "at_most" give a bound for each measure, "known_faults" the pages that were not right."""


@dataclass(frozen=True, slots=True)
class Verdict:
    table: str
    """Every measure with its floor and today's figure, and below the pages that a lost one is lost on."""
    lost: list[str]


def measure_set(gold_set: GoldSet, jobs: int) -> list[PageScore]:
    """Our extraction, scored without what needs more than requirements-dev.txt."""
    outcomes = run_extraction(gold_set.pages, jobs)
    return [
        score_page(page, outcome.prediction, markup=read_markup(page.html()), with_displayed_days=False)
        for page, outcome in zip(gold_set.pages, outcomes, strict=True)
    ]


def read_floors(path: Path) -> Floors:
    """Empty when there is no file yet."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def compare(name: str, scores: Sequence[PageScore], floors: Floors) -> Verdict:
    """Hold the scores of the set *name* to its floors. A measure without a floor, or without figure, is lost too."""
    ours = floors.get(name, {})
    rows, lost = [], []
    figures = figures_of(scores)
    for column in COLUMNS:
        if column.bound is None:
            continue
        bound, figure = ours.get(column.bound, {}).get(column.title), figures.get(column.title)
        if bound is None and figure is None:
            continue
        holds = bound is not None and figure is not None and _holds(column, figure, bound)
        if not holds:
            lost.append(column.title)
        sign = "≥" if column.bound == "at_least" else "≤"
        rows.append([column.title, f"{sign} {_shown(bound)}", _shown(figure), "" if holds else "LOST"])
    table = [render_table([name, "floor", "now", ""], rows)]
    known = ours.get("known_faults", {})
    for column in COLUMNS:
        if column.title in lost and column.title in figures:
            table += _lost_pages(column, scores, known.get(column.title, ()))
    return Verdict("\n".join(table), lost)


def figures_of(scores: Sequence[PageScore]) -> dict[str, float]:
    """Percent by the title of the column, of those that have a bound and pages to judge."""
    values = {column.title: (column, column.values(scores)) for column in COLUMNS if column.bound}
    figures = ((title, column.statistic(of_pages)) for title, (column, of_pages) in values.items() if of_pages)
    return {title: 100 * figure for title, figure in figures if figure is not None}


def faults(column: Column, scores: Sequence[PageScore]) -> list[tuple[float, str]]:
    """Figure and id of each page that is not right, the worst first."""
    best = 1.0 if column.bound == "at_least" else 0.0
    found = ((column.statistic(column.values([score])), score.page.id) for score in scores if column.values([score]))
    wrong = [(figure, id_) for figure, id_ in found if figure is not None and not math.isclose(figure, best)]
    return sorted(wrong, key=lambda fault: (-abs(fault[0] - best), fault[1]))


def write_floors(path: Path, measured: Mapping[str, Sequence[PageScore]]) -> Iterator[str]:
    """Write the floors of the sets *measured*, keep those of others; a line for each floor that is worse than before.

    The pages that are not right are kept for sets that answer every field: their pages are few and every fault is one.
    """
    before = read_floors(path)
    floors = {**before, **{name: _floors_of(scores) for name, scores in measured.items()}}
    path.write_text(
        _HEADER.format(margin=MARGIN) + "".join(_toml(name, floors[name]) for name in sorted(floors)), encoding="utf-8"
    )
    for name in measured:
        for column in COLUMNS:
            bound = column.bound or ""
            old, new = (of.get(name, {}).get(bound, {}).get(column.title) for of in (before, floors))
            if old is not None and (new is None or not _holds(column, new, old)):
                yield f"lowered: {name} {column.title} from {_shown(old)} to {_shown(new)}"


def _holds(column: Column, figure: float, bound: float) -> bool:
    # Floors have one decimal; a sum of floats may miss it by its last bit.
    return figure >= bound - 1e-6 if column.bound == "at_least" else figure <= bound + 1e-6


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.1f}"


def _lost_pages(column: Column, scores: Sequence[PageScore], known: Sequence[str]) -> Iterator[str]:
    pages = [(figure, id_) for figure, id_ in faults(column, scores) if id_ not in known]
    yield f"\n{column.title} is not right on" + (", besides the known faults:" if known else ":")
    yield from (f"  {100 * figure:5.1f}  {id_}" for figure, id_ in pages[:_SHOWN_PAGES])
    if len(pages) > _SHOWN_PAGES:
        yield f"  and {len(pages) - _SHOWN_PAGES} more"


def _floors_of(scores: Sequence[PageScore]) -> dict[str, dict[str, Any]]:
    figures = figures_of(scores)
    floors: dict[str, dict[str, Any]] = {"at_least": {}, "at_most": {}, "known_faults": {}}
    is_complete = any(score.page.stated for score in scores)
    for column in COLUMNS:
        if column.title not in figures or column.bound is None:
            continue
        if column.bound == "at_least":
            bound = math.floor(10 * (figures[column.title] - MARGIN) + 1e-6) / 10
        else:
            bound = math.ceil(10 * (figures[column.title] + MARGIN) - 1e-6) / 10
        floors[column.bound][column.title] = max(0.0, bound)
        if is_complete and (wrong := faults(column, scores)):
            floors["known_faults"][column.title] = sorted(id_ for _, id_ in wrong)
    return floors


def _toml(name: str, floors: Mapping[str, Mapping[str, Any]]) -> str:
    tables = (
        f"\n[{name}.{kind}]\n" + "".join(f"{_quoted(title)} = {_quoted(value)}\n" for title, value in values.items())
        for kind, values in floors.items()
        if values
    )
    return "".join(tables)


def _quoted(value: Any) -> str:
    # Numbers, strings and lists of strings are written in TOML as in JSON.
    return json.dumps(value, ensure_ascii=False)
