"""Whether a site's crawl went well: one word for whoever is woken by it, and the numbers that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crawler.run_figures import RunFigures, in_words
from crawler.run_history import RunHistory

Word = Literal["healthy", "nothing_new", "degraded", "blocked", "silent", "broken", "locked", "interrupted"]
"""healthy: there are new articles. nothing_new: there are none, and nothing speaks against that. degraded: articles
came, but far fewer, or with far fewer of their fields, than usual. blocked: the site refuses the crawler. silent: the
site answers, but names no article, or for far longer than usual no new one. broken: the site cannot be read, or not by
this program, or the results cannot be stored. locked: another process crawls it. interrupted: told to stop."""

FAILED: frozenset[Word] = frozenset({"degraded", "blocked", "silent", "broken"})

# Half of all visits refused is a block, whatever the other half is; and one of two is no half of anything.
_REFUSED_SHARE, _VISITS_TO_JUDGE_BY = 0.5, 10


@dataclass(frozen=True, slots=True)
class Verdict:
    word: Word
    reason: str
    """One line with the numbers."""


def verdict_on(figures: RunFigures, history: RunHistory) -> Verdict:
    """What is to be said of a run that ended now, after those of *history*."""
    verdict = _verdict(figures, history)
    if figures.needs_browser and verdict.word in FAILED:
        return Verdict(verdict.word, f"{verdict.reason}; its pages need a browser: {figures.needs_browser}")
    return verdict


def _verdict(figures: RunFigures, history: RunHistory) -> Verdict:
    if figures.finish_reason == "locked":
        return Verdict("locked", figures.error)
    if figures.finish_reason in ("store_failed", "start_error"):
        return Verdict("broken", figures.error or f"ended early: {figures.finish_reason}")
    if figures.finish_reason == "shutdown":
        return Verdict("interrupted", f"{figures.visited} URLs visited, {figures.ledger.get('pending', 0)} left")
    answered = figures.visited - figures.outcomes.get("error", 0) - figures.outcomes.get("gave_up", 0)
    answered -= figures.outcomes.get("blocked", 0) + figures.outcomes.get("robots", 0)
    if blocked := _share_refused(figures, history):
        return Verdict("blocked", blocked)
    if figures.refusing_walls and answered <= figures.refusing_walls and not figures.articles_read:
        return Verdict("blocked", f"walls in place of the pages ({in_words(figures.walls)})")
    if answered <= 0 and figures.visited:
        reasons = in_words(figures.failures) or in_words(figures.walls) or figures.error
        return Verdict(
            "blocked" if figures.refused > figures.failed / 2 else "broken", f"nothing could be read: {reasons}"
        )
    if figures.error:
        return Verdict("broken", figures.error)
    if figures.starts_failed and not figures.starts_read and not figures.new:
        # What else answers (a sitemap on another host, a "not found") does not show that the site is well.
        why = {**figures.failures, **figures.walls}
        is_refused = figures.refused + figures.refusing_walls >= sum(why.values()) / 2
        return Verdict("blocked" if is_refused else "broken", f"the start page cannot be read ({in_words(why)})")
    if failed := _share_failed(figures, history):
        return Verdict("broken", failed)
    return _verdict_on_articles(figures, history)


def _share_refused(figures: RunFigures, history: RunHistory) -> str:
    if not 0 < _newly_refused(figures) >= _REFUSED_SHARE * _news(figures):
        return ""
    runs = history.back_to(figures, _news, _VISITS_TO_JUDGE_BY)
    if runs is None or sum(map(_newly_refused, runs)) < _REFUSED_SHARE * sum(map(_news, runs)):
        return ""
    return f"{_newly_refused(figures)} of {_news(figures)} pages refused ({in_words(figures.failures)})"


def _share_failed(figures: RunFigures, history: RunHistory) -> str:
    if _newly_failed(figures) <= _news(figures) / 2:
        return ""
    runs = history.back_to(figures, _news, _VISITS_TO_JUDGE_BY)
    if runs is None or sum(map(_newly_failed, runs)) <= sum(map(_news, runs)) / 2:
        return ""
    return f"{_newly_failed(figures)} of {_news(figures)} pages failed ({in_words(figures.failures)})"


def _news(figures: RunFigures) -> int:
    """Visits that say something: a quiet run asks for few pages, and the two that always fail must not be what it is
    judged by."""
    return figures.visited - figures.refused_again - figures.failed_again


def _newly_refused(figures: RunFigures) -> int:
    return figures.refused - figures.refused_again


def _newly_failed(figures: RunFigures) -> int:
    return figures.failed - figures.refused_again - figures.failed_again


def _verdict_on_articles(figures: RunFigures, history: RunHistory) -> Verdict:
    if history.are_unusually_many_none(figures):
        none = figures.no_articles_newly
        numbers = f"{none} of {none + figures.articles_read} pages that should be articles are none"
        if figures.refusing_walls >= _REFUSED_SHARE * none:
            return Verdict("blocked", f"{numbers} but walls ({in_words(figures.walls)})")
        return Verdict("broken", f"{numbers} ({in_words(figures.no_articles)})")
    # Of a site that prints what others do, too.
    known = sum(figures.ledger.get(name, 0) for name in ("new", "updated", "unchanged", "duplicate"))
    if not figures.is_cut_short:
        if not known and not figures.ledger.get("out_of_range"):
            return Verdict("silent", f"no article found: {figures.visited} pages and documents read")
        if emptied := history.emptied(figures):
            return Verdict("silent", f"nothing names an article any more: {emptied} lists, feeds or sitemaps did")
        if not figures.new and (silence := history.silence()):
            return Verdict("silent", silence)
        if fallen := history.fallen_volume(figures):
            return Verdict("degraded", fallen)
    if lost := history.lost_fields(figures):
        return Verdict("degraded", lost)
    if figures.new:
        return Verdict("healthy", f"{figures.new} new, {figures.outcomes.get('updated', 0)} updated")
    # Here without redirects and variants of URLs, which the ledger has as duplicates.
    known -= figures.ledger.get("duplicate", 0)
    return Verdict("nothing_new", f"{known} articles known, {figures.outcomes.get('updated', 0)} updated")
