"""Feeds, sitemaps and interfaces on other sites than the one that is crawled: asked for as long as they are of use.

A site may have them elsewhere, and vouches for them by naming them. It could name anybody's.
"""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

from crawler.discovery.scope import Scope
from crawler.storage import PendingUrl
from crawler.urls import host_of
from spiders.revalidation import articles_named

# Sites that have their documents elsewhere have them at one other host, and an article of theirs in the first.
_MOST_IN_VAIN = 20
_KINDS = frozenset({"feed", "sitemap", "api"})


class OffsiteDocuments:
    """Of one crawl."""

    def __init__(self, stats: StatsCollector, scope: Scope) -> None:
        self._stats = stats
        self._scope = scope
        self._useful_hosts: set[str] = set()
        self._in_vain: set[int] = set()

    def refusal(self, pending: PendingUrl) -> str | None:
        """Why *pending* is not to be asked for; None: it is."""
        if pending.kind not in _KINDS or self._scope.refusal(pending.url) != "offsite":
            return None
        if articles_named(pending.content_key) or host_of(pending.url) in self._useful_hosts:
            return None
        if len(self._in_vain) >= _MOST_IN_VAIN:
            self._stats.inc_value("traps/refused/offsite_documents")
            return "offsite_document"
        self._in_vain.add(pending.id)
        return None

    def learn(self, pending: PendingUrl, *, names_articles: bool) -> None:
        """Take in that a document named articles of the site, or did not."""
        if names_articles:
            self._useful_hosts.add(host_of(pending.url))
            self._in_vain.discard(pending.id)
