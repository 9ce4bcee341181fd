"""`scrapy ledger`: what became of every URL that crawls have found, from the store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand

from crawler.errors import InvalidInputError, StoreError
from crawler.exit_status import NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.log_lines import safe_json
from crawler.storage import Frontier, open_existing_store, store_url_or_default
from crawler.storage.frontier import OUTCOMES
from crawler.suggestions import did_you_mean
from crawler.terminal.closed_pipe import ends_with_its_reader


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [SITE]"

    def short_desc(self) -> str:
        return "What became of every URL that was found"

    def long_desc(self) -> str:
        return (
            "Without SITE: for every site in the store, how many URLs were found, and how many have each outcome. With "
            "SITE (a name or URL of that table), or --outcome: the URLs as JSON Lines, each with its outcome and all "
            "its sources."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--outcome", action="append", default=[], help=f"only URLs with it: {', '.join(OUTCOMES)}; can be repeated"
        )
        parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of to standard output")

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            for outcome in opts.outcome:
                if outcome not in OUTCOMES:
                    hint = did_you_mean(outcome, OUTCOMES) or f": expected one of {', '.join(OUTCOMES)}"
                    raise InvalidInputError(f"--outcome {outcome}: no outcome{hint}")
            if len(args) > 1:
                raise InvalidInputError("expected one site, or none")
            store = open_existing_store(store_url_or_default(self.settings["STORE_URL"]))
            try:
                _show(store.frontier, args[0] if args else None, opts)
            finally:
                store.close()
        except (InvalidInputError, OSError) as error:
            if isinstance(error, BrokenPipeError) and not opts.output:
                raise
            print(f"scrapy ledger: error: {error}", file=sys.stderr)
            self.exitcode = UNUSABLE_INPUT
        except StoreError as error:
            print(f"scrapy ledger: error: {error}", file=sys.stderr)
            self.exitcode = NOTHING_FETCHED_OR_STORED


def _show(frontier: Frontier, site: str | None, opts: argparse.Namespace) -> None:
    sites = frontier.sites()
    if site is not None and site not in sites:
        # As it was given to `scrapy run`, which needs neither scheme nor slash.
        site = next((known for known in sites if known.rstrip("/").endswith(f"//{_bare(site)}")), site)
    if site is not None and site not in sites:
        known = did_you_mean(site, sites) or (f"; known are {', '.join(sites)}" if sites else "; the store has none")
        raise InvalidInputError(f"no site {site!r} in the store{known}")
    with ExitStack() as stack:
        if opts.output and not Path(opts.output).parent.is_dir():
            raise InvalidInputError(f"-o {opts.output}: there is no directory {str(Path(opts.output).parent)!r}")
        output = stack.enter_context(Path(opts.output).open("w", encoding="utf-8")) if opts.output else sys.stdout
        chosen = sites if site is None else [site]
        lines = (
            _counts(frontier, sites)
            if site is None and not opts.outcome
            else (line for one in chosen for line in _entries(frontier, one, opts.outcome))
        )
        for line in lines:
            output.write(safe_json(json.dumps(line, ensure_ascii=False)) + "\n")


def _bare(site: str) -> str:
    return site.partition("://")[2].rstrip("/") if "://" in site else site.rstrip("/")


def _counts(frontier: Frontier, sites: Iterable[str]) -> Iterable[dict[str, Any]]:
    for site in sites:
        counts = frontier.count_outcomes(site)
        yield {"site": site, "found": sum(counts.values()), **{name: counts.get(name, 0) for name in OUTCOMES}}


def _entries(frontier: Frontier, site: str, outcomes: list[Any]) -> Iterable[dict[str, Any]]:
    return (asdict(entry) for entry in frontier.ledger(site, outcomes))
