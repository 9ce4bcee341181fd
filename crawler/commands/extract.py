"""`scrapy extract URL|FILE`: what is read from one page, as JSON on standard output. Nothing is stored."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from crawler.exit_status import NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.extraction.page import Page, parse_page
from crawler.feed_form import feed_form
from crawler.items import WALL_KINDS
from crawler.loaders.article import ArticleLoader
from crawler.loaders.responses import content_type_of, page_of_response
from crawler.log_lines import safe_json
from crawler.one_page import OnePageCommand
from crawler.terminal.closed_pipe import ends_with_its_reader
from crawler.urls import is_web_url, web_url, without_password


class Command(OnePageCommand):
    renders = True

    def syntax(self) -> str:
        return "[options] URL|FILE"

    def short_desc(self) -> str:
        return "Show what is read from one page, fetched or saved, as JSON"

    def long_desc(self) -> str:
        return (
            "Read one page and print its article as JSON. A URL is fetched with the project's settings (robots.txt, "
            "limits); a FILE is a saved page, whose address --url gives. The profile of the page's site applies. Exit "
            "status 1: the page could not be fetched, 2: unusable input."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="address of the page saved in FILE")

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0].startswith("-"):
            self.fail("expected one URL or file name", UNUSABLE_INPUT)
        is_fetched = is_web_url(args[0])
        page = self._fetched(args[0]) if is_fetched else self._saved(args[0], opts.url)
        article = ArticleLoader(page=page, profile=self.profile_of(page.url)).load_article(
            http_status=HTTPStatus.OK if is_fetched else None
        )
        if article.page_kind in WALL_KINDS:
            print(f"scrapy extract: {page.url} is no article but a wall: {article.page_kind}", file=sys.stderr)
        text = safe_json(json.dumps(feed_form(article), indent=2, ensure_ascii=False)) + "\n"
        # JSON is UTF-8 (RFC 8259, 8.1), whatever the terminal's encoding.
        sys.stdout.buffer.write(text.encode("utf-8"))

    def _fetched(self, url: str) -> Page:
        response = self.fetch(url)
        page = page_of_response(response, datetime.now(UTC))
        if page is None:
            found = content_type_of(response) or "of unknown type"
            self.fail(f"{without_password(url)} is no HTML page but {found}", NOTHING_FETCHED_OR_STORED)
        return page

    def _saved(self, name: str, url: str | None) -> Page:
        try:
            body = Path(name).read_bytes()
        except OSError as error:
            self.fail(f"{name!r} is neither a web URL nor a readable file: {error.strerror}", UNUSABLE_INPUT)
        page_url = web_url(url or "")
        if page_url is None:
            given = "is missing" if url is None else f"is {url!r}"
            self.fail(f"--url {given}: expected the address {name!r} was saved from", UNUSABLE_INPUT)
        return parse_page(body, page_url)
