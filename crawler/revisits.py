"""When to look at a page again: soon where it changes, ever later where it does not."""

from __future__ import annotations

from datetime import datetime

from crawler.storage import PageResult, PendingUrl
from crawler.times import moment_of

_HOUR = 3600
_DAY = 24 * _HOUR
SHORTEST, LONGEST = _HOUR, 30 * _DAY
# Most corrections come within the first hours: what is a day old is looked at after six hours, what is a month old
# after a week.
_SHARE_OF_AGE = 0.25
# Nothing is known of the age of a page without a date.
_UNDATED = 12 * _HOUR
# What has been as it is for so long is history; a publisher that changes it says so in a sitemap, if anywhere.
_SETTLED = 180 * _DAY


def seconds_to_next_visit(pending: PendingUrl, result: PageResult, now: datetime) -> int | None:
    """How long the page just visited may be left alone; None: until something says that it has changed."""
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
    # A sitemap within an index is asked for when the index says that it has changed; not all say it.
    if pending.kind == "sitemap" and pending.depth > 1 and result.is_read:
        same = pending.content_key is not None and pending.content_key == result.content_key
        return _within_limits((before or _DAY) * 2 if same else _DAY)
    return None


def _age(result: PageResult, now: datetime) -> float | None:
    published = result.article.get("date_published") if result.article else None
    return max(0.0, (now - moment_of(published)).total_seconds()) if published else None


def _within_limits(seconds: float) -> int:
    return int(min(max(seconds, SHORTEST), LONGEST))
