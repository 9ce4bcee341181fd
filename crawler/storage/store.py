"""What every article store can do, in terms of articles and not of tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from crawler.storage.frontier import Frontier
from crawler.storage.relations import Relation


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
    first_urls: Mapping[str, str] = field(default_factory=dict)
    """Content hash -> canonical URL of that article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """One article, or one version of it, with what the store knows of it."""

    seq: int
    """Its number in `ArticleStore.changes`. 0: a version superseded before numbers were kept."""
    changed_at: str
    """When that number was drawn, UTC; in `ArticleStore.versions`: when this version was first seen."""
    article: Mapping[str, Any]
    """In feed form."""
    first_seen: str
    """When the article was first seen (in `ArticleStore.versions`: this version), UTC, ISO 8601 ending in "Z"."""
    last_seen: str | None
    """When it, or this version, was last seen. None: a version superseded before that was kept."""
    is_silent_change: bool | None
    """Whether headline or body differ from the version before although the page states the same modification date.
    None: not known, as the page states none; also of versions from before this was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """An article that was removed from the store."""

    seq: int
    article_id: str
    deleted_at: str
    reason: str
    url: str | None
    site: str | None


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

    def find_cluster(
        self, article: Mapping[str, Any], seen_at: datetime, before: Sequence[Mapping[str, Any]] = ()
    ) -> str | None:
        """The `cluster_id` that *article*, first seen at *seen_at*, would get if it was stored now, after those of the
        articles *before* that are not stored yet."""
        ...

    def relations(self, article_id: str) -> list[Relation]:
        """The other URLs an article was met at, and the articles with its text or nearly so."""
        ...

    def relate(self, relations: Sequence[Relation], found_at: datetime) -> None:
        """Note *relations*; those that are known already stay as they were found."""
        ...

    def put(self, articles: Sequence[Mapping[str, Any]], seen_at: datetime) -> None:
        """Store *articles*, read at *seen_at*, all or none; the same call again changes nothing.

        An unknown id is inserted. A higher `revision` than the stored one replaces it, and the old version is
        kept whole. A version already stored only moves the time the article was last seen. A different version
        under a number that is taken (two crawls found changes at the same time) gets the next number. `revision`
        None counts as 1. `cluster_id` is found here, whatever *articles* say; where it changes, so do the other
        articles of the cluster, which get new numbers in `changes`.
        """
        ...

    def touch(self, ids: Collection[str], seen_at: datetime) -> None:
        """Note that the articles *ids* were seen unchanged at *seen_at*. Unknown ids are ignored."""
        ...

    def delete(self, ids: Collection[str], deleted_at: datetime, *, reason: str) -> int:
        """Remove the articles *ids* with all their versions, and leave a `Deletion` of each; how many there were.

        What is read again later is an article again.
        """
        ...

    def count(self) -> int:
        """Number of articles, not counting superseded versions."""
        ...

    def articles(self) -> Iterator[dict[str, Any]]:
        """The current version of every article in feed form, in the order they were first stored.

        Articles stored meanwhile come last; reading does not block writing.
        """
        ...

    def changes(
        self, since_seq: int = 0, *, sites: Collection[str] = (), since: datetime | None = None
    ) -> Iterator[StoredArticle | Deletion]:
        """What has changed after number *since_seq*, in the order of the numbers: the current version of every article
        that was stored, or of which a field was changed, and deletions.

        Every change of an article gives it a new number, higher than all before. Who has read everything up to a number
        and asks again with it gets each later change (the last, of several of one article) and misses none, whoever
        wrote it and however long the reading took: what changes meanwhile comes last. There are gaps between numbers.
        That an article was seen again unchanged is no change: `last_seen` is that of the time of reading.

        *sites*: only of these (`Article.site`). *since*: only what changed then or later, by the clocks of the crawls;
        a number is exact, a time is not. Reading goes in pages and does not block writing.
        """
        ...

    def last_seq(self) -> int:
        """The number of the latest change, 0 when there was none."""
        ...

    def search(self, words: str, *, limit: int = 20) -> list[dict[str, Any]]:
        """Articles, in feed form, that have all *words* in headline, description or body, the best match first. Raises
        StoreError when the store has no text index (`scrapy db index` makes it)."""
        ...

    def id_at(self, url: str) -> str | None:
        """Id of the article whose canonical URL, URL or id *url* is, or None."""
        ...

    def versions(self, article_id: str) -> list[StoredArticle]:
        """All versions of one article, oldest first, the current one last; empty when there is no such article."""
        ...

    def revisions(self, article_id: str) -> list[dict[str, Any]]:
        """The superseded versions of one article in feed form, oldest first."""
        ...

    def close(self) -> None:
        """Release the connection. A closed store is not used again."""
        ...
