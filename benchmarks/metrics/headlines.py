"""Whether two headlines read the same, whatever their typography."""

from __future__ import annotations

import html
import unicodedata

# Marks that editors, feeds and templates exchange for one another without changing the headline.
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛′`´‹›", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\ufeff", "")
    | {"…": "..."}
)


def plain_headline(text: str) -> str:
    """Character references resolved, compatibility forms folded (NFKC), plain quotes and dashes, single spaces."""
    # Before NFKC, which would take "´" and "″" apart, and after it, for the full-width forms it resolves.
    text = html.unescape(text).translate(_TYPOGRAPHY)
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).split())


def same_headline(expected: str, predicted: str | None) -> bool:
    return plain_headline(expected) == plain_headline(predicted or "")
