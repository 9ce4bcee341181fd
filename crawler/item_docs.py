"""Writes what is published of the item contract: schema/article-<version>.json and docs/item-schema.md.

    python -m crawler.item_docs

Refuses to change what a schema_version accepts: its fingerprint is kept in schema/fingerprints.json.
"""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from typing import Any

from crawler.exports.other_vocabularies import SCHEMA_ORG, ZYTE, Translation
from crawler.item_schema import ITEM_CLASSES, fingerprint, item_fields, item_schema
from crawler.items import SCHEMA_VERSION, Article

_ROOT = Path(__file__).resolve().parent.parent
SCHEMA_FILE = f"schema/article-{SCHEMA_VERSION}.json"
FINGERPRINTS_FILE = "schema/fingerprints.json"
DOCUMENT = "docs/item-schema.md"

_INTRODUCTION = f"""\
<!-- Written by "python -m crawler.item_docs" from crawler/items.py; do not edit. -->

# The item, field by field

`schema_version` {SCHEMA_VERSION}. One line of a crawl's feed, and one of a JSON Lines export, is an object of these
fields; the same as JSON Schema (draft 2020-12): [schema/article-{SCHEMA_VERSION}.json](../{SCHEMA_FILE}). A full line
has all fields: what the page does not give is `null`, a list `[]`, an object `{{}}`. A line with `deleted_at` is a
[deletion](#deletion), every other one an [article](#article).

What a version accepts does not change: a field more or less, another type or another set of values is a new
`schema_version`. Better words are none.
"""

_VOCABULARIES = """\
## In other vocabularies

`scrapy export --as schema-org` gives a `NewsArticle` of [schema.org](https://schema.org/NewsArticle), `--as zyte` an
`Article` of [zyte-common-items](https://zyte-common-items.readthedocs.io/). What is not given is left out; so is what
the vocabulary has no word for (`–`).

| field | schema.org | zyte-common-items |
|---|---|---|
"""


class VersionError(Exception):
    """The contract changed and its version did not; the message is one line."""


def published_files(fingerprints: dict[str, str]) -> dict[str, str]:
    """Name (relative to the project) -> text of every file published of the contract; *fingerprints*: of the versions
    so far. Raises VersionError."""
    schema = item_schema()
    version, found = str(SCHEMA_VERSION), fingerprint(schema)
    if fingerprints.get(version, found) != found:
        raise VersionError(
            f"what schema_version {version} accepts has changed; expected a higher SCHEMA_VERSION in crawler/items.py "
            f"(or, while version {version} is not released, its line in {FINGERPRINTS_FILE} deleted)"
        )
    return {
        SCHEMA_FILE: _json(schema),
        FINGERPRINTS_FILE: _json(fingerprints | {version: found}),
        DOCUMENT: _document(schema),
    }


def recorded_fingerprints(root: Path = _ROOT) -> dict[str, str]:
    path = root / FINGERPRINTS_FILE
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def main() -> None:
    try:
        files = published_files(recorded_fingerprints())
    except VersionError as error:
        sys.exit(f"python -m crawler.item_docs: error: {error}")
    for name, text in files.items():
        (_ROOT / name).parent.mkdir(exist_ok=True)
        (_ROOT / name).write_text(text, encoding="utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _document(schema: dict[str, Any]) -> str:
    definitions = schema["$defs"]
    parts = [_INTRODUCTION]
    for item_class in ITEM_CLASSES:
        properties = definitions[item_class.__name__]["properties"]
        rows = "".join(
            f"| `{name}` | {_type_text(keywords)} | {keywords['description'].replace('|', chr(92) + '|')} |\n"
            for name, keywords in properties.items()
        )
        title = f"## {item_class.__name__}\n\n{inspect.cleandoc(item_class.__doc__ or '')}\n\n"
        parts.append(f"{title}| field | type | |\n|---|---|---|\n{rows}")
    rows = "".join(
        f"| `{field.name}` | {_translations(field.name, SCHEMA_ORG)} | {_translations(field.name, ZYTE)} |\n"
        for field in item_fields(Article)
    )
    return "\n".join([*parts, _VOCABULARIES + rows])


def _type_text(keywords: dict[str, Any]) -> str:
    if reference := keywords.get("$ref"):
        name = reference.rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if keywords["type"] == "array":
        return f"list of {_type_text(keywords['items'])}"
    types = keywords["type"] if isinstance(keywords["type"], list) else [keywords["type"]]
    return " or ".join(types)


def _translations(field: str, table: tuple[Translation, ...]) -> str:
    said = [
        f"`{entry.property}`" + (f": {entry.note}" if entry.note else "") for entry in table if entry.field == field
    ]
    return "; ".join(said) or "–"


if __name__ == "__main__":
    main()
