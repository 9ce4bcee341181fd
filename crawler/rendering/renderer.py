"""From a response to the page as it is after its scripts have run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from time import monotonic
from typing import TypeVar
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.utils.asyncio import is_asyncio_available

from crawler.download_handler import END_DOWNLOADS, StoppedError
from crawler.rendering.browser import Browser, BrowserOptions, as_rendering_error, playwright_api
from crawler.rendering.errors import RenderingError, RenderingUnavailableError
from crawler.rendering.page_html import html_of
from crawler.rendering.page_requests import PageRequests, ScriptCache

_T = TypeVar("_T")

# After the last answer, a page gets so long to ask for more or to show what it has.
_QUIET_SECONDS = 0.5
# A script that has run for so long without asking for anything runs for ever.
_HUNG_SECONDS = 10.0
# A browser that crashed may do so for another page's sake; one that crashes twice does for this one's.
_ATTEMPTS = 2
# What is known of the page, but not of what a script made of it.
_HEADERS_OF_THE_SHELL = ("Content-Encoding", "Content-Length", "Content-Type", "ETag", "Last-Modified")

_renderers: WeakKeyDictionary[Crawler, Renderer] = WeakKeyDictionary()
# Pages of all crawls of a process share a browser, as its memory is the largest part of theirs.
_browsers: dict[BrowserOptions, tuple[Browser, set[int]]] = {}


def renderer_of(crawler: Crawler) -> Renderer:
    """The renderer of *crawler*'s crawl, by its settings RENDERING_… and BROWSER_…"""
    if crawler not in _renderers:
        _renderers[crawler] = Renderer(crawler)
    return _renderers[crawler]


class Renderer:
    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._stats = crawler.stats
        self._timeout = settings.getfloat("RENDERING_TIMEOUT")
        self._max_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        self._user_agent: str = settings["USER_AGENT"]
        self._options = BrowserOptions(
            path=settings.get("BROWSER_PATH") or "",
            sandbox=settings.getbool("BROWSER_SANDBOX"),
            max_pages_at_once=settings.getint("RENDERING_MAX_PAGES"),
            max_pages=settings.getint("BROWSER_MAX_PAGES"),
            max_memory_bytes=settings.getint("BROWSER_MAX_MEMORY_MB") << 20,
        )
        self._cache = ScriptCache()
        self._under_way: set[asyncio.Task[str]] = set()
        self._unavailable: RenderingUnavailableError | None = None
        crawler.signals.connect(self._end_renderings, signal=END_DOWNLOADS)
        crawler.signals.connect(self._spider_closed, signal=signals.spider_closed)

    async def render(self, response: Response) -> HtmlResponse:
        """*response* with the text that its scripts put there, and without validators, as they are not of that text.

        Raises RenderingError, RenderingUnavailableError, and StoppedError when the crawl is told to stop.
        """
        if self._unavailable is None and not is_asyncio_available():
            self._unavailable = RenderingUnavailableError(
                "no_asyncio", "rendering needs Scrapy's asyncio reactor (TWISTED_REACTOR as it is by default)"
            )
        if self._unavailable is not None:
            raise self._unavailable
        rendering = asyncio.ensure_future(self._html(response))
        self._under_way.add(rendering)
        try:
            html = await rendering
        except RenderingUnavailableError as error:
            self._unavailable = error
            raise
        except RenderingError as error:
            self._stats.inc_value(f"rendering/failed/{error.reason}")
            raise
        except asyncio.CancelledError as error:
            raise StoppedError(f"{response.url}: the crawl was told to stop") from error
        finally:
            self._under_way.discard(rendering)
        self._stats.inc_value("rendering/rendered")
        headers = response.headers.copy()
        for name in _HEADERS_OF_THE_SHELL:
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        return HtmlResponse(
            response.url,
            status=response.status,
            headers=headers,
            body=html.encode("utf-8", errors="replace"),
            encoding="utf-8",
            request=response.request,
            flags=[*response.flags, "rendered"],
        )

    async def _html(self, response: Response) -> str:
        browser = self._browser()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await self._rendered_in(browser, response)
            except RenderingError as error:
                if error.reason != "crashed" or attempt == _ATTEMPTS:
                    raise
                self._stats.inc_value(f"rendering/repeated/{error.reason}")
        raise AssertionError("unreachable")

    async def _rendered_in(self, browser: Browser, response: Response) -> str:
        playwright_error: type[Exception] = playwright_api().Error
        starts = browser.starts
        requests = PageRequests(self._crawler, response, self._cache)
        try:
            # Honest to scripts, too: they see what servers see.
            async with browser.context(response.url, user_agent=self._user_agent, locale="en-US") as context:
                if browser.starts > starts:
                    self._stats.inc_value("rendering/browser_started", browser.starts - starts)
                # A page that never stops asking is taken as it is when half of its time is over.
                until = monotonic() + self._timeout / 2
                async with asyncio.timeout(self._timeout):
                    await context.route("**/*", requests.answer)
                    await context.route_web_socket("**/*", requests.refuse_socket)
                    page = await context.new_page()
                    await _unless_hung(page.goto(response.url, wait_until="commit", timeout=0), response.url)
                    while True:
                        await requests.quiet(_QUIET_SECONDS, until)
                        last = requests.last_activity
                        html = await _unless_hung(html_of(page, self._max_bytes), response.url)
                        if requests.last_activity == last or monotonic() >= until:
                            break
        except TimeoutError as error:
            raise RenderingError("timeout", f"{response.url}: not rendered in {self._timeout:g} s") from error
        except playwright_error as error:
            raise as_rendering_error(error, browser, response.url) from error
        finally:
            requests.end()
        return html

    def _browser(self) -> Browser:
        if self._options not in _browsers:
            _browsers[self._options] = (Browser(self._options), set())
        browser, users = _browsers[self._options]
        users.add(id(self))
        return browser

    def _end_renderings(self) -> None:
        for rendering in tuple(self._under_way):
            rendering.cancel()

    async def _spider_closed(self) -> None:
        browser, users = _browsers.get(self._options, (None, set()))
        users.discard(id(self))
        if browser is not None and not users:
            del _browsers[self._options]
            await browser.close()


async def _unless_hung(call: Awaitable[_T], url: str) -> _T:
    try:
        async with asyncio.timeout(_HUNG_SECONDS):
            return await call
    except TimeoutError as error:
        raise RenderingError("hung", f"{url}: a script of the page runs for ever") from error
