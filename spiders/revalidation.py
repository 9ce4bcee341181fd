"""Asking for a page again so that an unchanged one costs nothing, without believing a server that lies."""

from __future__ import annotations

import hashlib
import secrets

from scrapy.http import Response

from crawler.visits import Visit
from spiders.site_crawl import SiteCrawl

# One visit in so many asks for the page whatever the server says of it: an hourly run finds a lie within a day.
UNCONDITIONAL_SHARE = 20


def conditional_headers(visit: Visit, site_crawl: SiteCrawl) -> dict[str, str]:
    """If-None-Match and If-Modified-Since (RFC 9110, 13.1) for what was read before; empty: ask unconditionally."""
    pending = visit.pending
    if site_crawl.run is None or site_crawl.run.validators_lie or not (pending.etag or pending.last_modified):
        return {}
    if secrets.randbelow(UNCONDITIONAL_SHARE) == 0:
        return {}
    visit.is_conditional = True
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
