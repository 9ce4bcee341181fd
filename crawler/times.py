"""Times: how the item writes a moment, and which dates a page cannot mean yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# A day or a time printed without offset may be ahead of UTC by 14 hours (Kiribati, the largest offset there is);
# the rest is for clocks that are wrong. More would let tomorrow's "coming up" dates through.
MAX_CLOCK_SKEW = timedelta(hours=24)


def utc_text(moment: datetime) -> str:
    """*moment* (aware) in the form of `Article.fetched_at`: UTC, ISO 8601, whole seconds, ending in "Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def moment_of(iso_date: str) -> datetime:
    """The moment *iso_date* names; a day begins at midnight, and without offset it is taken as UTC."""
    moment = datetime.fromisoformat(iso_date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_later_than_fetch(iso_date: str, fetched_at: datetime) -> bool:
    """Whether *iso_date* lies more than MAX_CLOCK_SKEW after *fetched_at* (aware): no page can say that of itself."""
    return moment_of(iso_date) > fetched_at + MAX_CLOCK_SKEW
