"""Spider `news`: finds the articles of a site from its pages, feeds, sitemaps and latest-news lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.discovery.article_urls import url_kind
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.feeds import Feed, parse_feed
from crawler.discovery.listings import find_listing
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.sitemaps import Sitemap, parse_sitemap
from crawler.extraction.page import Page
from crawler.items import ARTICLE_KINDS, Article
from crawler.urls import absolute_url, clean_url, is_within, site_of, without_tracking
from spiders.arguments import NewsArguments
from spiders.base import ArticleSpider

# Steps from a start page to an article: start page, section, next page of its list, article, and one more for the
# articles that only the latest-news list of another one names.
_DEFAULT_MAX_DEPTH = 5
# What is asked first: documents that name many URLs and their dates, then articles, then further lists.
_DOCUMENT_PRIORITY, _ARTICLE_PRIORITY, _LIST_PRIORITY = 20, 10, 0


class NewsSpider(ArticleSpider):
    """``scrapy crawl news -a url=https://example.com [-a since=2026-01-01] [-a until=…] [-a max_articles=N]
    [-a max_depth=N]``. A URL below the site's root ("https://example.com/politics/") limits sitemaps, feeds and
    sections to that directory; articles linked from its pages are taken wherever they are on the site.

    Every page is read as what it turns out to be: an article is an item, whose latest-news entries are followed;
    the links of any other page are.
    """

    name = "news"

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        arguments = self._parse_arguments(kwargs)
        self.start_urls = [arguments.url] if arguments.url else list(self.profile.start_urls if self.profile else ())
        self.since: date | None = arguments.since
        self.until: date | None = arguments.until
        self.max_articles: int | None = arguments.max_articles
        self._max_depth = arguments.max_depth
        self._scopes = list(self.start_urls)
        self._stated: dict[str, list[DiscoveredUrl]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.profile = spider.profile_of(spider.start_urls[0])
        return spider

    @property
    def max_depth(self) -> int:
        """Longest way in links from a start page: as asked for, as the site's profile says, or the default."""
        return _first_given(self._max_depth, self.profile.max_depth if self.profile else None, _DEFAULT_MAX_DEPTH)

    @classmethod
    def check_arguments(cls, **arguments: Any) -> None:
        """Raises ArgumentError for arguments the spider cannot run with."""
        cls._parse_arguments(arguments)

    @classmethod
    def _parse_arguments(cls, arguments: dict[str, Any]) -> NewsArguments:
        return NewsArguments.parse(arguments, url_required=cls.profile is None)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            # A start page may redirect to the site's present domain.
            yield Request(url, callback=self.parse, dont_filter=True, meta={"is_start": True, "allow_offsite": True})
            robots_txt = absolute_url(url, "/robots.txt")
            meta = {"dont_obey_robotstxt": True}
            yield Request(robots_txt or url, callback=self.parse_robots, priority=_DOCUMENT_PRIORITY, meta=meta)
        if self.profile:
            for url in self.profile.feeds:
                yield Request(url, callback=self.parse_feed, priority=_DOCUMENT_PRIORITY)
            for url in self.profile.sitemaps:
                yield Request(url, callback=self.parse_sitemap, priority=_DOCUMENT_PRIORITY)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article | Request]:
        """A page of the site, whatever kind it turns out to be."""
        if response.meta.get("is_start") and not self._on_site(response.url):
            self._scopes.append(response.url)
        page = self.page_of(response)
        if page is None:
            return
        if not self._on_site(page.url):
            self._skip("offsite")
            return
        article = self.article_of(page, response, self._stated.pop(clean_url(page.url), ()))
        is_article_link = response.meta.get("is_article_link", False)
        depth = response.meta.get("depth", 0)
        # An archive that shows its posts whole passes for an article: what was not linked as one is one only if its
        # URL may be one's, and its links are followed in any case.
        if is_article_link or (article.page_kind in ARTICLE_KINDS and url_kind(page.url) in ("article", "unknown")):
            yield article
        if not is_article_link or article.page_kind not in ARTICLE_KINDS:
            yield from self._follow_listing(page, depth)
        entries = [DiscoveredUrl(entry.url, "listing", page.url) for entry in article.latest_news if entry.url]
        yield from self._follow_articles(entries, depth)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        for url in sitemap_urls(response.body, response.url):
            if self._on_site(url):
                yield Request(url, callback=self.parse_sitemap, priority=_DOCUMENT_PRIORITY)
            else:
                self._skip("offsite")

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        sitemap = parse_sitemap(response.body, response.url)
        if sitemap is None:
            self._skip("unreadable_sitemap")
            return
        self._count_unread(sitemap)
        if sitemap.kind == "index":
            for entry in sitemap.entries:
                if not self._on_site(entry.url):
                    self._skip("offsite")
                elif not self._is_too_old(entry):
                    yield Request(entry.url, callback=self.parse_sitemap, priority=_DOCUMENT_PRIORITY)
            return
        inside = [entry for entry in sitemap.entries if self._in_scope(entry.url)]
        # A news sitemap lists articles only; others list every page of the site.
        articles = [entry for entry in inside if entry.published or url_kind(entry.url) in ("article", "unknown")]
        yield from self._follow_articles(articles, 0)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        feed = parse_feed(response.body, response.url)
        if feed is None:
            self._skip("unreadable_feed")
            return
        self._count_unread(feed)
        yield from self._follow_articles([entry for entry in feed.entries if self._in_scope(entry.url)], 0)

    def _follow_listing(self, page: Page, depth: int) -> Iterator[Request]:
        listing = find_listing(page)
        for url in listing.feeds:
            if self._on_site(url):
                yield Request(url, callback=self.parse_feed, priority=_DOCUMENT_PRIORITY)
        yield from self._follow_articles(listing.articles, depth)
        if depth < self.max_depth:
            # Sections are in the navigation of every page: those of the start page are enough.
            for url in [*listing.pagers, *(listing.sections if depth == 0 else ())]:
                if self._in_scope(url) and not self._is_excluded(url):
                    yield Request(without_tracking(url), callback=self.parse, priority=_LIST_PRIORITY)

    def _follow_articles(self, entries: Iterable[DiscoveredUrl], depth: int) -> Iterator[Request]:
        """Requests for those of *entries* that are wanted; the reason is counted for the others."""
        for entry in entries:
            if not self._on_site(entry.url):
                self._skip("offsite")
            elif self._is_excluded(entry.url) or not self._may_be_article(entry.url):
                self._skip("excluded")
            elif self._is_too_old(entry):
                self._skip("before_since")
            elif depth >= self.max_depth:
                self._skip("too_deep")
            else:
                if entry.published:
                    self._stated.setdefault(clean_url(entry.url), []).append(entry)
                meta = {"is_article_link": True}
                yield Request(without_tracking(entry.url), callback=self.parse, priority=_ARTICLE_PRIORITY, meta=meta)

    def _on_site(self, url: str) -> bool:
        domains = self.profile.allowed_domains if self.profile else ()
        return site_of(url) in {*domains, *map(site_of, self._scopes)}

    def _in_scope(self, url: str) -> bool:
        return any(is_within(url, scope) for scope in self._scopes)

    def _is_excluded(self, url: str) -> bool:
        return self.profile is not None and any(pattern.search(url) for pattern in self.profile.exclude_urls)

    def _may_be_article(self, url: str) -> bool:
        patterns = self.profile.article_urls if self.profile else ()
        return not patterns or any(pattern.search(url) for pattern in patterns)

    def _is_too_old(self, entry: DiscoveredUrl) -> bool:
        """Whether what is said about a URL rules out a publication on or after `since`: its publication day is
        before, or it has not been modified since."""
        stated = entry.published or entry.modified
        if self.since is None or stated is None or stated.value is None or len(stated.value) < len("2026-01-09"):
            return False
        return date.fromisoformat(stated.value[:10]) < self.since

    def _count_unread(self, document: Feed | Sitemap) -> None:
        stats = self.crawler.stats
        stats.inc_value("discovery/skipped/entry_without_url", document.entries_without_url)
        stats.inc_value("discovery/skipped/over_entry_limit", document.entries_left_out)
        stats.inc_value("discovery/truncated_documents", int(document.is_truncated))

    def _skip(self, reason: str) -> None:
        self.crawler.stats.inc_value(f"discovery/skipped/{reason}")


def _first_given(*values: int | None) -> int:
    return next(value for value in values if value is not None)
