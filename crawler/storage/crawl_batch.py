"""What a crawl writes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from crawler.errors import UnstorableError
from crawler.storage.frontier import SOURCES_NOT_TAKEN, FoundUrl, PageResult
from crawler.storage.relations import Relation
from crawler.storage.store import ArticleStore

T = TypeVar("T")

# Of a page whose article the store does not take: what it is refused for is in the log.
NOT_STORABLE = "not_storable"


@dataclass(slots=True, kw_only=True)
class CrawlBatch:
    """Articles, URLs and results of pages, of one site or none, at one time. Writing it again changes nothing."""

    site: str = ""
    """Key of the site whose frontier is written; empty: there are only articles."""
    domain: str = ""
    """What has to be locked to write it."""
    seen_at: datetime
    articles: list[Mapping[str, Any]] = field(default_factory=list)
    unchanged_ids: list[str] = field(default_factory=list)
    found: list[FoundUrl] = field(default_factory=list)
    pages: list[PageResult] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.articles or self.unchanged_ids or self.found or self.pages or self.relations)

    def names_urls(self) -> bool:
        """Whether writing it can make URLs pending, or add to what is known of those that are."""
        return any(map(_matters_to_pending, chain(self.found, *(page.found for page in self.pages))))

    def all_articles(self) -> Iterator[Mapping[str, Any]]:
        yield from self.articles
        yield from (page.article for page in self.pages if page.article is not None)

    def write(self, store: ArticleStore) -> list[tuple[Any, UnstorableError]]:
        """Write all of it; what the store refuses for what is in it, and why: articles, the `PageResult` of each page
        that it did not take as it was though no article is lost, URLs, relations, and ids of articles that were seen.
        Raises StoreError when the store cannot do its work; then some of it may be written."""

        def put(articles: list[Mapping[str, Any]]) -> None:
            store.put(articles, self.seen_at)

        def add(found: list[FoundUrl]) -> None:
            store.frontier.add(self.site, found, self.seen_at)

        refused: list[tuple[Any, UnstorableError]] = []
        refused += _each_or_all(self.unchanged_ids, lambda ids: store.touch(ids, self.seen_at))
        refused += _each_or_all(self.articles, put)
        refused += _each_or_all(self.found, add)
        refused += self._record(store)
        refused += _each_or_all(self.relations, lambda relations: store.relate(relations, self.seen_at))
        return refused

    def _record(self, store: ArticleStore) -> list[tuple[Any, UnstorableError]]:
        """A page that stayed pending would be fetched again at once and without end: each is recorded somehow."""

        def record(pages: list[PageResult]) -> None:
            store.frontier.record(self.site, pages, self.seen_at)

        refused: list[tuple[Any, UnstorableError]] = []
        for page, error in _each_or_all(self.pages, record):
            # What a server sends in its headers must not cost the article.
            plain = replace(page, etag=None, last_modified=None, content_key=None, list_page=None, list_entries=())
            if not _each_or_all([plain], record):
                refused.append((page, error))
                continue
            bare = replace(plain, article=None, outcome="error", detail=NOT_STORABLE, found=[], is_read=False)
            # One that is refused even so has an address that no store could have given.
            _each_or_all([replace(bare, headline=None, final_url=None)], record)
            refused.append((page if page.article is None else page.article, error))
        return refused


def _matters_to_pending(found: FoundUrl) -> bool:
    return found.outcome == "pending" or (found.stated is not None and found.source not in SOURCES_NOT_TAKEN)


def _each_or_all(rows: list[T], write: Callable[[list[T]], None]) -> list[tuple[T, UnstorableError]]:
    """*write* all *rows* at once, or, when one of them is refused, each by itself; those that were."""
    try:
        if rows:
            write(rows)
    except UnstorableError:
        refused = []
        for row in rows:
            try:
                write([row])
            except UnstorableError as error:
                refused.append((row, error))
        return refused
    return []
