"""What is shown in place of a page that cannot be: in the browser alone, unless the fault is ours."""

from __future__ import annotations

import sqlite3
import traceback
from typing import Any

from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

_TITLES = {
    400: "This cannot be looked up",
    403: "This is not shown",
    404: "This is not in the store",
    500: "This page failed",
}


async def error_page(datasette: Any, request: Request, exception: Exception) -> Response:
    """Datasette's own also prints every one as a traceback, a link that has gone stale as much as a fault."""
    status, message = _told(exception)
    if status == 500:
        traceback.print_exception(exception)
    error = {"ok": False, "error": message, "status": status, "title": _title(status, request)}
    if request.path.endswith(".json"):
        return Response.json(error, status=status)
    # What every page has of Datasette's; not its render_template, which asks the database for more.
    environment = {
        "urls": datasette.urls,
        "app_css_hash": datasette.app_css_hash(),
        "menu_links": list,
        "extra_css_urls": [{"url": "/browse/browse.css", "sri": None}],
    }
    page = await datasette.jinja_env.get_template("error.html").render_async(error | environment)
    return Response.html(page, status=status)


def _told(exception: Exception) -> tuple[int, str]:
    """Status and message."""
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0] if exception.args else "")
    if isinstance(exception, DatasetteError):
        # It raises them for what it was asked for; without a status of their own they are 500, the server's fault.
        message = Markup(exception.message) if exception.message_is_html else exception.message
        return 400 if exception.status == 500 else exception.status, message
    if isinstance(exception, sqlite3.OperationalError):
        return 400, str(exception)
    return 500, f"{type(exception).__name__}: {exception}"


def _title(status: int, request: Request) -> str:
    is_search = any(name.startswith("_search") for name in request.args)
    return "This search cannot be read" if status == 400 and is_search else _TITLES.get(status, _TITLES[400])
