"""Scrapy's HTTP download handler, told why a request failed where that is our doing, and with an end to headers and to
what surrounds the pieces of a body."""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, ResponseDataLossError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol
from twisted.web._newclient import Request as TwistedRequest
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.iweb import IResponse

from crawler.fetching.refusals import HeadersTooLargeError, PrivateAddressError, WastefulTransferError
from crawler.fetching.resolver import was_refused

# What Chrome and Firefox take. Twisted bounds a line of them only: a server that sends header after header fills the
# memory until the page's time is over.
MAX_HEADERS_BYTES = 256 * 1024
# What may surround the chunks of a body (RFC 9112, 7.1) beyond its own size, which is bounded by DOWNLOAD_MAXSIZE.
# Servers send chunks of some kilobytes; endless ones of a byte cost a third of all time until the page's is over.
MAX_CHUNK_OVERHEAD_BYTES = 256 * 1024


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """For the DOWNLOAD_HANDLERS setting, http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            host = urlparse_cached(request).hostname or ""
            if was_refused(host):
                raise PrivateAddressError(f"{request.url}: {host} is an address off the public internet") from error
            raise
        except DownloadFailedError as error:
            if _is_caused_by(error, HeadersTooLargeError):
                raise HeadersTooLargeError(f"{request.url}: more than {MAX_HEADERS_BYTES} B of headers") from error
            raise
        except ResponseDataLossError as error:
            if _is_caused_by(error, WastefulTransferError):
                raise WastefulTransferError(f"{request.url}: most of what was sent is not its body") from error
            raise


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    _header_bytes = 0

    def request(self, request: TwistedRequest) -> Deferred[IResponse]:
        self._header_bytes = 0
        response = super().request(request)
        if self._parser is not None:
            # One long header is as good as many short ones.
            self._parser.MAX_LENGTH = MAX_HEADERS_BYTES
            self._parser._transferDecoders = {b"chunked": _Chunks}  # type: ignore[dict-item]
        return response

    def dataReceived(self, bytes: bytes) -> None:  # noqa: N802 - the name Twisted gives it
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._header_bytes += len(bytes)
            if self._header_bytes > MAX_HEADERS_BYTES:
                self._giveUp(Failure(HeadersTooLargeError()))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class _Chunks(_ChunkedTransferDecoder):
    def __init__(self, take: Callable[[bytes], None], finish: Callable[[bytes], None]) -> None:
        super().__init__(self._count, finish)
        self._take = take
        self._left = MAX_CHUNK_OVERHEAD_BYTES

    def _count(self, data: bytes) -> None:
        # Once to make up for having come, once to pay for what is around it.
        self._left += 2 * len(data)
        self._take(data)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        self._left -= len(data)
        super().dataReceived(data)
        if self._left < 0:
            raise WastefulTransferError


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _is_caused_by(error: BaseException, kind: type[Exception]) -> bool:
    """Whether an exception of *kind* is among the causes of *error*, as Twisted lists them."""
    cause = error.__cause__
    return any(failure.check(kind) for failure in getattr(cause, "reasons", ()))
