"""When to ask again for what names articles: lists, feeds, sitemaps.

What has not changed for as long as anybody has looked is asked for again after twice that time, up to a limit: that of
its kind is the longest that an article nothing else names is missed for. What names it (the front page a section, a
section its further pages) has it asked for at once when it has news, whatever is said here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.archive_urls import archive_page
from crawler.content_versions import content_of
from crawler.storage import PageResult, PendingUrl
from crawler.times import moment_of
from crawler.url_kinds import url_kind

_MINUTE, _DAY = 60, 24 * 3600
# A little below whole hours, so that an hourly run, which begins some minutes before it asked the last time, finds due
# what it should.
SHORTEST_LIST, LONGEST_LIST = 25 * _MINUTE, 330 * _MINUTE
# Made for those who ask often, and where most articles are named first.
LONGEST_NEWS = 110 * _MINUTE
# Sections of sections, of which a site may have thousands: they are asked for when what names them has news.
SHORTEST_DEEP, LONGEST_DEEP = _DAY, 7 * _DAY
# Past sitemaps of an index that does not say when they change, and places that once were lists.
LONGEST_ARCHIVE = 30 * _DAY
# Which sitemaps a robots.txt names, and whether there is a feed at the usual place, does not change within a day.
_DAILY = _DAY
# An archive's page of a day or month gets its last articles some days later.
_STILL_FILLED = timedelta(days=3)
_DEEP = 1
_CURRENT_SITEMAP_DEPTH = 1


def seconds_to_next_list_visit(pending: PendingUrl, result: PageResult, now: datetime) -> int | None:
    """For what was read, or has not changed; None: not by itself, but when what names it has news."""
    limits = _limits(pending, result, now)
    if limits is None:
        return None
    shortest, longest = limits
    if not is_as_before(pending, result) or pending.visited_at is None:
        return shortest
    known_for = (now - moment_of(pending.visited_at)).total_seconds()
    return int(min(max(2 * known_for, shortest), longest))


def is_as_before(pending: PendingUrl, result: PageResult) -> bool:
    """Whether a list or document names what it named the last time: the server says so, or what was read does."""
    before, now = content_of(pending.content_key), content_of(result.content_key)
    return not result.is_read or (before is not None and before == now)


def is_news_sitemap(url: str) -> bool:
    """By its name, as no sitemap says what it is before it is read."""
    return "news" in url.rpartition("/")[2].lower()


def _limits(pending: PendingUrl, result: PageResult, now: datetime) -> tuple[int, int] | None:
    # A document that was read has its kind for detail.
    if pending.kind == "robots" or (pending.kind != "list" and _is_guess(pending) and result.detail != pending.kind):
        return _DAILY, _DAILY
    if pending.kind == "list":
        if (archive := archive_page(pending.url)) and now.date() - archive.last > _STILL_FILLED:
            return LONGEST_ARCHIVE, LONGEST_ARCHIVE
        if url_kind(pending.url) == "pager":
            # What is on a further page has been on the first.
            return (LONGEST_ARCHIVE, LONGEST_ARCHIVE) if pending.depth <= _DEEP else None
        return (SHORTEST_DEEP, LONGEST_DEEP) if pending.depth > _DEEP else (SHORTEST_LIST, LONGEST_LIST)
    if pending.kind == "sitemap":
        if pending.depth > _CURRENT_SITEMAP_DEPTH:
            return _DAY, LONGEST_ARCHIVE
        return 0, LONGEST_NEWS if is_news_sitemap(pending.url) else LONGEST_LIST
    return (0, LONGEST_NEWS) if pending.depth <= _DEEP else None


def _is_guess(pending: PendingUrl) -> bool:
    return any(stated.get("guessed") for _, _, stated in pending.sources)
