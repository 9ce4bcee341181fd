"""The frontier on a SQL database, in statements that SQLite and PostgreSQL share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, update

from crawler.storage.chunks import chunks
from crawler.storage.due_urls import NAMING_KINDS, is_due, is_outside_of_limits
from crawler.storage.finished_urls import finish_pages
from crawler.storage.found_urls import RecordedUrls, found_by
from crawler.storage.frontier import (
    STORED_OUTCOMES,
    FoundUrl,
    KnownUrl,
    LedgerEntry,
    Outcome,
    PageResult,
    PendingUrl,
    RenderingNeeded,
    SiteLock,
    SiteRun,
)
from crawler.storage.list_entries import record_lists
from crawler.storage.sequence import take_turn
from crawler.storage.url_relations import record_url_variants
from crawler.storage.url_sources import all_sources, stated_by
from crawler.storage.url_tables import run_table, site_table, url_table
from crawler.times import moment_of, utc_text

# Rows of the ledger read back at once, for the reason given for articles in `crawler.storage.sql`.
ROWS_PER_PAGE = 1000
# Of pages whose list is their own: that of a variant would come and go in the one of its original.
_LISTING_OUTCOMES = ("unchanged", "not_an_article")
Reading = Callable[[str], AbstractContextManager[Connection]]
PutArticles = Callable[[Connection, Sequence[Mapping[str, Any]], datetime], None]
TouchArticles = Callable[[Connection, Collection[str], str], None]

_u = url_table.c
_SHOWN_OUTCOME = case((_u.queued == 1, "pending"), else_=_u.outcome)
_QUEUE = (
    select(url_table)
    .where(_u.site == bindparam("site"), _u.queued == 1)
    .order_by(_u.rank, _u.id)
    .limit(bindparam("count"))
)


class SqlFrontier:
    """`crawler.storage.frontier.Frontier` on the tables of `crawler.storage.url_tables`, which must exist."""

    def __init__(
        self,
        *,
        reading: Reading,
        writing: Reading,
        put_articles: PutArticles,
        touch_articles: TouchArticles,
        lock: Callable[[str], SiteLock],
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._put_articles = put_articles
        self._touch_articles = touch_articles
        self.lock = lock

    def begin_run(
        self, site: str, starts: Sequence[FoundUrl], now: datetime, *, limits: str = "", again_after_seconds: int = 3600
    ) -> SiteRun:
        time = utc_text(now)
        with self._writing(f"begin the crawl of {site}") as connection:
            row = connection.execute(select(site_table).where(site_table.c.key == site)).mappings().first()
            is_resumed = bool(row and row["is_run_open"])
            if row is None:
                values = {"key": site, "run": 1, "began_at": time, "is_run_open": True, "limits": limits}
                connection.execute(site_table.insert(), values)
            else:
                values = {"is_run_open": True, "limits": limits}
                if not is_resumed:
                    values |= {"began_at": time, "run": row["run"] + 1}
                connection.execute(update(site_table).where(site_table.c.key == site).values(values))
                if is_resumed:
                    _queue_lists(connection, site, now, again_after_seconds)
            # Of a site that is new there may be URLs, too: from a batch that another store did not take.
            if row is None or row["limits"] != limits:
                _queue(connection, site, is_outside_of_limits())
            if not is_resumed:
                _queue(connection, site, is_due(time))
            RecordedUrls(connection, site, time).add(starts)
            return SiteRun(
                is_resumed=is_resumed,
                start_redirects=_start_redirects(connection, site),
                validators_lied_at=moment_of(row["validators_lied_at"]) if row and row["validators_lied_at"] else None,
                rendering=row["rendering"] if row else None,
                rendering_learned_at=moment_of(row["rendering_learned_at"]) if row and row["rendering"] else None,
                pending=connection.scalar(
                    select(func.count()).select_from(url_table).where(_u.site == site, _u.queued == 1)
                )
                or 0,
            )

    def queue_lists(self, site: str, now: datetime, *, again_after_seconds: int = 3600) -> None:
        with self._writing(f"look for news of {site}") as connection:
            _queue_lists(connection, site, now, again_after_seconds)

    def end_run(self, site: str, now: datetime) -> None:
        with self._writing(f"end the crawl of {site}") as connection:
            connection.execute(
                update(site_table).where(site_table.c.key == site).values(is_run_open=False, ended_at=utc_text(now))
            )

    def take(self, site: str, count: int, excluding: Collection[int] = ()) -> list[PendingUrl]:
        with self._reading(f"read what is pending of {site}") as connection:
            rows = connection.execute(_QUEUE, {"site": site, "count": count + len(excluding)}).mappings()
            wanted = [row for row in rows if row["id"] not in excluding][:count]
            sources = stated_by(connection, [row["id"] for row in wanted])
        return [
            PendingUrl(**{name: row[name] for name in _PENDING_COLUMNS}, sources=sources.get(row["id"], ()))
            for row in wanted
        ]

    def count_pending(self, site: str) -> int:
        query = select(func.count()).select_from(url_table).where(_u.site == site, _u.queued == 1)
        with self._reading(f"count what is pending of {site}") as connection:
            return connection.scalar(query) or 0

    def find_urls(self, site: str, keys: Collection[str]) -> dict[str, KnownUrl]:
        query = select(_u.key, _u.id, _SHOWN_OUTCOME.label("shown"), _u.headline, _u.visited_at, _u.detail)
        with self._reading(f"look up {len(keys)} URLs") as connection:
            rows = [
                row
                for chunk in chunks(keys)
                for row in connection.execute(query.where(_u.site == site, _u.key.in_(chunk))).mappings()
            ]
            return {
                row["key"]: KnownUrl(
                    id=row["id"],
                    outcome=row["shown"],
                    is_read=row["shown"] != "pending" and row["visited_at"] is not None,
                    visited_at=row["visited_at"],
                    headline=row["headline"],
                    detail=row["detail"],
                )
                for row in rows
            }

    def pages_read(self, site: str, count: int) -> list[tuple[str, bool]]:
        is_article = _u.outcome.in_(STORED_OUTCOMES)
        is_list = and_(_u.outcome == "not_an_article", _u.detail == "listing")
        query = select(_u.url, is_article).where(_u.site == site, or_(is_article, is_list))
        with self._reading(f"read which pages of {site} are articles") as connection:
            rows = connection.execute(query.order_by(_u.id.desc()).limit(count))
            return [(url, bool(shown)) for url, shown in rows]

    def add(self, site: str, found: Sequence[FoundUrl], now: datetime) -> None:
        with self._writing(f"note {len(found)} URLs of {site}") as connection:
            RecordedUrls(connection, site, utc_text(now)).add(found)

    def record(self, site: str, results: Sequence[PageResult], now: datetime) -> None:
        time = utc_text(now)
        with self._writing(f"record {len(results)} pages of {site}") as connection:
            recorded = RecordedUrls(connection, site, time)
            recorded.add([found for result in results for found in result.found])
            pages = {result.pending.key: result.pending for result in results}
            ids = recorded.ids(pages)
            if unknown := [pages[key] for key in pages if key not in ids]:
                recorded.add([found for pending in unknown for found in found_by(pending)])
                ids |= recorded.ids([pending.key for pending in unknown])
            take_turn(connection)
            self._put_articles(connection, [result.article for result in results if result.article is not None], now)
            seen = [result.article_id for result in results if result.article_id and _was_seen(result)]
            self._touch_articles(connection, seen, time)
            # Articles have brought theirs.
            listing = (result for result in results if result.article is None and result.outcome in _LISTING_OUTCOMES)
            lists = {result.list_page: result.list_entries for result in listing if result.list_page is not None}
            record_lists(connection, lists, time)
            record_url_variants(connection, results, time)
            finish_pages(connection, results, ids, recorded.run, now)

    def remember_rendering(self, site: str, rendering: RenderingNeeded, learned_at: datetime) -> None:
        with self._writing(f"note whether {site} needs a browser") as connection:
            values = {"rendering": rendering, "rendering_learned_at": utc_text(learned_at)}
            connection.execute(update(site_table).where(site_table.c.key == site).values(values))

    def distrust_validators(self, site: str, lied_at: datetime) -> None:
        values = {"validators_lied_at": utc_text(lied_at)}
        with self._writing(f"note that {site} answers 304 for what has changed") as connection:
            connection.execute(update(site_table).where(site_table.c.key == site).values(values))

    def count_outcomes(self, site: str) -> dict[Outcome, int]:
        query = select(_SHOWN_OUTCOME, func.count()).where(_u.site == site).group_by(_SHOWN_OUTCOME)
        with self._reading(f"count the URLs of {site}") as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def ledger(self, site: str, outcomes: Collection[Outcome] = ()) -> Iterator[LedgerEntry]:
        query = select(url_table, _SHOWN_OUTCOME.label("shown")).where(_u.site == site).order_by(_u.id)
        if outcomes:
            query = query.where(_SHOWN_OUTCOME.in_(outcomes))
        last = 0
        while True:
            with self._reading(f"read the URLs of {site}") as connection:
                page = query.where(_u.id > last).limit(ROWS_PER_PAGE)
                rows = [dict(row) for row in connection.execute(page).mappings()]
                sources = all_sources(connection, [row["id"] for row in rows])
            for row in rows:
                yield LedgerEntry(
                    row["url"],
                    row["kind"],
                    row["shown"],
                    None if row["shown"] == "pending" else row["detail"],
                    row["tries"],
                    row["found_at"],
                    row["visited_at"],
                    row["article_id"],
                    sources.get(row["id"], []),
                )
            if len(rows) < ROWS_PER_PAGE:
                return
            last = rows[-1]["id"]

    def add_run(
        self, site: str, run_id: str, now: datetime, *, verdict: str, reason: str, figures: Mapping[str, Any]
    ) -> None:
        row = {"run_id": run_id, "site": site, "ended_at": utc_text(now), "verdict": verdict, "reason": reason}
        with self._writing(f"note how the crawl of {site} went") as connection:
            connection.execute(run_table.insert(), row | {"figures": dict(figures)})

    def runs(
        self, site: str, count: int, verdicts: Collection[str] = ()
    ) -> list[tuple[datetime, str, Mapping[str, Any]]]:
        query = select(run_table.c.ended_at, run_table.c.verdict, run_table.c.figures).where(run_table.c.site == site)
        if verdicts:
            query = query.where(run_table.c.verdict.in_(verdicts))
        with self._reading(f"read the runs of {site}") as connection:
            rows = connection.execute(query.order_by(run_table.c.id.desc()).limit(count)).all()
        return [(moment_of(row[0]), row[1], row[2]) for row in reversed(rows)]

    def sites(self) -> list[str]:
        with self._reading("read the sites") as connection:
            return list(connection.scalars(select(site_table.c.key).order_by(site_table.c.key)))


_PENDING_COLUMNS = (
    *("id", "key", "url", "kind", "depth", "tries", "outcome", "detail", "etag", "last_modified", "content_key"),
    *("headline", "article_id", "revisit_seconds", "visited_at"),
)


def _queue_lists(connection: Connection, site: str, now: datetime, again_after_seconds: int) -> None:
    before = utc_text(now - timedelta(seconds=again_after_seconds))
    _queue(connection, site, _u.kind.in_(NAMING_KINDS), is_due(utc_text(now)), _u.visited_at <= before)


def _queue(connection: Connection, site: str, *conditions: Any) -> None:
    connection.execute(update(url_table).where(_u.site == site, _u.queued == 0, *conditions).values(queued=1))


def _was_seen(result: PageResult) -> bool:
    """Whether the article at a URL was there as it is stored; one that is to be stored brings its time."""
    return result.outcome == "duplicate" or (result.outcome == "unchanged" and result.detail is None)


def _start_redirects(connection: Connection, site: str) -> list[tuple[str, str]]:
    query = select(_u.url, _u.final_url).where(_u.site == site, _u.kind == "start", _u.final_url.is_not(None))
    return [(url, final) for url, final in connection.execute(query)]
