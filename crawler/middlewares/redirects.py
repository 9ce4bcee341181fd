"""Scrapy's redirects, by header and by meta refresh, with an end that is counted.

Scrapy drops a page whose redirects go on for ever without counting it, and takes one that redirects to another scheme
("file:", "javascript:") for an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware, MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.fetching.outcomes import count_failure
from crawler.fetching.page_origin import is_of_other_site, keep_safe_headers
from crawler.fetching.refusals import (
    FetchRefusedError,
    RedirectRefusedError,
    TooManyRedirectsError,
    UrlTooLongError,
)
from crawler.urls import clean_url, is_web_url, site_of, without_userinfo

# Scrapy looks at the first 4,096 characters. No encoding of pages takes more than four bytes for one.
_REFRESH_REACH = 4 * 4096
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class CountedRedirectMiddleware(RedirectMiddleware):
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        try:
            result = _bounded(self, super().process_response, request, response)
            if result is response and response.status in _REDIRECTS and not _is_wanted_as_it_is(request, response):
                raise RedirectRefusedError(f"{request.url}: redirects to no web page")
        except FetchRefusedError as error:
            count_failure(self.crawler.stats, error.reason, request)
            raise
        return result


class CountedMetaRefreshMiddleware(MetaRefreshMiddleware):
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if not may_refresh(response.body):
            return response
        try:
            result = _bounded(self, super().process_response, request, response)
            # A page that reloads itself, for what is new on it, has been read.
            is_same = isinstance(result, Request) and clean_url(result.url) == clean_url(request.url)
            return response if is_same else result
        except (LookupError, RedirectRefusedError):
            # Without a place to go to, or in a charset like "hex", for which Python raises: a page like others.
            return response
        except FetchRefusedError as error:
            count_failure(self.crawler.stats, error.reason, request)
            raise


def may_refresh(body: bytes) -> bool:
    """Whether the part of a page in which Scrapy looks for a refresh may hold one: it decodes the whole page first."""
    start = body[:_REFRESH_REACH]
    # What holds NUL is in UTF-16, in which the word is spelt otherwise.
    return b"refresh" in start.lower() or b"\x00" in start


def _bounded(
    middleware: BaseRedirectMiddleware,
    process_response: Callable[[Request, Response], Any],
    request: Request,
    response: Response,
) -> Request | Response:
    try:
        result: Request | Response = process_response(request, response)
    except IgnoreRequest as error:
        raise TooManyRedirectsError(f"{request.url}: {error}") from error
    except ValueError as error:
        # A Location like "http://[" cannot even be joined.
        raise RedirectRefusedError(f"{request.url}: {error}") from error
    if isinstance(result, Request):
        if len(result.url) > middleware.crawler.settings.getint("URLLENGTH_LIMIT"):
            raise UrlTooLongError(f"{request.url}: redirects to {len(result.url)} B")
        if not is_web_url(result.url):
            raise RedirectRefusedError(f"{request.url}: redirects to {result.url}")
        if result.method not in ("GET", "HEAD") and site_of(result.url) != site_of(request.url):
            # 307 and 308 repeat what was asked of one site at another.
            raise RedirectRefusedError(f"{request.url}: redirects {result.method} to {result.url}")
        if is_of_other_site(result):
            keep_safe_headers(result)
        if "@" in result.url:
            result = result.replace(url=without_userinfo(result.url))
        if urlparse_cached(result).hostname != urlparse_cached(request).hostname:
            # Scrapy would let the other host's requests wait with this one's, whatever delay the other one wants.
            for name in ("download_slot", "autothrottle_dont_adjust_delay"):
                result.meta.pop(name, None)
    return result


def _is_wanted_as_it_is(request: Request, response: Response) -> bool:
    meta = request.meta
    return bool(meta.get("dont_redirect") or meta.get("handle_httpstatus_all")) or response.status in meta.get(
        "handle_httpstatus_list", ()
    )
