"""Asking for a page again so that an unchanged one costs nothing, without believing a server that lies."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler.content_versions import ContentVersion, content_version, digest, reader_of
from crawler.extraction.page import Page
from crawler.fetching.outcomes import is_usable
from crawler.items import Article
from crawler.storage import PendingUrl
from crawler.storage.frontier import READ_OUTCOMES, STORED_OUTCOMES
from crawler.visits import Visit
from spiders.found import is_guess
from spiders.site_crawl import SiteCrawl

# Servers are mended, caches replaced; and whoever was wronged gets another chance.
_DISTRUST = timedelta(days=30)
# For as long again one of so many visits checks: one that still lies is found out on the first day.
_SHARE_AFTER_DISTRUST = 4
# RFC 9110, 5.5 and 8.8.3. What has others (NUL, a line break) cannot be sent back as it was, nor stored everywhere.
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]+")

Look = Callable[[Response], ContentVersion | None]
"""Reads another answer for a page; None: it cannot."""


class Revalidation:
    def __init__(self, stats: StatsCollector, site_crawl: SiteCrawl) -> None:
        self._stats = stats
        self._site_crawl = site_crawl

    def headers(self, visit: Visit) -> dict[str, bytes]:
        """If-None-Match and If-Modified-Since (RFC 9110, 13.1) for what was read before; empty: ask unconditionally."""
        pending, run = visit.pending, self._site_crawl.run
        if run is None or not (pending.etag or pending.last_modified):
            return {}
        # After a failure, "not modified" would make it last for as long as the page stays as it is.
        if pending.outcome not in READ_OUTCOMES:
            return {}
        share = self._site_crawl.spot_check_share
        if run.validators_lied_at is not None:
            lied_ago = datetime.now(UTC) - run.validators_lied_at
            if lied_ago < _DISTRUST:
                return {}
            if lied_ago < 2 * _DISTRUST:
                share = min(share, _SHARE_AFTER_DISTRUST)
        if share and secrets.randbelow(share) == 0:
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

    def note_list(self, visit: Visit, response: Response, *, page: Page | None = None, reader: str = "") -> None:
        """Keep what identifies the version of a list or document just read, all of which is noted: what it names.
        *page*: of a list in HTML, which *reader* read."""
        reader = reader or reader_of(None, is_rendered=False)
        links = links_digest(page) if page is not None else ""
        note_version(visit, response, ContentVersion(_named_by(visit), reader, digest([response.body]), links))
        before, now = (articles_named(key) for key in (visit.pending.content_key, visit.result.content_key))
        self._count_named(visit, visit.result.content_key)
        self._stats.inc_value("discovery/emptied_lists", int(before > 0 == now))

    def note_lost(self, visit: Visit) -> None:
        """A document that is no document any more names nothing."""
        self._stats.inc_value("discovery/emptied_lists", int(articles_named(visit.pending.content_key) > 0))

    def _count_named(self, visit: Visit, content_key: str | None) -> None:
        if visit.pending.kind != "article":
            self._stats.inc_value("discovery/named_articles", articles_named(content_key))

    def probes(self, visit: Visit, look: Look | None = None) -> Iterator[Request]:
        """After a spot check that found another content: a request under whose conditions an honest server would have
        sent it. *look*: reads a page of which parts may differ in every answer; documents are what they state."""
        before, now = (content_version(key) for key in (visit.pending.content_key, visit.result.content_key))
        if before is None or now is None or not (visit.is_spot_check and now.differs_from(before)):
            return
        if headers := _headers_of(visit.pending):
            yield _probe(visit.pending.url, self._answer_to_old, headers, now=now, look=look)

    async def _answer_to_old(
        self, response: Response, now: ContentVersion, look: Look | None
    ) -> AsyncIterator[Request]:
        """A page was asked for as it was known before it changed: a server that says nothing has changed is wrong,
        unless the page says something else in every answer."""
        if response.status == 304 and look is None:
            await self._distrust()
        elif response.status == 304 and response.request is not None:
            yield _probe(response.request.url, self._second_look, {}, now=now, look=look)

    async def _second_look(self, response: Response, now: ContentVersion, look: Look) -> None:
        again = look(response) if response.status == 200 else None
        if again is not None and again.says_as(now):
            await self._distrust()

    async def _distrust(self) -> None:
        self._stats.inc_value("frontier/false_304")
        await self._site_crawl.distrust_validators()


def _probe(url: str, callback: Callable[..., Any], headers: dict[str, bytes], **arguments: Any) -> Request:
    meta = {"handle_httpstatus_list": [304], "allow_offsite": True}
    return Request(url, callback=callback, headers=headers, dont_filter=True, meta=meta, cb_kwargs=arguments)


def _headers_of(pending: PendingUrl) -> dict[str, bytes]:
    headers = {"If-None-Match": pending.etag, "If-Modified-Since": pending.last_modified}
    # As they came: an entity tag may have bytes that are no ASCII.
    return {name: value.encode("latin-1", "ignore") for name, value in headers.items() if value}


def note_version(visit: Visit, response: Response, version: ContentVersion) -> None:
    """Keep what identifies the version just read."""
    result = visit.result
    result.etag = _header(response, "ETag")
    result.last_modified = _header(response, "Last-Modified")
    result.content_key = str(version)


def article_version(article: Article, response: Response, reader: str) -> ContentVersion:
    return ContentVersion(article.content_hash or "", reader, digest([response.body]))


def links_digest(page: Page) -> str:
    """Of what the page links to, whatever the crawl makes of it."""
    targets = {page.absolute(anchor.get("href")) or "" for anchor in page.anchors}
    return digest(f"{target}\n".encode("utf-8", "replace") for target in sorted(targets))


def articles_named(content_key: str | None) -> int:
    """How many articles a list or document named when it had this key."""
    number, dash, _ = (content_key or "").partition("-")
    return int(number) if dash else 0


def _named_by(visit: Visit) -> str:
    """The number of articles among what is named, and a digest of it all."""
    named = digest(f"{found.key}\n{found.modified or ''}\n".encode("utf-8", "replace") for found in visit.result.found)
    return f"{sum(found.kind == 'article' for found in visit.result.found)}-{named}"


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    text = value.decode("latin-1") if value else ""
    return text if _HEADER_VALUE.fullmatch(text) else None
