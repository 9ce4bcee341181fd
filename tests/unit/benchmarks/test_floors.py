import tomllib
from pathlib import Path

import pytest

from benchmarks.floors import MARGIN, compare, faults, figures_of, read_floors, write_floors
from benchmarks.gold import GoldPage
from benchmarks.predictions import Prediction
from benchmarks.scoring import COLUMNS, score_page


def score(id_, *, headline="H", date="2026-01-09", stated=()):
    page = GoldPage(id_, None, Path("unread"), headline="H", date_published="2026-01-09", stated=frozenset(stated))
    return score_page(page, Prediction(id_, headline=headline, date_published=date))


def floors_of(path, scores):
    list(write_floors(path, {"set": scores}))
    return read_floors(path)


def test_figures_are_percent_of_what_the_gate_holds():
    figures = figures_of([score("a"), score("b", headline="X", date=None)])
    assert figures == {"headline": 50, "day right": 50, "day wrong": 0}


def test_floors_leave_a_margin_on_either_side(tmp_path):
    floors = floors_of(tmp_path / "floors.toml", [score("a"), score("b", headline="X")])
    assert floors["set"] == {
        "at_least": {"headline": 50 - MARGIN, "day right": 100 - MARGIN},
        "at_most": {"day wrong": MARGIN},
    }


def test_what_is_measured_holds_its_own_floors(tmp_path):
    scores = [score("a"), score("b", headline="X"), score("c", date=None)]
    assert compare("set", scores, floors_of(tmp_path / "floors.toml", scores)).lost == []


def test_a_lost_measure_is_named_with_its_pages(tmp_path):
    floors = floors_of(tmp_path / "floors.toml", [score("a"), score("b")])
    verdict = compare("set", [score("a"), score("b", date="2026-01-10")], floors)
    assert verdict.lost == ["day right", "day wrong"]
    lines = verdict.table.splitlines()
    assert ["day", "right", "≥", "99.5", "50.0", "LOST"] in [line.split() for line in lines]
    assert lines.count("    0.0  b") == 1
    assert lines.count("  100.0  b") == 1


def test_pages_that_were_wrong_before_are_not_named(tmp_path):
    known = floors_of(tmp_path / "floors.toml", [score("a", stated=["x"]), score("b", headline="X", stated=["x"])])
    assert known["set"]["known_faults"] == {"headline": ["b"]}
    verdict = compare("set", [score("a", headline="X"), score("b", headline="X")], known)
    assert verdict.table.splitlines()[-1] == "    0.0  a"


@pytest.mark.parametrize("floors", [{}, {"set": {"at_least": {"headline": 0, "day right": 0, "latest F1": 10}}}])
def test_a_measure_needs_a_floor_and_a_floor_its_measure(floors):
    assert compare("set", [score("a")], floors).lost == (
        ["day wrong", "latest F1"] if floors else ["headline", "day right", "day wrong"]
    )


def test_floors_of_other_sets_are_kept(tmp_path):
    path = tmp_path / "floors.toml"
    list(write_floors(path, {"one": [score("a")]}))
    list(write_floors(path, {"two": [score("b")]}))
    assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == {"one", "two"}


def test_a_floor_that_is_lowered_is_told(tmp_path):
    path = tmp_path / "floors.toml"
    assert list(write_floors(path, {"set": [score("a")]})) == []
    assert list(write_floors(path, {"set": [score("a", headline="X")]})) == ["lowered: set headline from 99.5 to 0.0"]
    assert list(write_floors(path, {"set": [score("a")]})) == []


def test_faults_are_the_pages_that_are_not_right():
    (day_wrong,) = (column for column in COLUMNS if column.title == "day wrong")
    scores = [score("a"), score("b", date="2026-01-10"), score("c", date=None)]
    assert faults(day_wrong, scores) == [(1.0, "b")]
