"""Download handler whose downloads can be ended: Scrapy waits for what is under way, up to DOWNLOAD_TIMEOUT a page."""

from __future__ import annotations

import asyncio

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.fetching.download_handler import BoundedDownloadHandler

END_DOWNLOADS = object()
"""Signal that ends every download of a crawl: each raises StoppedError."""


class StoppedError(IgnoreRequest):
    """The page was not fetched, or not to its end, because the crawl was told to stop."""


class EndableDownloadHandler(BoundedDownloadHandler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._downloads: set[asyncio.Task[Response]] = set()
        crawler.signals.connect(self._end_downloads, signal=END_DOWNLOADS)

    async def download_request(self, request: Request) -> Response:
        download = asyncio.ensure_future(super().download_request(request))
        self._downloads.add(download)
        try:
            return await download
        except asyncio.CancelledError as error:
            raise StoppedError(f"{request.url}: the crawl was told to stop") from error
        finally:
            self._downloads.discard(download)

    def _end_downloads(self) -> None:
        for download in tuple(self._downloads):
            download.cancel()
