"""The hint added to a message about a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# difflib's default, 0.6, takes "speed" for a slip of "feeds"; a swapped or missing letter in a word of four is 0.75.
_SIMILARITY = 0.7


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " (did you mean 'news'?)" when one of *known* is spelt much like *word*, else "".

    Starts with a space, so that it can be put behind any sentence.
    """
    spelling = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), spelling, n=1, cutoff=_SIMILARITY)
    return f" (did you mean {spelling[close[0]]!r}?)" if close else ""
