"""The JSON Schema (draft 2020-12) of the item contract, made of the annotations and docstrings of `crawler.items`.

`python -m crawler.item_docs` writes it to schema/article-<version>.json.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from crawler import items
from crawler.items import SCHEMA_VERSION, Article, DateCandidate, Deletion, LatestNewsEntry

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ITEM_CLASSES = (Article, LatestNewsEntry, DateCandidate, Deletion)

_JSON_TYPES: dict[Any, str] = {str: "string", int: "integer", bool: "boolean"}
# What people read and programs do not compare: rewording a field is no change of the contract.
_WORDS = frozenset({"title", "description"})


@dataclass(frozen=True, slots=True)
class ItemField:
    """One field of an item class."""

    name: str
    hint: Any
    """Its annotation, with the keywords that `Annotated` carries."""
    description: str
    """Its docstring, on one line."""


@cache
def item_fields(item_class: type) -> tuple[ItemField, ...]:
    """The fields of *item_class* (of `crawler.items`) in their order."""
    hints = get_type_hints(item_class, include_extras=True)
    texts = _docstrings(item_class)
    return tuple(ItemField(field.name, hints[field.name], texts[field.name]) for field in fields(item_class))


def item_schema() -> dict[str, Any]:
    """The schema of one line of a feed or export: an article, or in exports a deletion (it has `deleted_at`)."""
    definitions = {item_class.__name__: _object_schema(item_class) for item_class in ITEM_CLASSES}
    article = definitions[Article.__name__]
    # Lines of exports say where in the order of all changes they stand; lines of a crawl's feed do not know.
    article["properties"]["seq"] = definitions[Deletion.__name__]["properties"]["seq"]
    article["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {
        "$schema": DIALECT,
        "$id": f"article-{SCHEMA_VERSION}.json",
        "title": f"One line of a feed or an export, schema_version {SCHEMA_VERSION}",
        "if": {"required": ["deleted_at"]},
        "then": {"$ref": f"#/$defs/{Deletion.__name__}"},
        "else": {"$ref": f"#/$defs/{Article.__name__}"},
        "$defs": definitions,
    }


def fingerprint(schema: Any) -> str:
    """SHA-256, hexadecimal, of what *schema* accepts: titles and descriptions do not count, nor the order of keys."""
    return hashlib.sha256(json.dumps(_without_words(schema), sort_keys=True).encode()).hexdigest()


def is_optional(hint: Any) -> bool:
    return get_origin(hint) in (UnionType, Union) and NoneType in get_args(hint)


def plain_type(hint: Any) -> Any:
    """*hint* without None and without what `Annotated` adds."""
    if get_origin(hint) is Annotated:
        return plain_type(get_args(hint)[0])
    if is_optional(hint):
        (member,) = (member for member in get_args(hint) if member is not NoneType)
        return plain_type(member)
    return hint


def _object_schema(item_class: type) -> dict[str, Any]:
    members = item_fields(item_class)
    return {
        "type": "object",
        "description": inspect.cleandoc(item_class.__doc__ or ""),
        "properties": {field.name: _schema_of(field.hint) | {"description": field.description} for field in members},
        "required": [field.name for field in members],
        "additionalProperties": False,
    }


def _schema_of(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is Annotated:
        inner, *extras = get_args(hint)
        schema = _schema_of(inner)
        for keywords in extras:
            given = {name: value for name, value in asdict(keywords).items() if value is not None}
            schema |= given | ({"enum": list(given["enum"])} if "enum" in given else {})
        return schema
    if is_optional(hint):
        (member,) = (member for member in get_args(hint) if member is not NoneType)
        schema = _schema_of(member)
        # "enum" compares values, so None has to be one of them; the other keywords concern their own type only.
        values = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return schema | {"type": [schema["type"], "null"]} | values
    if get_origin(hint) is list:
        return {"type": "array", "items": _schema_of(get_args(hint)[0])}
    if get_origin(hint) is dict:
        return {"type": "object"}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{getattr(hint, '__name__', '')}"}
    return {"type": _JSON_TYPES[hint]}


def _docstrings(item_class: type) -> dict[str, str]:
    """The string that follows each field of *item_class* in its source, white space folded."""
    tree = ast.parse(inspect.getsource(items))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == item_class.__name__).body
    texts = {}
    for node, following in pairwise(body):
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            texts[node.target.id] = " ".join(str(following.value.value).split())
    return texts


def _without_words(value: Any, *, are_keywords: bool = True) -> Any:
    if isinstance(value, list):
        return [_without_words(member) for member in value]
    if not isinstance(value, dict):
        return value
    # Under "properties" and "$defs" stand names, and a field may be called "description".
    return {
        key: _without_words(member, are_keywords=not are_keywords or key not in ("properties", "$defs"))
        for key, member in value.items()
        if not (are_keywords and key in _WORDS)
    }
