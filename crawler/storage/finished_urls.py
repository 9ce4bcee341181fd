"""What became of a URL, written to its row when its page has been read or could not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, update

from crawler.storage.bulk import execute_for_rows
from crawler.storage.frontier import FAILED_OUTCOMES, NOT_ASKED, PageResult
from crawler.storage.url_tables import url_table
from crawler.times import utc_text

_u = url_table.c
# Everything of a row that reading its page replaces; a page that could not be read leaves what was known.
_READ_COLUMNS = ("etag", "last_modified", "content_key", "headline", "final_url")
_FINISH = (
    update(url_table)
    .where(_u.id == bindparam("url_id"))
    .values(
        queued=bindparam("queued"),
        outcome=bindparam("outcome"),
        detail=bindparam("detail"),
        tries=case((bindparam("is_failure"), _u.tries + 1), else_=0),
        visited_at=bindparam("visited_at"),
        visited_run=bindparam("visited_run"),
        article_id=func.coalesce(bindparam("article_id"), _u.article_id),
        revisit_seconds=func.coalesce(bindparam("revisit_seconds"), _u.revisit_seconds),
        revisit_at=bindparam("revisit_at"),
    )
)
_FINISH_READ = _FINISH.values({name: bindparam(f"read_{name}") for name in _READ_COLUMNS})


def finish_pages(
    connection: Connection, results: Sequence[PageResult], ids: Mapping[str, int], run: int, now: datetime
) -> None:
    """*ids*: of the rows, by the keys of their URLs; *run*: number of the site's."""
    for statement, is_read in ((_FINISH_READ, True), (_FINISH, False)):
        read = [result for result in results if result.is_read is is_read]
        rows = [_finished(result, ids[result.pending.key], run, now) for result in read]
        execute_for_rows(connection, statement, url_table, rows)


def _finished(result: PageResult, url_id: int, run: int, now: datetime) -> dict[str, Any]:
    revisit_at = None
    if result.revisit_seconds is not None:
        revisit_at = utc_text(now + timedelta(seconds=result.revisit_seconds))
    return {
        "url_id": url_id,
        "queued": 1 if result.outcome == "pending" else 0,
        "outcome": result.outcome,
        "detail": result.detail,
        "is_failure": result.outcome in FAILED_OUTCOMES and result.detail not in NOT_ASKED,
        "visited_at": utc_text(now),
        "visited_run": run,
        "article_id": result.article_id or (result.article["id"] if result.article else None),
        "revisit_seconds": result.revisit_seconds,
        "revisit_at": revisit_at,
        **({f"read_{name}": getattr(result, name) for name in _READ_COLUMNS} if result.is_read else {}),
    }
