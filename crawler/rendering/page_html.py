"""The text of a page as it is in the browser at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.rendering.errors import RenderingError

if TYPE_CHECKING:
    from playwright.async_api import Page

_LENGTH = "document.documentElement ? document.documentElement.outerHTML.length : 0"


async def html_of(page: Page, max_bytes: int) -> str:
    """Raises RenderingError too_large, mostly before the text has left the browser."""
    if await _length(page) <= max_bytes:
        html = await page.content()
        # It may have grown meanwhile.
        if len(html) <= max_bytes:
            return html
    raise RenderingError("too_large", f"{page.url}: rendered, larger than DOWNLOAD_MAXSIZE")


async def _length(page: Page) -> int:
    """In UTF-16 units, asked in a world of its own: the page's scripts can make their own world say anything."""
    session = await page.context.new_cdp_session(page)
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    world = (await session.send("Page.createIsolatedWorld", {"frameId": frame}))["executionContextId"]
    answer = await session.send("Runtime.evaluate", {"expression": _LENGTH, "contextId": world, "returnByValue": True})
    await session.detach()
    return int(answer["result"].get("value") or 0)
