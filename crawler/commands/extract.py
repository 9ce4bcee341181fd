"""`scrapy extract URL|FILE`: what is read from one page, as JSON on standard output. Nothing is stored."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NoReturn

from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.commands import ScrapyCommand

from crawler.errors import InvalidInputError
from crawler.items import Article
from crawler.loaders.extract import extract
from crawler.urls import is_web_url

NOTHING_FETCHED = 1
UNUSABLE_INPUT = 2


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options] URL|FILE"

    def short_desc(self) -> str:
        return "Show what is read from one page, fetched or saved, as JSON"

    def long_desc(self) -> str:
        return (
            "Read one page and print its article as JSON. A URL is fetched with the project's settings (robots.txt, "
            "limits); a FILE is a saved page, whose address --url gives. Exit status 1: the page could not be fetched, "
            "2: unusable input."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="address of the page saved in FILE")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # The page is the output: no run summary, no store. Scrapy's default_settings of a command rank below the
        # project's settings, so they cannot say it.
        assert self.settings is not None
        self.settings.setdict({"RUN_SUMMARY_ENABLED": False, "ITEM_PIPELINES": {}}, priority="cmdline")
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0].startswith("-"):
            _fail("expected one URL or file name", UNUSABLE_INPUT)
        try:
            article = self._fetched(args[0]) if is_web_url(args[0]) else _saved(args[0], opts.url)
        except InvalidInputError as error:
            _fail(str(error), UNUSABLE_INPUT)
        if article is None:
            _fail(f"{args[0]} could not be fetched; -L INFO shows why", NOTHING_FETCHED)
        sys.stdout.write(json.dumps(ItemAdapter(article).asdict(), indent=2, ensure_ascii=False) + "\n")

    def _fetched(self, url: str) -> Article | None:
        assert self.crawler_process is not None
        articles: list[Article] = []

        def keep(item: Article) -> None:
            articles.append(item)

        crawler = self.crawler_process.create_crawler("articles")
        crawler.signals.connect(keep, signal=signals.item_scraped)
        self.crawler_process.crawl(crawler, urls=url)
        self.crawler_process.start()
        return articles[0] if articles else None


def _saved(name: str, url: str | None) -> Article:
    path = Path(name)
    if url is None or not is_web_url(url):
        raise InvalidInputError(
            f"--url={url!r}: expected the address {name!r} was saved from, like https://example.com/a"
        )
    try:
        return extract(path.read_bytes(), url)
    except OSError as error:
        raise InvalidInputError(f"{name!r} is neither a web URL nor a readable file: {error.strerror}") from error


def _fail(reason: str, status: int) -> NoReturn:
    print(f"scrapy extract: error: {reason}", file=sys.stderr)
    sys.exit(status)
