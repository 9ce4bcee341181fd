"""How long what failed is left alone."""

from __future__ import annotations

from crawler.storage import PageResult, PendingUrl
from crawler.storage.frontier import NOT_ASKED

# Failures of a host or of the way there, not of a page: the next run tries again, as when a cable is back in its place.
_AT_ONCE = frozenset({*NOT_ASKED, "dns", "refused", "timeout", "tls", "request_lost", "DownloadFailedError"}) | {
    f"http_{status}" for status in (502, 503, 504)
}
# A page that fails by itself mostly does so again minutes later: half an hour, then twice as long each time. Five
# failures in a row (GIVE_UP_AFTER_RUNS) so take at least six hours.
FIRST_WAIT = 25 * 60
_LONGEST_WAIT = 24 * 3600
# How long a crawl may go by a robots.txt (RFC 9309, 2.4).
_RULES_LAST = 24 * 3600
# What is not there any more (404, 410). An article will not be again; a list or feed may, when the site is mended.
_GONE = ("http_404", "http_410")
_LONGEST_ABSENCE = 30 * 24 * 3600


def seconds_to_next_try(pending: PendingUrl, result: PageResult) -> int | None:
    """For what could not be had; None: it is not tried again."""
    if result.outcome == "gave_up":
        return None
    if result.detail in _GONE:
        names_others = pending.kind != "article"
        return min(_LONGEST_WAIT << min(pending.tries, 30), _LONGEST_ABSENCE) if names_others else None
    if result.outcome == "robots":
        return _RULES_LAST
    if result.detail in _AT_ONCE or (result.detail or "").startswith("unprocessed"):
        return 0
    return min(FIRST_WAIT << min(pending.tries, 30), _LONGEST_WAIT)
