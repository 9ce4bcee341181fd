"""The article store on a SQL database, in statements that SQLite and PostgreSQL share.

What differs between databases (connecting, locking, the upsert statement, the meaning of errors) is in one module
for each: `crawler.storage.sqlite` and `crawler.storage.postgresql`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Select,
    bindparam,
    func,
    select,
    tuple_,
    update,
)

from crawler.errors import StoreError
from crawler.storage.article_batch import ArticleBatch
from crawler.storage.bulk import read_for_each
from crawler.storage.changes import read_changes, read_versions
from crawler.storage.chunks import chunks
from crawler.storage.copies import CopiesOfBatch, cluster_of_last
from crawler.storage.deletions import delete_articles
from crawler.storage.dialect import Dialect, store_errors
from crawler.storage.frontier import Frontier, SiteLock
from crawler.storage.list_entries import record_lists
from crawler.storage.relations import Relation, read_relations, save_relations
from crawler.storage.sequence import Numbers, last_number, take_turn
from crawler.storage.sql_frontier import SqlFrontier
from crawler.storage.store import ArticleStore, Deletion, Known, StoredArticle, StoredVersion
from crawler.storage.tables import article_of, article_table, revision_table, row_of
from crawler.storage.text_search import find_articles, has_text_index
from crawler.storage.versions import VERSION_FIELDS, version_fingerprint
from crawler.times import utc_text
from crawler.urls import clean_url

# Articles read back at once: a few MB of text, and a read transaction of some milliseconds.
ARTICLES_PER_PAGE = 200


_c = article_table.c
_values: BindParameter[Any] = bindparam("values", expanding=True)

# Built once: a crawl looks up every article, and building a statement takes longer than running it.
_WHOLE = select(article_table).where(_c.id.in_(_values))
_VERSIONS = select(_c.id, _c.url, _c.content_hash, _c.revision, *(_c[name] for name in VERSION_FIELDS)).where(
    _c.id == bindparam("id")
)
# Articles of one batch were first seen at the same time: of those, the one that the others name as the original.
_FIRST = (
    select(_c.content_hash, _c.id, _c.canonical_url)
    .where(_c.content_hash == bindparam("content_hash"))
    .order_by(_c.duplicate_of.is_not(None), _c.first_seen, _c.id)
    .limit(1)
)


class SqlArticleStore:
    """`crawler.storage.store.ArticleStore` on the tables of `crawler.storage.tables`, which must exist."""

    def __init__(
        self,
        engine: Engine,
        *,
        name: str,
        dialect: Dialect,
        lock: Callable[[str], SiteLock],
        after_write: Callable[[ArticleStore], None] | None = None,
    ) -> None:
        """*after_write* is called when a write transaction has been committed; what it raises, the write raises."""
        self._after_write = after_write
        self._engine = engine.execution_options(**dialect.READING)
        self._writer = engine.execution_options(writes=True)
        self._name = name
        self._dialect = dialect
        self._upsert = dialect.upsert(kept_on_conflict=("id", "first_seen"))
        self.frontier: Frontier = SqlFrontier(
            reading=self._reading,
            writing=self._writing,
            put_articles=self._put,
            touch_articles=_touch,
            lock=lock,
        )

    def find(self, ids: Collection[str], content_hashes: Collection[str] = ()) -> Known:
        with self._reading(f"look up {len(ids)} articles") as connection:
            first = list(read_for_each(connection, _FIRST, content_hashes))
            return Known(
                versions=_versions(connection, ids),
                first_ids={row["content_hash"]: row["id"] for row in first},
                first_urls={row["content_hash"]: row["canonical_url"] for row in first},
            )

    def find_cluster(
        self, article: Mapping[str, Any], seen_at: datetime, before: Sequence[Mapping[str, Any]] = ()
    ) -> str | None:
        rows = [row_of(stored) | {"first_seen": utc_text(seen_at)} for stored in (*before, article)]
        with self._reading("look up a text") as connection:
            return cluster_of_last(connection, rows)

    def relations(self, article_id: str) -> list[Relation]:
        with self._reading("read the relations of an article") as connection:
            return read_relations(connection, article_id)

    def relate(self, relations: Sequence[Relation], found_at: datetime) -> None:
        with self._writing(f"note {len(relations)} relations") as connection:
            take_turn(connection)
            save_relations(connection, relations, utc_text(found_at))

    def put(self, articles: Sequence[Mapping[str, Any]], seen_at: datetime) -> None:
        with self._writing(f"store {len(articles)} articles") as connection:
            self._put(connection, articles, seen_at)

    def touch(self, ids: Collection[str], seen_at: datetime) -> None:
        with self._writing(f"note that {len(ids)} articles were seen") as connection:
            take_turn(connection)
            _touch(connection, ids, utc_text(seen_at))

    def delete(self, ids: Collection[str], deleted_at: datetime, *, reason: str) -> int:
        with self._writing(f"delete {len(ids)} articles") as connection:
            return delete_articles(connection, ids, utc_text(deleted_at), reason)

    def count(self) -> int:
        with self._reading("count articles") as connection:
            return connection.scalar(select(func.count()).select_from(article_table)) or 0

    def articles(self) -> Iterator[dict[str, Any]]:
        # A transaction for each page and none between them: a reader that takes its time would otherwise keep
        # SQLite from ever truncating its write-ahead log.
        position = article_table.c.first_seen, article_table.c.id
        page = select(article_table).order_by(*position).limit(ARTICLES_PER_PAGE)
        rows = self._read(page)
        while rows:
            yield from map(article_of, rows)
            rows = self._read(page.where(tuple_(*position) > (rows[-1]["first_seen"], rows[-1]["id"])))

    def changes(
        self, since_seq: int = 0, *, sites: Collection[str] = (), since: datetime | None = None
    ) -> Iterator[StoredArticle | Deletion]:
        position: int | None = since_seq
        while position is not None:
            with self._reading("read changes") as connection:
                page, position = read_changes(connection, position, sites, since)
            yield from page

    def last_seq(self) -> int:
        with self._reading("read the number of the last change") as connection:
            return last_number(connection)

    def search(self, words: str, *, limit: int = 20) -> list[dict[str, Any]]:
        with self._reading("search") as connection:
            if not has_text_index(connection):
                raise StoreError(f"{self._name}: found no text index; expected one: scrapy db index makes it")
            ids = find_articles(connection, words, limit)
            found = {row["id"]: row for row in _rows(connection, _WHOLE, values=ids)}
            return [article_of(found[article_id]) for article_id in ids]

    def id_at(self, url: str) -> str | None:
        with self._reading("look up an article") as connection:
            names = (_c.id == url, _c.canonical_url == _clean(url), _c.url == url)  # only the last reads all rows
            found = (connection.scalar(select(_c.id).where(name).limit(1)) for name in names)
            return next((article_id for article_id in found if article_id), None)

    def versions(self, article_id: str) -> list[StoredArticle]:
        with self._reading("read the versions of an article") as connection:
            return read_versions(connection, article_id)

    def revisions(self, article_id: str) -> list[dict[str, Any]]:
        query = (
            select(revision_table.c.article)
            .where(revision_table.c.article_id == article_id)
            .order_by(revision_table.c.revision)
        )
        return [row["article"] for row in self._read(query)]

    def close(self) -> None:
        self._engine.dispose()

    def _put(self, connection: Connection, articles: Sequence[Mapping[str, Any]], seen_at: datetime) -> None:
        if not articles:
            return
        numbers = Numbers(connection)
        batch = ArticleBatch(connection, (article["id"] for article in articles), numbers, utc_text(seen_at))
        for article in articles:
            batch.add(article)
        copies = CopiesOfBatch(connection, batch.changed)
        batch.write(self._upsert)
        copies.save(numbers, utc_text(seen_at))
        numbers.save()
        _touch(connection, batch.unchanged, utc_text(seen_at))
        lists = {page: article["latest_news"] for article in articles if (page := _page_with_list(article))}
        record_lists(connection, lists, utc_text(seen_at))

    def _read(self, query: Select[Any]) -> list[dict[str, Any]]:
        with self._reading("read articles") as connection:
            return _rows(connection, query)

    @contextmanager
    def _reading(self, action: str) -> Iterator[Connection]:
        with store_errors(self._name, action, self._dialect), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, action: str) -> Iterator[Connection]:
        with store_errors(self._name, action, self._dialect), self._writer.begin() as connection:
            yield connection
        if self._after_write is not None:
            self._after_write(self)


def _clean(url: str) -> str:
    try:
        return clean_url(url)
    except ValueError:
        return url


def _page_with_list(article: Mapping[str, Any]) -> str | None:
    """Whose list of latest news *article* carries; None when it does not say whether there is one."""
    return article.get("canonical_url") if article.get("latest_news") is not None else None


def _rows(connection: Connection, query: Select[Any], **parameters: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query, parameters).mappings()]


def _versions(connection: Connection, ids: Iterable[str]) -> dict[str, StoredVersion]:
    return {
        row["id"]: StoredVersion(row["content_hash"], row["revision"], version_fingerprint(row), row["url"])
        for row in read_for_each(connection, _VERSIONS, ids)
    }


def _touch(connection: Connection, ids: Collection[str], seen_at: str) -> None:
    for chunk in chunks(ids):
        seen_before = article_table.c.id.in_(chunk), article_table.c.last_seen < seen_at
        connection.execute(update(article_table).where(*seen_before).values(last_seen=seen_at))
