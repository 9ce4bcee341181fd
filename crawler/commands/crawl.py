"""`scrapy crawl`, with input that is checked before anything is fetched and an exit status that tells the outcome.

0: something was fetched, or nothing needed to be. 1: nothing could be fetched, or the articles could not be stored
or written. 2: the input cannot be used, and nothing was tried; one line on stderr says why.
"""

from __future__ import annotations

import argparse
import os
import sys
from asyncio import Future
from collections.abc import Awaitable, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure
from w3lib.url import file_uri_to_path

from crawler.errors import InvalidInputError
from crawler.suggestions import did_you_mean

NOTHING_FETCHED_OR_STORED = 1
UNUSABLE_INPUT = 2


class Command(crawl.Command):
    def long_desc(self) -> str:
        return (
            "Run one spider and end with exit status 0 (something was fetched, or nothing needed to be), "
            "1 (nothing could be fetched, or results could not be stored) or 2 (unusable input)."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        configured = set(self.settings.getdict("FEEDS"))
        try:
            super().process_options(args, opts)
            check_feed_paths(str(uri) for uri in self.settings.getdict("FEEDS") if uri not in configured)
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


def check_feed_paths(uris: Iterable[str]) -> None:
    """Raise InvalidInputError for a feed file that could not be written at the end of the crawl.

    Scrapy would create a missing directory, so a slip of the pen would send the results to a place nobody looks at.
    """
    for uri in uris:
        scheme = urlsplit(uri).scheme
        # One letter is the drive of a Windows path. "%(" begins a part that Scrapy fills in later.
        if (scheme not in ("", "file") and len(scheme) > 1) or "%(" in uri:
            continue
        path = Path(file_uri_to_path(uri) if scheme == "file" else uri)
        if path.is_dir():
            raise InvalidInputError(f"output {uri!r} is a directory; expected a file name")
        if not path.parent.is_dir():
            raise InvalidInputError(f"output {uri!r}: there is no directory {str(path.parent)!r}")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise InvalidInputError(f"output {uri!r} cannot be written: permission denied")


def exit_status(stats: Mapping[str, Any]) -> int:
    """The exit status of a crawl that ran, from its final *stats*."""
    if stats.get("store/errors") or any(key.startswith("feedexport/failed_count/") for key in stats):
        return NOTHING_FETCHED_OR_STORED
    if stats.get("finish_reason") == "start_error":
        return NOTHING_FETCHED_OR_STORED
    # Interrupted by the user: whatever was still to come is not a failure.
    if stats.get("finish_reason") == "shutdown":
        return 0
    needed = stats.get("outcomes/requested", 0) - stats.get("outcomes/skipped", 0)
    return NOTHING_FETCHED_OR_STORED if needed > 0 and not stats.get("outcomes/answered") else 0


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
