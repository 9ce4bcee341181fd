"""`scrapy diff`: what a publisher changed in an article, sentence by sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from scrapy.commands import ScrapyCommand

from crawler.errors import InvalidInputError, StoreError
from crawler.exit_status import NOTHING_FETCHED_OR_STORED, UNUSABLE_INPUT
from crawler.log_lines import safe_text
from crawler.storage import StoredArticle, open_existing_store, store_url_or_default
from crawler.terminal.closed_pipe import ends_with_its_reader
from crawler.text_diff import Piece, SentenceChange, diff_sentences

_DATES_AND_NAMES = ("date_published", "date_modified", "authors")
# More are no number of a version, and longer than what Python reads as a number without complaint.
_NUMBER_DIGITS = 18
# As word diffs are written where there is no colour (GNU wdiff).
_PLAIN = {"removed": "[-{}-]", "added": "{{+{}+}}", "same": "{}"}
# Red, struck through; green, underlined: to be told apart without colours too (ECMA-48, 8.3.117).
_COLOURED = {"removed": "\x1b[31;9m{}\x1b[0m", "added": "\x1b[32;4m{}\x1b[0m", "same": "{}"}
_SIGNS = {"removed": "-", "added": "+", "changed": "~"}


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "What changed between two versions of an article"

    def long_desc(self) -> str:
        return (
            "Compares the last two versions of the article at URL (or with this id) in the store, sentence by "
            "sentence: - removed, + added, ~ changed, with the words in question marked. Says when each version was "
            "first and last seen, and whether the text changed although the page states the same modification date."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--revision", nargs=2, metavar=("A", "B"), help="compare these two versions")
        parser.add_argument("--all", action="store_true", help="show unchanged sentences too")

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            if len(args) != 1:
                raise InvalidInputError(f"expected one URL, got {len(args) or 'none'}")
            chosen = [_number(given) for given in opts.revision] if opts.revision else None
            versions = _versions(store_url_or_default(self.settings["STORE_URL"]), args[0])
            is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
            for line in _lines(versions, chosen, _COLOURED if is_coloured else _PLAIN, show_all=opts.all):
                print(line)
        except InvalidInputError as error:
            print(f"scrapy diff: error: {error}", file=sys.stderr)
            self.exitcode = UNUSABLE_INPUT
        except StoreError as error:
            print(f"scrapy diff: error: {error}", file=sys.stderr)
            self.exitcode = NOTHING_FETCHED_OR_STORED


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= _NUMBER_DIGITS):
        raise InvalidInputError(f"--revision {given}: expected the number of a version")
    return int(given)


def _versions(store_url: str, url: str) -> list[StoredArticle]:
    store = open_existing_store(store_url)
    try:
        article_id = store.id_at(url)
        versions = store.versions(article_id) if article_id else []
    finally:
        store.close()
    if not versions:
        raise InvalidInputError(f"{safe_text(url)}: no article with this URL or id in the store")
    return versions


def _lines(
    versions: Sequence[StoredArticle], chosen: Sequence[int] | None, marks: dict[str, str], *, show_all: bool
) -> Iterator[str]:
    yield safe_text(str(versions[-1].article["url"]))
    if chosen is None and len(versions) == 1:
        yield _seen(versions[0])
        yield "There is one version, and nothing to compare it with."
        return
    by_number = {version.article["revision"]: version for version in versions}
    for number in chosen or ():
        if number not in by_number:
            raise InvalidInputError(f"no revision {number}; the store has {', '.join(map(str, sorted(by_number)))}")
    before, after = (by_number[number] for number in chosen) if chosen else versions[-2:]
    yield from (_seen(before), _seen(after))
    for name in ("headline", "body"):
        changes = diff_sentences(before.article[name], after.article[name])
        if show_all or any(change.kind != "same" for change in changes):
            yield f"\n{name}"
            yield from _sentence_lines(changes, marks, show_all=show_all)
    for name in _DATES_AND_NAMES:
        if before.article[name] != after.article[name]:
            old, new = _value(before.article[name]), _value(after.article[name])
            yield f"\n{name}\n~ {marks['removed'].format(old)}{marks['added'].format(new)}"


def _seen(version: StoredArticle) -> str:
    line = (
        f"revision {version.article['revision']}: first seen {version.first_seen}, last seen {version.last_seen or '?'}"
    )
    if version.is_silent_change:
        line += f"; SILENT CHANGE: the page's modification date stayed {version.article['date_modified']}"
    return line


def _sentence_lines(changes: Sequence[SentenceChange], marks: dict[str, str], *, show_all: bool) -> Iterator[str]:
    same = 0
    for change in changes:
        if change.kind == "same" and not show_all:
            same += 1
            continue
        yield from _same_line(same)
        same = 0
        if change.kind == "changed":
            yield f"~ {''.join(_marked(piece, marks) for piece in change.pieces)}"
        elif change.kind == "same":
            yield f"  {safe_text(change.text)}"
        else:
            yield f"{_SIGNS[change.kind]} {marks[change.kind].format(safe_text(change.text))}"
    yield from _same_line(same)


def _same_line(count: int) -> Iterator[str]:
    if count:
        yield f"  … {count} unchanged sentence{'s' if count > 1 else ''}"


def _marked(piece: Piece, marks: dict[str, str]) -> str:
    return marks[piece.kind].format(safe_text(piece.text))


def _value(value: Any) -> str:
    return safe_text("; ".join(value) if isinstance(value, list) else str(value or "none"))
