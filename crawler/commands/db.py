"""`scrapy db`: what an operator does to the store between crawls."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from scrapy.commands import ScrapyCommand

from crawler.errors import InvalidInputError, StoreError
from crawler.exit_status import FAULTY_STORE, NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.storage import store_url_or_default
from crawler.storage.maintenance import check, make_text_index, stats, upgrade, vacuum
from crawler.storage.opening import Database, existing_database
from crawler.suggestions import did_you_mean
from crawler.terminal.closed_pipe import ends_with_its_reader


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] upgrade|stats|check|vacuum|index"

    def short_desc(self) -> str:
        return "Upgrade, count, check, compact or index the store"

    def long_desc(self) -> str:
        return (
            "The store is that of the setting STORE_URL. upgrade: bring its tables to this release, as every crawl "
            "does when it opens the store. stats: rows of each table, size, number of the last change. check: read all "
            "of it and say what is wrong; exit status 1 when something is. vacuum: give back the room of deleted rows; "
            "takes minutes for a large store, and SQLite needs as much room again meanwhile. index: make "
            "the index of full-text search, which the database then keeps current."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            action = _ACTIONS[_chosen(args)]
            with existing_database(store_url_or_default(self.settings["STORE_URL"])) as database:
                self.exitcode = action(database, opts.json)
        except InvalidInputError as error:
            print(f"scrapy db: error: {error}", file=sys.stderr)
            self.exitcode = UNUSABLE_INPUT
        except StoreError as error:
            print(f"scrapy db: error: {error}", file=sys.stderr)
            self.exitcode = NOTHING_FETCHED_OR_STORED


def _chosen(args: list[str]) -> str:
    expected = f"expected one of {', '.join(_ACTIONS)}"
    if len(args) != 1:
        raise InvalidInputError(f"{expected}, got {' '.join(args) or 'nothing'}")
    if args[0] not in _ACTIONS:
        raise InvalidInputError(f"{args[0]}: no such action{did_you_mean(args[0], _ACTIONS) or ': ' + expected}")
    return args[0]


def _upgrade(database: Database, as_json: bool) -> int:
    before, after = upgrade(database)
    if as_json:
        print(json.dumps({"schema_before": before, "schema_after": after}))
    elif before == after:
        print(f"{database.name}: schema {after}, nothing to do")
    else:
        print(f"{database.name}: schema {before or 'none'} -> {after}")
    return 0


def _stats(database: Database, as_json: bool) -> int:
    found = stats(database)
    if as_json:
        print(json.dumps(asdict(found)))
        return 0
    print(f"{database.name}: schema {found.schema_version}, {_size(found.bytes)}, last change {found.last_seq:,}")
    for table, rows in found.rows.items():
        print(f"{rows:>12,}  {table}")
    return 0


def _check(database: Database, as_json: bool) -> int:
    faults = check(database)
    if as_json:
        print(json.dumps({"faults": faults}))
    else:
        print("\n".join(f"{database.name}: {fault}" for fault in faults or ["nothing wrong was found"]))
    return FAULTY_STORE if faults else 0


def _vacuum(database: Database, as_json: bool) -> int:
    before, after = vacuum(database)
    if as_json:
        print(json.dumps({"bytes_before": before, "bytes_after": after}))
    else:
        print(f"{database.name}: {_size(before)} -> {_size(after)}")
    return 0


def _index(database: Database, as_json: bool) -> int:
    missing = make_text_index(database)
    if as_json:
        print(json.dumps({"missing": missing}))
    else:
        print("\n".join(f"{database.name}: {line}" for line in missing or ["full-text search is ready"]))
    return 0


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB"


_ACTIONS: dict[str, Callable[[Database, bool], int]] = {
    "upgrade": _upgrade,
    "stats": _stats,
    "check": _check,
    "vacuum": _vacuum,
    "index": _index,
}
