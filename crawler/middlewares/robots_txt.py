"""Downloader middleware that keeps to robots.txt (RFC 9309), and to the delay it asks for.

In place of Scrapy's, which allows everything when robots.txt cannot be fetched, keeps what it read for ever, reads the
text of an error page as rules, does nothing with Crawl-delay, and lets some of the requests pass that wait for the
same robots.txt.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from crawler.discovery.robots_rules import EVERYTHING_ALLOWED, RobotsRules, parse_robots
from crawler.download_handler import StoppedError
from crawler.fetching.host_cache import HostCache
from crawler.fetching.host_pace import HostPace
from crawler.fetching.refusals import (
    RedirectRefusedError,
    RobotsForbiddenError,
    RobotsUnreachableError,
    TooManyRedirectsError,
)
from crawler.middlewares.outcomes import failure_reason

logger = logging.getLogger(__name__)

# 2.4: "SHOULD NOT use the cached version for more than 24 hours".
_KEPT_SECONDS = 24 * 60 * 60
# When to ask again for one that could not be had; Scrapy has asked three times by then.
_ASKED_AGAIN_AFTER_SECONDS = 10 * 60
# Before everything else that waits for the host.
_PRIORITY = 1000
_TOO_MANY_REQUESTS = 429
# Nobody answers there at all: that is what the page failed of.
_OWN_REASONS = frozenset({"private_address", "dns", "refused", "tls", "host_given_up"})


@dataclass(slots=True)
class _Robots:
    """What is known of one robots.txt."""

    rules: RobotsRules | None = None
    """None: it could not be had."""
    reason: str = "robots_txt_unreachable"
    """Why not."""
    expires: float = 0
    waiting: list[Deferred[None]] = field(default_factory=list)
    is_asked_for: bool = False
    is_stopped: bool = False
    """Whether the crawl was told to stop before it came."""


class RobotsTxtMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._stats = crawler.stats
        self._pace = HostPace(crawler)
        self._token: str = settings["ROBOTSTXT_USER_AGENT"]
        self._usual_delay = settings.getfloat("DOWNLOAD_DELAY")
        self._longest_delay = settings.getfloat("CRAWL_DELAY_MAX")
        self._robots: HostCache[_Robots] = HostCache()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        robots = await self._robots_of(request)
        if robots.rules is None and robots.is_stopped:
            raise StoppedError(f"{request.url}: the crawl was told to stop")
        if robots.rules is None:
            self._stats.inc_value("robotstxt/unreachable")
            raise RobotsUnreachableError(f"{request.url}: its robots.txt cannot be had", robots.reason)
        if not robots.rules.allows(request.url):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsForbiddenError(f"{request.url}: forbidden by robots.txt")
        self._keep_crawl_delay(request, robots.rules)

    async def signals_for(self, url: str) -> dict[str, str]:
        """What the robots.txt of a page that was fetched says of its use, see `RobotsRules.signals`."""
        robots = await self._robots_of(Request(url))
        return dict(robots.rules.signals) if robots.rules is not None else {}

    async def _robots_of(self, request: Request) -> _Robots:
        """What is known of the robots.txt that holds for *request*; fetched when need be, by the first who asks."""
        parts = urlparse_cached(request)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        robots = self._robots.get(url)
        if robots is None:
            robots = _Robots()
            self._robots.put(url, robots)
        if robots.is_asked_for:
            fetched: Deferred[None] = Deferred()
            robots.waiting.append(fetched)
            await maybe_deferred_to_future(fetched)
        elif robots.expires <= monotonic():
            robots.is_asked_for = True
            try:
                await self._update(robots, url)
            finally:
                robots.is_asked_for = False
                waiting, robots.waiting = robots.waiting, []
                for fetched in waiting:
                    fetched.callback(None)
        return robots

    async def _update(self, robots: _Robots, url: str) -> None:
        # Wherever its redirects lead, it speaks for this host (2.3.1.2).
        meta = {"dont_obey_robotstxt": True, "allow_offsite": True, "is_side_document": True}
        self._stats.inc_value("robotstxt/request_count")
        assert self._crawler.engine is not None
        asked = Request(url, callback=NO_CALLBACK, priority=_PRIORITY, meta=meta)
        reason: str | None = None
        cause = ""
        try:
            response = await self._crawler.engine.download_async(asked)
        except (TooManyRedirectsError, RedirectRefusedError):
            # There is none behind them.
            rules: RobotsRules | None = EVERYTHING_ALLOWED
        except StoppedError:
            robots.is_stopped = True
            return
        except Exception as error:  # noqa: BLE001 - whatever became of it, nothing is known
            rules, reason, cause = None, failure_reason(error), str(error)
        else:
            rules, cause = _rules_of(response, self._token), f"HTTP status {response.status}"
        if rules is not None:
            robots.rules = rules
            robots.expires = monotonic() + _KEPT_SECONDS
            self._robots.put(url, robots, rules.size)
        else:
            # What was read before holds for as long as there is nothing newer (2.4).
            logger.warning(
                "Nobody knows what %(url)s allows: %(cause)s",
                {"url": url, "cause": cause},
                extra={"spider": self._crawler.spider},
            )
            robots.reason = reason if reason in _OWN_REASONS else "robots_txt_unreachable"
            robots.expires = monotonic() + _ASKED_AGAIN_AFTER_SECONDS

    def _keep_crawl_delay(self, request: Request, rules: RobotsRules) -> None:
        delay = min(rules.crawl_delay or 0, self._longest_delay)
        if delay > self._usual_delay:
            self._pace.keep_delay(request, delay)


def _rules_of(response: Response, token: str) -> RobotsRules | None:
    """The rules in the answer to a request for robots.txt; None when it is an error of the server (2.3.1)."""
    if 200 <= response.status < 300:
        return parse_robots(response.body, token)
    # 429 says that there is something, and to come back later: as Google reads it, no "unavailable" of the RFC.
    if 400 <= response.status < 500 and response.status != _TOO_MANY_REQUESTS:
        return EVERYTHING_ALLOWED
    return None
