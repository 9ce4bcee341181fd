"""Telling whether an article read again is a new version, and what kind of change made it one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# What makes a new revision by the contract of `Article.revision`. Everything else on a page (its list of latest
# news, tags, image) changes from fetch to fetch without the article having changed.
VERSION_FIELDS = ("headline", "body", "date_published", "date_modified", "authors")


def version_fingerprint(article: Mapping[str, Any]) -> str:
    """SHA-256, hexadecimal, over headline, body, dates and authors of *article*: exactly as they are, but empty and
    missing are the same.

    It is computed from stored articles when needed and never stored, so that a release that changes the rule
    does not make every stored article look changed.
    """
    return hashlib.sha256(json.dumps(_compared(article)).encode()).hexdigest()


def is_same_version(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both have the same `version_fingerprint`."""
    return _compared(one) == _compared(other)


def _compared(article: Mapping[str, Any]) -> list[Any]:
    return [article.get(name) or None for name in VERSION_FIELDS]


def is_silent_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool | None:
    """Whether headline or body of *after* differ from *before* although the page states the same modification date.
    None: they differ, and neither version states one."""
    if all((before.get(name) or "") == (after.get(name) or "") for name in ("headline", "body")):
        return False
    stated = [version.get("date_modified") for version in (before, after)]
    return None if stated == [None, None] else stated[0] == stated[1]
