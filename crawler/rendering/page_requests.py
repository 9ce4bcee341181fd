"""What a page in the browser asks for: fetched by the crawl that renders it, or refused.

The browser has no network of its own, so what holds for the crawl holds for whatever the scripts of a page think of:
the addresses it must not reach, however a name resolves, robots.txt, delays, redirects, sizes, time.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.fetching.page_origin import PAGE_URL, is_of_other_site, safe_headers
from crawler.urls import is_web_url, site_of

if TYPE_CHECKING:
    from playwright.async_api import Request as BrowserRequest
    from playwright.async_api import Route, WebSocketRoute

logger = logging.getLogger(__name__)

# What can put text on a page. Images, media, fonts, frames, beacons and event streams cannot.
_FETCHED_TYPES = frozenset({"script", "fetch", "xhr"})
# Scripts wait for the style sheets of their parts; what is in them does not matter.
_EMPTY_TYPES = {"stylesheet": "text/css"}
# A page of a newspaper asks for some thirty scripts, advertising not counted.
_MAX_REQUESTS = 100
_MAX_BYTES = 20 << 20
# What a page posts to have its text is a query (GraphQL) of a few kilobytes.
_MAX_POSTED_BYTES = 64 << 10
# Scripts are the same on all pages of a site.
_MAX_CACHE_BYTES = 32 << 20
# The transfer's, not the content's; and what would name the visitor to the server, or move the page elsewhere.
_HEADERS_NOT_HANDED_ON = frozenset(
    "content-encoding content-length transfer-encoding connection keep-alive set-cookie refresh link report-to nel"
    " clear-site-data location strict-transport-security".split()
)
_HEADERS_NOT_SENT = (
    "sec-",
    "cookie",
    "user-agent",
    "accept-encoding",
    "host",
    "connection",
    "content-length",
    "priority",
)


class ScriptCache:
    """Scripts that pages of one crawl have asked for, the last used last."""

    def __init__(self) -> None:
        self._responses: OrderedDict[str, Response] = OrderedDict()
        self._bytes = 0

    def get(self, url: str) -> Response | None:
        if url in self._responses:
            self._responses.move_to_end(url)
        return self._responses.get(url)

    def put(self, url: str, response: Response) -> None:
        if url in self._responses or len(response.body) > _MAX_CACHE_BYTES:
            return
        self._responses[url] = response
        self._bytes += len(response.body)
        while self._bytes > _MAX_CACHE_BYTES:
            _, oldest = self._responses.popitem(last=False)
            self._bytes -= len(oldest.body)


class PageRequests:
    """Answers the requests of one page, whose document is *document*, an answer the crawl has got."""

    def __init__(self, crawler: Crawler, document: Response, cache: ScriptCache) -> None:
        self._crawler = crawler
        self._document = document
        self._cache = cache
        self._count = self._bytes = 0
        self._under_way = 0
        self._is_document_sent = False
        self._is_done = False
        self.last_activity = monotonic()

    async def quiet(self, seconds: float, until: float) -> None:
        """Returns when nothing has been fetched, or is under way, for *seconds*; for pages that never stop asking, at
        *until*, by the clock of `monotonic`."""
        while (self._under_way or monotonic() - self.last_activity < seconds) and monotonic() < until:
            await asyncio.sleep(0.05)

    def end(self) -> None:
        """The page is done: what it waits for still is no longer fetched."""
        self._is_done = True

    async def answer(self, route: Route) -> None:
        try:
            await self._answer(route, route.request)
        except Exception as error:  # noqa: BLE001 - whatever it is: the page gets no answer, the crawl goes on
            # The page was closed meanwhile, mostly.
            logger.debug("No answer for %(url)s: %(error)r", {"url": route.request.url, "error": error})

    async def refuse_socket(self, socket: WebSocketRoute) -> None:
        self._refused("websocket", socket.url)
        await socket.close()

    async def _answer(self, route: Route, request: BrowserRequest) -> None:
        if request.is_navigation_request():
            await self._answer_navigation(route, request)
        elif (content_type := _EMPTY_TYPES.get(request.resource_type)) is not None:
            await route.fulfill(status=200, content_type=content_type, body="")
        elif request.resource_type not in _FETCHED_TYPES:
            self._count_stat(f"left_out/{request.resource_type}")
            await route.abort("blockedbyclient")
        elif (response := await self._response(request)) is None:
            await route.abort("blockedbyclient")
        else:
            await route.fulfill(status=response.status, headers=_headers_of(response), body=response.body)

    async def _answer_navigation(self, route: Route, request: BrowserRequest) -> None:
        is_document = urldefrag(request.url)[0] == urldefrag(self._document.url)[0]
        if self._is_document_sent or not is_document or request.method != "GET":
            # To a frame, a form's target or where a script leads: what the crawl asked for is this page.
            self._refused("navigation", request.url)
            # No Content: what is shown stays (RFC 9110, 15.3.5); an error would replace it.
            await route.fulfill(status=204)
            return
        self._is_document_sent = True
        await route.fulfill(status=self._document.status, headers=_headers_of(self._document), body=self._document.body)
        # Only now the page can ask for anything: a browser that had to be started first has taken a second.
        self.last_activity = monotonic()

    async def _response(self, request: BrowserRequest) -> Response | None:
        """What the crawl gets for *request*; None when it must not, or could not, get it."""
        is_script = request.resource_type == "script" and request.method == "GET"
        if is_script and (cached := self._cache.get(request.url)):
            self._count_stat("cached")
            return cached
        self._count += 1
        if refusal := self._refusal(request):
            self._refused(refusal, request.url)
            return None
        # What is refused is no sign of life: pages go on asking for it.
        self._under_way += 1
        try:
            return await self._fetched(request, is_script=is_script)
        finally:
            self._under_way -= 1
            self.last_activity = monotonic()

    async def _fetched(self, request: BrowserRequest, *, is_script: bool) -> Response | None:
        asked = Request(
            request.url,
            method=request.method,
            body=request.post_data_buffer or b"",
            callback=NO_CALLBACK,
            # Another host is asked under that host's own rules; a page that cannot be had in full is rendered without.
            meta={
                PAGE_URL: self._document.url,
                "is_side_document": True,
                "allow_offsite": True,
                "dont_retry": True,
                "dont_cache": True,
                "is_wanted": lambda: self._end_reason() is None,
            },
        )
        headers = _sent_headers(await request.all_headers())
        asked.headers.update(safe_headers(headers) if is_of_other_site(asked) else headers)
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(asked)
        except Exception as error:  # noqa: BLE001 - every reason of the crawl's for not getting a page
            reason = self._end_reason() or getattr(error, "reason", None)
            self._refused(reason if isinstance(reason, str) else type(error).__name__, request.url)
            return None
        self._bytes += len(response.body)
        self._count_stat("fetched")
        if is_script and response.status == 200:
            self._cache.put(request.url, response)
        # Of what was asked for together, nobody knew the size.
        if reason := self._end_reason():
            self._refused(reason, request.url)
            return None
        return response

    def _refusal(self, request: BrowserRequest) -> str | None:
        if not is_web_url(request.url):
            return "scheme"
        if reason := self._end_reason():
            return reason
        if self._count > _MAX_REQUESTS:
            return "over_limit"
        if len(request.post_data_buffer or b"") > _MAX_POSTED_BYTES:
            return "posted_too_much"
        if request.method == "POST" and site_of(request.url) == site_of(self._document.url):
            # How many interfaces are asked (GraphQL); elsewhere it tells others about readers.
            return None
        return None if request.method in ("GET", "HEAD") else "method"

    def _end_reason(self) -> str | None:
        """Why the page gets nothing more, whatever it asks for; None: it may."""
        if self._is_done:
            return "page_done"
        return "over_limit" if self._bytes > _MAX_BYTES else None

    def _refused(self, reason: str, url: str) -> None:
        self._count_stat(f"refused/{reason}")
        logger.debug("Not fetched for a page (%(reason)s): %(url)s", {"reason": reason, "url": url})

    def _count_stat(self, what: str) -> None:
        self._crawler.stats.inc_value(f"rendering/requests/{what}")


def _headers_of(response: Response) -> dict[str, str]:
    found = {name.decode("latin-1").lower(): b", ".join(values) for name, values in response.headers.items()}
    return {name: value.decode("latin-1") for name, value in found.items() if name not in _HEADERS_NOT_HANDED_ON}


def _sent_headers(headers: dict[str, str]) -> dict[str, str]:
    """Those of the page's own making; what identifies the crawl is set by the crawl."""
    return {name: value for name, value in headers.items() if not name.startswith((":", *_HEADERS_NOT_SENT))}
