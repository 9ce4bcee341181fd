"""Telling whether an article read again is a new version, and what kind of change made it one."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

# What makes a new revision by the contract of `Article.revision`. Everything else on a page (its list of latest
# news, tags, image) changes from fetch to fetch without the article having changed.
VERSION_FIELDS = ("headline", "body", "date_published", "date_modified", "authors")


# Shown as nothing: zero width characters, soft hyphens, the byte order mark. Editors and scripts leave them at random.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def version_fingerprint(article: Mapping[str, Any]) -> str:
    """SHA-256, hexadecimal, over headline, body, dates and authors of *article*, without what cannot be seen: white
    space is folded, invisible characters are left out, composed and decomposed letters (Unicode, UAX 15) and spellings
    of one moment are the same, and so are empty and missing.

    It is computed from stored articles when needed and never stored, so that a release that changes the rule
    does not make every stored article look changed.
    """
    return hashlib.sha256(json.dumps(_compared(article)).encode()).hexdigest()


def is_same_version(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both have the same `version_fingerprint`."""
    if all((one.get(name) or None) == (other.get(name) or None) for name in VERSION_FIELDS):
        return True
    return _compared(one) == _compared(other)


def is_silent_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool | None:
    """Whether headline or body of *after* differ from *before* although the page states the same modification date.
    None: they differ, and neither version states one."""
    if all(_seen_text(before.get(name)) == _seen_text(after.get(name)) for name in ("headline", "body")):
        return False
    stated = [_moment(version.get("date_modified")) for version in (before, after)]
    return None if stated == [None, None] else stated[0] == stated[1]


def _compared(article: Mapping[str, Any]) -> list[Any]:
    return [
        *(_seen_text(article.get(name)) for name in ("headline", "body")),
        *(_moment(article.get(name)) for name in ("date_published", "date_modified")),
        [_seen_text(author) for author in article.get("authors") or ()],
    ]


def _seen_text(text: str | None) -> str:
    text = " ".join((text or "").split())
    if text.isascii():
        return text
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def _moment(date: str | None) -> str | None:
    """*date*, one with a time and an offset in UTC: "Z" and "+00:00" are the same. What says less is left as it is."""
    if not date:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return date
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else date
