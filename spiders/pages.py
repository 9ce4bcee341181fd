"""Pages of a site, each read as what it turns out to be: an article, or one that leads to articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.content_versions import ContentVersion, content_version, digest, reader_of
from crawler.crawl_store import crawl_store_of
from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.listings import ListedArticle
from crawler.extraction.page import Page
from crawler.items import ARTICLE_KINDS, Article
from crawler.loaders.responses import kind_of_response, page_of_response
from crawler.middlewares.known_pages import KnownPageError
from crawler.urls import absolute_url, clean_url
from crawler.visits import Visit, VisitedArticle, outcome_of_wall
from spiders.base import ArticleSpider, RuleCounts
from spiders.failures import outcome_of_failure
from spiders.found import DOCUMENT_RANK, entries_of, found_url, is_guess
from spiders.named import NamedUrls
from spiders.rendering import Reading, SiteRendering
from spiders.revalidation import Look, Revalidation, article_version, links_digest, note_version
from spiders.site_crawl import SiteCrawl
from spiders.variants import SiteVariants
from spiders.walls import count_wall, outcome_of_list, wall_elsewhere


class PageReader:
    def __init__(
        self,
        spider: ArticleSpider,
        site_crawl: SiteCrawl,
        named: NamedUrls,
        article_urls: ArticleUrls,
        revalidation: Revalidation,
        rendering: SiteRendering,
    ) -> None:
        self._spider = spider
        self._named = named
        self._article_urls = article_urls
        self._revalidation = revalidation
        self._rendering = rendering
        self.variants = SiteVariants(crawl_store_of(spider.crawler), site_crawl, named)

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[VisitedArticle | Request]:
        """Callback of the requests for pages."""
        visit: Visit = response.meta["visit"]
        pending = visit.pending
        urls = _urls_of(response.url, response.request)
        if wall := self._wall_elsewhere(response):
            for waiting in self.variants.released(urls, None):
                yield waiting
            name = count_wall(self._spider.crawler.stats, wall, visit, response.url)
            visit.end(*(outcome_of_wall(name) if name else outcome_of_list(wall)))
            return
        if pending.kind == "start" and response.status != 304:
            self._begin(response, visit)
        if self._revalidation.ends_unchanged(response, visit):
            for waiting in self.variants.released(urls, pending.headline):
                yield waiting
            return
        refusal = self._named.scope.refusal(response.url)
        page = None if refusal else self._spider.page_of(response)
        if page is None:
            if refusal:
                self._named.skip(refusal)
            for waiting in self.variants.released(urls, None):
                yield waiting
            visit.end(*(("out_of_range", refusal) if refusal else ("not_an_article", kind_of_response(response))))
            return

        def read(page: Page, response: Response) -> tuple[Article, RuleCounts]:
            return self._spider.read(page, response, entries_of(pending), item_class=VisitedArticle)

        sent, profile = response, self._spider.profile_of(page.url)
        page, response, article, rules = await self._rendering.best(
            Reading(page, response, *read(page, response)),
            read,
            place=pending.kind if pending.kind in ("article", "start") else "list",
            profile=profile,
        )
        assert isinstance(article, VisitedArticle)
        article.visit = visit
        depth = pending.depth
        is_article_link = pending.kind == "article"
        is_declared = bool(page.article_data) or page.first_meta("og:type") == "article"
        is_article = article.page_kind in ARTICLE_KINDS and (
            is_article_link or self._named.scope.may_be_article(page.url, is_declared=is_declared)
        )
        if is_article or article.page_kind == "listing":
            self._article_urls.learn(page.url, is_article=is_article)
        # An archive that shows its posts whole passes for an article: links of what was not linked as one are followed.
        if not (is_article and is_article_link):
            self._named.note_links(page, visit, depth)
            self._named.note_earlier_archive(visit, has_articles=_names_articles(visit))
        entries = [
            ListedArticle(
                entry.url,
                "listing",
                page.url,
                title=entry.headline,
                date_published=entry.date_published,
                date_published_raw=entry.date_published_raw,
            )
            for entry in article.latest_news
            if entry.url
        ]
        self._named.note_articles(entries, visit, depth, source="latest_news")
        count_wall(self._spider.crawler.stats, article.page_kind, visit, page.url)
        visit.result.list_page = article.canonical_url if is_article else clean_url(page.url)
        visit.result.list_entries = [asdict(entry) for entry in article.latest_news]
        self._named.leave_out_beyond_limit(visit)
        reader = reader_of(profile, is_rendered=response is not sent)
        if is_article:
            note_version(visit, sent, article_version(article, sent, reader))
        else:
            self._revalidation.note_list(visit, sent, page=page, reader=reader)
        for probe in self._revalidation.probes(visit, self._look(visit, reader, is_article=is_article)):
            yield probe
        for waiting in self.variants.released(urls, article.headline if is_article else None):
            yield waiting
        if is_article:
            self._spider.count(rules)
            visit.result.headline = article.headline
            if await self.variants.is_taken(article, urls):
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
        outcome, detail = outcome_of_failure(failure.value) if failure.value is not None else ("pending", None)
        is_gone = detail in ("http_404", "http_410")
        if is_gone and visit.pending.kind == "robots":
            self._named.guess_sitemaps(request.url, visit)
        if is_gone:
            # A day without an issue has no page.
            self._named.note_earlier_archive(visit, has_articles=False)
        if isinstance(failure.value, KnownPageError):
            visit.result.final_url = failure.value.url
            target = await self.variants.known_article(clean_url(failure.value.url))
            if visit.pending.kind == "article" and target is not None and target.outcome == "not_an_article":
                outcome, detail = "not_an_article", "redirected"
        if is_gone and is_guess(visit):
            self._named.end_guess(visit, detail)
        elif failure.value is not None:
            visit.end(outcome, detail)
        if outcome == "pending":
            # The crawl was told to stop: what waits for the page goes on waiting with it.
            return
        for waiting in self.variants.released(_urls_of(request.url, request), None):
            yield waiting

    def _look(self, visit: Visit, reader: str, *, is_article: bool) -> Look:
        """How another answer for the page of *visit* is read: as it was, but for what a browser would show."""
        known = content_version(visit.result.content_key)

        def look(response: Response) -> ContentVersion | None:
            page = self._spider.page_of(response)
            if page is None or known is None:
                return None
            if is_article:
                return article_version(self._spider.read(page, response)[0], response, reader)
            return replace(known, body=digest([response.body]), links=links_digest(page))

        return look

    def _wall_elsewhere(self, response: Response) -> str | None:
        """The kind of wall on another site that a page of this one redirected to; None: there is none."""
        if response.status == 304 or self._named.scope.refusal(response.url) != "offsite":
            return None
        page = page_of_response(response, datetime.now(UTC))
        return wall_elsewhere(self._spider.read(page, response)[0].page_kind, response) if page else None

    def _begin(self, response: Response, visit: Visit) -> None:
        """The start page has been found: what else names URLs is on its host."""
        start_url = _urls_of(response.url, response.request)[-1]
        if response.url != start_url:
            self._named.scope.add_redirected_start(start_url, response.url)
            visit.result.final_url = response.url
        if robots_txt := absolute_url(response.url, "/robots.txt"):
            visit.found(found_url(robots_txt, "robots", "well_known", found_in=response.url, rank=DOCUMENT_RANK))


def _names_articles(visit: Visit) -> bool:
    return any(found.kind == "article" for found in visit.result.found)


def _urls_of(url: str, request: Request | None) -> list[str]:
    """*url*, at which a page was found, and those that redirected to it, the first asked for last."""
    redirects = request.meta.get("redirect_urls", []) if request else []
    return [url, *reversed(redirects)]
