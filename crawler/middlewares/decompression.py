"""Scrapy's decompression of bodies, with bounds for what a small answer can become, and with its failures counted.

Scrapy bounds the size (DOWNLOAD_MAXSIZE) of each layer, but not how many layers there are, and not what no page needs:
a page that is a thousand times its transfer is a bomb, not an article.
"""

from __future__ import annotations

import sys
import zlib
from typing import Self

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from crawler.fetching.gunzip import gunzip
from crawler.fetching.outcomes import count_failure
from crawler.fetching.refusals import DecompressionBombError, FetchRefusedError, UnreadableBodyError

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError
else:
    from backports.zstd import ZstdError

# A proxy may compress what the server has compressed already; nobody does it a third time.
MAX_LAYERS = 2
# Markup is compressed to a tenth, at most to a hundredth where a list of one template repeats itself. Below a megabyte
# it does not matter.
MAX_RATIO = 200
_GZIP = frozenset((b"gzip", b"x-gzip"))
_RATIO_MATTERS_FROM_BYTES = 1024 * 1024


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
        return HttpCompressionMiddleware._decode(body, encoding, max_size) if whole is None else whole

    def _decompressed(self, request: Request, response: Response) -> Request | Response:
        layers = b",".join(response.headers.getlist("Content-Encoding")).count(b",") + 1
        if layers > MAX_LAYERS:
            raise DecompressionBombError(f"{request.url}: compressed {layers} times")
        try:
            decompressed = super().process_response(request, response)
        except IgnoreRequest as error:
            raise DecompressionBombError(f"{request.url}: larger than DOWNLOAD_MAXSIZE when decompressed") from error
        except (zlib.error, brotli.error, ZstdError, EOFError, OSError, UnicodeDecodeError) as error:
            raise UnreadableBodyError(f"{request.url}: not in its Content-Encoding: {error}") from error
        assert isinstance(decompressed, Response)
        size = len(decompressed.body)
        if size > _RATIO_MATTERS_FROM_BYTES and size > MAX_RATIO * len(response.body):
            raise DecompressionBombError(f"{request.url}: {len(response.body)} B become {size} B")
        return decompressed
