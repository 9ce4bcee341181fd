"""When to look at a URL again: an article soon where it changes, ever later where it does not."""

from __future__ import annotations

from datetime import datetime

from crawler.list_revisits import seconds_to_next_list_visit
from crawler.retry_waits import seconds_to_next_try
from crawler.storage import PageResult, PendingUrl
from crawler.storage.frontier import FAILED_OUTCOMES, TRAP
from crawler.times import moment_of

_HOUR = 3600
_DAY = 24 * _HOUR
SHORTEST, LONGEST = _HOUR, 30 * _DAY
# Most corrections come within the first hours: what is a day old is looked at after six hours, what is a month old
# after a week.
_SHARE_OF_AGE = 0.25
# Nothing is known of the age of a page without a date.
_UNDATED = 12 * _HOUR
# A site that was out of order may have said so with a page like any other: what was named as an article and showed
# none, and what was then left as a trap, is looked at again. By the next hourly run, and then after eight times as
# long, four times in all: after minutes, hours, a day and a week. Real traps, and links to what never is an article,
# cost no more than that.
_DOUBT, _DOUBT_GROWS = 25 * 60, 8
# What has been as it is for so long is history; a publisher that changes it says so in a sitemap, if anywhere.
_SETTLED = 180 * _DAY


def seconds_to_next_visit(pending: PendingUrl, result: PageResult, now: datetime) -> int | None:
    """How long what was just visited may be left alone; None: until something says that it has changed."""
    if result.outcome in FAILED_OUTCOMES:
        return seconds_to_next_try(pending, result)
    if result.outcome == "not_an_article" and pending.kind not in ("start", "article"):
        return seconds_to_next_list_visit(pending, result, now)
    if result.outcome == "not_an_article" or (result.outcome == "out_of_range" and result.detail == TRAP):
        return _seconds_in_doubt(pending, result)
    if result.outcome == "new":
        age = _age(result, now)
        if age is not None and age > _SETTLED:
            return None
        return _within_limits(_UNDATED if age is None else age * _SHARE_OF_AGE)
    before = pending.revisit_seconds
    if result.outcome == "updated":
        return _within_limits((before or _DAY) / 2)
    if result.outcome == "unchanged" and before is not None:
        return None if before >= LONGEST else _within_limits(before * 2)
    return None


def _seconds_in_doubt(pending: PendingUrl, result: PageResult) -> int | None:
    was_in_doubt = pending.detail == TRAP or (pending.outcome == "not_an_article" and pending.kind == "article")
    before = pending.revisit_seconds if was_in_doubt else None
    seconds = _DOUBT if before is None else before * _DOUBT_GROWS
    return seconds if seconds <= LONGEST and pending.kind != "start" else None


def _age(result: PageResult, now: datetime) -> float | None:
    published = result.article.get("date_published") if result.article else None
    return max(0.0, (now - moment_of(published)).total_seconds()) if published else None


def _within_limits(seconds: float) -> int:
    return int(min(max(seconds, SHORTEST), LONGEST))
