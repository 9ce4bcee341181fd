"""Asking for a page again so that an unchanged one costs nothing, without believing a server that lies."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler import __version__
from crawler.fetching.outcomes import is_usable
from crawler.storage import PendingUrl
from crawler.storage.frontier import READ_OUTCOMES, STORED_OUTCOMES
from crawler.visits import Visit
from spiders.found import is_guess
from spiders.site_crawl import SiteCrawl

_READ_BY = f"@{__version__}"


class Revalidation:
    def __init__(self, stats: StatsCollector, site_crawl: SiteCrawl) -> None:
        self._stats = stats
        self._site_crawl = site_crawl

    def headers(self, visit: Visit) -> dict[str, str]:
        """If-None-Match and If-Modified-Since (RFC 9110, 13.1) for what was read before; empty: ask unconditionally."""
        pending, site_crawl = visit.pending, self._site_crawl
        if site_crawl.run is None or site_crawl.run.validators_lie or not (pending.etag or pending.last_modified):
            return {}
        # After a failure, "not modified" would make it last for as long as the page stays as it is.
        if pending.outcome not in READ_OUTCOMES:
            return {}
        if site_crawl.spot_check_share and secrets.randbelow(site_crawl.spot_check_share) == 0:
            visit.is_spot_check = True
            return {}
        return _headers_of(pending)

    def ends_unchanged(self, response: Response, visit: Visit) -> bool:
        """Whether the server answered that what is known is still so; the visit is over then."""
        if response.status != 304:
            return False
        if response.request is None or not is_usable(response.request, response):
            visit.result.is_read = False
            visit.end("error", "http_304")
            return True
        if visit.pending.kind != "robots" and not is_guess(visit):
            # As pages are counted.
            self._stats.inc_value("frontier/revalidated")
        visit.result.is_read = False
        self._count_named(visit, visit.pending.content_key)
        known = visit.pending.outcome
        if known in STORED_OUTCOMES:
            visit.end("unchanged")
        else:
            visit.end(known, visit.pending.detail)
        return True

    def note_list(self, visit: Visit, response: Response) -> None:
        """Keep what identifies the version of a list or document just read, all of which is noted: what it names."""
        note_version(visit, response, content_key=_key_of_found(visit))
        before, now = (articles_named(key) for key in (visit.pending.content_key, visit.result.content_key))
        self._count_named(visit, visit.result.content_key)
        self._stats.inc_value("discovery/emptied_lists", int(before > 0 == now))

    def note_lost(self, visit: Visit) -> None:
        """A document that is no document any more names nothing."""
        self._stats.inc_value("discovery/emptied_lists", int(articles_named(visit.pending.content_key) > 0))

    def _count_named(self, visit: Visit, content_key: str | None) -> None:
        if visit.pending.kind != "article":
            self._stats.inc_value("discovery/named_articles", articles_named(content_key))

    def probes(self, visit: Visit) -> Iterator[Request]:
        """After a spot check that found another content: a request under whose conditions an honest server would have
        sent it."""
        before, now = visit.pending.content_key, visit.result.content_key
        is_changed = before != now and _is_comparable(before)
        if visit.is_spot_check and is_changed and (headers := _headers_of(visit.pending)):
            yield Request(
                visit.pending.url,
                callback=self.check_validators,
                headers=headers,
                dont_filter=True,
                meta={"handle_httpstatus_list": [304], "allow_offsite": True},
            )

    async def check_validators(self, response: Response) -> None:
        """A page was asked for as it was known before it changed: a server that says nothing has changed is wrong."""
        if response.status == 304:
            self._stats.inc_value("frontier/false_304")
            await self._site_crawl.distrust_validators()


def _headers_of(pending: PendingUrl) -> dict[str, str]:
    headers = {"If-None-Match": pending.etag, "If-Modified-Since": pending.last_modified}
    return {name: value for name, value in headers.items() if value}


def note_version(visit: Visit, response: Response, *, content_key: str | None) -> None:
    """Keep what identifies the version just read."""
    result = visit.result
    result.etag = _header(response, "ETag")
    result.last_modified = _header(response, "Last-Modified")
    result.content_key = content_key and f"{content_key}{_READ_BY}"


def _is_comparable(content_key: str | None) -> bool:
    """Whether the key was made by this release: another reads other things from the same page, and an honest server
    would seem to lie."""
    return content_key is not None and content_key.endswith(_READ_BY)


def articles_named(content_key: str | None) -> int:
    """How many articles a list or document named when it had this key."""
    number, dash, _ = (content_key or "").partition("-")
    return int(number) if dash else 0


def _key_of_found(visit: Visit) -> str:
    """The number of articles among what is named, and a digest of it all."""
    digest = hashlib.sha256()
    for found in visit.result.found:
        digest.update(f"{found.key}\n{found.modified or ''}\n".encode())
    return f"{sum(found.kind == 'article' for found in visit.result.found)}-{digest.hexdigest()[:16]}"


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
