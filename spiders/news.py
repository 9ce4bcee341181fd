"""Spider `news`: finds the articles of a site from its pages, feeds, sitemaps and latest-news lists."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.scope import Scope
from crawler.discovery.xml import MAX_XML_BYTES
from crawler.errors import StoreError
from crawler.middlewares.spider_traps import SpiderTrapsMiddleware
from crawler.rendering.need import RenderingNeed
from crawler.storage import FoundUrl
from crawler.urls import clean_url, site_of, without_userinfo
from crawler.visits import Visit, VisitedArticle
from spiders.archive_walk import ArchiveWalk
from spiders.arguments import NewsArguments
from spiders.base import ArticleSpider
from spiders.documents import DocumentReader
from spiders.found import DOCUMENT_RANK, entries_of, found_url, is_guess
from spiders.named import NamedUrls
from spiders.offsite_documents import OffsiteDocuments
from spiders.pages import PageReader
from spiders.rendering import SiteRendering
from spiders.revalidation import Revalidation
from spiders.site_crawl import SiteCrawl

# Steps from a start page to an article: start page, section, next page of its list, article, and one more for the
# articles that only the latest-news list of another one names.
_DEFAULT_MAX_DEPTH = 5


class NewsSpider(ArticleSpider):
    """``scrapy crawl news -a url=https://example.com [-a since=2026-01-01] [-a until=…] [-a max_articles=N]
    [-a max_depth=N] [-a include=REGEX] [-a exclude=REGEX] [-a keywords=WORD,WORD]``. A URL below the site's root
    ("https://example.com/politics/") limits sitemaps, feeds and sections to that directory; articles linked from its
    pages are taken wherever they are on the site.

    Every page is read as what it turns out to be: an article is an item, whose latest-news entries are followed;
    the links of any other page are. What is found goes to the frontier in the store, and from there comes what is
    fetched (`spiders.site_crawl`).
    """

    name = "news"
    # Two are under way at a time, and two wait in the downloader: more would keep it busy when the crawl is to end
    # (max_articles, Ctrl-C), a page a second.
    custom_settings = {"CONCURRENT_REQUESTS": 4}  # noqa: RUF012 - Scrapy declares it as an instance's

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        arguments = self._parse_arguments(kwargs)
        start_urls = (arguments.url,) if arguments.url else self.profile.start_urls if self.profile else ()
        self.given_urls = start_urls
        self.start_urls = [without_userinfo(url) for url in start_urls]
        self.since: date | None = arguments.since
        self.until: date | None = arguments.until
        self.max_articles: int | None = arguments.max_articles
        self.keywords = arguments.keywords
        self._include, self._exclude = arguments.include, arguments.exclude
        self._asked_max_depth = arguments.max_depth
        self.site_key = clean_url(arguments.url) if arguments.url else self.profile.name if self.profile else ""
        self._article_urls = ArticleUrls()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.profile = spider.profile_of(spider.start_urls[0])
        if spider.profile:
            spider.given_urls = (*spider.given_urls, *spider.profile.feeds, *spider.profile.sitemaps)
        spider.scope = Scope(
            spider.start_urls,
            profile=spider.profile,
            since=spider.since,
            until=spider.until,
            include=spider._include,
            exclude=spider._exclude,
            kind_of=spider._article_urls.kind,
        )
        profile_depth = spider.profile.max_depth if spider.profile else None
        spider.max_depth = _first_given(spider._asked_max_depth, profile_depth, _DEFAULT_MAX_DEPTH)
        spider.site_crawl = SiteCrawl(crawler, spider.site_key, _domain_of(spider.start_urls[0]))
        return spider

    scope: Scope
    max_depth: int
    site_crawl: SiteCrawl

    @classmethod
    def check_arguments(cls, **arguments: Any) -> None:
        """Raises ArgumentError for arguments the spider cannot run with."""
        cls._parse_arguments(arguments)

    @classmethod
    def _parse_arguments(cls, arguments: dict[str, Any]) -> NewsArguments:
        return NewsArguments.parse(arguments, url_required=cls.profile is None)

    async def start(self) -> AsyncIterator[Request | VisitedArticle]:
        self._make_readers(self.crawler.stats)
        patterns = [pattern.pattern if pattern else None for pattern in (self._include, self._exclude)]
        forbidden = self.settings.getdict("RIGHTS_POLICY").get(self.settings["RIGHTS_PURPOSE"], [])
        profile = self.profile and [
            [pattern.pattern for pattern in kind] for kind in (self.profile.article_urls, self.profile.exclude_urls)
        ]
        limits = json.dumps(
            [str(self.since), str(self.until), self.max_depth, *patterns, self.keywords, forbidden, profile]
        )
        run = await self.site_crawl.begin(list(self._starts()), limits)
        self._rendering.know(self.start_urls[0], RenderingNeed(run.rendering, run.rendering_learned_at))
        for start_url, url in run.start_redirects:
            self.scope.add_redirected_start(start_url, url)
        traps = self.crawler.get_spider_middleware(SpiderTrapsMiddleware)
        for url, is_article in await self.site_crawl.pages_read():
            self._article_urls.learn(url, is_article=is_article)
            if is_article and isinstance(traps, SpiderTrapsMiddleware):
                traps.learn_article(url)
        try:
            async for wanted in self._to_the_end():
                yield wanted
            await self.site_crawl.end()
        except StoreError:
            # The store has said why, and ends the crawl.
            return

    async def _to_the_end(self) -> AsyncIterator[Request | VisitedArticle]:
        longest_url = self.crawler.settings.getint("URLLENGTH_LIMIT")
        while True:
            async for visit in self.site_crawl.visits():
                if len(visit.pending.url) > longest_url > 0:
                    # Scrapy leaves such a request out without a word.
                    visit.end("error", "url_too_long")
                elif refusal := self._refusal(visit):
                    self._named.skip(refusal)
                    visit.result.is_read = False
                    visit.end("out_of_range", refusal)
                else:
                    yield self._request(visit)
            left = self._pages.variants.waiting()
            if not left:
                return
            for article in left:
                if await self._pages.variants.is_taken_at_last(article):
                    yield article

    def _make_readers(self, stats: StatsCollector) -> None:
        # Not before: a crawler has no stats until its crawl begins.
        walk = ArchiveWalk(self.since, self.until)
        self._named = NamedUrls(stats, self.scope, self._article_urls, self.max_depth, walk)
        self._revalidation = Revalidation(stats, self.site_crawl)
        self._offsite = OffsiteDocuments(stats, self.scope, self.given_urls)
        self._documents = DocumentReader(stats, self._named, self._revalidation, self._offsite)
        self._rendering = SiteRendering(self.crawler, self.site_crawl.remember_rendering)
        self._pages = PageReader(
            self, self.site_crawl, self._named, self._article_urls, self._revalidation, self._rendering
        )

    def _starts(self) -> Iterator[FoundUrl]:
        for url in self.start_urls:
            yield found_url(url, "start", "start", rank=DOCUMENT_RANK)
        if self.profile:
            for url in self.profile.feeds:
                yield found_url(without_userinfo(url), "feed", "profile", rank=DOCUMENT_RANK)
            for url in self.profile.sitemaps:
                yield found_url(without_userinfo(url), "sitemap", "profile", rank=DOCUMENT_RANK)

    def _refusal(self, visit: Visit) -> str | None:
        """Why a URL that an earlier run found is not wanted in this one."""
        pending = visit.pending
        if refusal := self._offsite.refusal(pending):
            return refusal
        if pending.kind not in ("article", "list"):
            return None
        if pending.depth > self.max_depth:
            return "too_deep"
        if pending.kind == "list":
            return self.scope.refusal(pending.url) or self._named.archive_walk.refusal(pending.url)
        entries = list(entries_of(pending)) or [DiscoveredUrl(pending.url, "listing", "")]
        refusals = [self.scope.article_refusal(entry) for entry in entries]
        return None if None in refusals else refusals[0]

    def _request(self, visit: Visit) -> Request:
        pending = visit.pending
        meta: dict[str, Any] = {
            "visit": visit,
            "is_guess": is_guess(visit),
            "is_start": pending.kind == "start",
            # An article on it shows that these lead somewhere (`crawler.middlewares.spider_traps`).
            "found_in": [found_in for _, found_in, _ in pending.sources],
            "handle_httpstatus_list": [304],
        }
        if pending.kind not in ("article", "list"):
            # A start page may redirect to the site's present domain; a feed or sitemap that the site names is asked
            # for wherever it is, its entries are held to the scope.
            meta["allow_offsite"] = True
        if pending.kind == "robots":
            meta |= {"dont_obey_robotstxt": True, "is_side_document": True}
        if pending.kind in ("sitemap", "feed", "api"):
            # The protocol's limit, five times that of pages.
            meta["download_maxsize"] = MAX_XML_BYTES
        callbacks = {
            "robots": self._documents.parse_robots,
            "sitemap": self._documents.parse_sitemap,
            "feed": self._documents.parse_feed,
            "api": self._documents.parse_posts,
        }
        return Request(
            pending.url,
            callback=callbacks.get(pending.kind, self._pages.parse),
            errback=self._pages.not_read,
            headers=self._revalidation.headers(visit),
            meta=meta,
            # The frontier knows every URL once.
            dont_filter=True,
        )


def _domain_of(url: str) -> str:
    """What one process crawls at a time: the registered domain, on another port another server."""
    port = urlsplit(url).port
    return f"{site_of(url)}:{port}" if port else site_of(url)


def _first_given(*values: int | None) -> int:
    return next(value for value in values if value is not None)
