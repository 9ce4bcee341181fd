"""Datasette plugin: what the pages of our templates show of articles."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl
from datasette.utils.asgi import Request, Response

from crawler.browsing.day_facet import DayFacet
from crawler.browsing.error_pages import error_page
from crawler.browsing.search import search

_LATEST = 25
_SITES = 200
# Of the list of articles: enough to know what one is about.
_TEASER_CHARACTERS = 220


@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type[DayFacet]]:
    return [DayFacet]


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [("^/search$", search)]


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    return lambda: error_page(datasette, request, exception)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Any) -> None:
    env.filters |= {
        "from_json": from_json,
        "paragraphs": paragraphs,
        "web_url": web_url,
        "moment": moment,
        "teaser": teaser,
    }


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    datasette: Any, view_name: str, table: str | None, request: Request | None
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    if view_name == "index":
        return lambda: overview(datasette)
    if view_name == "row" and table == "articles" and request is not None:
        article_id = request.url_vars["pks"]
        return lambda: article_page(datasette, article_id)
    return None


async def overview(datasette: Any) -> dict[str, Any]:
    """What the first page shows."""
    database = datasette.get_database("news")
    sites = await database.execute(
        "SELECT site, count(*) AS articles, max(date_published) AS latest, max(last_seen) AS seen FROM articles "
        f"GROUP BY site ORDER BY articles DESC LIMIT {_SITES}"
    )
    latest = await database.execute(
        "SELECT id, headline, site, language, date_published, first_seen, substr(body, 1, 400) AS body, description "
        f"FROM articles WHERE duplicate_of IS NULL ORDER BY first_seen DESC, id LIMIT {_LATEST}"
    )
    hidden = set(await database.hidden_table_names())
    return {
        "tables": [name for name in await database.table_names() if name not in hidden] + await database.view_names(),
        "sites": sites.rows,
        "latest": latest.rows,
        "has_full_text_search": "fts_table" in datasette.table_metadata("news", "articles"),
    }


async def article_page(datasette: Any, article_id: str) -> dict[str, Any]:
    """What the page of an article shows besides its row."""
    database = datasette.get_database("news")
    revisions = await database.execute(
        "SELECT revision, stored_at, article FROM revisions WHERE article_id = ? ORDER BY revision DESC", [article_id]
    )
    related = await database.execute(
        "SELECT others.id, others.headline, others.site, others.date_published, "
        "  others.duplicate_of = own.id OR others.id = own.duplicate_of OR others.duplicate_of = own.duplicate_of "
        "  AS is_copy "
        "FROM articles AS own JOIN articles AS others ON others.id <> own.id "
        "  AND (others.duplicate_of IN (own.id, own.duplicate_of) OR others.id IN (own.duplicate_of, own.cluster_id) "
        "       OR others.cluster_id IN (own.id, own.cluster_id)) "
        "WHERE own.id = ? ORDER BY others.date_published LIMIT 100",
        [article_id],
    )
    versions = [{**dict(row), "article": from_json(row["article"])} for row in revisions.rows]
    return {"revisions": versions, "related": related.rows}


def from_json(text: Any) -> Any:
    return json.loads(text) if isinstance(text, str) and text else text or []


def paragraphs(text: str | None) -> list[str]:
    return [paragraph for paragraph in (text or "").split("\n\n") if paragraph.strip()]


def web_url(url: Any) -> str | None:
    """*url* if a link may lead there: nothing that runs."""
    return url if isinstance(url, str) and urlsplit(url).scheme in ("http", "https") else None


def moment(iso_date: str | None) -> str:
    """ "2026-01-09T18:20:00+04:00" -> "2026-01-09 18:20 +04:00": as precise as it is given, without seconds."""
    day, _, time = (iso_date or "").partition("T")
    clock, offset = time[:5], time[5:].lstrip("0123456789:.")
    return " ".join(part for part in (day, clock, "UTC" if offset == "Z" else offset) if part)


def teaser(row: Any) -> str:
    text = " ".join((row["description"] or row["body"] or "").split())
    return text if len(text) <= _TEASER_CHARACTERS else text[:_TEASER_CHARACTERS].rpartition(" ")[0] + " …"
