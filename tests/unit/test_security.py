"""Every promise of SECURITY.md names the tests that show it, and they exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parents[2]
_TEXT = (_REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
_NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", _TEXT)))
_PROMISES = [
    line
    for section in re.split(r"^## ", _TEXT, flags=re.MULTILINE)
    if section.startswith("What is promised")
    for line in section.splitlines()
    if line.startswith("| ") and not line.startswith(("| attack", "| promise"))
]


@pytest.mark.parametrize(("path", "test"), _NAMED)
def test_a_test_that_is_named_exists(path: str, test: str) -> None:
    source = (_REPOSITORY / path).read_text(encoding="utf-8")
    assert not test or f"\ndef {test}(" in source


def test_every_promise_names_a_test() -> None:
    assert len(_PROMISES) > 20
    assert [line for line in _PROMISES if not re.search(r"`tests/|the same", line)] == []
