"""`scrapy savepage URL`: keep a page as a test case, with what is read from it as the proposed expectation."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawler.exit_status import UNUSABLE_INPUT
from crawler.loaders.responses import content_type_of, page_headers_of
from crawler.one_page import OnePageCommand
from crawler.saved_pages import SavedPage, propose_expected
from crawler.terminal.closed_pipe import ends_with_its_reader
from crawler.urls import is_web_url, site_of

_CASE = re.compile(r"[a-z0-9_]+")
_MAX_CASE_LENGTH = 60


class Command(OnePageCommand):
    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Keep a page as a test case"

    def long_desc(self) -> str:
        return (
            "Fetch a page into tests/saved_pages/SITE/CASE/ and write what is read from it beside it. Read "
            "expected.json and correct it: from then on the tests demand it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--case", metavar="NAME", help="name of the case (default: from the URL's last part)")
        parser.add_argument(
            "--directory", default="tests/saved_pages", help="where the cases are (default: %(default)s)"
        )

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not is_web_url(args[0]):
            self.fail("expected one URL", UNUSABLE_INPUT)
        url = args[0]
        case = opts.case or case_name(url)
        if not _CASE.fullmatch(case):
            self.fail(f"--case is {case!r}: expected small letters, digits and underscores", UNUSABLE_INPUT)
        profile = self.profile_of(url)
        site = profile.name if profile else re.sub(r"[^a-z0-9]+", "_", site_of(url))
        directory = Path(opts.directory) / site / case
        if directory.exists():
            self.fail(f"{directory} exists; name another case with --case", UNUSABLE_INPUT)
        response = self.fetch(url)
        page = SavedPage(
            body=response.body,
            url=response.url,
            fetched_at=datetime.now(UTC).replace(microsecond=0).isoformat(),
            content_type=content_type_of(response),
            headers=page_headers_of(response),
        )
        page.write(directory)
        expected = propose_expected(directory, page.fields(profile))
        print(f"Saved {directory}. Now read {expected} and correct what is wrong.")


def case_name(url: str) -> str:
    """The last part of the URL's path as a case name: "/2026/01/Harbour-levy.html" gives "harbour_levy"."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "_", last.lower()).strip("_")[:_MAX_CASE_LENGTH] or "front_page"
