"""What every article store can do, in terms of articles and not of tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from crawler.storage.frontier import Frontier


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """The current version of one stored article, as far as a comparison needs it."""

    content_hash: str | None
    revision: int
    fingerprint: str
    """`version_fingerprint` of the stored article."""
    url: str | None = None
    """Where it was read."""


@dataclass(frozen=True, slots=True)
class Known:
    """The store's answer to `ArticleStore.find`; what is not stored is absent."""

    versions: Mapping[str, StoredVersion]
    """Article id -> its current version."""
    first_ids: Mapping[str, str]
    """Content hash -> id of the article stored first with this text."""


class ArticleStore(Protocol):
    """Articles by id, their superseded versions, and when each was first and last seen.

    Articles go in and come out in feed form: the mapping that `ItemAdapter(article).asdict()` gives, keys as in
    `crawler.items.Article`. Times are aware datetimes. Calls may come from any thread; they run one after the
    other. Every method raises `crawler.errors.StoreError` when the store cannot do its work, and then has
    changed nothing.
    """

    frontier: Frontier
    """The URLs of the sites that are crawled into this store."""

    def find(self, ids: Collection[str], content_hashes: Collection[str] = ()) -> Known:
        """What is stored under *ids*, and which articles had the texts of *content_hashes* first."""
        ...

    def put(self, articles: Sequence[Mapping[str, Any]], seen_at: datetime) -> None:
        """Store *articles*, read at *seen_at*, all or none; the same call again changes nothing.

        An unknown id is inserted. A higher `revision` than the stored one replaces it, and the old version is
        kept whole. A version already stored only moves the time the article was last seen. A different version
        under a number that is taken (two crawls found changes at the same time) gets the next number. `revision`
        None counts as 1.
        """
        ...

    def touch(self, ids: Collection[str], seen_at: datetime) -> None:
        """Note that the articles *ids* were seen unchanged at *seen_at*. Unknown ids are ignored."""
        ...

    def count(self) -> int:
        """Number of articles, not counting superseded versions."""
        ...

    def articles(self) -> Iterator[dict[str, Any]]:
        """The current version of every article in feed form, in the order they were first stored.

        Articles stored meanwhile come last; reading does not block writing.
        """
        ...

    def revisions(self, article_id: str) -> list[dict[str, Any]]:
        """The superseded versions of one article in feed form, oldest first."""
        ...

    def close(self) -> None:
        """Release the connection. A closed store is not used again."""
        ...
