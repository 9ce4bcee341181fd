"""The exit statuses of the commands, and which one a crawl earns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FAULTY_PROFILE = 1
NOTHING_FETCHED_OR_STORED = 1
UNUSABLE_INPUT = 2
LOCKED = 4


def exit_status(stats: Mapping[str, Any]) -> int:
    """The exit status of a crawl that ran, from its final *stats*; 0 is success."""
    if stats.get("store/errors") or any(key.startswith("feedexport/failed_count/") for key in stats):
        return NOTHING_FETCHED_OR_STORED
    if stats.get("finish_reason") == "locked":
        return LOCKED
    if stats.get("finish_reason") == "start_error":
        return NOTHING_FETCHED_OR_STORED
    answered = stats.get("outcomes/answered", 0)
    unprocessed = sum(count for key, count in stats.items() if key.startswith("outcomes/unprocessed/"))
    # Not one page could be read. Errors may be more than pages: start() and errbacks raise too.
    if unprocessed >= answered > 0:
        return NOTHING_FETCHED_OR_STORED
    # Interrupted by the user: whatever was still to come is not a failure.
    if stats.get("finish_reason") == "shutdown":
        return 0
    met_articles = any(key.startswith(("deduplication/", "item_scraped_count")) for key in stats)
    if stats.get("outcomes/start_failed") and not met_articles:
        return NOTHING_FETCHED_OR_STORED
    needed = stats.get("outcomes/requested", 0) - stats.get("outcomes/skipped", 0)
    return NOTHING_FETCHED_OR_STORED if needed > 0 and not answered else 0
