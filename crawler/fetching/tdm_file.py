"""The TDM file of a host, /.well-known/tdmrep.json (W3C TDMRep): asked for once, by the first who wants to know."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

from crawler.discovery.robots_rules import PathPattern, path_of
from crawler.extraction.rights import MAX_TDMREP_BYTES, parse_tdmrep
from crawler.fetching.host_cache import HostCache
from crawler.fetching.refusals import RedirectRefusedError, RobotsForbiddenError, TooManyRedirectsError

logger = logging.getLogger(__name__)

# When to ask again for one that could not be had, as for robots.txt.
_ASKED_AGAIN_AFTER_SECONDS = 10 * 60
_TOO_MANY_REQUESTS = 429


class TdmFileUnknownError(Exception):
    """There may be a TDM file, and nobody knows what it says."""


@dataclass(frozen=True, slots=True)
class _File:
    rules: tuple[tuple[PathPattern, dict[str, Any]], ...] | None
    """None: it could not be had."""
    expires: float = float("inf")

    @property
    def size(self) -> int:
        """About what it takes in memory, in bytes."""
        return sum(
            500 + pattern.size + sum(len(str(value)) for value in rule.values()) for pattern, rule in self.rules or ()
        )


class TdmFiles:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._files: HostCache[_File] = HostCache()
        self._waiting: dict[str, list[Deferred[_File]]] = {}

    async def reservation_of(self, url: str) -> dict[str, Any]:
        """`tdm_reservation` and perhaps `tdm_policy` of the first rule that matches *url*; empty when none does.

        Raises TdmFileUnknownError.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        file = await self._file_of(origin)
        if file.rules is None:
            raise TdmFileUnknownError(f"{origin}: its TDM file cannot be had")
        path = path_of(url)
        matching = (rule for pattern, rule in file.rules if pattern.matches(path))
        return {name: value for name, value in next(matching, {}).items() if name != "location"}

    async def _file_of(self, origin: str) -> _File:
        known = self._files.get(origin)
        if known is not None and known.expires > monotonic():
            return known
        if origin in self._waiting:
            fetched: Deferred[_File] = Deferred()
            self._waiting[origin].append(fetched)
            return await maybe_deferred_to_future(fetched)
        self._waiting[origin] = []
        file = _File(None)
        try:
            file = await self._fetch(f"{origin}/.well-known/tdmrep.json")
            self._files.put(origin, file, file.size)
        finally:
            for fetched in self._waiting.pop(origin):
                fetched.callback(file)
        return file

    async def _fetch(self, url: str) -> _File:
        assert self._crawler.engine is not None
        self._crawler.stats.inc_value("rights/tdm_files_asked_for")
        meta = {
            "allow_offsite": True,
            "is_side_document": True,
            "download_maxsize": MAX_TDMREP_BYTES,
            "dont_retry": True,
        }
        unknown = _File(None, monotonic() + _ASKED_AGAIN_AFTER_SECONDS)
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta))
        except (RedirectRefusedError, TooManyRedirectsError, RobotsForbiddenError):
            # Nothing is to be had there, now or ever.
            return _File(())
        except Exception as error:  # noqa: BLE001 - whatever became of it, nothing is known
            logger.debug("No TDM file at %(url)s: %(error)r", {"url": url, "error": error})
            return unknown
        if response.status >= 500 or response.status == _TOO_MANY_REQUESTS:
            return unknown
        rules = parse_tdmrep(response.body) if response.status == 200 else []
        return _File(tuple((PathPattern.parse(rule["location"]), rule) for rule in rules))
