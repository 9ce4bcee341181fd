"""Whether a site's crawl went well: one word for whoever is woken by it, and the numbers that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Literal

Word = Literal["healthy", "nothing_new", "degraded", "blocked", "silent", "broken", "locked", "interrupted"]
"""healthy: there are new articles. nothing_new: there are none, and nothing speaks against that. degraded: articles
came, but far fewer, or with far fewer of their fields, than usual. blocked: the site refuses the crawler. silent: the
site answers, but names no article, or for far longer than usual no new one. broken: the site cannot be read, or not by
this program, or the results cannot be stored. locked: another process crawls it. interrupted: told to stop."""

FAILED: frozenset[Word] = frozenset({"degraded", "blocked", "silent", "broken"})

# Fields whose loss is a defect of the extraction or a change of the site's layout, not of what is published.
COVERED_FIELDS = ("body", "date_published", "authors", "description")
# History speaks from so many runs with articles on; of fewer, a quiet day is as likely.
_RUNS_TO_COMPARE_WITH = 3
# A field that at least half of a site's articles have and now less than half of that share.
_USUAL_SHARE, _FALL = 0.5, 0.5
_ARTICLES_TO_JUDGE_BY = 3
# New articles in a run against the median of the runs before.
_FAR_BELOW = 0.2
_MEDIAN_TO_JUDGE_BY = 5
# Half of all visits refused is a block, whatever the other half is.
_REFUSED_SHARE = 0.5
# Pages that were linked as articles and were none: walls, or a layout nobody here can read.
_NO_ARTICLE_SHARE = 0.8
# Walls by which a site refuses this visitor.
_REFUSING_WALLS = frozenset({"consent_wall", "challenge", "login", "paywall", "geo_block"})
_SILENT_RUNS = 5


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
    def refusing_walls(self) -> int:
        return sum(count for kind, count in self.walls.items() if kind in _REFUSING_WALLS)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    word: Word
    reason: str
    """One line with the numbers."""


def figures_of(stats: Mapping[str, Any]) -> RunFigures:
    """The figures of a run from its final stats."""
    outcomes = _below("frontier/", stats, {"revalidated", "locked", "false_304"})
    stored = stats.get("coverage/articles", 0)
    errors = [str(stats[key]) for key in ("frontier/locked", "store/error") if stats.get(key)]
    unprocessed = _below("outcomes/unprocessed/", stats)
    if unprocessed and not errors:
        errors = [f"errors in the program: {_counts(unprocessed)}"]
    return RunFigures(
        visited=sum(outcomes.values()) - stats.get("discovery/not_there", 0),
        outcomes=outcomes,
        ledger=_below("ledger/", stats),
        articles_read=sum(outcomes.get(name, 0) for name in ("new", "updated", "unchanged", "duplicate")),
        no_articles=_below("validation/dropped/", stats),
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


def verdict_on(figures: RunFigures, history: Sequence[RunFigures]) -> Verdict:
    """*history*: earlier runs of the site that ended, oldest first."""
    verdict = _verdict(figures, history)
    if figures.needs_browser and verdict.word in FAILED:
        return Verdict(verdict.word, f"{verdict.reason}; its pages need a browser: {figures.needs_browser}")
    return verdict


def _verdict(figures: RunFigures, history: Sequence[RunFigures]) -> Verdict:
    if figures.finish_reason == "locked":
        return Verdict("locked", figures.error)
    if figures.finish_reason in ("store_failed", "start_error"):
        return Verdict("broken", figures.error or f"ended early: {figures.finish_reason}")
    if figures.finish_reason == "shutdown":
        return Verdict("interrupted", f"{figures.visited} URLs visited, {figures.ledger.get('pending', 0)} left")
    refused = sum(count for reason, count in figures.failures.items() if _is_refusal(reason))
    failed = sum(figures.failures.values())
    answered = figures.visited - figures.outcomes.get("error", 0) - figures.outcomes.get("gave_up", 0)
    answered -= figures.outcomes.get("blocked", 0) + figures.outcomes.get("robots", 0)
    # A quiet run asks for few pages; the two that always fail must not be what it is judged by.
    visited = figures.visited - figures.refused_again - figures.failed_again
    newly_refused = refused - figures.refused_again
    newly_failed = failed - figures.refused_again - figures.failed_again
    if newly_refused > 0 and newly_refused >= _REFUSED_SHARE * (visited or 1):
        return Verdict("blocked", f"{newly_refused} of {visited} pages refused ({_counts(figures.failures)})")
    if figures.refusing_walls and answered <= figures.refusing_walls and not figures.articles_read:
        return Verdict("blocked", f"walls in place of the pages ({_counts(figures.walls)})")
    if answered <= 0 and figures.visited:
        reasons = _counts(figures.failures) or _counts(figures.walls) or figures.error
        return Verdict("blocked" if refused > failed / 2 else "broken", f"nothing could be read: {reasons}")
    if figures.error:
        return Verdict("broken", figures.error)
    if figures.starts_failed and not figures.starts_read and not figures.new:
        # What else answers (a sitemap on another host, a "not found") does not show that the site is well.
        why = {**figures.failures, **figures.walls}
        is_refused = refused + figures.refusing_walls >= sum(why.values()) / 2
        return Verdict("blocked" if is_refused else "broken", f"the start page cannot be read ({_counts(why)})")
    if newly_failed > visited / 2:
        return Verdict("broken", f"{newly_failed} of {visited} pages failed ({_counts(figures.failures)})")
    return _verdict_on_articles(figures, history)


def _verdict_on_articles(figures: RunFigures, history: Sequence[RunFigures]) -> Verdict:
    none = sum(figures.no_articles.values())
    if none >= _ARTICLES_TO_JUDGE_BY and none >= _NO_ARTICLE_SHARE * (none + figures.articles_read):
        numbers = f"{none} of {none + figures.articles_read} pages that should be articles are none"
        if figures.refusing_walls >= _REFUSED_SHARE * none:
            return Verdict("blocked", f"{numbers} but walls ({_counts(figures.walls)})")
        return Verdict("broken", f"{numbers} ({_counts(figures.no_articles)})")
    # Of a site that prints what others do, too.
    known = sum(figures.ledger.get(name, 0) for name in ("new", "updated", "unchanged", "duplicate"))
    if not known and not figures.ledger.get("out_of_range"):
        return Verdict("silent", f"no article found: {figures.visited} pages and documents read")
    if emptied := _emptied(figures, history):
        return Verdict("silent", f"nothing names an article any more: {emptied} lists, feeds or sitemaps did")
    if lost := _lost_fields(figures, history):
        return Verdict("degraded", lost)
    with_news = [run.new for run in history if run.new]
    if len(with_news) >= _RUNS_TO_COMPARE_WITH:
        usual = median(with_news)
        if 0 < figures.new < _FAR_BELOW * usual and usual >= _MEDIAN_TO_JUDGE_BY:
            return Verdict("degraded", f"{figures.new} new articles, usually {usual:g}")
        quiet = _runs_without_news(figures, history)
        longest = _longest_quiet(history)
        if quiet >= max(_SILENT_RUNS, 3 * longest):
            return Verdict("silent", f"no new article in {quiet} runs, before never in more than {longest}")
    if figures.new:
        return Verdict("healthy", f"{figures.new} new, {figures.outcomes.get('updated', 0)} updated")
    # Here without redirects and variants of URLs, which the ledger has as duplicates.
    known -= figures.ledger.get("duplicate", 0)
    return Verdict("nothing_new", f"{known} articles known, {figures.outcomes.get('updated', 0)} updated")


def _emptied(figures: RunFigures, history: Sequence[RunFigures]) -> int:
    """How many lists and documents have lost all their articles since the last run in which any named some; 0 while one
    does. Not every run asks for each: that what was asked for names none is no sign by itself."""
    emptied = 0
    for run in (figures, *reversed(history)):
        if run.named:
            break
        emptied += run.emptied
    return emptied


def _lost_fields(figures: RunFigures, history: Sequence[RunFigures]) -> str:
    """Fields that articles used to have, and have no more; empty: none."""
    if figures.new + figures.outcomes.get("updated", 0) < _ARTICLES_TO_JUDGE_BY:
        return ""
    lost = []
    for name, share in figures.coverage.items():
        before = [run.coverage[name] for run in history if name in run.coverage]
        if before and (usual := median(before)) >= _USUAL_SHARE and share < _FALL * usual:
            lost.append(f"{name} on {share:.0%} of the articles, usually {usual:.0%}")
    return "; ".join(lost)


def _runs_without_news(figures: RunFigures, history: Sequence[RunFigures]) -> int:
    count = 0
    for run in (figures, *reversed(history)):
        if run.new:
            break
        count += 1
    return count


def _longest_quiet(history: Sequence[RunFigures]) -> int:
    """The longest row of runs without news that ended with news."""
    longest = row = 0
    for run in history:
        if run.new:
            longest, row = max(longest, row), 0
        else:
            row += 1
    return longest


def _is_refusal(reason: str) -> bool:
    return reason in ("http_401", "http_403", "http_429", "http_451", "robots_txt", "challenge")


def _below(prefix: str, stats: Mapping[str, Any], without: frozenset[str] | set[str] = frozenset()) -> dict[str, int]:
    found = {key.removeprefix(prefix): count for key, count in stats.items() if key.startswith(prefix)}
    return {key: count for key, count in found.items() if key not in without}


def _counts(counts: Mapping[str, int]) -> str:
    most_first = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(f"{name} {count}" for name, count in most_first[:4])
