from __future__ import annotations

import asyncio
import tracemalloc

import pytest

from crawler.rendering.browser import Browser, BrowserOptions
from crawler.rendering.errors import RenderingError
from crawler.rendering.page_html import html_of

_GROWS = "<body><script>document.body.dataset.text = 'x'.repeat(30 << 20)</script>"
# The page's own scripts see what they have put in the place of the browser's; whoever reads the page must not.
_LIES = (
    "<script>Object.defineProperty(Element.prototype, 'outerHTML', {get: () => '<html>short</html>'});"
    "Object.defineProperty(String.prototype, 'length', {get: () => 1});</script>"
)


async def _html(content: str, browser_path: str, max_bytes: int) -> str:
    browser = Browser(BrowserOptions(path=browser_path))
    try:
        async with browser.context("about:blank") as context:
            page = await context.new_page()
            await page.set_content(content)
            tracemalloc.start()
            return await html_of(page, max_bytes)
    finally:
        await browser.close()


def test_page_is_read_with_its_doctype(browser_path: str) -> None:
    html = asyncio.run(_html("<!DOCTYPE html><p>text", browser_path, 1000))
    tracemalloc.stop()
    assert html == "<!DOCTYPE html><html><head></head><body><p>text</p></body></html>"


@pytest.mark.parametrize("content", [_GROWS, _LIES + _GROWS], ids=["large", "large and denies it"])
def test_page_that_is_too_large_is_not_taken_into_memory(browser_path: str, content: str) -> None:
    try:
        with pytest.raises(RenderingError) as told:
            asyncio.run(_html(content, browser_path, 10 << 20))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert told.value.reason == "too_large"
    assert peak < 5 << 20
