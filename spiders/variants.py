"""Articles that name another page as their own (AMP, print, templates): taken, left to that page, or kept until it is
read."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.crawl_store import CrawlStore
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.variants import Variants, Verdict
from crawler.storage import KnownUrl
from crawler.urls import clean_url, is_web_url
from crawler.visits import VisitedArticle
from spiders.found import CANONICAL_RANK, found_url
from spiders.named import NamedUrls
from spiders.site_crawl import SiteCrawl

# Redirects from one address of an article to the next, as far as the frontier has them.
_MOST_ADDRESSES_OF_ONE = 5


class SiteVariants:
    def __init__(self, store: CrawlStore, site_crawl: SiteCrawl, named: NamedUrls) -> None:
        self._store = store
        self._site_crawl = site_crawl
        self._named = named
        self._variants: Variants[VisitedArticle] = Variants()

    async def is_taken(self, article: VisitedArticle, urls: list[str]) -> bool:
        """Whether to take *article* now: not when it is a variant of another page, which then is, or has been, read."""
        original = article.canonical_url or ""
        verdict = self._variants.judge(article, urls)
        if verdict is None:
            known = await self.known_article(original)
            found = found_url(original, "article", "canonical", found_in=article.url or "", rank=CANONICAL_RANK)
            # What is read, or will not be asked for, is waited for in vain.
            if (
                (known is not None and known.outcome != "pending")
                or self._named.scope.article_refusal(DiscoveredUrl(original, "listing", ""))
                or not self._store.add_found(found)
            ):
                verdict = self._variants.settle(article, known.headline if known and known.is_read else None)
            else:
                self._site_crawl.waits(article.visit)
        if verdict is Verdict.TAKE:
            return True
        self._named.skip("variant")
        if verdict is Verdict.SKIP:
            article.visit.end("duplicate", original)
        return False

    async def known_article(self, url: str) -> KnownUrl | None:
        """What the frontier knows of *url*, or of the page that it is the other address of."""
        known = await self._store.find_url(url)
        for _ in range(_MOST_ADDRESSES_OF_ONE):
            if known is None or known.outcome != "duplicate" or known.headline or not is_web_url(known.detail or ""):
                break
            known = await self._store.find_url(clean_url(known.detail or "")) or known
        return known

    def waiting(self) -> list[VisitedArticle]:
        """Variants of articles whose page has not come."""
        return self._variants.waiting()

    async def is_taken_at_last(self, article: VisitedArticle) -> bool:
        """Whether to take the waiting *article* when nothing else is left: its page was refused, its request lost, or
        the reading of it failed. Raises StoreError."""
        original = article.canonical_url or ""
        known = await self.known_article(original)
        verdict = self._variants.settle(article, known.headline if known and known.is_read else None)
        article.visit.is_waiting = False
        if verdict is Verdict.SKIP:
            article.visit.end("duplicate", original)
        return verdict is Verdict.TAKE

    def released(self, urls: list[str], headline: str | None) -> Iterator[VisitedArticle]:
        """Variants that waited for the page at *urls* and are articles of their own."""
        for article, verdict in self._variants.read(urls, headline):
            article.visit.is_waiting = False
            if verdict is Verdict.TAKE:
                yield article
            else:
                article.visit.end("duplicate", article.canonical_url)
