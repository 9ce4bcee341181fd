"""Archives by date, walked backwards from what pages link to as far as `since`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from crawler.archive_urls import ArchivePage, archive_page
from crawler.discovery.entries import DiscoveredUrl
from crawler.storage import FoundUrl
from crawler.visits import Visit
from spiders.found import LIST_RANK, found_entry

# So many pages in a row without an article end the walk: a week of holidays, a season without an issue.
_MOST_MISSES = {"day": 7, "month": 3, "year": 1}
# Pages of archives in one crawl: 27 years of days. What lies beyond is in the ledger, for a run with other limits.
MAX_ARCHIVE_PAGES = 10_000
# Everything in an archive is as near: the way along it is no depth.
_DEPTH = 2
_DAY = timedelta(days=1)


class ArchiveWalk:
    def __init__(self, since: date | None, until: date | None) -> None:
        self.since, self._until = since, until
        self._pages = 0

    def refusal(self, url: str) -> str | None:
        """Why nothing of the archive page at *url* is wanted; None when some may be, or it is no archive page."""
        page = archive_page(url)
        if page is None:
            return None
        # Pages, and whoever files them by days, have another time zone than the reader.
        if self.since and page.last < self.since - _DAY:
            return "before_since"
        return "after_until" if self._until and page.first > self._until + _DAY else None

    def found(self, page: ArchivePage, found_in: str, depth: int) -> FoundUrl | None:
        """What to note of *page*, which a page *depth* steps from the start links to; None: it is of the future."""
        if page.first > datetime.now(UTC).date() + _DAY:
            return None
        if self._until and page.first > self._until + _DAY:
            # Nobody has to walk all the way from today.
            page = archive_page(page.at(self._until)) or page
        return self._entry(page, found_in, min(depth + 1, _DEPTH) if self.since else depth + 1)

    def earlier(self, visit: Visit, *, has_articles: bool) -> FoundUrl | None:
        """The page before that of *visit*, which was read or is not there; None where the walk ends. One page before
        `since` is noted as out of range, for a run that wants more."""
        page = archive_page(visit.pending.url)
        if page is None or self.since is None or visit.pending.kind != "list" or self.refusal(visit.pending.url):
            return None
        known = max((stated.get("misses", 0) for _, _, stated in visit.pending.sources), default=0)
        misses = 0 if has_articles else known + 1
        before = archive_page(page.previous())
        if before is None or misses > _MOST_MISSES[page.unit]:
            return None
        self._pages += 1
        found = self._entry(before, visit.pending.url, _DEPTH)
        if self._pages > MAX_ARCHIVE_PAGES and found.outcome == "pending":
            found = replace(found, outcome="out_of_range", detail="archive_limit", again=False)
        return replace(found, source="archive", stated={"guessed": True, "misses": misses})

    def _entry(self, page: ArchivePage, found_in: str, depth: int) -> FoundUrl:
        return found_entry(
            DiscoveredUrl(page.url, "listing", found_in),
            kind="list",
            depth=depth,
            rank=LIST_RANK,
            # What is past does not change when there is news.
            again=page.last >= datetime.now(UTC).date() - _DAY,
            refusal=self.refusal(page.url),
        )
