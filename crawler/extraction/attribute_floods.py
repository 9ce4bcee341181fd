"""Tags with more attributes than the parser can read in time."""

from __future__ import annotations

import re
from itertools import islice

# libxml2 and lxml compare each attribute of a tag with all before it: 40,000 take four seconds. Shorter pages cannot
# hold so many that it matters.
_MIN_LENGTH = 100_000
# Half of the shortest flood that is looked for: wherever that begins, it fills one.
_STRETCH = 20_000
_MAX_ATTRIBUTES = 1_000
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{40000,}")

_ATTRIBUTE = re.compile(rb"""[^\s"'/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?""")


def without_attribute_floods(html: bytes) -> bytes:
    """*html* with tags of more than some thousand attributes cut to the first."""
    if len(html) < _MIN_LENGTH:
        return html
    # A flood has no tag in it: one of the stretches it fills is without "<", in a tag that is not closed before.
    if not any(
        html.find(b"<", start, start + _STRETCH) < 0 and html.find(b">", max(html.rfind(b"<", 0, start), 0), start) < 0
        for start in range(0, len(html) - _STRETCH, _STRETCH)
    ):
        return html
    return _LONG_TAG.sub(_first_attributes, html)


def _first_attributes(tag: re.Match[bytes]) -> bytes:
    text = tag.group()
    # The first is the tag's name. One long value (an image, or data for a script) is no flood.
    attribute = next(islice(_ATTRIBUTE.finditer(text), _MAX_ATTRIBUTES, None), None)
    return text[: attribute.start()] if attribute else text
