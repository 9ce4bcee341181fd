"""What earlier runs of a site say of how it usually is: how many articles a day, with which fields, how long without.

Usual is what was when the site was well: a defect that lasts must not become what it is measured by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from crawler.run_figures import RunFigures

WELL = frozenset({"healthy", "nothing_new"})
"""The verdicts on runs whose numbers are usual."""
COMPARED = WELL | {"degraded"}
"""The verdicts on runs that later ones may be compared with."""
# A layout that has been without a field for so long is what the site is now, and whoever was woken by it knows.
_ACCEPTED_AFTER = timedelta(days=28)
# Of fewer runs with news, a quiet day is as likely as a defect.
_RUNS_WITH_NEWS = 3
# Until two weekends have been seen, one without news is no sign.
_WEEKENDS_SEEN, _SILENCE_BEFORE = timedelta(days=14), timedelta(days=3)
# Longer than any before, by as much again: and no site is silent for the quiet of a night.
_LONGER_THAN_LONGEST, _SHORTEST_SILENCE = 2, timedelta(hours=12)
_SILENT_RUNS = 5
_DAY = timedelta(days=1)
_WEEK_OF_DAYS = 7
_SAME_WEEKDAYS = 3
# New articles of a day against the usual ones; below five, a day with one is a day like others.
_FAR_BELOW, _TO_JUDGE_BY = 0.2, 5
# A field that at least half of a site's articles have and now less than half of that share.
_USUAL_SHARE, _FALL = 0.5, 0.5
_ARTICLES_TO_JUDGE_BY = 3
_PAGES_TO_JUDGE_BY = 4
# So improbable as chance, by the share that is usual, that it is none.
_CHANCE = 0.002


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that ended, and what was said of it."""

    ended_at: datetime
    word: str
    figures: RunFigures


@dataclass(frozen=True, slots=True)
class RunHistory:
    """The runs of a site before one that ends *now*, oldest first. Those that could not begin or were not judged
    (`locked`, `interrupted`) count for the articles of the day alone."""

    runs: Sequence[PastRun]
    now: datetime

    def back_to(
        self, figures: RunFigures, number: Callable[[RunFigures], int], enough: int
    ) -> Sequence[RunFigures] | None:
        """*figures* and as many runs before it as it takes to have *enough* of *number*; None: all have fewer."""
        taken, total = [figures], number(figures)
        for run in reversed(self._judged()):
            if total >= enough:
                break
            taken.append(run.figures)
            total += number(run.figures)
        return taken if total >= enough else None

    def are_unusually_many_none(self, figures: RunFigures) -> bool:
        """Whether so many pages that are linked as articles are none as no chance makes them, by what was usual."""
        runs = self.back_to(figures, lambda run: run.no_articles_newly + run.articles_read, _PAGES_TO_JUDGE_BY)
        if runs is None:
            return False
        none, read = sum(run.no_articles_newly for run in runs), sum(run.articles_read for run in runs)
        if none < 4 * read:
            return False
        well = [run.figures for run in self._well()]
        usual_none = 1 + sum(run.no_articles_newly for run in well)
        usual: float = usual_none / (4 + usual_none + sum(run.articles_read for run in well))
        return usual**none < _CHANCE

    def emptied(self, figures: RunFigures) -> int:
        """How many lists and documents have lost all their articles since the last run in which any named some; 0
        while one does. Not every run asks for each: that what was asked for names none is no sign by itself."""
        emptied = 0
        for run in (figures, *(run.figures for run in reversed(self._judged()))):
            if run.named:
                break
            emptied += run.emptied
        return emptied

    def lost_fields(self, figures: RunFigures) -> str:
        """Fields that articles used to have, and have no more; empty: none."""
        if figures.new + figures.outcomes.get("updated", 0) < _ARTICLES_TO_JUDGE_BY:
            return ""
        usual_runs = [
            run.figures
            for run in self.runs
            if run.word in WELL or (run.word == "degraded" and self.now - run.ended_at > _ACCEPTED_AFTER)
        ]
        lost = []
        for name, share in figures.coverage.items():
            before = [run.coverage[name] for run in usual_runs if name in run.coverage]
            if before and (usual := median(before)) >= _USUAL_SHARE and share < _FALL * usual:
                lost.append(f"{name} on {share:.0%} of the articles, usually {usual:.0%}")
        return "; ".join(lost)

    def fallen_volume(self, figures: RunFigures) -> str:
        """Far fewer new articles within a day than usual on such a day; empty: no, or nobody knows."""
        days = Counter({0: figures.new})
        for run in self.runs:
            day = (self.now - run.ended_at) // _DAY
            if run.word in WELL or day == 0:
                days[day] += run.figures.new
        if not days[0] or max(days) <= _WEEK_OF_DAYS:
            return ""
        same = [new for day, new in days.items() if day and day % _WEEK_OF_DAYS == 0]
        usual_days = same if len(same) >= _SAME_WEEKDAYS else [new for day, new in days.items() if day and new]
        if not usual_days or (usual := median(usual_days)) < _TO_JUDGE_BY:
            return ""
        # As long as nobody knows this day of the week, it may be a day like the quietest.
        is_fallen = days[0] < _FAR_BELOW * usual and (usual_days is same or days[0] < min(usual_days) / 2)
        return f"{days[0]} new articles in a day, usually {usual:g}" if is_fallen else ""

    def silence(self) -> str:
        """Far longer without a new article than ever before; empty: no, or nobody knows. To be asked of a run
        without one."""
        well = self._well()
        news = [run.ended_at for run in well if run.figures.new]
        if len(news) < _RUNS_WITH_NEWS:
            return ""
        quiet_runs = 1 + sum(run.ended_at > news[-1] for run in well)
        longest = self._longest_quiet()
        limit = max(_LONGER_THAN_LONGEST * longest, _SHORTEST_SILENCE)
        if news[-1] - well[0].ended_at < _WEEKENDS_SEEN:
            limit = max(limit, _SILENCE_BEFORE)
        if quiet_runs < _SILENT_RUNS or self.now - news[-1] <= limit:
            return ""
        return f"no new article for {_hours(self.now - news[-1])}, before never for more than {_hours(longest)}"

    def _longest_quiet(self) -> timedelta:
        """The longest time in which runs found no news, between two that did. Without any run nobody knows."""
        longest, last_news, last_quiet = timedelta(), None, None
        for run in self._well():
            if not run.figures.new:
                last_quiet = run.ended_at
                continue
            if last_news is not None and last_quiet is not None:
                longest = max(longest, last_quiet - last_news)
            last_news, last_quiet = run.ended_at, None
        return longest

    def _well(self) -> list[PastRun]:
        return [run for run in self.runs if run.word in WELL]

    def _judged(self) -> list[PastRun]:
        return [run for run in self.runs if run.word not in ("locked", "interrupted")]


def _hours(time: timedelta) -> str:
    hours = round(time / timedelta(hours=1))
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"
