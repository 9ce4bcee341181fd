"""Asking for a page again so that an unchanged one costs nothing, without believing a server that lies."""

from __future__ import annotations

import hashlib
import secrets

from scrapy.http import Response

from crawler.storage import PendingUrl
from crawler.visits import Visit
from spiders.site_crawl import SiteCrawl


def conditional_headers(visit: Visit, site_crawl: SiteCrawl) -> dict[str, str]:
    """If-None-Match and If-Modified-Since (RFC 9110, 13.1) for what was read before; empty: ask unconditionally."""
    pending = visit.pending
    if site_crawl.run is None or site_crawl.run.validators_lie or not (pending.etag or pending.last_modified):
        return {}
    if site_crawl.spot_check_share and secrets.randbelow(site_crawl.spot_check_share) == 0:
        visit.is_spot_check = True
        return {}
    return _headers_of(pending)


def headers_to_check(visit: Visit) -> dict[str, str]:
    """After a spot check that found another content: the conditions under which an honest server would have sent it.
    Empty: there is nothing to check."""
    is_changed = visit.pending.content_key is not None and visit.pending.content_key != visit.result.content_key
    return _headers_of(visit.pending) if visit.is_spot_check and is_changed else {}


def _headers_of(pending: PendingUrl) -> dict[str, str]:
    headers = {"If-None-Match": pending.etag, "If-Modified-Since": pending.last_modified}
    return {name: value for name, value in headers.items() if value}


def note_version(visit: Visit, response: Response, *, content_key: str | None) -> None:
    """Keep what identifies the version just read. *content_key*: of an article; a document's is what it names."""
    result = visit.result
    result.etag = _header(response, "ETag")
    result.last_modified = _header(response, "Last-Modified")
    result.content_key = content_key or _key_of_found(visit)


def _key_of_found(visit: Visit) -> str:
    digest = hashlib.sha256()
    for found in visit.result.found:
        digest.update(f"{found.key}\n{found.modified or ''}\n".encode())
    return digest.hexdigest()[:16]


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
