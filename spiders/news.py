"""Spider `news`: finds the articles of a site from its pages, feeds, sitemaps and latest-news lists."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawl_store import crawl_store_of
from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.entries import DiscoveredUrl
from crawler.discovery.feeds import Feed, parse_feed
from crawler.discovery.listings import find_listing
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.scope import Scope
from crawler.discovery.sitemaps import Sitemap, parse_sitemap
from crawler.discovery.variants import Variants, Verdict
from crawler.discovery.wordpress import parse_posts, posts_url
from crawler.extraction.page import Page
from crawler.items import ARTICLE_KINDS
from crawler.loaders.responses import page_of_response
from crawler.middlewares.spider_traps import MAX_INDEX_DEPTH, MAX_LINKS_PER_PAGE
from crawler.storage import FoundUrl
from crawler.storage.frontier import Kind
from crawler.url_kinds import url_kind
from crawler.urls import absolute_url, clean_url, site_of
from crawler.visits import Visit, VisitedArticle, outcome_of_wall
from spiders.arguments import NewsArguments
from spiders.base import ArticleSpider
from spiders.failures import outcome_of_failure
from spiders.found import (
    ARCHIVE_RANK,
    ARTICLE_RANK,
    CANONICAL_RANK,
    DOCUMENT_RANK,
    LIST_RANK,
    entries_of,
    found_entry,
    found_url,
    index_depth_of,
    is_guess,
    states_one_modification,
)
from spiders.revalidation import conditional_headers, headers_to_check, note_version
from spiders.site_crawl import SiteCrawl
from spiders.walls import count_wall, outcome_of_list, wall_elsewhere

# Steps from a start page to an article: start page, section, next page of its list, article, and one more for the
# articles that only the latest-news list of another one names.
_DEFAULT_MAX_DEPTH = 5
# Navigation is on every page: sections of sections are found on these, and below only what the lists themselves name.
_MAX_SECTION_DEPTH = 1
# The depth of a sitemap that is asked for in every run, and of one that is when its index says it has changed.
_CURRENT_SITEMAP, _ARCHIVE_SITEMAP = 0, 2
# Reasons for which an entry is out of the range asked for: they are in the ledger, as another run may want it. What is
# no page of the site is only counted.
_OUT_OF_RANGE = frozenset({"before_since", "after_until", "too_deep", "excluded"})


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
        self.start_urls = [arguments.url] if arguments.url else list(self.profile.start_urls if self.profile else ())
        self.since: date | None = arguments.since
        self.until: date | None = arguments.until
        self.max_articles: int | None = arguments.max_articles
        self.keywords = arguments.keywords
        self._include, self._exclude = arguments.include, arguments.exclude
        self._asked_max_depth = arguments.max_depth
        self.site_key = clean_url(arguments.url) if arguments.url else self.profile.name if self.profile else ""
        self._variants: Variants[VisitedArticle] = Variants()
        self._article_urls = ArticleUrls()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.profile = spider.profile_of(spider.start_urls[0])
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

    async def start(self) -> AsyncIterator[Request]:
        patterns = [pattern.pattern if pattern else None for pattern in (self._include, self._exclude)]
        purpose = self.settings["RIGHTS_PURPOSE"]
        limits = json.dumps([str(self.since), str(self.until), self.max_depth, *patterns, self.keywords, purpose])
        run = await self.site_crawl.begin(list(self._starts()), limits)
        for start_url, url in run.start_redirects:
            self.scope.add_redirected_start(start_url, url)
        for url, is_article in await self.site_crawl.pages_read():
            self._article_urls.learn(url, is_article=is_article)
        longest_url = self.crawler.settings.getint("URLLENGTH_LIMIT")
        async for visit in self.site_crawl.visits():
            if len(visit.pending.url) > longest_url > 0:
                # Scrapy leaves such a request out without a word.
                visit.end("error", "url_too_long")
            elif refusal := self._refusal(visit):
                self._skip(refusal)
                visit.result.is_read = False
                visit.end("out_of_range", refusal)
            else:
                yield self._request(visit)

    def _starts(self) -> Iterator[FoundUrl]:
        for url in self.start_urls:
            yield found_url(url, "start", "start", rank=DOCUMENT_RANK)
        if self.profile:
            for url in self.profile.feeds:
                yield found_url(url, "feed", "profile", rank=DOCUMENT_RANK)
            for url in self.profile.sitemaps:
                yield found_url(url, "sitemap", "profile", rank=DOCUMENT_RANK)

    def _refusal(self, visit: Visit) -> str | None:
        """Why a URL that an earlier run found is not wanted in this one."""
        pending = visit.pending
        if pending.kind not in ("article", "list"):
            return None
        if pending.depth > self.max_depth:
            return "too_deep"
        if pending.kind == "list":
            return self.scope.refusal(pending.url)
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
            meta["dont_obey_robotstxt"] = True
        callbacks = {
            "robots": self.parse_robots,
            "sitemap": self.parse_sitemap,
            "feed": self.parse_feed,
            "api": self.parse_posts,
        }
        return Request(
            pending.url,
            callback=callbacks.get(pending.kind, self.parse),
            errback=self.not_read,
            headers=conditional_headers(visit, self.site_crawl),
            meta=meta,
            # The frontier knows every URL once.
            dont_filter=True,
        )

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[VisitedArticle | Request]:
        """A page of the site, whatever kind it turns out to be."""
        visit: Visit = response.meta["visit"]
        pending = visit.pending
        urls = _urls_of(response.url, response.request)
        if wall := self._wall_elsewhere(response):
            for waiting in self._released(urls, None):
                yield waiting
            name = count_wall(self.crawler.stats, wall, visit, response.url)
            visit.end(*(outcome_of_wall(name) if name else outcome_of_list(wall)))
            return
        if pending.kind == "start" and response.status != 304:
            self._begin(response, visit)
        if self._is_unchanged(response, visit):
            for waiting in self._released(urls, pending.headline):
                yield waiting
            return
        refusal = self.scope.refusal(response.url)
        page = None if refusal else self.page_of(response)
        if page is None:
            if refusal:
                self._skip(refusal)
            for waiting in self._released(urls, None):
                yield waiting
            visit.end(*(("out_of_range", refusal) if refusal else ("not_an_article", "not_html")))
            return
        article, rules = self.read(page, response, entries_of(pending), item=VisitedArticle())
        assert isinstance(article, VisitedArticle)
        article.visit = visit
        depth = pending.depth
        is_article_link = pending.kind == "article"
        count_wall(self.crawler.stats, article.page_kind, visit, page.url)
        is_declared = bool(page.article_data) or page.first_meta("og:type") == "article"
        is_article = article.page_kind in ARTICLE_KINDS and (
            is_article_link or self.scope.may_be_article(page.url, is_declared=is_declared)
        )
        if is_article or article.page_kind == "listing":
            self._article_urls.learn(page.url, is_article=is_article)
        # An archive that shows its posts whole passes for an article: links of what was not linked as one are followed.
        if not (is_article and is_article_link):
            self._follow_listing(page, visit, depth)
        entries = [DiscoveredUrl(entry.url, "listing", page.url) for entry in article.latest_news if entry.url]
        self._follow_articles(entries, visit, depth, source="latest_news")
        visit.result.list_page = article.canonical_url if is_article else clean_url(page.url)
        visit.result.list_entries = [asdict(entry) for entry in article.latest_news]
        self._leave_out_beyond_limit(visit)
        note_version(visit, response, content_key=article.content_hash if is_article else None)
        for probe in self._probes(visit):
            yield probe
        for waiting in self._released(urls, article.headline if is_article else None):
            yield waiting
        if is_article:
            self.count(rules)
            visit.result.headline = article.headline
            if await self._is_taken(article, urls):
                yield article
        elif is_article_link:
            # Validation drops it and counts the kind of page that came in an article's place.
            yield article
        else:
            visit.end(*outcome_of_list(article.page_kind))

    async def not_read(self, failure: Failure) -> AsyncIterator[VisitedArticle]:
        """Errback: the page of a request could not be had; variants that waited for it are what there is."""
        request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        visit: Visit = request.meta["visit"]
        if failure.value is not None and is_guess(visit):
            visit.end("not_an_article", outcome_of_failure(failure.value)[1])
        elif failure.value is not None:
            visit.end(*outcome_of_failure(failure.value))
        for waiting in self._released(_urls_of(request.url, request), None):
            yield waiting

    def parse_robots(self, response: Response) -> None:
        visit: Visit = response.meta["visit"]
        if not self._is_unchanged(response, visit):
            # On whatever host it is, the site vouches for a sitemap by naming it here (sitemaps.org, "Cross submits").
            urls = sitemap_urls(response.body, response.url)
            for url in urls:
                visit.found(found_url(url, "sitemap", "robots", found_in=response.url, rank=DOCUMENT_RANK))
            if not urls:
                self._guess(("/sitemap.xml",), "sitemap", response.url, visit)
            self._end_document(visit, response)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        visit: Visit = response.meta["visit"]
        if self._is_unchanged(response, visit):
            return
        sitemap = parse_sitemap(response.body, response.url)
        if sitemap is None:
            self._end_unreadable(visit, "unreadable_sitemap")
            return
        self._count_unread(sitemap)
        trusts_modified = not states_one_modification(sitemap.entries)
        if sitemap.kind == "index":
            index_depth = index_depth_of(visit.pending) + 1
            if index_depth > MAX_INDEX_DEPTH:
                self.crawler.stats.inc_value("traps/refused/index_depth")
                self._end_document(visit, response)
                return
            for entry in _newest_first(sitemap.entries):
                if self.scope.is_too_old(entry):
                    self._skip("before_since")
                    refusal = "before_since"
                else:
                    refusal = None
                is_news = "news" in entry.url.rpartition("/")[2].lower()
                is_current = is_news or not (trusts_modified and entry.modified)
                found = found_entry(
                    entry,
                    kind="sitemap",
                    depth=_CURRENT_SITEMAP if is_current else _ARCHIVE_SITEMAP,
                    rank=DOCUMENT_RANK if is_news else ARCHIVE_RANK,
                    trusts_modified=trusts_modified,
                    refusal=refusal,
                )
                visit.found(replace(found, stated={**(found.stated or {}), "index_depth": index_depth}))
        else:
            entries = self._in_scope(_newest_first(sitemap.entries))
            self._follow_articles(entries, visit, 0, trusts_modified=trusts_modified)
        self._end_document(visit, response)
        yield from self._probes(visit)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        visit: Visit = response.meta["visit"]
        if self._is_unchanged(response, visit):
            return
        feed = parse_feed(response.body, response.url)
        if feed is None:
            self._end_unreadable(visit, "unreadable_feed")
            return
        self._count_unread(feed)
        trusts_modified = not states_one_modification(feed.entries)
        self._follow_articles(self._in_scope(feed.entries), visit, 0, trusts_modified=trusts_modified)
        self._end_document(visit, response)
        yield from self._probes(visit)

    def parse_posts(self, response: Response) -> Iterator[Request]:
        visit: Visit = response.meta["visit"]
        if self._is_unchanged(response, visit):
            return
        posts = parse_posts(response.body, response.url)
        if posts is None:
            self._end_unreadable(visit, "unreadable_feed")
            return
        entries, next_url = posts
        self._follow_articles(self._in_scope(entries), visit, 0, source="api")
        if next_url:
            # Deeper than what every run asks for: older posts are looked at again when newer ones were new.
            entry = DiscoveredUrl(next_url, "feed", response.url)
            depth = max(visit.pending.depth, _ARCHIVE_SITEMAP - 1) + 1
            visit.found(found_entry(entry, kind="api", depth=depth, rank=ARCHIVE_RANK, source="api", again=True))
        self._end_document(visit, response)
        yield from self._probes(visit)

    async def check_validators(self, response: Response) -> None:
        """A page was asked for as it was known before it changed: a server that says nothing has changed is wrong."""
        if response.status == 304:
            self.crawler.stats.inc_value("frontier/false_304")
            await self.site_crawl.distrust_validators()

    def _wall_elsewhere(self, response: Response) -> str | None:
        """The kind of wall on another site that a page of this one redirected to; None: there is none."""
        if response.status == 304 or self.scope.refusal(response.url) != "offsite":
            return None
        page = page_of_response(response, datetime.now(UTC))
        return wall_elsewhere(self.read(page, response)[0].page_kind, response) if page else None

    def _probes(self, visit: Visit) -> Iterator[Request]:
        if headers := headers_to_check(visit):
            yield Request(
                visit.pending.url,
                callback=self.check_validators,
                headers=headers,
                dont_filter=True,
                meta={"handle_httpstatus_list": [304], "allow_offsite": True},
            )

    def _guess(self, paths: Iterable[str], kind: Kind, base: str, visit: Visit) -> None:
        """Documents at usual places, where the site names none; that they are not there is no failure."""
        for path in paths:
            if url := absolute_url(base, path):
                found = found_url(url, kind, "well_known", found_in=base, rank=DOCUMENT_RANK)
                visit.found(replace(found, stated={"guessed": True}))

    def _leave_out_beyond_limit(self, visit: Visit) -> None:
        """What a page names beyond what any page that people read does: the URLs of a trap."""
        if (beyond := len(visit.result.found) - MAX_LINKS_PER_PAGE) > 0:
            del visit.result.found[MAX_LINKS_PER_PAGE:]
            self.crawler.stats.inc_value("traps/refused/links_over_limit", beyond)

    def _end_unreadable(self, visit: Visit, reason: str) -> None:
        if is_guess(visit):
            visit.end("not_an_article", reason)
        else:
            self._skip(reason)
            visit.end("error", reason)

    def _is_unchanged(self, response: Response, visit: Visit) -> bool:
        """Whether the server answered that what is known is still so; the visit is over then."""
        if response.status != 304:
            return False
        if visit.pending.kind != "robots" and not is_guess(visit):
            # As pages are counted.
            self.crawler.stats.inc_value("frontier/revalidated")
        visit.result.is_read = False
        known = visit.pending.outcome
        if known in ("new", "updated", "unchanged"):
            visit.end("unchanged")
        else:
            visit.end(known, visit.pending.detail)
        return True

    def _end_document(self, visit: Visit, response: Response) -> None:
        note_version(visit, response, content_key=None)
        visit.end("not_an_article", visit.pending.kind)

    def _begin(self, response: Response, visit: Visit) -> None:
        """The start page has been found: what else names URLs is on its host."""
        start_url = _urls_of(response.url, response.request)[-1]
        if response.url != start_url:
            self.scope.add_redirected_start(start_url, response.url)
            visit.result.final_url = response.url
        if robots_txt := absolute_url(response.url, "/robots.txt"):
            visit.found(found_url(robots_txt, "robots", "well_known", found_in=response.url, rank=DOCUMENT_RANK))

    async def _is_taken(self, article: VisitedArticle, urls: list[str]) -> bool:
        """Whether to take *article* now: not when it is a variant of another page, which then is, or has been, read."""
        original = article.canonical_url or ""
        verdict = self._variants.judge(article, urls)
        if verdict is None:
            store = crawl_store_of(self.crawler)
            known = await store.find_url(original)
            if self.scope.refusal(original) or (known and known.outcome not in ("pending", "duplicate")):
                verdict = self._variants.settle(article, known.headline if known and known.is_read else None)
            else:
                store.add_found(
                    found_url(original, "article", "canonical", found_in=article.url or "", rank=CANONICAL_RANK)
                )
                self.site_crawl.waits(article.visit)
        if verdict is Verdict.TAKE:
            return True
        self._skip("variant")
        if verdict is Verdict.SKIP:
            article.visit.end("duplicate", original)
        return False

    def _released(self, urls: list[str], headline: str | None) -> Iterator[VisitedArticle]:
        """Variants that waited for the page at *urls* and are articles of their own."""
        for article, verdict in self._variants.read(urls, headline):
            if verdict is Verdict.TAKE:
                yield article
            else:
                article.visit.end("duplicate", article.canonical_url)

    def _follow_listing(self, page: Page, visit: Visit, depth: int) -> None:
        listing = find_listing(page, known=self._article_urls)
        if not listing.feeds and visit.pending.kind == "start":
            self._guess(("/feed", "/rss.xml"), "feed", page.url, visit)
        if posts := posts_url(page):
            found = found_url(posts, "api", "listing", found_in=page.url, depth=depth, rank=DOCUMENT_RANK - depth)
            visit.found(found)
        for url in listing.feeds:
            visit.found(found_url(url, "feed", "listing", found_in=page.url, depth=depth, rank=DOCUMENT_RANK - depth))
        self._follow_articles(listing.articles, visit, depth)
        for url in listing.sections:
            # Pages of authors and tags are too many below the start page.
            if depth > (0 if url_kind(url) == "list" else _MAX_SECTION_DEPTH):
                self._skip("side_list")
            else:
                self._follow_list(url, page, visit, depth)
        # Last: whether an older page of the list is looked at again depends on what is new on this one.
        for url in listing.pagers:
            self._follow_list(url, page, visit, depth)

    def _follow_list(self, url: str, page: Page, visit: Visit, depth: int) -> None:
        """A page that may list articles, named by one that is *depth* steps from the start."""
        refusal = self.scope.list_refusal(url) or ("too_deep" if depth >= self.max_depth else None)
        if refusal:
            self._skip(refusal)
        if refusal is None or refusal in _OUT_OF_RANGE:
            entry = DiscoveredUrl(url, "listing", page.url)
            visit.found(found_entry(entry, kind="list", depth=depth + 1, rank=LIST_RANK, again=True, refusal=refusal))

    def _follow_articles(
        self,
        entries: Iterable[DiscoveredUrl],
        visit: Visit,
        depth: int,
        *,
        source: str = "",
        trusts_modified: bool = True,
    ) -> None:
        """Note those of *entries* that are wanted; the reason is counted for the others."""
        for entry in entries:
            refusal = self.scope.article_refusal(entry) or ("too_deep" if depth >= self.max_depth else None)
            if refusal:
                self._skip(refusal)
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
                trusts_modified=trusts_modified,
                refusal=refusal,
            )
            visit.found(found)

    def _in_scope(self, entries: Iterable[DiscoveredUrl]) -> Iterator[DiscoveredUrl]:
        for entry in entries:
            if refusal := self.scope.list_refusal(entry.url):
                self._skip(refusal)
            else:
                yield entry

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


def _domain_of(url: str) -> str:
    """What one process crawls at a time: the registered domain, on another port another server."""
    port = urlsplit(url).port
    return f"{site_of(url)}:{port}" if port else site_of(url)


def _newest_first(entries: Iterable[DiscoveredUrl]) -> list[DiscoveredUrl]:
    """By the day of modification or publication; those without a date last, in their order."""

    def day(entry: DiscoveredUrl) -> str:
        stated = entry.published or entry.modified
        return (stated.value or "")[:10] if stated else ""

    return sorted(entries, key=day, reverse=True)


def _first_given(*values: int | None) -> int:
    return next(value for value in values if value is not None)
