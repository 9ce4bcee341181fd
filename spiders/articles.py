"""Spider `articles`: fetches a given list of article pages, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.items import Article
from crawler.urls import article_id, clean_url, without_userinfo
from spiders.arguments import ArticlesArguments
from spiders.base import ArticleSpider
from spiders.rendering import Reading, SiteRendering


class ArticlesSpider(ArticleSpider):
    """``scrapy crawl articles -a urls=FILE``: one URL a line; ``-`` reads standard input, and URLs separated by commas
    may stand in place of the file."""

    name = "articles"
    # What somebody listed is no trap, however many of it are no articles.
    custom_settings = {"TRAP_MAX_PAGES": 0}  # noqa: RUF012 - Scrapy declares it as an instance's

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        self.given_urls = ArticlesArguments.parse(kwargs).urls
        self.urls = tuple(dict.fromkeys(map(without_userinfo, self.given_urls)))
        self._listed = frozenset(map(clean_url, self.urls))
        # Not before the first page: a crawler has no stats until its crawl begins.
        self._rendering: SiteRendering | None = None

    @classmethod
    def check_arguments(cls, **arguments: Any) -> None:
        """Raises ArgumentError for arguments the spider cannot run with."""
        ArticlesArguments.parse(arguments)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, callback=self.parse)

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[Article]:
        page = self.page_of(response)
        if page is not None:
            self._rendering = self._rendering or SiteRendering(self.crawler)
            reading = await self._rendering.best(
                Reading(page, response, *self.read(page, response)),
                self.read,
                place="article",
                profile=self.profile_of(page.url),
            )
            self.count(reading.rules)
            yield self._with_own_identity(reading.article)

    def _with_own_identity(self, article: Article) -> Article:
        """*article*, which cannot be that of another page that is on the list, too, whatever it declares."""
        url = clean_url(article.url or "")
        if article.canonical_url != url and article.canonical_url in self._listed:
            article.canonical_url, article.id = url, article_id(url)
        return article
