"""Tags with more attributes than the parser can read in time."""

from __future__ import annotations

import re
from itertools import islice

# libxml2 and lxml compare each attribute of a tag with all before it: 40,000 take four seconds. Shorter pages cannot
# hold so many that it matters; longer ones with a flood have few tags for their length, or many equals signs.
_MIN_LENGTH = 100_000
_MIN_LENGTH_PER_TAG = 200
_MIN_EQUALS = 20_000
_MAX_ATTRIBUTES = 1_000
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{40000,}")

_ATTRIBUTE = re.compile(rb"""[^\s"'/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?""")


def without_attribute_floods(html: bytes) -> bytes:
    """*html* with tags of more than some thousand attributes cut to the first."""
    if len(html) < _MIN_LENGTH or not (
        html.count(b"<") * _MIN_LENGTH_PER_TAG < len(html) or html.count(b"=") >= _MIN_EQUALS
    ):
        return html
    return _LONG_TAG.sub(_first_attributes, html)


def _first_attributes(tag: re.Match[bytes]) -> bytes:
    text = tag.group()
    # The first is the tag's name. One long value (an image, or data for a script) is no flood.
    attribute = next(islice(_ATTRIBUTE.finditer(text), _MAX_ATTRIBUTES, None), None)
    return text[: attribute.start()] if attribute else text
