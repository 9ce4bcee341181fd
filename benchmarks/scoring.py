"""Scores of one page, and the columns of the tables: which part of a page's score each takes and how pages add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from benchmarks.gold import GoldPage
from benchmarks.metrics.days import DayVerdict, compare_days, instant_of, same_minute
from benchmarks.metrics.headlines import same_headline
from benchmarks.metrics.languages import primary_subtag
from benchmarks.metrics.latest import LatestScore, score_latest
from benchmarks.metrics.names import names_f1, plain_names
from benchmarks.metrics.rouge import rouge_lsum_f1, sentences
from benchmarks.metrics.segments import SegmentScore, pooled_f1, score_segments
from benchmarks.metrics.shingles import BodyScore, corpus_f1, score_body
from benchmarks.predictions import Prediction

# A body this close has lost or gained a line at most.
NEARLY_RIGHT = 0.95


@dataclass(frozen=True, slots=True)
class PageScore:
    """None: the gold of the page does not say."""

    page: GoldPage
    body: BodyScore | None = None
    rouge: float | None = None
    segments: SegmentScore | None = None
    headline: bool | None = None
    authors: float | None = None
    day: DayVerdict | None = None
    minute: bool | None = None
    latest: LatestScore | None = None
    language: bool | None = None

    @property
    def quality(self) -> float:
        """What the page's set is mainly about, from 0 to 1: orders pages from worst to best."""
        if self.body is not None:
            return self.body.overlap.f1
        if self.segments is not None:
            return self.segments.f1
        if self.latest is not None:
            return self.latest.f1 if self.latest.expected else float(not self.latest.predicted)
        return {"wrong": 0.0, "none": 0.5, "right": 1.0, None: 1.0}[self.day]


def score_page(
    page: GoldPage, prediction: Prediction, *, stated_language: str | None = None, with_rouge: bool = False
) -> PageScore:
    """*stated_language* is the primary subtag in the page's markup."""
    instant = instant_of(page.date_published)
    expected_names = plain_names(page.authors)
    has_segments = bool(page.segments_with or page.segments_without)
    return PageScore(
        page=page,
        body=score_body(page.references, prediction.body) if page.references else None,
        rouge=_rouge(page, prediction) if with_rouge and page.references else None,
        segments=score_segments(page.segments_with, page.segments_without, prediction.body) if has_segments else None,
        headline=same_headline(page.headline, prediction.headline) if page.headline else None,
        authors=names_f1(expected_names, plain_names(prediction.authors)) if expected_names else None,
        day=compare_days(page.date_published, prediction.date_published) if page.date_published else None,
        minute=same_minute(instant, prediction.date_published) if instant else None,
        latest=score_latest(page.latest, prediction.latest) if page.latest else None,
        language=primary_subtag(prediction.language) == stated_language if stated_language else None,
    )


def _rouge(page: GoldPage, prediction: Prediction) -> float:
    return rouge_lsum_f1([sentences(reference) for reference in page.references], sentences(prediction.body))


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    field: str
    """What a system must offer to have a figure here."""
    select: Callable[[PageScore], Any]
    """The part of a page's score that counts; None leaves the page out."""
    statistic: Callable[[Sequence[Any]], float | None]

    def values(self, scores: Sequence[PageScore]) -> list[Any]:
        return [value for score in scores if (value := self.select(score)) is not None]


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _with_entries(score: PageScore) -> LatestScore | None:
    return score.latest if score.latest and score.latest.expected else None


def _without_entries(score: PageScore) -> LatestScore | None:
    return score.latest if score.latest and not score.latest.expected else None


def _share_of(verdict: DayVerdict) -> Callable[[Sequence[DayVerdict]], float]:
    return lambda verdicts: fmean(day == verdict for day in verdicts)


COLUMNS = (
    Column("body F1", "body", lambda score: score.body, corpus_f1),
    Column("exact", "body", lambda score: score.body, lambda bodies: fmean(body.exact for body in bodies)),
    Column(
        "≥ .95",
        "body",
        lambda score: score.body,
        lambda bodies: fmean(body.overlap.f1 >= NEARLY_RIGHT for body in bodies),
    ),
    Column("ROUGE F1", "body", lambda score: score.rouge, fmean),
    Column("segment F1", "body", lambda score: score.segments, pooled_f1),
    Column("headline", "headline", lambda score: score.headline, fmean),
    Column("authors F1", "authors", lambda score: score.authors, fmean),
    Column("day right", "date_published", lambda score: score.day, _share_of("right")),
    Column("day wrong", "date_published", lambda score: score.day, _share_of("wrong")),
    Column("no day", "date_published", lambda score: score.day, _share_of("none")),
    Column("minute", "time", lambda score: score.minute, fmean),
    Column("latest F1", "latest", _with_entries, lambda pages: fmean(page.f1 for page in pages)),
    Column("precision", "latest", _with_entries, lambda pages: fmean(page.precision for page in pages)),
    Column("recall", "latest", _with_entries, lambda pages: fmean(page.recall for page in pages)),
    Column("false block", "latest", _without_entries, lambda pages: fmean(page.predicted > 0 for page in pages)),
    Column(
        "headlines",
        "latest",
        lambda score: score.latest,
        lambda pages: _ratio(sum(page.headlines_exact for page in pages), sum(page.matched for page in pages)),
    ),
    Column(
        "days",
        "latest",
        lambda score: score.latest,
        lambda pages: _ratio(sum(page.days_right for page in pages), sum(page.days_judged for page in pages)),
    ),
    Column("order", "latest", lambda score: score.latest.in_order if score.latest else None, fmean),
    Column("language", "language", lambda score: score.language, fmean),
)
