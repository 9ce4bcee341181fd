"""File and manifest agree whenever an export is killed."""

from __future__ import annotations

import os
import random
from itertools import pairwise
from pathlib import Path

import pytest

from tests.exported_articles import rows_of_file
from tests.soak.killed_exports import check, die_at, export, fill, in_child, soak

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes to kill are forked")


@pytest.mark.parametrize("is_first", [True, False])
def test_export_killed_before_any_of_its_dealings_with_files_leaves_file_and_manifest_in_agreement(
    tmp_path: Path, is_first: bool
) -> None:
    database, file = tmp_path / "news.db", tmp_path / "articles.jsonl"
    fill(database, 1, 3)
    if not is_first:
        in_child(lambda: export(database, file))
        fill(database, 2, 3)
    before = rows_of_file(file) if file.exists() else None

    def doomed() -> None:
        die_at(number)
        export(database, file)

    number, is_over = 0, False
    seen = []
    while not is_over:
        is_over = in_child(doomed)
        check(file)
        seen.append(rows_of_file(file) if file.exists() else None)
        number += 1
    # The one before for a while, then for ever the new one.
    assert seen[0] == before
    assert seen[-1] != before
    assert [rows for rows, next_rows in pairwise(seen) if rows != next_rows] == [before]
    assert number > 5
    assert sorted(path.name for path in tmp_path.glob("articles*")) == [
        "articles.jsonl",
        "articles.jsonl.manifest.json",
    ]


def test_exports_killed_at_random_moments_leave_whole_files_that_match_their_manifests(tmp_path: Path) -> None:
    assert soak(tmp_path, 30, random.Random(3)) > 10
