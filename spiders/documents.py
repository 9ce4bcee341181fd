"""Documents that name articles: robots.txt, sitemaps, feeds and listings in JSON. Callbacks of requests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scrapy import Request
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.feeds import Feed, parse_feed
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.sitemaps import Sitemap, parse_sitemap
from crawler.discovery.traps import MAX_SITEMAPS
from crawler.discovery.wordpress import parse_posts
from crawler.fetching.outcomes import count_failure
from crawler.list_revisits import is_news_sitemap
from crawler.middlewares.spider_traps import MAX_INDEX_DEPTH
from crawler.urls import site_of
from crawler.visits import Visit
from spiders.found import (
    ARCHIVE_RANK,
    DOCUMENT_RANK,
    believed,
    found_entry,
    found_url,
    index_depth_of,
    is_guess,
    page_of_document,
)
from spiders.named import NamedUrls
from spiders.offsite_documents import OffsiteDocuments
from spiders.revalidation import Revalidation, articles_named

# The depth of a sitemap that is asked for in every run, and of one that is when its index says it has changed.
_CURRENT_SITEMAP, _ARCHIVE_SITEMAP = 0, 2
# Documents that continue one: 200,000 posts of the WordPress API.
MAX_FURTHER_PAGES = 2_000


class DocumentReader:
    def __init__(
        self, stats: StatsCollector, named: NamedUrls, revalidation: Revalidation, offsite: OffsiteDocuments
    ) -> None:
        self._stats = stats
        self._named = named
        self._revalidation = revalidation
        self._offsite = offsite
        self._sitemaps: set[str] = set()

    def parse_robots(self, response: Response) -> None:
        visit: Visit = response.meta["visit"]
        if not self._revalidation.ends_unchanged(response, visit):
            # On whatever host it is, the site vouches for a sitemap by naming it here (sitemaps.org, "Cross submits").
            urls = sitemap_urls(response.body, response.url)
            for url in self._admitted(urls):
                visit.found(found_url(url, "sitemap", "robots", found_in=response.url, rank=DOCUMENT_RANK))
            if not urls:
                self._named.guess_sitemaps(response.url, visit)
            self._end(visit, response)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        visit: Visit = response.meta["visit"]
        if self._revalidation.ends_unchanged(response, visit):
            return
        sitemap = parse_sitemap(response.body, response.url)
        if sitemap is None:
            self._end_unreadable(visit, response, "unreadable_sitemap")
            return
        self._count_unread(sitemap)
        if sitemap.kind == "index":
            if index_depth_of(visit.pending) + 1 > MAX_INDEX_DEPTH:
                self._stats.inc_value("traps/refused/index_depth")
                self._end(visit, response)
                return
            self._note_sitemaps(sitemap, visit)
        else:
            self._named.note_articles(self._named.in_scope(_newest_first(believed(sitemap.entries))), visit, 0)
        self._end(visit, response)
        yield from self._revalidation.probes(visit)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        visit: Visit = response.meta["visit"]
        if self._revalidation.ends_unchanged(response, visit):
            return
        feed = parse_feed(response.body, response.url)
        if feed is None:
            self._end_unreadable(visit, response, "unreadable_feed")
            return
        self._count_unread(feed)
        entries = believed(feed.entries)
        self._named.note_articles(self._named.in_scope(entries), visit, 0)
        self._note_older(feed.next_url, entries, visit, response.url)
        self._end(visit, response)
        yield from self._revalidation.probes(visit)

    def parse_posts(self, response: Response) -> Iterator[Request]:
        visit: Visit = response.meta["visit"]
        if self._revalidation.ends_unchanged(response, visit):
            return
        posts = parse_posts(response.body, response.url)
        if posts is None:
            self._end_unreadable(visit, response, "unreadable_feed")
            return
        entries, next_url = posts
        self._named.note_articles(self._named.in_scope(entries), visit, 0, source="api")
        self._note_older(next_url, entries, visit, response.url)
        self._end(visit, response)
        yield from self._revalidation.probes(visit)

    def _note_older(self, url: str | None, entries: Sequence[DiscoveredUrl], visit: Visit, found_in: str) -> None:
        """Note the document at *url*, which goes on after *entries*, those of *visit*, with older ones: it is looked at
        again only when there were new ones here. After entries that are too old it is for a run that wants more."""
        pending = visit.pending
        if url is None or site_of(url) != site_of(pending.url) or not entries:
            return
        if all(self._named.scope.refusal(entry.url) == "offsite" for entry in entries):
            # Somebody else's.
            return
        # Entries come newest first, whatever the dates of single ones.
        is_too_old = all(self._named.scope.is_too_old(entry) for entry in entries)
        page, before = page_of_document(pending)
        key = hashlib.sha256(" ".join(entry.url for entry in entries).encode("utf-8", "replace")).hexdigest()[:16]
        if key == before or page >= MAX_FURTHER_PAGES:
            # A server that does not know its own page numbers gives the same entries for ever.
            self._stats.inc_value("traps/refused/pages_of_document")
            return
        found = found_entry(
            DiscoveredUrl(url, "feed", found_in),
            kind=pending.kind,
            # Deeper than what is asked for by itself.
            depth=max(pending.depth, _ARCHIVE_SITEMAP - 1) + 1,
            rank=ARCHIVE_RANK,
            source=pending.kind,
            again=not is_too_old,
            refusal="before_since" if is_too_old else None,
        )
        visit.found(replace(found, stated={"page": page + 1, "before": key}))

    def _note_sitemaps(self, index: Sitemap, visit: Visit) -> None:
        index_depth = index_depth_of(visit.pending) + 1
        entries = {entry.url: entry for entry in _newest_first(believed(index.entries))}
        for entry in map(entries.__getitem__, self._admitted(entries)):
            refusal = "before_since" if self._named.scope.is_too_old(entry) else None
            if refusal:
                self._named.skip(refusal)
            is_news = is_news_sitemap(entry.url)
            is_current = is_news or not entry.modified
            found = found_entry(
                entry,
                kind="sitemap",
                depth=_CURRENT_SITEMAP if is_current else _ARCHIVE_SITEMAP,
                rank=DOCUMENT_RANK if is_news else ARCHIVE_RANK,
                refusal=refusal,
            )
            visit.found(replace(found, stated={**(found.stated or {}), "index_depth": index_depth}))

    def _admitted(self, sitemaps: Iterable[str]) -> Iterator[str]:
        """Those of *sitemaps* that are among the first MAX_SITEMAPS of the site."""
        for url in sitemaps:
            if url in self._sitemaps or len(self._sitemaps) < MAX_SITEMAPS:
                self._sitemaps.add(url)
                yield url
            else:
                self._stats.inc_value("traps/refused/sitemaps_over_limit")

    def _end(self, visit: Visit, response: Response) -> None:
        self._revalidation.note_list(visit, response)
        self._offsite.learn(visit.pending, names_articles=articles_named(visit.result.content_key) > 0)
        visit.end("not_an_article", visit.pending.kind)

    def _end_unreadable(self, visit: Visit, response: Response, reason: str) -> None:
        if is_guess(visit):
            self._named.end_guess(visit, reason)
            return
        assert response.request is not None
        count_failure(self._stats, reason, response.request)
        self._revalidation.note_lost(visit)
        visit.end("error", reason)

    def _count_unread(self, document: Feed | Sitemap) -> None:
        self._stats.inc_value("discovery/skipped/entry_without_url", document.entries_without_url)
        self._stats.inc_value("discovery/skipped/over_entry_limit", document.entries_left_out)
        self._stats.inc_value("discovery/truncated_documents", int(document.is_truncated))


def _newest_first(entries: Iterable[DiscoveredUrl]) -> list[DiscoveredUrl]:
    """By the day of modification or publication; those without a date last, in their order."""

    def day(entry: DiscoveredUrl) -> str:
        stated = entry.published or entry.modified
        return (stated.value or "")[:10] if stated else ""

    return sorted(entries, key=day, reverse=True)
