"""The numbers of one run of one site, from its final stats: what it is judged by, and what later ones are compared
with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

# Fields whose loss is a defect of the extraction or a change of the site's layout, not of what is published.
COVERED_FIELDS = ("body", "date_published", "authors", "description")
# Walls by which a site refuses this visitor.
_REFUSING_WALLS = frozenset({"consent_wall", "challenge", "login", "paywall", "geo_block"})
# robots.txt is not among them: it closes parts of a site to every crawler.
_REFUSALS = frozenset({"http_401", "http_403", "http_429", "http_451", "challenge"})
_ROBOTS = "robots_txt"


@dataclass(frozen=True, slots=True)
class RunFigures:
    """The numbers of one run of one site, as they are kept for later runs to be compared with."""

    visited: int = 0
    """URLs with an outcome in this run, without those that were only supposed to exist and do not."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """Of this run."""
    ledger: Mapping[str, int] = field(default_factory=dict)
    """Of the site, over all runs."""
    articles_read: int = 0
    """New, updated, unchanged and duplicate ones that were fetched."""
    no_articles: Mapping[str, int] = field(default_factory=dict)
    """Pages linked as articles that were none, by reason."""
    no_articles_again: int = 0
    """Those of them that had been none before: they are looked at again, and say nothing of how the site is now."""
    walls: Mapping[str, int] = field(default_factory=dict)
    """Pages in the place of articles or of the start page, by kind of wall."""
    named: int = 0
    """Articles named by the lists and documents that were read, or have not changed; one named twice counts twice."""
    emptied: int = 0
    """Of these lists and documents, those that named articles before and name none now."""
    needs_browser: str = ""
    """Why pages that need a browser were not rendered; empty: none was met, or there is one."""
    coverage: Mapping[str, float] = field(default_factory=dict)
    """Share of the new and updated articles that have a field."""
    failures: Mapping[str, int] = field(default_factory=dict)
    """Pages not got, by reason."""
    failed_again: int = 0
    """URLs that had failed in the run before that asked for them, and did again: no news of the site."""
    refused_again: int = 0
    """The same of those that it refuses."""
    starts_read: int = 0
    starts_failed: int = 0
    requests: int = 0
    received_bytes: int = 0
    seconds: float = 0.0
    finish_reason: str = ""
    error: str = ""
    """Why the run could not begin, or its results not be stored."""

    @property
    def new(self) -> int:
        return self.outcomes.get("new", 0)

    @property
    def no_articles_newly(self) -> int:
        return max(0, sum(self.no_articles.values()) - self.no_articles_again)

    @property
    def refusing_walls(self) -> int:
        return sum(count for kind, count in self.walls.items() if kind in _REFUSING_WALLS)

    @property
    def refused(self) -> int:
        """Pages that the site refuses."""
        return self._closed + sum(count for reason, count in self.failures.items() if reason in _REFUSALS)

    @property
    def failed(self) -> int:
        """Pages not got, refused ones among them."""
        return self._closed + sum(count for reason, count in self.failures.items() if reason != _ROBOTS)

    @property
    def _closed(self) -> int:
        # That robots.txt closes parts of a site says nothing while articles of others are read.
        return 0 if self.articles_read else self.failures.get(_ROBOTS, 0)

    @property
    def is_cut_short(self) -> bool:
        """Ended by a limit of time, pages or errors (Scrapy's CLOSESPIDER settings): it says nothing of what it has
        not come to."""
        return self.finish_reason.startswith("closespider_")

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Self:
        """What `as_dict` gave; numbers that only other releases know are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in known})


def figures_of(stats: Mapping[str, Any]) -> RunFigures:
    """The figures of a run from its final stats."""
    outcomes = _below("frontier/", stats, {"revalidated", "locked", "false_304"})
    stored = stats.get("coverage/articles", 0)
    errors = [str(stats[key]) for key in ("frontier/locked", "store/error") if stats.get(key)]
    unprocessed = _below("outcomes/unprocessed/", stats)
    if unprocessed and not errors:
        errors = [f"errors in the program: {in_words(unprocessed)}"]
    return RunFigures(
        visited=sum(outcomes.values()) - stats.get("discovery/not_there", 0),
        outcomes=outcomes,
        ledger=_below("ledger/", stats),
        articles_read=sum(outcomes.get(name, 0) for name in ("new", "updated", "unchanged", "duplicate")),
        no_articles=_below("validation/dropped/", stats),
        no_articles_again=stats.get("retries/no_article_again", 0),
        walls=_below("walls/", stats),
        needs_browser=str(stats.get("rendering/unavailable_because", "")),
        named=stats.get("discovery/named_articles", 0),
        emptied=stats.get("discovery/emptied_lists", 0),
        coverage={name: stats.get(f"coverage/{name}", 0) / stored for name in COVERED_FIELDS} if stored else {},
        # That the crawler keeps out of a trap says nothing about the site's health.
        failures=_below("outcomes/failed/", stats, {"trap"}),
        failed_again=stats.get("retries/failed_again", 0),
        refused_again=stats.get("retries/refused_again", 0),
        starts_read=stats.get("discovery/starts_read", 0),
        starts_failed=stats.get("outcomes/start_failed", 0),
        requests=stats.get("downloader/request_count", 0),
        received_bytes=stats.get("downloader/response_bytes", 0),
        seconds=round(stats.get("elapsed_time_seconds", 0.0), 1),
        finish_reason=str(stats.get("finish_reason", "")),
        error="; ".join(errors),
    )


def _below(prefix: str, stats: Mapping[str, Any], without: frozenset[str] | set[str] = frozenset()) -> dict[str, int]:
    found = {key.removeprefix(prefix): count for key, count in stats.items() if key.startswith(prefix)}
    return {key: count for key, count in found.items() if key not in without}


def in_words(counts: Mapping[str, int]) -> str:
    """The four largest of *counts*, as a reason names them."""
    most_first = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(f"{name} {count}" for name, count in most_first[:4])
