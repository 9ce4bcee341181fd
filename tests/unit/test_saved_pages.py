"""Every saved page gives what a person has read in it. One test for all: a new case is a new directory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.saved_pages import SavedPage, propose_expected, read_expected
from crawler.sites import load_profiles

_ROOT = Path(__file__).resolve().parents[2]
_CASES = sorted(path.parent for path in (_ROOT / "tests" / "saved_pages").glob("*/*/meta.json"))
_PROFILES, _ = load_profiles(_ROOT / "spiders" / "sites")


@pytest.mark.parametrize("directory", _CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_saved_page_gives_what_is_expected(directory: Path) -> None:
    fields = SavedPage.read(directory).fields(_PROFILES.get(directory.parent.name))
    expected = read_expected(directory)
    if expected is None:
        path = propose_expected(directory, fields)
        pytest.fail(f"nothing was expected of this page yet; read {path}, correct it, and run the test again")
    assert expected, "an empty expectation expects nothing"
    assert {name: fields.get(name) for name in expected} == expected


def test_a_page_of_our_own_is_kept_as_plain_html(tmp_path: Path) -> None:
    meta = {"url": "https://example.com/a", "fetched_at": "2026-01-09T12:00:00+00:00", "content_type": None}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (tmp_path / "page.html").write_bytes(b"<h1>Headline</h1>")
    assert SavedPage.read(tmp_path).fields(None)["headline"] == "Headline"


def test_there_are_saved_pages() -> None:
    assert _CASES
