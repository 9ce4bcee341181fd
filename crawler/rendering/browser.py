"""One browser for all crawls of a process: started when it is first needed, bounded, watched, restarted, killed.

It is started without any way to the network (`_WITHOUT_NETWORK`): every request of a page is answered by the caller or
fails.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from crawler.rendering.browser_path import find_browser
from crawler.rendering.errors import RenderingError, RenderingUnavailableError
from crawler.rendering.process_memory import family_bytes

if TYPE_CHECKING:
    from playwright.async_api import Browser as PlaywrightBrowser
    from playwright.async_api import BrowserContext, Playwright

logger = logging.getLogger(__name__)

# Port 9 of an address that no host has (RFC 5737, TEST-NET-1); "<-loopback>" sends loopback there, too.
_NOWHERE = {"server": "http://192.0.2.1:9", "bypass": "<-loopback>"}
_WITHOUT_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # WebRTC does not go through proxies; it may only go through them.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-features=NetworkPrediction,Prerender2,WebRtcHideLocalIpsWithMdns",
    "--disable-quic",
)
_LIGHT = (
    "--disable-gpu",
    "--mute-audio",
    "--blink-settings=imagesEnabled=false",
    "--js-flags=--max-old-space-size=512",
)
# What an orderly end takes at most, before the process is killed.
_CLOSE_SECONDS = 5.0
_START_SECONDS = 30.0
# A browser makes a context in some milliseconds, on a busy machine in a second.
_ANSWER_SECONDS = 20.0
_WATCH_EVERY_SECONDS = 1.0
# WebRTC tells a page the addresses of the machine.
_NO_PEERS = "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserOptions:
    path: str = ""
    """BROWSER_PATH."""
    sandbox: bool = True
    max_pages_at_once: int = 2
    max_pages: int = 200
    """After so many it is restarted."""
    max_memory_bytes: int = 1500 << 20
    """Above it is killed. 0: never."""


class Browser:
    def __init__(self, options: BrowserOptions) -> None:
        self._options = options
        self._room = asyncio.Semaphore(options.max_pages_at_once)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None
        self._pid = 0
        self._pages = 0
        self._open_pages = 0
        # What ends each page under way together with its browser.
        self._ends: dict[asyncio.Timeout, PlaywrightBrowser] = {}
        self._end_reason = ""
        self._watch: asyncio.Task[None] | None = None
        self.starts = 0
        """How often it was started."""

    @asynccontextmanager
    async def context(self, url: str, **options: Any) -> AsyncIterator[BrowserContext]:
        """A context of its own for the page at *url*, once there is room.

        Raises RenderingUnavailableError, and RenderingError as soon as the browser ends: Playwright does not answer
        every call that is under way then.
        """
        async with self._room:
            browser = await self._running()
            self._pages += 1
            self._open_pages += 1
            end = asyncio.timeout(None)
            try:
                async with end:
                    self._ends[end] = browser
                    try:
                        context = await _new_context(browser, options)
                    except (TimeoutError, playwright_api().Error) as error:
                        # A browser that makes no context makes none for the next page either, and has seen nothing
                        # of this one. (Nobody says that it has ended when Playwright's driver did.)
                        self._ends.pop(end, None)
                        await self.kill("crashed")
                        raise RenderingError("crashed", f"{url}: the browser does not answer") from error
                    try:
                        yield context
                    finally:
                        # From here on the page has what it could get; without a browser its context is gone.
                        if self._ends.pop(end, None) is not None:
                            await self._close_context(context)
            except TimeoutError as error:
                if not end.expired():
                    raise
                raise RenderingError(self.end_reason, f"{url}: the browser ended ({self.end_reason})") from error
            finally:
                self._ends.pop(end, None)
                self._open_pages -= 1

    @property
    def end_reason(self) -> str:
        """Why the browser was ended last: "memory", or "crashed", for what is not the page's fault."""
        return self._end_reason or "crashed"

    async def close(self) -> None:
        async with self._starting:
            await self._end()

    async def kill(self, reason: str) -> None:
        """End the browser at once: what is under way fails, and the next page gets a new one."""
        self._end_reason = reason
        browser, self._browser = self._browser, None
        self._kill_process(browser)
        if browser is not None:
            self._end_pages(browser)
            await _within(_CLOSE_SECONDS, browser.close())

    def _end_pages(self, browser: PlaywrightBrowser) -> None:
        for end in [end for end, its_browser in self._ends.items() if its_browser is browser]:
            del self._ends[end]
            end.reschedule(0)

    async def _running(self) -> PlaywrightBrowser:
        async with self._starting:
            is_worn = self._pages >= self._options.max_pages and self._open_pages == 0
            if self._browser is None or not self._browser.is_connected() or is_worn:
                await self._end()
                try:
                    await self._start()
                except BaseException:
                    await self._end()
                    raise
            assert self._browser is not None
            return self._browser

    async def _start(self) -> None:
        api = playwright_api()
        playwright: Playwright = await asyncio.wait_for(api.async_playwright().start(), _START_SECONDS)
        self._playwright = playwright
        path = find_browser(self._options.path, playwright.chromium.executable_path)
        # Chromium does not start as root with its sandbox.
        sandbox = self._options.sandbox and not (hasattr(os, "geteuid") and os.geteuid() == 0)
        try:
            async with asyncio.timeout(_START_SECONDS):
                self._browser = await playwright.chromium.launch(
                    executable_path=path,
                    proxy=_NOWHERE,  # type: ignore[arg-type]  # a dict is a ProxySettings
                    chromium_sandbox=sandbox,
                    args=[*_WITHOUT_NETWORK, *_LIGHT],
                    # Whoever stops the crawl stops the browser with it, when the pages under way have been recorded.
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
                self._browser.on("disconnected", self._end_pages)
                session = await self._browser.new_browser_cdp_session()
                processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
                await session.detach()
        except TimeoutError as error:
            message = f"{path} does not start: no answer in {_START_SECONDS:g} s"
            raise RenderingUnavailableError("not_started", message) from error
        except api.Error as error:
            reason = next((line for line in str(error).splitlines() if line.strip()), "")
            hint = " (BROWSER_SANDBOX=False?)" if "sandbox" in str(error).lower() and sandbox else ""
            raise RenderingUnavailableError("not_started", f"{path} does not start{hint}: {reason}") from error
        self._pid = next(int(process["id"]) for process in processes if process["type"] == "browser")
        self._pages, self._end_reason = 0, ""
        self.starts += 1
        if self._options.max_memory_bytes > 0:
            self._watch = asyncio.create_task(self._watch_memory())

    async def _watch_memory(self) -> None:
        while self._browser is not None:
            used = await asyncio.to_thread(family_bytes, self._pid)
            if used > self._options.max_memory_bytes:
                logger.warning("The browser takes %(mb)d MB and is restarted", {"mb": used >> 20})
                # Of several pages nobody knows whose it is: to each it is as if the browser had crashed.
                await self.kill("memory" if self._open_pages == 1 else "crashed")
                return
            await asyncio.sleep(_WATCH_EVERY_SECONDS)

    async def _close_context(self, context: BrowserContext) -> None:
        # A page whose script runs for ever does not answer; the browser ends it with its context, mostly.
        if not await _within(_CLOSE_SECONDS, context.close()):
            # Those beside it are not to blame.
            await self.kill("crashed")

    async def _end(self) -> None:
        if self._watch is not None and self._watch is not asyncio.current_task():
            self._watch.cancel()
        browser, self._browser = self._browser, None
        if browser is not None and not await _within(_CLOSE_SECONDS, browser.close()):
            self._kill_process(browser)
        playwright, self._playwright = self._playwright, None
        if playwright is not None:
            await _within(_CLOSE_SECONDS, playwright.stop())
        self._pid = 0

    def _kill_process(self, browser: PlaywrightBrowser | None) -> None:
        if self._pid and browser is not None and browser.is_connected():
            with suppress(OSError):
                os.kill(self._pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


async def _new_context(browser: PlaywrightBrowser, options: dict[str, Any]) -> BrowserContext:
    async with asyncio.timeout(_ANSWER_SECONDS):
        context = await browser.new_context(service_workers="block", accept_downloads=False, **options)
        await context.add_init_script(_NO_PEERS)
    return context


def playwright_api() -> ModuleType:
    """playwright.async_api, which a crawl without rendering does not need. Raises RenderingUnavailableError."""
    try:
        return import_module("playwright.async_api")
    except ImportError as error:
        raise RenderingUnavailableError(
            "not_installed", "Playwright is not installed: pip install -r requirements-browser.txt"
        ) from error


async def _within(seconds: float, ending: Awaitable[Any]) -> bool:
    """Whether *ending* came to its end in time. That it failed, because what it ends is gone, is an end as well."""
    try:
        await asyncio.wait_for(ending, seconds)
    except TimeoutError:
        return False
    except Exception as error:  # noqa: BLE001 - whatever a dying browser answers
        logger.debug("While the browser was ended: %(error)r", {"error": error})
    return True


def as_rendering_error(error: Exception, browser: Browser, url: str) -> RenderingError:
    """What an error of Playwright means for the page at *url*."""
    message = str(error).partition("\n")[0]
    if "crashed" in message or "closed" in message:
        return RenderingError(browser.end_reason, f"{url}: the browser ended ({browser.end_reason})")
    return RenderingError("failed", f"{url}: {message}")
