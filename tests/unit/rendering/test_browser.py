from __future__ import annotations

import asyncio
import sys

import pytest

from crawler.rendering.browser import Browser, BrowserOptions
from crawler.rendering.errors import RenderingUnavailableError


async def _begin(options: BrowserOptions) -> None:
    browser = Browser(options)
    try:
        async with browser.context():
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
