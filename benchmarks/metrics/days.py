"""Publication dates compared by calendar day as printed, and by minute where both sides name one with its zone."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Literal

DayVerdict = Literal["right", "wrong", "none"]

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO_TIME = re.compile(r"[T ]\d\d:\d\d")


def day_of(text: str | None) -> str | None:
    """The day an ISO 8601 text begins with, as it stands there: no change of zone."""
    found = _ISO_DAY.match(text.strip()) if text else None
    return found[0] if found else None


def compare_days(expected: Collection[str], predicted: str | None) -> DayVerdict:
    """*expected*: dates of which each is right; none of them: right is to give none."""
    day = day_of(predicted)
    if day is None:
        return "none" if expected else "right"
    return "right" if day in {day_of(date) for date in expected} else "wrong"


def instant_of(text: str | None) -> datetime | None:
    """The moment an ISO 8601 text names, None when it lacks the time or the offset."""
    day = day_of(text)
    if text is None or day is None or not _ISO_TIME.match(text.strip(), len(day)):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def same_minute(expected: datetime, predicted: str | None) -> bool:
    """Whether *predicted* names a moment less than a minute from *expected*."""
    moment = instant_of(predicted)
    return moment is not None and abs((moment - expected).total_seconds()) < 60
