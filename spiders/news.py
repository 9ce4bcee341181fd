"""Spider `news`: finds the articles of a site from its pages, feeds, sitemaps and latest-news lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.feeds import Feed, parse_feed
from crawler.discovery.listings import find_listing
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.scope import Scope
from crawler.discovery.sitemaps import Sitemap, parse_sitemap
from crawler.discovery.variants import Variants, Verdict
from crawler.extraction.page import Page
from crawler.items import ARTICLE_KINDS, Article
from crawler.url_kinds import url_kind
from crawler.urls import absolute_url, clean_url, without_tracking
from spiders.arguments import NewsArguments
from spiders.base import ArticleSpider

# Steps from a start page to an article: start page, section, next page of its list, article, and one more for the
# articles that only the latest-news list of another one names.
_DEFAULT_MAX_DEPTH = 5
# Navigation is on every page: sections of sections are found on these, and below only what the lists themselves name.
_MAX_SECTION_DEPTH = 1
# What is asked first: documents that name the newest URLs and their dates, then articles, then the sitemaps of an
# index, which may be many and old, then further lists.
_DOCUMENT_PRIORITY, _ARTICLE_PRIORITY, _ARCHIVE_PRIORITY, _LIST_PRIORITY = 20, 10, 5, 0


class NewsSpider(ArticleSpider):
    """``scrapy crawl news -a url=https://example.com [-a since=2026-01-01] [-a until=…] [-a max_articles=N]
    [-a max_depth=N]``. A URL below the site's root ("https://example.com/politics/") limits sitemaps, feeds and
    sections to that directory; articles linked from its pages are taken wherever they are on the site.

    Every page is read as what it turns out to be: an article is an item, whose latest-news entries are followed;
    the links of any other page are.
    """

    name = "news"
    # What is queued for the one site when the crawl is to end (max_articles, Ctrl-C) is still fetched, a page a second:
    # more than a few would make it seem to hang. Two are under way at a time.
    custom_settings = {"CONCURRENT_REQUESTS": 4}  # noqa: RUF012 - Scrapy declares it as an instance's

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        arguments = self._parse_arguments(kwargs)
        self.start_urls = [arguments.url] if arguments.url else list(self.profile.start_urls if self.profile else ())
        self.since: date | None = arguments.since
        self.until: date | None = arguments.until
        self.max_articles: int | None = arguments.max_articles
        self._asked_max_depth = arguments.max_depth
        self._variants = Variants()
        self._article_urls = ArticleUrls()
        self._stated: dict[str, list[DiscoveredUrl]] = {}
        """What feeds and sitemaps said about articles, by `clean_url`."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.profile = spider.profile_of(spider.start_urls[0])
        spider.scope = Scope(
            spider.start_urls,
            profile=spider.profile,
            since=spider.since,
            until=spider.until,
            kind_of=spider._article_urls.kind,
        )
        profile_depth = spider.profile.max_depth if spider.profile else None
        spider.max_depth = _first_given(spider._asked_max_depth, profile_depth, _DEFAULT_MAX_DEPTH)
        return spider

    scope: Scope
    max_depth: int

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
            meta = {"is_start": True, "allow_offsite": True}
            yield Request(url, callback=self.parse, errback=self.not_read, meta=meta)
        if self.profile:
            for url in self.profile.feeds:
                yield self._document_request(url, self.parse_feed)
            for url in self.profile.sitemaps:
                yield self._document_request(url, self.parse_sitemap)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article | Request]:
        """A page of the site, whatever kind it turns out to be."""
        urls = _urls_of(response.url, response.request)
        if response.meta.get("is_start"):
            yield from self._begin(response)
        if refusal := self.scope.refusal(response.url):
            self._skip(refusal)
        page = None if refusal else self.page_of(response)
        if page is None:
            yield from self._variants.read(urls, None)
            return
        article, rules = self.read(
            page, response, (entry for url in urls for entry in self._stated.get(clean_url(url), ()))
        )
        depth = response.meta.get("depth", 0)
        is_article_link = response.meta.get("is_article_link", False)
        is_declared = bool(page.article_data) or page.first_meta("og:type") == "article"
        is_article = article.page_kind in ARTICLE_KINDS and (
            is_article_link or self.scope.may_be_article(page.url, is_declared=is_declared)
        )
        if is_article or article.page_kind == "listing":
            self._article_urls.learn(page.url, is_article=is_article)
        if is_article:
            self.count(rules)
            yield from self._article_or_its_original(article, urls)
        elif is_article_link:
            # Validation drops it and counts the kind of page that came in an article's place.
            yield article
        yield from self._variants.read(urls, article.headline if is_article else None)
        # An archive that shows its posts whole passes for an article: links of what was not linked as one are followed.
        if not (is_article and is_article_link):
            yield from self._follow_listing(page, depth)
        entries = [DiscoveredUrl(entry.url, "listing", page.url) for entry in article.latest_news if entry.url]
        yield from self._follow_articles(entries, depth)

    def not_read(self, failure: Failure) -> Iterator[Article]:
        """Errback: the page of a request could not be had; variants that waited for it are what there is."""
        request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        yield from self._variants.read(_urls_of(request.url, request), None)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        # On whatever host it is, the site vouches for a sitemap by naming it here (sitemaps.org, "Cross submits").
        for url in sitemap_urls(response.body, response.url):
            yield self._document_request(url, self.parse_sitemap)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        sitemap = parse_sitemap(response.body, response.url)
        if sitemap is None:
            self._skip("unreadable_sitemap")
            return
        self._count_unread(sitemap)
        if sitemap.kind == "index":
            for entry in _newest_first(sitemap.entries):
                if self.scope.is_too_old(entry):
                    self._skip("before_since")
                else:
                    is_news = "news" in entry.url.rpartition("/")[2].lower()
                    priority = _DOCUMENT_PRIORITY if is_news else _ARCHIVE_PRIORITY
                    yield self._document_request(entry.url, self.parse_sitemap, priority)
            return
        yield from self._follow_articles(self._in_scope(_newest_first(sitemap.entries)), 0)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        feed = parse_feed(response.body, response.url)
        if feed is None:
            self._skip("unreadable_feed")
            return
        self._count_unread(feed)
        yield from self._follow_articles(self._in_scope(feed.entries), 0)

    def _begin(self, response: Response) -> Iterator[Request]:
        """The start page has been found: what else names URLs is on its host."""
        start_url = _urls_of(response.url, response.request)[-1]
        if response.url != start_url:
            self.scope.add_redirected_start(start_url, response.url)
        robots_txt = absolute_url(response.url, "/robots.txt")
        if robots_txt:
            meta = {"dont_obey_robotstxt": True, "allow_offsite": True}
            yield Request(robots_txt, callback=self.parse_robots, priority=_DOCUMENT_PRIORITY, meta=meta)

    def _article_or_its_original(self, article: Article, urls: list[str]) -> Iterator[Article | Request]:
        """*article*, or a request for the page it is a variant of."""
        verdict = self._variants.judge(article, urls)
        original = article.canonical_url or ""
        if verdict is Verdict.TAKE or (verdict is Verdict.WAIT and self.scope.refusal(original)):
            yield article
            return
        self._skip("variant")
        if verdict is Verdict.WAIT:
            yield self._page_request(original, _ARTICLE_PRIORITY, is_article_link=True)

    def _follow_listing(self, page: Page, depth: int) -> Iterator[Request]:
        listing = find_listing(page, known=self._article_urls)
        for url in listing.feeds:
            yield self._document_request(url, self.parse_feed)
        yield from self._follow_articles(listing.articles, depth)
        for url in listing.pagers:
            yield from self._follow_list(url, depth)
        for url in listing.sections:
            # Pages of authors and tags are too many below the start page.
            if depth > (0 if url_kind(url) == "list" else _MAX_SECTION_DEPTH):
                self._skip("side_list")
            else:
                yield from self._follow_list(url, depth)

    def _follow_list(self, url: str, depth: int) -> Iterator[Request]:
        """A request for a page that may list articles, on a page *depth* steps from the start."""
        if refusal := self.scope.list_refusal(url):
            self._skip(refusal)
        elif depth >= self.max_depth:
            self._skip("too_deep")
        else:
            yield self._page_request(url, _LIST_PRIORITY)

    def _follow_articles(self, entries: Iterable[DiscoveredUrl], depth: int) -> Iterator[Request]:
        """Requests for those of *entries* that are wanted; the reason is counted for the others."""
        for entry in entries:
            if refusal := self.scope.article_refusal(entry):
                self._skip(refusal)
            elif depth >= self.max_depth:
                self._skip("too_deep")
            else:
                if entry.published:
                    self._stated.setdefault(clean_url(entry.url), []).append(entry)
                # A sitemap of the whole site names its sections too: behind a section's URL, a page must prove itself.
                is_article_link = entry.source != "sitemap" or bool(entry.published) or url_kind(entry.url) != "section"
                yield self._page_request(entry.url, _ARTICLE_PRIORITY, is_article_link=is_article_link)

    def _in_scope(self, entries: Iterable[DiscoveredUrl]) -> Iterator[DiscoveredUrl]:
        for entry in entries:
            if refusal := self.scope.list_refusal(entry.url):
                self._skip(refusal)
            else:
                yield entry

    def _page_request(self, url: str, priority: int, *, is_article_link: bool = False) -> Request:
        meta = {"is_article_link": is_article_link}
        return Request(without_tracking(url), self.parse, errback=self.not_read, priority=priority, meta=meta)

    def _document_request(self, url: str, callback: Any, priority: int = _DOCUMENT_PRIORITY) -> Request:
        """For a feed or sitemap the site names: wherever it is, its entries are held to the scope."""
        return Request(url, callback=callback, priority=priority, meta={"allow_offsite": True})

    def _count_unread(self, document: Feed | Sitemap) -> None:
        stats = self.crawler.stats
        stats.inc_value("discovery/skipped/entry_without_url", document.entries_without_url)
        stats.inc_value("discovery/skipped/over_entry_limit", document.entries_left_out)
        stats.inc_value("discovery/truncated_documents", int(document.is_truncated))

    def _skip(self, reason: str) -> None:
        self.crawler.stats.inc_value(f"discovery/skipped/{reason}")


def _urls_of(url: str, request: Request | None) -> list[str]:
    """*url*, at which a page was found, and those that redirected to it, the first asked for last."""
    redirects = request.meta.get("redirect_urls", []) if request else []
    return [url, *reversed(redirects)]


def _newest_first(entries: Iterable[DiscoveredUrl]) -> list[DiscoveredUrl]:
    """By the day of modification or publication; those without a date last, in their order."""

    def day(entry: DiscoveredUrl) -> str:
        stated = entry.published or entry.modified
        return (stated.value or "")[:10] if stated else ""

    return sorted(entries, key=day, reverse=True)


def _first_given(*values: int | None) -> int:
    return next(value for value in values if value is not None)
