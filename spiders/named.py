"""What documents and pages name, noted for their visits: which URLs are wanted, as what, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.statscollectors import StatsCollector

from crawler.archive_urls import ArchivePage, archive_page
from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.listings import find_listing
from crawler.discovery.scope import Scope
from crawler.discovery.wordpress import posts_url
from crawler.extraction.page import Page
from crawler.loaders.content_kinds import kind_by_address
from crawler.middlewares.spider_traps import MAX_LINKS_PER_PAGE
from crawler.storage.frontier import Kind
from crawler.url_kinds import url_kind
from crawler.urls import absolute_url
from crawler.visits import Visit
from spiders.archive_walk import ArchiveWalk
from spiders.found import ARTICLE_RANK, DOCUMENT_RANK, LIST_RANK, found_entry, found_url

# Where WordPress, other engines, static site generators and JSON Feed's own examples have it.
_USUAL_FEEDS = ("/feed", "/rss.xml", "/atom.xml", "/feed.json")
_USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")
# Navigation is on every page: sections of sections are found on these, and below only what the lists themselves name.
_MAX_SECTION_DEPTH = 1
# Reasons for which an entry is out of the range asked for: they are in the ledger, as another run may want it. What is
# no page of the site is only counted.
_OUT_OF_RANGE = frozenset({"before_since", "after_until", "too_deep", "excluded"})


class NamedUrls:
    def __init__(
        self,
        stats: StatsCollector,
        scope: Scope,
        article_urls: ArticleUrls,
        max_depth: int,
        archive_walk: ArchiveWalk,
    ) -> None:
        self.scope = scope
        self.archive_walk = archive_walk
        self._stats = stats
        self._article_urls = article_urls
        self._max_depth = max_depth

    def note_articles(
        self,
        entries: Iterable[DiscoveredUrl],
        visit: Visit,
        depth: int,
        *,
        source: str = "",
    ) -> None:
        """Note those of *entries* that are wanted; the reason is counted for the others. *depth*: steps from the start
        to what names them."""
        for entry in entries:
            refusal = self.scope.article_refusal(entry) or ("too_deep" if depth >= self._max_depth else None)
            if refusal == "asset":
                self._note_document(entry, visit, depth)
            if refusal:
                self.skip(refusal)
                if refusal not in _OUT_OF_RANGE:
                    continue
            # A sitemap of the whole site names its sections too: behind a section's URL, a page must prove itself.
            is_article_link = entry.source != "sitemap" or bool(entry.published) or url_kind(entry.url) != "section"
            found = found_entry(
                entry,
                kind="article" if is_article_link else "list",
                depth=depth + 1,
                rank=ARTICLE_RANK,
                source=source,
                refusal=refusal,
            )
            visit.found(found)

    def note_links(self, page: Page, visit: Visit, depth: int) -> None:
        """Note articles, lists and documents that *page* links to."""
        listing = find_listing(page, known=self._article_urls)
        if not listing.feeds and visit.pending.kind == "start":
            self.guess(_USUAL_FEEDS, "feed", page.url, visit)
        self.note_articles(listing.articles, visit, depth)
        # After the articles: whether these are asked for again at once depends on what is new among them.
        documents: list[tuple[str, Kind]] = [(url, "feed") for url in listing.feeds]
        if posts := posts_url(page):
            documents.append((posts, "api"))
        for url, kind in documents:
            found = found_url(url, kind, "listing", found_in=page.url, depth=depth, rank=DOCUMENT_RANK - depth)
            visit.found(replace(found, again=True))
        for url in listing.sections:
            if archive := archive_page(url):
                self._note_archive(archive, page, visit, depth)
            # Pages of authors and tags are too many below the start page.
            elif depth > (0 if url_kind(url) == "list" else _MAX_SECTION_DEPTH):
                self.skip("side_list")
            else:
                self._note_list(url, page, visit, depth)
        for url in listing.pagers:
            self._note_list(url, page, visit, depth)
        for target in dict.fromkeys(page.absolute(anchor.get("href")) for anchor in page.anchors):
            if target:
                self._note_document(DiscoveredUrl(target, "listing", page.url), visit, depth)

    def _note_document(self, entry: DiscoveredUrl, visit: Visit, depth: int) -> None:
        """Note what is no page by its address: in the ledger, by its kind, and never fetched."""
        kind = kind_by_address(urlsplit(entry.url).path)
        if kind and not self.scope.refusal(entry.url):
            found = found_entry(entry, kind="document", depth=depth + 1, rank=LIST_RANK, refusal=kind)
            visit.found(replace(found, outcome="not_an_article"))

    def note_earlier_archive(self, visit: Visit, *, has_articles: bool) -> None:
        """Note what comes before the page of *visit* in time, where that is one of an archive that is walked."""
        if (found := self.archive_walk.earlier(visit, has_articles=has_articles)) and not self.scope.list_refusal(
            found.url
        ):
            visit.found(found)

    def guess_sitemaps(self, base: str, visit: Visit) -> None:
        """Where robots.txt names none, or there is no robots.txt."""
        self.guess(_USUAL_SITEMAPS, "sitemap", base, visit)

    def guess(self, paths: Iterable[str], kind: Kind, base: str, visit: Visit) -> None:
        """Documents at usual places, where the site names none; that they are not there is no failure."""
        for path in paths:
            if url := absolute_url(base, path):
                found = found_url(url, kind, "well_known", found_in=base, rank=DOCUMENT_RANK)
                visit.found(replace(found, stated={"guessed": True}))

    def end_guess(self, visit: Visit, detail: str | None) -> None:
        """What was only supposed to exist does not."""
        self._stats.inc_value("discovery/not_there")
        visit.end("not_an_article", detail)

    def leave_out_beyond_limit(self, visit: Visit) -> None:
        """What a page names beyond what any page that people read does: the URLs of a trap."""
        if (beyond := len(visit.result.found) - MAX_LINKS_PER_PAGE) > 0:
            del visit.result.found[MAX_LINKS_PER_PAGE:]
            self._stats.inc_value("traps/refused/links_over_limit", beyond)

    def in_scope(self, entries: Iterable[DiscoveredUrl]) -> Iterator[DiscoveredUrl]:
        """Entries of a document of the whole site that are in the directory asked for."""
        for entry in entries:
            if refusal := self.scope.list_refusal(entry.url):
                self.skip(refusal)
            else:
                yield entry

    def skip(self, reason: str) -> None:
        self._stats.inc_value(f"discovery/skipped/{reason}")

    def _note_archive(self, archive: ArchivePage, page: Page, visit: Visit, depth: int) -> None:
        is_too_far = depth >= self._max_depth or (self.archive_walk.since is None and depth > _MAX_SECTION_DEPTH)
        found = self.archive_walk.found(archive, page.url, depth)
        refusal = self.scope.list_refusal(archive.url) or ("side_list" if is_too_far else None)
        if found is None or refusal:
            self.skip(refusal or "future_archive")
            return
        if found.detail:
            self.skip(found.detail)
        visit.found(found)

    def _note_list(self, url: str, page: Page, visit: Visit, depth: int) -> None:
        """A page that may list articles, named by one that is *depth* steps from the start."""
        refusal = self.scope.list_refusal(url) or ("too_deep" if depth >= self._max_depth else None)
        if refusal:
            self.skip(refusal)
        if refusal is None or refusal in _OUT_OF_RANGE:
            entry = DiscoveredUrl(url, "listing", page.url)
            visit.found(found_entry(entry, kind="list", depth=depth + 1, rank=LIST_RANK, again=True, refusal=refusal))
