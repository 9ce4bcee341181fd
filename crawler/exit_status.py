"""The exit statuses of the commands, and which one a crawl earns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.verdicts import FAILED, Word

FAULTY_PROFILE = 1
FAULTY_STORE = 1
SOME_FAILED = 1
NOTHING_FETCHED_OR_STORED = 1
UNUSABLE_INPUT = 2
ALL_FAILED = 3
LOCKED = 4
_SIGNALLED = 128  # plus its number, as shells give it


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


def run_exit_status(verdicts: Sequence[Word], interrupted_by: int | None = None) -> int:
    """The exit status of a run of several sites; *interrupted_by*: number of a signal."""
    if interrupted_by is not None:
        return _SIGNALLED + interrupted_by
    failed = [verdict in FAILED for verdict in verdicts]
    if any(failed):
        return ALL_FAILED if all(failed) else SOME_FAILED
    return LOCKED if "locked" in verdicts else 0
