"""What a page in the browser may send to sites that are not its own.

A browser asks the other site first (Fetch, 4.8: CORS preflight) whether it wants more than a link or a form could send.
The crawl asks nobody, and sends no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping

from scrapy import Request

from crawler.urls import site_of

# In the meta of a request: the URL of the page that asked for it.
PAGE_URL = "page_url"
# Fetch, 2.2.2: CORS-safelisted request-header; and those that the browser writes itself.
_SAFE_NAMES = frozenset({"accept", "accept-language", "content-language", "origin", "referer"})
_SAFE_CONTENT_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
_MAX_SAFE_VALUE = 128


def is_of_other_site(request: Request) -> bool:
    """Whether *request* leaves the site of the page that asked for it. False for those that no page asked for."""
    page_url = request.meta.get(PAGE_URL)
    return page_url is not None and site_of(page_url) != site_of(request.url)


def safe_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those of *headers*, by lower-case name, that any page may send to any site."""
    return {name: value for name, value in headers.items() if _is_safe(name, value)}


def keep_safe_headers(request: Request) -> None:
    """Take from *request* what another site is not sent."""
    for name in list(request.headers):
        if not _is_safe(name.decode("latin-1").lower(), (request.headers.get(name) or b"").decode("latin-1")):
            del request.headers[name]


def _is_safe(name: str, value: str) -> bool:
    if name in ("origin", "referer"):
        return True
    if name == "content-type":
        return value.partition(";")[0].strip().lower() in _SAFE_CONTENT_TYPES
    return name in _SAFE_NAMES and len(value) <= _MAX_SAFE_VALUE
