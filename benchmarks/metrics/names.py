"""Agreement of two lists of authors as sets of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# One string often holds a whole byline. "And" in the languages that Latin-script bylines of the sets are
# written in; German "mit" and English "with" name a co-author.
_SEPARATOR = re.compile(
    r"[;,|\n] | \s[/&]\s | \s(?:and|with|und|mit|et|y|e|og|och|en|ja)\s",
    re.VERBOSE | re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|von|par|por|di|af|av|door|text|author|autor)[:\s]+", re.IGNORECASE)


def plain_names(authors: Iterable[str]) -> set[str]:
    """Names in lower case without accents, punctuation and "by"; one string may hold several."""
    parts = (part.strip() for author in authors for part in _SEPARATOR.split(author))
    return {name for part in parts if (name := _plain(_BY.sub("", part)))}


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    base = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", base))


def names_f1(expected: set[str], predicted: set[str]) -> float:
    """2 · common / (expected + predicted), 1 when both are empty."""
    total = len(expected) + len(predicted)
    return 2 * len(expected & predicted) / total if total else 1.0
