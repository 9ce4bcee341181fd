from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from crawler.rendering import browser as browser_module
from crawler.rendering.browser import Browser, BrowserOptions
from crawler.rendering.errors import RenderingError, RenderingUnavailableError


async def _begin(options: BrowserOptions) -> None:
    browser = Browser(options)
    try:
        async with browser.context("about:blank"):
            pass
    finally:
        await browser.close()


def test_without_playwright_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    # Python's way of saying that a module is not to be found.
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    with pytest.raises(RenderingUnavailableError, match=r"^.*pip install -r requirements-browser\.txt$") as told:
        asyncio.run(_begin(BrowserOptions()))
    assert told.value.reason == "not_installed"


def test_program_that_is_no_browser_is_told_by_its_path(browser_path: str) -> None:
    with pytest.raises(RenderingUnavailableError, match=rf"^{sys.executable} does not start: .") as told:
        asyncio.run(_begin(BrowserOptions(path=sys.executable)))
    assert told.value.reason == "not_started"
    assert "\n" not in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no processes")
def test_browser_that_does_not_answer_is_ended_and_the_next_page_gets_a_new_one(
    browser_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def render() -> int:
        browser = Browser(BrowserOptions(path=browser_path))
        try:
            async with browser.context("about:blank"):
                pass
            os.kill(browser._pid, signal.SIGSTOP)
            monkeypatch.setattr(browser_module, "_ANSWER_SECONDS", 1.0)
            with pytest.raises(RenderingError) as told:
                async with browser.context("about:blank"):
                    pass
            assert told.value.reason == "crashed"
            monkeypatch.undo()
            async with browser.context("about:blank"):
                return browser.starts
        finally:
            await browser.close()

    assert asyncio.run(render()) == 2


def test_pages_end_at_once_with_their_browser_though_nothing_answers_them(browser_path: str) -> None:
    async def render() -> tuple[list[str], int]:
        browser = Browser(BrowserOptions(path=browser_path))
        shown = asyncio.Semaphore(0)

        async def wait_for_ever() -> str:
            try:
                async with browser.context("about:blank"):
                    shown.release()
                    await asyncio.Event().wait()
            except RenderingError as error:
                return error.reason
            return "not ended"

        try:
            pages = [asyncio.ensure_future(wait_for_ever()) for _ in range(2)]
            for _ in pages:
                await shown.acquire()
            os.kill(browser._pid, signal.SIGKILL)
            reasons = await asyncio.wait_for(asyncio.gather(*pages), 30)
            async with browser.context("about:blank"):
                return reasons, browser.starts
        finally:
            await browser.close()

    assert asyncio.run(render()) == (["crashed", "crashed"], 2)
