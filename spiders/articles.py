"""Spider `articles`: fetches a given list of article pages, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.items import Article
from spiders.arguments import ArticlesArguments
from spiders.base import ArticleSpider


class ArticlesSpider(ArticleSpider):
    """``scrapy crawl articles -a urls=FILE``: one URL a line; ``-`` reads standard input, and URLs separated by commas
    may stand in place of the file."""

    name = "articles"
    # What somebody listed is no trap, however many of it are no articles.
    custom_settings = {"TRAP_MAX_PAGES": 0}  # noqa: RUF012 - Scrapy declares it as an instance's

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        self.urls = ArticlesArguments.parse(kwargs).urls

    @classmethod
    def check_arguments(cls, **arguments: Any) -> None:
        """Raises ArgumentError for arguments the spider cannot run with."""
        ArticlesArguments.parse(arguments)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, callback=self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article]:
        page = self.page_of(response)
        if page is not None:
            article, rules = self.read(page, response)
            self.count(rules)
            yield article
