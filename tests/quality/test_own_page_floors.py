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
    verdict = compare(OWN_SET, measure_set(_SET, jobs=1), read_floors(_HERE / "floors.toml"))
    if verdict.lost:
        pytest.fail(f"lost: {', '.join(verdict.lost)}\n\n{verdict.table}", pytrace=False)


@pytest.mark.parametrize("case", _CASES, ids=lambda path: path.name)
def test_expected_paragraphs_are_on_the_page(case: Path) -> None:
    """So that a slip in an expectation is not taken for a fault of extraction."""
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    content_type = json.loads((case / "meta.json").read_text(encoding="utf-8"))["content_type"]
    declared = re.search(rb'charset="?([\w-]+)', (case / "page.html").read_bytes())[1].decode()
    encoding = content_type.rpartition("charset=")[2] if "charset=" in content_type else declared
    page = html.document_fromstring((case / "page.html").read_bytes().decode(encoding).encode(), parser=_PARSER)
    there = _squeezed(page.text_content())
    texts = [*expected.get("body", ()), *(entry["headline"] for entry in expected.get("latest_news", ()))]
    assert [text for text in texts if _squeezed(text) not in there] == []


def test_the_pages_are_of_many_languages_kinds_and_small() -> None:
    assert _SET is not None
    assert len({page.id[:2] for page in _SET.pages}) >= 20
    assert {page.page_kind for page in _SET.pages} >= {*ARTICLE_KINDS, "listing", "other"}
    assert sum(page.html_path.stat().st_size for page in _SET.pages) < 600_000


_PARSER = html.HTMLParser(encoding="utf-8")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\xad]+", "", text)
