"""What an export takes from a store, and up to which number it has taken everything."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from crawler.errors import InvalidInputError
from crawler.items import Article
from crawler.items import Deletion as DeletionLine
from crawler.storage import ArticleStore, Deletion, StoredArticle
from crawler.times import moment_of

FIELDS = tuple(field.name for field in fields(Article))
# Every row begins with these: who it is, and where it stands in the order of all changes.
_KEYS = ("id", "seq")
DELETION_FIELDS = tuple(field.name for field in fields(DeletionLine) if field.name not in _KEYS)

Row = dict[str, Any]

COPY = "copy"
"""`reason` of the deletion that stands for an article of the store which is not the first of its cluster."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which articles, and what of them."""

    since_seq: int | None = None
    since: datetime | None = None
    sites: tuple[str, ...] = ()
    fields: tuple[str, ...] = FIELDS
    one_of_a_cluster: bool = False
    """Only the earliest article of a group of near-duplicates, and of each text."""

    @property
    def is_increment(self) -> bool:
        """Whether it is for a reader who has what came before: then deletions are part of it."""
        return self.since_seq is not None or self.since is not None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what a row may have, in order."""
        deletion = DELETION_FIELDS if self.is_increment else ()
        return tuple(dict.fromkeys((*_KEYS, *deletion, *self.fields)))


class Reading:
    """One pass over the changes of a store.

    It ends at the number that was the last when it began, `end`: who goes on from there misses nothing, and no article
    is in it twice. An article that has moved beyond the end before the reading came to it would be missing in a whole
    export; it is read at the end (and comes again in the next increment).
    """

    def __init__(self, store: ArticleStore, selection: Selection, began: datetime) -> None:
        """Raises InvalidInputError for a number that the store has not reached, StoreError."""
        self._store = store
        self._selection = selection
        self._began = began
        self.end = store.last_seq()
        if (selection.since_seq or 0) > self.end:
            raise InvalidInputError(
                f"--since-seq {selection.since_seq}: the store's last number is {self.end}; "
                "expected a number that an export of this store gave"
            )
        # The first half of each id taken, 8 bytes an article: 8 MB for a million.
        self._taken = array("Q")

    def changes(self) -> Iterator[StoredArticle | Deletion]:
        """The changes in the order of their numbers."""
        chosen = self._selection
        moved: list[StoredArticle] = []
        for change in self._store.changes(chosen.since_seq or 0, sites=chosen.sites, since=chosen.since):
            if change.seq <= self.end:
                if (told := self._told(change)) is not None:
                    self._note(told)
                    yield told
            elif chosen.is_increment:
                return
            elif isinstance(change, StoredArticle) and moment_of(change.first_seen) < self._began:
                moved.append(change)
                if len(moved) == _MOVED_AT_ONCE:
                    yield from self._missing(moved)
                    moved.clear()
        yield from self._missing(moved)

    def _told(self, change: StoredArticle | Deletion) -> StoredArticle | Deletion | None:
        """What the reader is told of *change*; None: nothing."""
        if isinstance(change, StoredArticle) and self._is_wanted(change):
            return change
        if not self._selection.is_increment:
            return None
        return change if isinstance(change, Deletion) else _taken_away(change)

    def _is_wanted(self, change: StoredArticle) -> bool:
        return not self._selection.one_of_a_cluster or is_first_of_its_cluster(change.article)

    def _note(self, change: StoredArticle | Deletion) -> None:
        if not self._selection.is_increment and isinstance(change, StoredArticle):
            self._taken.append(_half(change.article["id"]))

    def _missing(self, moved: list[StoredArticle]) -> Iterator[StoredArticle]:
        if moved:
            halves = {_half(change.article["id"]) for change in moved}
            taken = halves.intersection(self._taken)
            for change in moved:
                if _half(change.article["id"]) not in taken and self._is_wanted(change):
                    self._note(change)
                    yield change


def _taken_away(change: StoredArticle) -> Deletion:
    """For the reader of an increment who may have the article from when it was the first of its cluster. The store does
    not keep whether it ever was: who has it not has nothing to remove."""
    article = change.article
    return Deletion(
        seq=change.seq,
        article_id=article["id"],
        deleted_at=change.changed_at,
        reason=COPY,
        url=article["url"],
        site=article["site"],
    )


# Enough that looking through all that was taken (some 50 ms a million) is seldom done.
_MOVED_AT_ONCE = 200


def row_of_change(change: StoredArticle | Deletion) -> Row:
    """*change* with all its fields: of an article those of `crawler.items.Article` and `seq`."""
    if isinstance(change, Deletion):
        deletion = {"deleted_at": change.deleted_at, "reason": change.reason, "url": change.url}
        return {"id": change.article_id, "seq": change.seq, **deletion}
    return {"id": change.article["id"], "seq": change.seq, **change.article}


def without_lone_surrogates(row: Row) -> Row:
    """*row* with U+FFFD for each character that has no UTF-8 form."""
    repaired: Row = json.loads(_LONE_SURROGATE.sub("\ufffd", json.dumps(row, ensure_ascii=False)))
    return repaired


def is_first_of_its_cluster(article: Mapping[str, Any]) -> bool:
    if article["cluster_id"] is None:
        # A store of before there were clusters.
        return article["duplicate_of"] is None
    return bool(article["cluster_id"] == article["id"])


def _half(article_id: str) -> int:
    try:
        return UUID(article_id).int >> 64
    except ValueError:  # an id that another program gave
        return hash(article_id) & 0xFFFF_FFFF_FFFF_FFFF
