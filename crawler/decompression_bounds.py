"""How much larger than its transfer what was compressed may be."""

from __future__ import annotations

# Markup is compressed to a tenth, at most to a hundredth where a list of one template repeats itself. Below a megabyte
# it does not matter.
MAX_RATIO = 200
_RATIO_MATTERS_FROM_BYTES = 1024 * 1024


def is_bomb(compressed_bytes: int, content_bytes: int) -> bool:
    """Whether nobody who wants to be read sends *compressed_bytes* that become *content_bytes*."""
    return content_bytes > _RATIO_MATTERS_FROM_BYTES and content_bytes > MAX_RATIO * compressed_bytes
