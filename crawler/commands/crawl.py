"""`scrapy crawl`, with input that is checked before anything is fetched and an exit status that tells the outcome.

0: something was fetched, or nothing needed to be. 1: nothing could be fetched (or not the start page, and no article
was met) or processed, or the articles could not be stored or written. 2: the input cannot be used, and nothing was
tried; one line on stderr says why.
"""

from __future__ import annotations

import argparse
import sys
from asyncio import Future
from collections.abc import Awaitable
from typing import NoReturn

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawler.errors import InvalidInputError
from crawler.exit_status import UNUSABLE_INPUT, exit_status
from crawler.feed_arguments import check_appending, check_feeds, check_formats, create_missing_feeds
from crawler.setting_values import check_options, check_settings
from crawler.suggestions import did_you_mean
from crawler.terminal.stderr_forms import take_stderr


class Command(crawl.Command):
    def long_desc(self) -> str:
        return (
            "Run one spider and end with exit status 0 (something was fetched, or nothing needed to be), "
            "1 (nothing could be fetched or processed, or results could not be stored) or 2 (unusable input)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json-log", action="store_true", help="the log as JSON, one object a line, on stderr")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        configured = set(self.settings.getdict("FEEDS"))
        try:
            check_options(opts, self.settings)
            check_formats([*(opts.output or ()), *(opts.overwrite_output or ())], self.settings)
            super().process_options(args, opts)
            check_settings(self.settings)
            schemes = {*self.settings.getdict("FEED_STORAGES_BASE"), *self.settings.getdict("FEED_STORAGES")}
            given = {str(uri): feed for uri, feed in self.settings.getdict("FEEDS").items() if uri not in configured}
            check_feeds(given, schemes)
            check_appending(given)
            if opts.json_log:
                self.settings.set("LOG_JSON", True, priority="cmdline")
            take_stderr(self.settings)
        except (UsageError, InvalidInputError) as error:
            # Scrapy would print its usage text, and the reason below it.
            _fail(error, UNUSABLE_INPUT)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        try:
            spider_class = self._spider_class(args)
            # A spider says by a class method of this name that it wants its arguments checked.
            if check_arguments := getattr(spider_class, "check_arguments", None):
                check_arguments(**opts.spargs)
        except InvalidInputError as error:
            _fail(error, UNUSABLE_INPUT)
        crawler = self._create_crawler(spider_class)
        crawling = self.crawler_process.crawl(crawler, **opts.spargs)
        failures: list[BaseException] = []
        _collect_failure(crawling, failures)
        self.crawler_process.start()
        for failure in failures:
            if isinstance(failure, InvalidInputError):
                _fail(failure, UNUSABLE_INPUT)
            raise failure
        self.exitcode = exit_status(crawler.stats.get_stats())
        if self.exitcode == 0:
            create_missing_feeds({str(uri): options for uri, options in crawler.settings.getdict("FEEDS").items()})

    def _spider_class(self, args: list[str]) -> type[Spider]:
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        if unknown := [argument for argument in args if argument.startswith("-")]:
            raise InvalidInputError(f"unknown option {unknown[0]!r}")
        if len(args) != 1:
            raise InvalidInputError('expected the name of one spider; "scrapy list" shows them')
        name = args[0]
        try:
            return loader.load(name)
        except KeyError as error:
            if name in getattr(loader, "profile_errors", {}):
                # The loader has said what is wrong with the profile.
                sys.exit(UNUSABLE_INPUT)
            hint = did_you_mean(name, loader.list()) or '; "scrapy list" shows all'
            if "." in name:
                hint = f"; for a site without a profile: scrapy crawl news -a url={name}"
            raise InvalidInputError(f"no spider is named {name!r}{hint}") from error


def _collect_failure(crawling: Awaitable[None], failures: list[BaseException]) -> None:
    """Put what ends *crawling* early into *failures*; unread, it would be logged with a traceback.

    *crawling* is a Deferred with Scrapy's FORCE_CRAWLER_PROCESS, else a task.
    """

    def from_task(task: Future[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            failures.append(error)

    def from_deferred(failure: Failure) -> None:
        if failure.value is not None:
            failures.append(failure.value)

    if isinstance(crawling, Deferred):
        crawling.addErrback(from_deferred)
    elif isinstance(crawling, Future):
        crawling.add_done_callback(from_task)


def _fail(error: Exception, status: int) -> NoReturn:
    print(f"scrapy crawl: error: {error}", file=sys.stderr)
    sys.exit(status)
