"""Whether the client's copy of a page is still good (RFC 9110, 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def entity_tag(body: bytes, *, compressed: bool) -> str:
    """A strong tag. The compressed form has its own, because its bytes are different (RFC 9110, 8.8.3.3)."""
    digest = hashlib.sha256(body).hexdigest()[:20]
    return f'"{digest}-gzip"' if compressed else f'"{digest}"'


def is_current(headers: Mapping[str, str], *, etag: str, last_modified: datetime) -> bool:
    """Whether the request with *headers* (names in lower case) is to be answered with 304.

    If-Modified-Since counts only without If-None-Match (RFC 9110, 13.2.2).
    """
    if "if-none-match" in headers:
        return _names_tag(headers["if-none-match"], etag)
    since = _parse_http_date(headers.get("if-modified-since", ""))
    return since is not None and last_modified.replace(microsecond=0) <= since


def _names_tag(condition: str, etag: str) -> bool:
    """The weak comparison that If-None-Match asks for: a W/ prefix does not matter (RFC 9110, 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in condition.split(",")]
    return "*" in tags or etag in tags


def _parse_http_date(text: str) -> datetime | None:
    """None for what is no date: the field is then ignored (RFC 9110, 13.1.3)."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
