"""The crawl of one site from what the store knows of it: takes what is pending, and records what each page came to.

It needs nothing but the site's key and the store: whatever process goes on with a site finds there what is left.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from itemadapter import ItemAdapter
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawl_store import crawl_store_of
from crawler.errors import SiteLockedError, StoreError
from crawler.fetching.outcomes import keep_example
from crawler.rendering.need import RenderingNeed
from crawler.revisits import seconds_to_next_visit
from crawler.storage import FoundUrl, PendingUrl, SiteRun
from crawler.storage.frontier import NOT_ASKED, STORED_OUTCOMES
from crawler.visits import NEAR_COPY_KEPT_BACK, Visit, outcome_of_article, outcome_of_drop, visit_of
from spiders.found import is_guess

# Pending URLs read at once: each look costs about as much as a tenth of a page, and what is found meanwhile and ought
# to come first waits for the next look.
_TAKEN_AT_ONCE = 16
# So long nothing has to happen at all before anybody looks whether something can.
_LOOK_FOR_LOST_SECONDS = 2
# A crawl that takes days must not miss what a feed named meanwhile.
_LISTS_AGAIN_SECONDS = 3600
# What is pending is counted for who looks at the progress: no more often, and of a long queue so seldom that it takes
# no more than this share of the time.
_COUNT_EVERY_SECONDS, _MOST_TIME_TO_COUNT = 1, 0.005
# A site's URLs have a few shapes, and those of its last year all of them.
_PAGES_TO_LEARN_FROM = 1000


logger = logging.getLogger(__name__)


class SiteCrawl:
    def __init__(self, crawler: Crawler, key: str, domain: str) -> None:
        self.key = key
        self.run: SiteRun | None = None
        self._crawler = crawler
        self._domain = domain
        self._store = crawl_store_of(crawler)
        # As many as the downloader works on: what is not under way waits in the store, where it is safe, and a crawl
        # that is told to stop has nothing queued that it would still fetch.
        self._most_under_way: int = crawler.settings.getint("CONCURRENT_REQUESTS")
        self._failures_before_giving_up: int = crawler.settings.getint("GIVE_UP_AFTER_RUNS")
        self.spot_check_share: int = crawler.settings.getint("SPOT_CHECK_SHARE")
        self._visits: dict[int, Visit] = {}
        self._taken: deque[PendingUrl] = deque()
        self._count_at = 0.0
        self._lists_at = monotonic() + _LISTS_AGAIN_SECONDS
        self._ended = 0
        self._news = asyncio.Event()
        connect = crawler.signals.connect
        connect(self._item_scraped, signal=signals.item_scraped)
        connect(self._item_dropped, signal=signals.item_dropped)
        connect(self._item_error, signal=signals.item_error)
        connect(self._spider_error, signal=signals.spider_error)
        connect(self._request_dropped, signal=signals.request_dropped)
        connect(self._spider_closed, signal=signals.spider_closed)

    async def begin(self, starts: Sequence[FoundUrl], limits: str) -> SiteRun:
        """Raises CloseSpider when another process crawls the site, or the store fails."""
        try:
            await self._store.open()
            self.run = await self._store.begin_run(self.key, self._domain, starts, limits)
        except SiteLockedError as error:
            self._crawler.stats.set_value("frontier/locked", str(error))
            raise CloseSpider("locked") from error
        except StoreError as error:
            raise CloseSpider("store_failed") from error
        return self.run

    async def pages_read(self) -> list[tuple[str, bool]]:
        """(URL, whether it is an article) of pages that earlier runs have read."""
        try:
            return await self._store.pages_read(_PAGES_TO_LEARN_FROM)
        except StoreError as error:
            raise CloseSpider("store_failed") from error

    async def visits(self) -> AsyncIterator[Visit]:
        """Every pending URL, as soon as there is room for one more under way; ends when nothing is left but what waits.
        Raises StoreError."""
        async for pending in self._pending():
            visit = self._visits[pending.id] = Visit(pending, self._record)
            yield visit

    async def end(self) -> None:
        """Nothing is left to visit. Raises StoreError."""
        await self._store.end_run()
        self._crawler.stats.set_value("progress/queued", 0)

    async def distrust_validators(self) -> None:
        """The server answers 304 for what has changed: ask unconditionally from now on, and for some time."""
        lied_at = datetime.now(UTC)
        if self.run is not None:
            self.run = replace(self.run, validators_lied_at=lied_at)
        await self._store.distrust_validators(lied_at)

    async def remember_rendering(self, need: RenderingNeed) -> None:
        """What was learned of the site's need of a browser is known to the next run."""
        if need.known is not None and need.learned_at is not None:
            await self._store.remember_rendering(need.known, need.learned_at)

    def waits(self, visit: Visit) -> None:
        """Its article waits for another page: the crawl goes on meanwhile, and ends without it."""
        visit.is_waiting = True
        self._wake()

    async def _pending(self) -> AsyncIterator[PendingUrl]:
        taken = self._taken
        while True:
            if taken and self._under_way() < self._most_under_way:
                yield taken.popleft()
            elif taken:
                await self._next_news()
            else:
                ended = self._ended
                await self._queue_lists()
                left_out = {*self._visits}
                taken.extend(await self._store.take(_TAKEN_AT_ONCE, left_out))
                await self._count_pending()
                if not taken and ended == self._ended:
                    if not self._under_way():
                        return
                    await self._next_news()

    async def _queue_lists(self) -> None:
        if monotonic() >= self._lists_at:
            self._lists_at = monotonic() + _LISTS_AGAIN_SECONDS
            await self._store.queue_lists(_LISTS_AGAIN_SECONDS)

    async def _count_pending(self) -> None:
        began = monotonic()
        if began >= self._count_at:
            self._crawler.stats.set_value("progress/queued", await self._store.count_pending())
            took = monotonic() - began
            self._count_at = monotonic() + max(_COUNT_EVERY_SECONDS, took / _MOST_TIME_TO_COUNT)

    def _under_way(self) -> int:
        return sum(not visit.is_waiting for visit in self._visits.values())

    async def _next_news(self) -> None:
        self._news.clear()
        was_idle = False
        while not await self._comes_within(_LOOK_FOR_LOST_SECONDS):
            # Twice, so that nothing is on its way from one part of Scrapy to the next.
            if was_idle and self._is_engine_idle():
                self._end_lost_visits()
                return
            was_idle = self._is_engine_idle()

    async def _comes_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _is_engine_idle(self) -> bool:
        """Whether nobody has any request or answer of this crawl in hand."""
        engine = self._crawler.engine
        scheduler, scraping = engine.scheduler, engine.scraper.slot
        return not (
            engine.downloader.active
            or (scheduler is not None and scheduler.has_pending_requests())
            or (scraping is not None and not scraping.is_idle())
        )

    def _end_lost_visits(self) -> None:
        """What another component has swallowed (a middleware that filters requests or items, a handler of
        request_scheduled) fails no errback and sends no signal: without this, the crawl would wait for it for ever."""
        lost = [visit for visit in self._visits.values() if not visit.is_waiting and not visit.is_over]
        for visit in lost:
            self._crawler.stats.inc_value("outcomes/failed/request_lost")
            keep_example(self._crawler.stats, "request_lost", visit.pending.url)
            visit.end("error", "request_lost")
        if lost:
            logger.warning(
                "%(count)d requests were dropped by another component without a word, among them %(url)s",
                {"count": len(lost), "url": lost[0].pending.url},
                extra={"spider": self._crawler.spider},
            )

    def _wake(self) -> None:
        self._ended += 1
        self._news.set()

    def _record(self, visit: Visit) -> None:
        result, pending = visit.result, visit.pending
        if result.outcome == "pending":
            # Left for the next run, as if it had not been asked for; it stays with the visits, so that this run does
            # not take it again.
            self._wake()
            return
        if result.outcome in ("error", "blocked", "robots"):
            result.is_read = False
            # As failures are counted.
            if pending.tries and pending.kind != "robots" and not is_guess(visit):
                word = "failed" if result.outcome == "error" else "refused"
                self._crawler.stats.inc_value(f"retries/{word}_again")
            if self._is_hopeless(visit):
                result.outcome = "gave_up"
        elif pending.kind == "start" and result.outcome != "out_of_range":
            self._crawler.stats.inc_value("discovery/starts_read")
        elif result.outcome == pending.outcome == "not_an_article" and pending.kind == "article" and result.is_read:
            self._crawler.stats.inc_value("retries/no_article_again")
        self._crawler.stats.inc_value(f"frontier/{result.outcome}")
        if result.revisit_seconds is None:
            result.revisit_seconds = seconds_to_next_visit(pending, result, datetime.now(UTC))
        if result.outcome == "out_of_range":
            # Whoever wants this version has to read it: it was not kept.
            result.etag = result.last_modified = None
            if pending.article_id and pending.outcome != "duplicate":
                # The limits of one run do not undo what others have stored.
                result.outcome = pending.outcome if pending.outcome in STORED_OUTCOMES else "unchanged"
        self._store.record(result)
        if pending.kind not in ("article", "list"):
            # A document names what is to come first, and dates of what is about to be fetched: look again.
            self._taken.clear()
        del self._visits[pending.id]
        self._wake()

    def _is_hopeless(self, visit: Visit) -> bool:
        """Whether a page has failed for the last time. What names others never has: a site that was down for some
        runs is one that comes back."""
        result, pending = visit.result, visit.pending
        return (
            pending.kind in ("article", "list")
            and result.outcome == "error"
            and result.detail not in NOT_ASKED
            and pending.tries + 1 >= self._failures_before_giving_up
        )

    def _item_scraped(self, item: Any, response: Any) -> None:
        if visit := _visit(item, response):
            visit.end(*outcome_of_article(ItemAdapter(item)))

    def _item_dropped(self, item: Any, response: Any, exception: BaseException) -> None:
        if visit := _visit(item, response):
            outcome, detail = outcome_of_drop(exception)
            if getattr(exception, "stat", "") == NEAR_COPY_KEPT_BACK and visit.result.article is not None:
                outcome, detail = outcome_of_article(visit.result.article)
            if outcome == "duplicate" and visit.result.article is not None:
                detail = visit.result.article["duplicate_of"]
            visit.end(outcome, detail)

    def _item_error(self, item: Any, response: Any, failure: Failure) -> None:
        if visit := _visit(item, response):
            visit.end("error", f"unprocessed: {type(failure.value).__name__}")

    def _spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        visit = _visit(None, response)
        if visit is not None and not visit.is_waiting:
            visit.end("error", f"unprocessed: {type(failure.value).__name__}")

    def _request_dropped(self, request: Request) -> None:
        if visit := request.meta.get("visit"):
            visit.end("error", "dropped_by_scheduler")

    async def _spider_closed(self) -> None:
        await self._store.close()


def _visit(item: Any, response: Any) -> Visit | None:
    """The visit *item* came of: an item that a pipeline has put in place of ours does not know it, its page does."""
    request = getattr(response, "request", None)
    return visit_of(item) or (request.meta.get("visit") if request is not None else None)
