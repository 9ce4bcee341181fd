"""Downloader middleware that keeps a crawl on the public internet.

A page, a feed or a redirect may name any address, and the machine that crawls often reaches more than the public
does: routers, databases, metadata services of a cloud. Redirects and robots.txt requests pass through here too,
because Scrapy sends each of them through all downloader middlewares again.

Here hosts are judged by their spelling (`crawler.addresses.is_private_host`), before anything is sent; what a public
name resolves to is judged when connecting (`crawler.fetching.resolver`) and only counted here.
"""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import is_private_host
from crawler.fetching.refusals import PrivateAddressError
from crawler.urls import without_password

logger = logging.getLogger(__name__)


class PrivateAddressesMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._warned_of: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getbool("PRIVATE_ADDRESSES_ALLOWED"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        if is_private_host(host):
            self._refused(host, request)
            raise PrivateAddressError(f"{request.url}: {host} is not on the public internet")

    def process_exception(self, request: Request, exception: Exception) -> None:
        host = urlparse_cached(request).hostname or ""
        # The one raised above comes here too.
        if isinstance(exception, PrivateAddressError) and not is_private_host(host):
            self._refused(host, request)

    def _refused(self, host: str, request: Request) -> None:
        self._crawler.stats.inc_value("private_addresses/refused")
        if host not in self._warned_of:
            self._warned_of.add(host)
            logger.warning(
                "Refused %(url)s: %(host)s is not on the public internet "
                "(PRIVATE_ADDRESSES_ALLOWED=True lets a crawl reach it)",
                {"url": without_password(request.url), "host": host},
                extra={"spider": self._crawler.spider},
            )
