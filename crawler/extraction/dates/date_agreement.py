"""What the dates of one page say about each other: the local time of a UTC one, the order of day and month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from crawler.items import DateCandidate
from crawler.times import is_later_than_fetch

# The largest offsets of places that print news: Hawaii and New Zealand in summer.
_WESTMOST, _EASTMOST = timedelta(hours=-10), timedelta(hours=13)
# Every offset in use is a multiple of this.
_OFFSET_STEP = timedelta(minutes=15)


def settle_orders(
    candidates: Sequence[DateCandidate], other_orders: Mapping[int, str], fetched_at: datetime | None
) -> dict[int, str]:
    """Exchange day and month of candidates whose order only a guess decided, where another date of the page has that
    day, or where they would lie in the future. Returns what to note, by the id of the candidate: that it was so, or
    that the order is a guess."""
    notes = {}
    days = {(offered.value or "")[:10] for offered in candidates if id(offered) not in other_orders}
    for offered in candidates:
        other = other_orders.get(id(offered))
        if not other or not offered.value:
            continue
        is_future = fetched_at is not None and is_later_than_fetch(offered.value, fetched_at)
        if offered.value[:10] not in days and (other[:10] in days or is_future):
            offered.value = other
            notes[id(offered)] = "day and month in the order that agrees with the page"
        elif offered.value[:10] not in days:
            notes[id(offered)] = "the order of day and month is assumed"
    return notes


def in_local_time(taken: DateCandidate, candidates: Iterable[DateCandidate], shown: Collection[int]) -> None:
    """Give *taken*, a time in UTC, the offset of the place it is printed for, where the page shows that its day
    there is another one. Readers, archives and the page itself name an article by its local day.

    *shown*: ids of the candidates that a reader sees. Where they give only the day, that day is all that remains.
    """
    instant = _utc(taken.value)
    if instant is None:
        return
    usable = [each for each in candidates if each.field == taken.field and each is not taken and _counts(each)]
    for offered in usable:
        if offset := _offset_between(instant, offered.value or ""):
            local = instant.astimezone(timezone(offset))
            if local.date() != instant.date():
                _restate(taken, local, "in the local time that the page shows")
            return
    days = [date.fromisoformat((each.value or "")[:10]) for each in usable if id(each) in shown]
    if instant.date() in days:
        return
    # What is shown may be the day of the last change.
    modified = {(each.value or "")[:10] for each in candidates if each.field == "date_modified"}
    neighbours = [day for day in days if day.isoformat() not in modified or _is_full_hour(instant)]
    if not neighbours:
        return
    day = neighbours[0]
    if not _is_possible_day(instant, day):
        return
    for offered in candidates:
        offset = _offset_of(offered.value)
        if offset and instant.astimezone(timezone(offset)).date() == day:
            _restate(taken, instant.astimezone(timezone(offset)), "with the offset of other times on the page")
            return
    taken.value = day.isoformat()
    taken.reason = "the day the page shows, of a time in UTC"


def _counts(offered: DateCandidate) -> bool:
    return bool(offered.value) and len(offered.value or "") >= 10 and offered.reason in _TAKEN_REASONS


_TAKEN_REASONS = ("another source comes before it", "names the same day as the one taken")


def _utc(value: str | None) -> datetime | None:
    if not value or not value.endswith("+00:00"):
        return None
    return datetime.fromisoformat(value).astimezone(UTC)


def _offset_of(value: str | None) -> timedelta | None:
    """The offset of a time, None when it has none or UTC's."""
    if not value or "T" not in value:
        return None
    return datetime.fromisoformat(value).utcoffset() or None


def _offset_between(instant: datetime, value: str) -> timedelta | None:
    """How far the clock of *value*, a time without offset (or with a wrong UTC), is ahead of UTC if it shows *instant*;
    None when it cannot show that."""
    if "T" not in value:
        return None
    local = datetime.fromisoformat(value)
    if local.utcoffset():
        return local.utcoffset() if local == instant else None
    ahead = local.replace(tzinfo=UTC) - instant
    if value.count(":") < 2 or not local.second:
        ahead = local.replace(tzinfo=UTC) - instant.replace(second=0)
    is_offset = _WESTMOST <= ahead <= _EASTMOST and not ahead % _OFFSET_STEP
    return ahead if ahead and is_offset else None


def _is_full_hour(instant: datetime) -> bool:
    """Whether it may be a midnight somewhere: a day without a time, written as a moment."""
    return instant.minute == instant.second == 0


def _is_possible_day(instant: datetime, day: date) -> bool:
    """Whether it is *day* somewhere on Earth at *instant*."""
    return (instant + _WESTMOST).date() <= day <= (instant + _EASTMOST).date()


def _restate(taken: DateCandidate, local: datetime, how: str) -> None:
    value = taken.value or ""
    taken.value = local.isoformat(timespec="seconds" if value.count(":") > 2 else "minutes")
    taken.reason = f"{taken.reason}; {how}"
