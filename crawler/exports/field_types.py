"""Values of rows that are not of the types of their fields, which only another program can have put into a store: lists
and objects are text to a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import datetime
from typing import Any, get_args, get_origin

from crawler.item_schema import item_fields, plain_type
from crawler.items import Article, Deletion

_Check = Callable[[Any], bool]
# Parquet has moments there, all other dates are text.
TIMES = frozenset({"fetched_at", "deleted_at"})


def with_typed_fields(row: dict[str, Any]) -> dict[str, Any]:
    """*row* itself when all its values are of the types of their fields. Otherwise a copy in which text in the place of
    a list of texts is its one entry, and what else is of another type is left out: null, or gone from its list."""
    wrong = [name for name, value in row.items() if not _CHECKS[name](value)]
    if not wrong:
        return row
    return {**row, **{name: _typed(name, row[name]) for name in wrong}}


def _typed(name: str, value: Any) -> Any:
    return None if name in TIMES else _of_type(_TYPES[name], value)


def _of_type(hint: Any, value: Any) -> Any:
    hint = plain_type(hint)
    if get_origin(hint) is list:
        (entry_hint,) = get_args(hint)
        entries = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        typed = (_of_type(entry_hint, entry) for entry in entries)
        return [entry for entry in typed if entry is not None]
    if get_origin(hint) is dict:
        return value if isinstance(value, dict) else {}
    if is_dataclass(hint):
        members = item_fields(hint)  # type: ignore[arg-type]
        return {name: _of_type(kind, value.get(name)) for name, kind in _pairs(members)} if _is_object(value) else None
    return value if type(value) is hint else None


def _check_of(hint: Any) -> _Check:
    """Whether a value is of the type *hint*. None is, but where lists and objects are: those are empty."""
    hint = plain_type(hint)
    if get_origin(hint) is list:
        is_entry = _check_of(get_args(hint)[0])
        return lambda value: isinstance(value, list) and all(entry is not None and is_entry(entry) for entry in value)
    if get_origin(hint) is dict:
        return _is_object
    if is_dataclass(hint):
        members = [(name, _check_of(kind)) for name, kind in _pairs(item_fields(hint))]  # type: ignore[arg-type]
        return lambda value: _is_object(value) and all(is_type(value.get(name)) for name, is_type in members)
    # A boolean is no whole number here.
    return lambda value: value is None or type(value) is hint


def _pairs(members: Any) -> list[tuple[str, Any]]:
    return [(member.name, member.hint) for member in members]


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_time(value: Any) -> bool:
    try:
        return value is None or datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


_TYPES = dict(_pairs([*item_fields(Deletion), *item_fields(Article)]))  # of names in both, the article's
_CHECKS: dict[str, _Check] = {name: _is_time if name in TIMES else _check_of(hint) for name, hint in _TYPES.items()}
