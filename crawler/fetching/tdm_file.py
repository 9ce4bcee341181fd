"""The TDM file of a host, /.well-known/tdmrep.json (W3C TDMRep): asked for once, by the first who wants to know."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

from crawler.discovery.robots_rules import PathPattern, path_of
from crawler.extraction.rights import MAX_TDMREP_BYTES, parse_tdmrep

logger = logging.getLogger(__name__)

_HOSTS_KEPT = 10_000
_Rules = list[tuple[PathPattern, dict[str, Any]]]


class TdmFiles:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: LocalCache[str, _Rules] = LocalCache(_HOSTS_KEPT)
        self._waiting: dict[str, list[Deferred[None]]] = {}

    async def reservation_of(self, url: str) -> dict[str, Any]:
        """`tdm_reservation` and perhaps `tdm_policy` of the first rule that matches *url*; empty when none does."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin in self._waiting:
            fetched: Deferred[None] = Deferred()
            self._waiting[origin].append(fetched)
            await maybe_deferred_to_future(fetched)
        elif origin not in self._rules:
            self._waiting[origin] = []
            try:
                self._rules[origin] = await self._fetch(f"{origin}/.well-known/tdmrep.json")
            finally:
                for fetched in self._waiting.pop(origin):
                    fetched.callback(None)
        path = path_of(url)
        matching = (rule for pattern, rule in self._rules.get(origin, ()) if pattern.matches(path))
        return {name: value for name, value in next(matching, {}).items() if name != "location"}

    async def _fetch(self, url: str) -> _Rules:
        assert self._crawler.engine is not None
        self._crawler.stats.inc_value("rights/tdm_files_asked_for")
        meta = {
            "allow_offsite": True,
            "is_side_document": True,
            "download_maxsize": MAX_TDMREP_BYTES,
            "dont_retry": True,
        }
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta))
        except Exception as error:  # noqa: BLE001 - whatever became of it: without the file, nothing is reserved by it
            logger.debug("No TDM file at %(url)s: %(error)r", {"url": url, "error": error})
            return []
        rules = parse_tdmrep(response.body) if response.status == 200 else []
        return [(PathPattern.parse(rule["location"]), rule) for rule in rules]
