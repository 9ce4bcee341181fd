"""Scrapy's decompression of bodies, with bounds for what a small answer can become, and with its failures counted.

Scrapy bounds the size (DOWNLOAD_MAXSIZE) of each layer, but not how many layers there are, and not what no page needs:
a page that is a thousand times its transfer is a bomb, not an article. And it takes what is cut off for whole.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.python import binary_is_text

from crawler.decompression_bounds import is_bomb
from crawler.fetching.compression import BrokenBodyError, TooLargeError, decompressed
from crawler.fetching.gunzip import gunzip
from crawler.fetching.outcomes import count_failure
from crawler.fetching.refusals import DecompressionBombError, FetchRefusedError, UnreadableBodyError

# A proxy may compress what the server has compressed already; nobody does it a third time.
MAX_LAYERS = 2
_GZIP = frozenset((b"gzip", b"x-gzip"))
_LOOKED_AT_BYTES = 5_000


class DecompressionMiddleware(HttpCompressionMiddleware):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("COMPRESSION_ENABLED"):
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        try:
            return self._decompressed(request, response)
        except FetchRefusedError as error:
            count_failure(self._crawler.stats, error.reason, request)
            raise

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        whole = gunzip(body, max_size) if encoding in _GZIP else None
        return decompressed(body, encoding, max_size) if whole is None else whole

    def _decompressed(self, request: Request, response: Response) -> Request | Response:
        layers = b",".join(response.headers.getlist("Content-Encoding")).count(b",") + 1
        if layers > MAX_LAYERS:
            raise DecompressionBombError(f"{request.url}: compressed {layers} times")
        try:
            result = super().process_response(request, response)
        except TooLargeError as error:
            raise DecompressionBombError(f"{request.url}: {error} when decompressed") from error
        except (BrokenBodyError, UnicodeDecodeError) as error:
            raise UnreadableBodyError(f"{request.url}: not in its Content-Encoding: {error}") from error
        assert isinstance(result, Response)
        if result.headers.get("Content-Encoding"):
            result = _as_it_is(request, result)
        size = len(result.body)
        if is_bomb(len(response.body), size):
            raise DecompressionBombError(f"{request.url}: {len(response.body)} B become {size} B")
        return result


def _as_it_is(request: Request, response: Response) -> Response:
    """A body with an encoding that nobody knows: servers write "utf-8" or "none" there and encode nothing."""
    if not binary_is_text(response.body[:_LOOKED_AT_BYTES]):
        name = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        raise UnreadableBodyError(f"{request.url}: its Content-Encoding {name!r} is not known")
    headers = response.headers.copy()
    del headers["Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=response.body)
    return response.replace(cls=kind, headers=headers)
