"""What an article is, compared with what was known: the word it is counted under."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any


def novelty(article: MutableMapping[str, Any]) -> str:
    """ "new", "changed" or "duplicate", from the fields that deduplication has set."""
    if article.get("duplicate_of") is not None:
        return "duplicate"
    return "changed" if (article.get("revision") or 1) > 1 else "new"


def is_near_copy(article: MutableMapping[str, Any]) -> bool:
    """Whether *article* is a near copy of one published before it: in a cluster and not the earliest of it."""
    return article.get("duplicate_of") is None and article.get("cluster_id") not in (None, article["id"])
