"""`scrapy export`: the articles of the store, or what has changed since a number, as one file."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand

from crawler.errors import InvalidInputError, StoreError
from crawler.exit_status import NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.exports.checking import InvalidArticlesError
from crawler.exports.export import VOCABULARIES, ExportOrder, export_to_file, export_to_sink
from crawler.exports.formats import FORMATS
from crawler.exports.manifest import Description
from crawler.exports.selection import FIELDS, Selection
from crawler.exports.sinks import COMPRESSIONS
from crawler.storage import ArticleStore, open_existing_store, store_url_or_default
from crawler.suggestions import did_you_mean
from crawler.terminal.closed_pipe import ends_with_its_reader

_NUMBER_DIGITS = 18
# Endings of well-known formats that are not written; any other part of a name after a dot says nothing ("news.2026").
_OTHER_FORMATS = ("xml", "json", "xlsx", "xls", "tsv", "zip", "bz2", "xz", "db", "sqlite", "html", "rss", "atom")


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "-o FILE [options]"

    def short_desc(self) -> str:
        return "Write the articles of the store to a file"

    def long_desc(self) -> str:
        return (
            "Writes FILE, whole or not at all, and FILE.manifest.json, which says how many rows and bytes it has, its "
            "SHA-256, and the number from which the next export goes on: with --since-seq NUMBER it has what was new, "
            "changed or deleted since then (docs/exports.md)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        # Before Scrapy's own.
        add = parser.add_argument_group(title="Output").add_argument
        add("-o", "--output", metavar="FILE", help='where to write; "-" for standard output, without a manifest')
        add("--format", metavar="NAME", help=f"{', '.join(FORMATS)}; default: by the name of FILE, else jsonl")
        add("--compress", metavar="NAME", help=f"{', '.join(COMPRESSIONS)}; default: by the name of FILE")
        add("--fields", metavar="A,B,C", help="only these fields of the article (id and seq always)")
        add("--as", dest="vocabulary", metavar="NAME", help=f"in the words of {', '.join(VOCABULARIES)} (jsonl only)")
        check = "validate every article by the schema first; write nothing if one fails"
        add("--check", action="store_true", help=check)
        add = parser.add_argument_group(title="Which articles").add_argument
        add("--since-seq", metavar="N", help="only what has changed after number N, and deletions")
        add("--since", metavar="TIME", help="only what has changed since a day or time (UTC), and deletions")
        add("--site", metavar="SITE", action="append", default=[], help="only articles of it; can be repeated")
        add("--dedupe", metavar="cluster", help="cluster: of copies and near copies, the earliest only")
        super().add_options(parser)

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            if args:
                raise InvalidInputError(f"unexpected argument {args[0]!r}")
            file = _output(opts.output)
            order = _order(opts, file)
            store = open_existing_store(store_url_or_default(self.settings["STORE_URL"]))
            try:
                if file is not None and (file.is_file() or not file.exists()):
                    # Where a link leads is replaced, not the link.
                    description = export_to_file(store, order, file.resolve())
                else:
                    description = _to_stream(store, order, file)
                if not description["rows"] and not order.selection.is_increment:
                    _warn_of_unknown_sites(store, order.selection.sites)
            finally:
                store.close()
            print(_summary(opts.output, description), file=sys.stderr)
        except (InvalidInputError, InvalidArticlesError, StoreError, OSError) as error:
            if isinstance(error, BrokenPipeError) and opts.output == "-":
                raise
            print(f"scrapy export: error: {_text(error)}", file=sys.stderr)
            is_input = isinstance(error, InvalidInputError)
            self.exitcode = UNUSABLE_INPUT if is_input else NOTHING_FETCHED_OR_STORED


def _warn_of_unknown_sites(store: ArticleStore, sites: tuple[str, ...]) -> None:
    """An empty file is easily taken for a quiet site."""
    for site in sites:
        hint = did_you_mean(site, store.frontier.sites())
        print(f"scrapy export: warning: no article of site {site!r} is in the store{hint}", file=sys.stderr)


def _to_stream(store: ArticleStore, order: ExportOrder, device: Path | None) -> Description:
    """To standard output, or a device or pipe."""
    if device is not None:
        with device.open("wb") as stream:
            return export_to_sink(store, order, stream)
    description = export_to_sink(store, order, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return description


def _text(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot write {error.filename or 'the output'}: {error.strerror}"
    return str(error)


def _summary(output: str, description: Description) -> str:
    name = "standard output" if output == "-" else output
    deletions = f", {description['deletions']} deletions" if description["deletions"] else ""
    repaired = f", {description['repaired']} of them repaired" if description["repaired"] else ""
    return (
        f"{name}: {description['articles']} articles{deletions}{repaired}, {description['bytes']} bytes; "
        f"what comes later: --since-seq {description['next_since_seq']}"
    )


def _output(given: str | None) -> Path | None:
    """The file to write, None for standard output."""
    if not given:
        raise InvalidInputError('expected -o FILE, or "-o -" for standard output')
    if given == "-":
        return None
    file = Path(given)
    if file.is_dir():
        raise InvalidInputError(f"output {given!r} is a directory; expected a file name")
    if not file.parent.is_dir():
        raise InvalidInputError(f"output {given!r}: there is no directory {str(file.parent)!r}")
    return file


def _order(opts: argparse.Namespace, file: Path | None) -> ExportOrder:
    suffixes = file.suffixes if file else []
    compression = _choice("--compress", opts.compress, COMPRESSIONS)
    for name, ending in COMPRESSIONS.items():
        if suffixes[-1:] == [ending]:
            suffixes.pop()
            compression = compression or name
    by_name = suffixes[-1].removeprefix(".").lower() if suffixes else ""
    format_ = _choice("--format", opts.format, FORMATS)
    _check_ending(file, by_name, format_)
    if opts.since_seq is not None and opts.since is not None:
        raise InvalidInputError("--since-seq and --since: expected one of them")
    return ExportOrder(
        selection=Selection(
            since_seq=_number(opts.since_seq),
            since=_time(opts.since),
            sites=tuple(opts.site),
            fields=_fields(opts.fields),
            one_of_a_cluster=_choice("--dedupe", opts.dedupe, ["cluster"]) is not None,
        ),
        format=format_ or (by_name if by_name in FORMATS else "jsonl"),
        compression=compression,
        vocabulary=_choice("--as", opts.vocabulary, VOCABULARIES),
        is_checked=opts.check,
    )


def _check_ending(file: Path | None, by_name: str, format_: str | None) -> None:
    """A file whose name promises what it does not hold misleads whoever opens it."""
    if by_name in _OTHER_FORMATS and format_ is None:
        raise InvalidInputError(f"output {str(file)!r}: .{by_name} is none of {', '.join(FORMATS)}")
    if (
        file is not None
        and by_name == "parquet"
        and format_ in (None, "parquet")
        and file.suffix in COMPRESSIONS.values()
    ):
        raise InvalidInputError(f"output {str(file)!r}: Parquet compresses its pages; expected .parquet and --compress")


def _choice(option: str, given: str | None, known: Any) -> str | None:
    if given is not None and given not in known:
        hint = did_you_mean(given, known) or f": expected {' or '.join(known)}"
        raise InvalidInputError(f"{option} {given}: unknown{hint}")
    return given


def _number(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= _NUMBER_DIGITS):
        raise InvalidInputError(f"--since-seq {given}: expected a number, as the manifest of the last export gives it")
    return int(given)


def _time(given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise InvalidInputError(
            f"--since {given}: expected a day or time like 2026-01-31 or 2026-01-31T18:00:00Z"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fields(given: str | None) -> tuple[str, ...]:
    if given is None:
        return FIELDS
    names = tuple(name.strip() for name in given.split(","))
    for name in names:
        if name not in FIELDS and name != "seq":
            hint = did_you_mean(name, FIELDS) or f": expected some of {', '.join(FIELDS)}"
            raise InvalidInputError(f"--fields {given}: {name!r} is no field{hint}")
    return tuple(name for name in names if name != "seq")
