"""Where the search field of the first page leads: to the list of articles, by the index that fits the words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Request, Response

from crawler.storage.text_search import SHORTEST_UNSPACED, UNSPACED_INDEX, is_unspaced

_LIST = "/news/articles"


async def search(datasette: Any, request: Request) -> Response:
    words = " ".join((request.args.get("q") or "").split())
    tables = await datasette.get_database("news").table_names()
    has_index = "fts_table" in datasette.table_metadata("news", "articles")
    return Response.redirect(f"{_LIST}?{urlencode(list_arguments(words, has_index, UNSPACED_INDEX in tables))}")


def list_arguments(words: str, has_index: bool, has_unspaced_index: bool) -> dict[str, str]:
    """Arguments of Datasette's list of articles for those with *words*."""
    if not words:
        return {}
    if not is_unspaced(words):
        return {"_search": words} if has_index else {"headline__contains": words}
    # Too short for an index of every three characters: two are a word in Chinese.
    if has_unspaced_index and min(map(len, words.split())) >= SHORTEST_UNSPACED:
        return {"_fts_table": UNSPACED_INDEX, "_fts_pk": "rowid", "_search": words}
    return {"headline__contains": words}
