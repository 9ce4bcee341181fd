"""What a crawl writes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from crawler.errors import UnstorableError
from crawler.storage.frontier import SOURCES_NOT_TAKEN, FoundUrl, PageResult
from crawler.storage.relations import Relation
from crawler.storage.store import ArticleStore

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
        """Write all of it; the articles that the store refuses for what is in them, and why, and the `PageResult` of
        each page that it did not take as it was though no article is lost. Raises StoreError when the
        store cannot do its work; then some of it may be written."""
        refused: list[tuple[Any, UnstorableError]] = []
        if self.unchanged_ids:
            store.touch(self.unchanged_ids, self.seen_at)
        if self.articles:
            refused += _each_or_all(
                self.articles, lambda articles: store.put(articles, self.seen_at), lambda article: article
            )
        if self.found:
            store.frontier.add(self.site, self.found, self.seen_at)
        if self.pages:
            refused += self._record(store)
        if self.relations:
            store.relate(self.relations, self.seen_at)
        return refused

    def _record(self, store: ArticleStore) -> list[tuple[Any, UnstorableError]]:
        """A page that stayed pending would be fetched again at once and without end: each is recorded somehow."""

        def record(pages: list[PageResult]) -> None:
            store.frontier.record(self.site, pages, self.seen_at)

        refused: list[tuple[Any, UnstorableError]] = []
        for page, error in _each_or_all(self.pages, record, lambda page: page):
            # What a server sends in its headers must not cost the article.
            plain = replace(page, etag=None, last_modified=None, content_key=None, list_page=None, list_entries=())
            if not _each_or_all([plain], record, lambda row: row):
                refused.append((page, error))
                continue
            bare = replace(plain, article=None, outcome="error", detail=NOT_STORABLE, found=[], is_read=False)
            record([replace(bare, headline=None, final_url=None)])
            refused.append((page if page.article is None else page.article, error))
        return refused


def _matters_to_pending(found: FoundUrl) -> bool:
    return found.outcome == "pending" or (found.stated is not None and found.source not in SOURCES_NOT_TAKEN)


def _each_or_all(
    rows: list[Any], write: Callable[[list[Any]], None], article_of: Callable[[Any], Any]
) -> list[tuple[Any, UnstorableError]]:
    """*write* all *rows* at once, or, when one of them is refused, each by itself; those that were."""
    try:
        write(rows)
    except UnstorableError:
        refused = []
        for row in rows:
            try:
                write([row])
            except UnstorableError as error:
                refused.append((article_of(row), error))
        return refused
    return []
