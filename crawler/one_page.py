"""Fetching one page with the project's settings, for the commands that look at a single page.

Beside the commands and not among them: Scrapy takes every class of that package for a command.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, NoReturn

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader

from crawler.errors import InvalidInputError
from crawler.exit_status import NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.extensions.run_summary_counts import failed_pages
from crawler.extensions.run_summary_words import failure_words
from crawler.extraction.page_kind.shells import is_empty_shell
from crawler.loaders.responses import page_of_response
from crawler.rendering import RenderingError, RenderingUnavailableError, renderer_of
from crawler.setting_values import check_contact, check_options
from crawler.sites import SiteProfile, profile_covering
from crawler.urls import without_password


class OnePageSpider(Spider):
    """Fetches *url* and hands the response to *responses*."""

    name = "one_page"

    def __init__(self, url: str, responses: list[Response], *, renders: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.given_urls = (url,)
        self._responses = responses
        self._renders = renders

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.given_urls[0], callback=self.parse, meta={"handle_httpstatus_all": True})

    async def parse(self, response: Response, **kwargs: Any) -> None:
        page = page_of_response(response, datetime.now(UTC)) if self._renders else None
        if page is not None and is_empty_shell(page):
            try:
                response = await renderer_of(self.crawler).render(response)
            except RenderingUnavailableError as error:
                self.logger.warning("%(url)s needs a browser: %(error)s", {"url": response.url, "error": error})
            except RenderingError as error:
                self.logger.warning("%(error)s", {"error": error})
        self._responses.append(response)


class OnePageCommand(ScrapyCommand):
    """A command about one page: the page is its output, so there is no run summary and nothing is stored."""

    requires_project = True
    renders = False
    """Whether a page that is an empty shell is rendered, where there is a browser (RENDERING_ENABLED)."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy's default_settings of a command rank below the project's settings, so they cannot say it.
        assert self.settings is not None
        self.settings.setdict({"RUN_SUMMARY_ENABLED": False, "ITEM_PIPELINES": {}}, priority="cmdline")
        try:
            check_options(opts, self.settings)
            super().process_options(args, opts)
            check_contact(self.settings)
        except InvalidInputError as error:
            self.fail(str(error), UNUSABLE_INPUT)

    def fetch(self, url: str) -> Response:
        """The page at *url*; ends the command when there is none."""
        assert self.crawler_process is not None
        responses: list[Response] = []
        renders = self.renders and self.settings is not None and self.settings.getbool("RENDERING_ENABLED")
        crawler = self.crawler_process.create_crawler(OnePageSpider)
        self.crawler_process.crawl(crawler, url=url, responses=responses, renders=renders)
        self.crawler_process.start()
        if not responses:
            reasons = ", ".join(map(failure_words, failed_pages(crawler.stats.get_stats())))
            why = f": {reasons}" if reasons else "; -L INFO shows why"
            self.fail(f"{without_password(url)} could not be fetched{why}", NOTHING_FETCHED_OR_STORED)
        response = responses[0]
        if response.status != HTTPStatus.OK:
            self.fail(f"{response.url} was answered with HTTP status {response.status}", NOTHING_FETCHED_OR_STORED)
        return response

    def profile_of(self, url: str) -> SiteProfile | None:
        """The profile of the site *url* is on, when there is one."""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        profiles = (getattr(loader.load(name), "profile", None) for name in loader.list())
        return profile_covering(url, filter(None, profiles))

    def fail(self, reason: str, status: int) -> NoReturn:
        name = type(self).__module__.rpartition(".")[2]
        print(f"scrapy {name}: error: {reason}", file=sys.stderr)
        sys.exit(status)
