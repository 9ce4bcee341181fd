"""What the summary of a crawl reads from its stats: counts by reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.extensions.run_summary_words import dropped_words

UNCHANGED = "deduplication/dropped/unchanged"
_DROPPED_BY = ("validation/dropped/", "rights/dropped/", "selection/dropped/", "deduplication/dropped/")


def dropped_articles(stats: Mapping[str, Any]) -> dict[str, int]:
    """Articles left out, by reason in words; unchanged ones are not, they have a line of their own."""
    return {
        dropped_words(key): count for key, count in stats.items() if key.startswith(_DROPPED_BY) and key != UNCHANGED
    }


def failed_pages(stats: Mapping[str, Any]) -> dict[str, int]:
    return below("outcomes/failed/", stats)


def below(prefix: str, stats: Mapping[str, Any]) -> dict[str, int]:
    return {key.removeprefix(prefix): count for key, count in stats.items() if key.startswith(prefix)}


def most_first(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return iter(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
