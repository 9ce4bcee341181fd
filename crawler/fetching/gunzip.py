"""Gunzip of whole bodies in one go: with Intel's library, where it is installed, in a third of zlib's time."""

from __future__ import annotations

import contextlib
import importlib
import zlib
from typing import Any

_fast: Any = zlib
with contextlib.suppress(ImportError):  # no wheel for this machine
    _fast = importlib.import_module("isal.isal_zlib")
# RFC 1952: a gzip header, and the largest window.
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


def gunzip(body: bytes, max_bytes: int) -> bytes | None:
    """The content of *body*; None when it is anything but one whole gzip member of at most *max_bytes* (0: any size):
    cut off, damaged, followed by something, too large. What is to become of those is for others to say."""
    decompressor = _fast.decompressobj(wbits=_GZIP_WINDOW)
    try:
        # Without max_length the result grows as it is needed; with it no more than one byte too much is made.
        content: bytes = decompressor.decompress(body, max_length=max_bytes + 1 if max_bytes else 0)
    except (_fast.error, zlib.error):
        return None
    is_whole = decompressor.eof and not decompressor.unused_data and not (0 < max_bytes < len(content))
    return content if is_whole else None
