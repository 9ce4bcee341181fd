"""The quality gate on pages of our own: small, with invented content and the markup of today's publishing systems.

Every field of every page has an answer (pages/README.md). The floors say what extraction reaches on them, not what is
right: a fault that is known is listed in floors.toml and stays a fault.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from benchmarks.floors import compare, measure_set, read_floors
from benchmarks.gold import OWN_SET
from benchmarks.page_folders import read_page_folders
from crawler.items import ARTICLE_KINDS

_HERE = Path(__file__).resolve().parent
_SET = read_page_folders(_HERE)
_CASES = sorted(path for path in (_HERE / OWN_SET).iterdir() if path.is_dir())


def test_no_measure_falls_below_its_floor() -> None:
    assert _SET is not None
    verdict = compare(OWN_SET, measure_set(_SET, jobs=1), read_floors(_HERE / "floors.toml"))
    if verdict.lost:
        pytest.fail(f"lost: {', '.join(verdict.lost)}\n\n{verdict.table}", pytrace=False)


@pytest.mark.parametrize("case", _CASES, ids=lambda path: path.name)
def test_what_is_expected_is_on_the_page(case: Path) -> None:
    """So that a slip in an expectation is not taken for a fault of extraction."""
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    there = _squeezed(html.document_fromstring(_decoded(case), parser=html.HTMLParser(encoding="utf-8")).text_content())
    texts = [*expected.get("body", ()), *expected.get("authors", ()), expected.get("headline") or ""]
    texts += [entry["headline"] for entry in expected.get("latest_news", ())]
    assert [text for text in texts if _squeezed(text) not in there] == []


def test_the_pages_are_of_many_languages_kinds_and_small() -> None:
    assert _SET is not None
    assert len({page.id[:2] for page in _SET.pages}) >= 20
    assert {page.page_kind for page in _SET.pages} >= {*ARTICLE_KINDS, "listing", "other"}
    assert sum(page.html_path.stat().st_size for page in _SET.pages) < 600_000


def _decoded(case: Path) -> bytes:
    """The page in UTF-8, by the encoding of its header, else of its markup."""
    page = (case / "page.html").read_bytes()
    content_type = json.loads((case / "meta.json").read_text(encoding="utf-8"))["content_type"]
    declared = re.search(r"charset=([\w-]+)", content_type) or re.search(r'charset="?([\w-]+)', page.decode("latin-1"))
    assert declared, "neither header nor page declares an encoding"
    return page.decode(declared[1]).encode()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\xad]+", "", text)
