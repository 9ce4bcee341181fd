"""JSON as it stands in columns."""

from __future__ import annotations

import json
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class JsonText(str):
    """JSON already, as read from a column: written as it is, not encoded again."""

    __slots__ = ()


def json_text(value: Any) -> str:
    """*value* as compact JSON that people can read. Lone surrogates, which broken pages give and no database takes, are
    escaped, with everything else that is not ASCII; NUL is in any JSON."""
    text = _encode(value)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def value_of_json(text: str) -> Any:
    """What *text* of a column says; the text itself when it is no JSON, as another program may have put it there: one
    such row must not keep all others from being read."""
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return text
