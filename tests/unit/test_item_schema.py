from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter
from jsonschema import Draft202012Validator

from crawler.item_docs import FINGERPRINTS_FILE, VersionError, published_files, recorded_fingerprints
from crawler.item_schema import fingerprint, item_schema
from crawler.items import SCHEMA_VERSION, Article, LatestNewsEntry
from crawler.urls import article_id

_ROOT = Path(__file__).resolve().parents[2]
_URL = "https://news.example/a"
_GIVEN = {
    "id": article_id(_URL),
    "url": _URL,
    "canonical_url": _URL,
    "headline": "A headline",
    "date_published": "2026-01-09T18:20:00+04:00",
    "latest_news": [LatestNewsEntry(position=1, headline="Another", url=_URL, date_published="2026-01-09")],
}


def faults(**changes: Any) -> list[str]:
    line = ItemAdapter(Article(**_GIVEN)).asdict() | changes
    return [error.json_path for error in Draft202012Validator(item_schema()).iter_errors(line)]


@pytest.mark.parametrize("name", published_files(recorded_fingerprints()))
def test_what_is_published_of_the_contract_is_what_the_code_says(name: str) -> None:
    expected = published_files(recorded_fingerprints())[name]
    assert (_ROOT / name).read_text(encoding="utf-8") == expected, 'stale: run "python -m crawler.item_docs"'


def test_schema_is_valid_json_schema() -> None:
    Draft202012Validator.check_schema(item_schema())


def test_change_of_the_fields_without_a_new_version_is_refused() -> None:
    with pytest.raises(VersionError, match=f"schema_version {SCHEMA_VERSION} accepts has changed"):
        published_files({str(SCHEMA_VERSION): "of other fields"})


def test_new_version_is_added_to_the_earlier_ones() -> None:
    written = published_files({"0": "of an earlier version"})[FINGERPRINTS_FILE]
    assert '"0": "of an earlier version"' in written
    assert f'"{SCHEMA_VERSION}": "{fingerprint(item_schema())}"' in written


def test_fingerprint_is_of_what_is_accepted_and_not_of_the_words() -> None:
    reworded, narrowed, renamed = item_schema(), item_schema(), item_schema()
    reworded["$defs"]["Article"]["properties"]["body"]["description"] = "In other words."
    narrowed["$defs"]["Article"]["properties"]["page_kind"]["enum"].remove("video")
    # A field called like a keyword of the schema is a field.
    del renamed["$defs"]["Article"]["properties"]["description"]
    assert fingerprint(reworded) == fingerprint(item_schema())
    assert fingerprint(narrowed) != fingerprint(item_schema())
    assert fingerprint(renamed) != fingerprint(item_schema())


def test_article_and_deletion_are_accepted() -> None:
    assert faults() == []
    assert faults(seq=7) == []
    deletion = {"id": _GIVEN["id"], "seq": 8, "deleted_at": "2026-01-14T12:00:00Z", "reason": "asked to", "url": None}
    assert list(Draft202012Validator(item_schema()).iter_errors(deletion)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("headline", " "),
        ("url", "ftp://news.example/a"),
        ("date_published", "2026"),
        ("date_modified", "9 January 2026"),
        ("date_published_source", "guess"),
        ("page_kind", "podcast"),
        ("authors", None),
        ("authors", [None]),
        ("latest_news", [{"headline": "without the other fields"}]),
        ("http_status", "200"),
        ("schema_version", SCHEMA_VERSION + 1),
        ("subtitle", "no field of the contract"),
        ("deleted_at", "2026-01-14T12:00:00Z"),
    ],
)
def test_what_the_contract_does_not_say_is_refused(field: str, value: Any) -> None:
    assert faults(**{field: value})


def test_missing_field_is_refused() -> None:
    line = ItemAdapter(Article(**_GIVEN)).asdict()
    del line["tags"]
    assert list(Draft202012Validator(item_schema()).iter_errors(line))
