"""Counting articles by day: the day that the page gives, in its own offset."""

from __future__ import annotations

from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import escape_sqlite, path_with_added_args, path_with_removed_args

_DAY_LENGTH = len("2026-01-09")


class DayFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """Of a column of ISO 8601 dates. Datasette's own facet of dates takes the day in UTC, often another one."""

    type = "day"

    async def suggest(self) -> list[dict[str, Any]]:
        return []

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        results, timed_out = [], []
        for given in self.get_configs():
            column = given["config"]["simple"]
            try:
                results.append(await self._result(column, given["source"]))
            except QueryInterrupted:
                timed_out.append(column)
        return results, timed_out

    async def _result(self, column: str, source: str) -> dict[str, Any]:
        size = self.get_facet_size()
        name = escape_sqlite(column)
        # The latest days, not those with the most articles: it is news that is looked for.
        sql = (
            f"SELECT substr({name}, 1, {_DAY_LENGTH}) AS day, count(*) AS count FROM ({self.sql}) "
            f"WHERE {name} IS NOT NULL GROUP BY day ORDER BY day DESC LIMIT {size + 1}"
        )
        rows = (
            await self.ds.execute(
                self.database,
                sql,
                self.params,
                truncate=False,
                custom_time_limit=self.ds.setting("facet_time_limit_ms"),
            )
        ).rows
        key = f"{column}__startswith"
        chosen = self.request.args.getlist(key)
        return {
            "name": column,
            "type": self.type,
            "results": [self._entry(key, row["day"], row["count"], row["day"] in chosen) for row in rows[:size]],
            "hideable": source != "metadata",
            "toggle_url": "",
            "truncated": len(rows) > size,
        }

    def _entry(self, key: str, day: str, count: int, is_chosen: bool) -> dict[str, Any]:
        change = path_with_removed_args if is_chosen else path_with_added_args
        url = self.ds.absolute_url(self.request, self.ds.urls.path(change(self.request, {key: day})))
        return {"value": day, "label": day, "count": count, "toggle_url": url, "selected": is_chosen}
