"""The web application that shows an SQLite store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from crawler.browsing import article_pages
from crawler.browsing.text_index import find_text_index

_HERE = Path(__file__).resolve().parent
# Of the database, whatever its file is called: templates and links are named after it.
DATABASE = "news"

_SETTINGS = {
    "default_page_size": 50,
    # Facets over a body column have to look at every row; a store of a million takes some seconds.
    "facet_time_limit_ms": 2000,
    "sql_time_limit_ms": 10_000,
    # Suggesting means trying each of forty columns at every page.
    "suggest_facets": False,
    "truncate_cells_html": 300,
}


class _Store(Database):  # type: ignore[misc]  # Datasette has no types
    async def execute(self, *arguments: Any, **options: Any) -> Any:
        # What is wrong with a query, an address may hold one, its page says.
        return await super().execute(*arguments, **{**options, "log_sql_errors": False})


def browse_application(store: Path) -> Datasette:
    """What shows the SQLite store at *store*, which is opened read-only; its `app()` is the ASGI application."""
    # First: Datasette asks for routes when it is made.
    if not pm.is_registered(article_pages):
        pm.register(article_pages)
        # Datasette has all of them answer, takes the first answer, and its own prints a traceback.
        pm.unregister(name="datasette.handle_exception")
    index = find_text_index(store)
    datasette = Datasette(
        metadata={
            "title": "News store",
            "databases": {
                DATABASE: {
                    "tables": {
                        "articles": {
                            "label_column": "headline",
                            "sort_desc": "date_published",
                            "facets": ["site", "language", {"day": "date_published"}],
                            **({"fts_table": index.table, "fts_pk": index.row_id} if index else {}),
                        }
                    }
                }
            },
            "extra_css_urls": ["/browse/browse.css"],
        },
        template_dir=str(_HERE / "templates"),
        static_mounts=[("browse", str(_HERE / "static"))],
        settings=_SETTINGS,
    )
    # Made where no files are given; there is nothing in it.
    datasette.remove_database("_memory")
    datasette.add_database(_Store(datasette, path=str(store), is_mutable=True), name=DATABASE)
    return datasette
