"""Scores of one page, and the columns of the tables: which part of a page's score each takes and how pages add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Literal

from benchmarks.gold import GoldPage
from benchmarks.metrics.days import DayVerdict, compare_days, instant_of, same_minute
from benchmarks.metrics.headlines import same_headline
from benchmarks.metrics.latest import LatestScore, score_latest
from benchmarks.metrics.markup import Markup, primary_subtag
from benchmarks.metrics.names import names_f1, plain_names
from benchmarks.metrics.rouge import rouge_lsum_f1, sentences
from benchmarks.metrics.segments import SegmentScore, pooled_f1, score_segments
from benchmarks.metrics.shingles import BodyScore, corpus_f1, score_body
from benchmarks.predictions import Prediction
from crawler.items import ARTICLE_KINDS

_QUALITY_OF_DAY: dict[DayVerdict | None, float] = {"wrong": 0.0, "none": 0.5, "right": 1.0, None: 1.0}
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
    modified: DayVerdict | None = None
    section: bool | None = None
    tags: float | None = None
    description: bool | None = None
    access: bool | None = None
    kind: bool | None = None
    is_article: bool | None = None
    """Whether it is told from a page that is none. Pages whose gold names no kind are articles."""

    @property
    def quality(self) -> float:
        """What the page's set is mainly about, from 0 to 1: orders pages from worst to best. Where every field has its
        answer, all of them count the same."""
        if self.page.stated:
            return fmean(self._parts())
        if self.body is not None:
            return self.body.overlap.f1
        if self.segments is not None:
            return self.segments.f1
        if self.latest is not None:
            return self.latest.f1 if self.latest.expected else float(not self.latest.predicted)
        return _QUALITY_OF_DAY[self.day]

    def _parts(self) -> list[float]:
        verdicts = (self.headline, self.section, self.description, self.access, self.language, self.kind)
        shares = (self.authors, self.tags, *(float(verdict) for verdict in verdicts if verdict is not None))
        parts = [share for share in shares if share is not None]
        parts += [_QUALITY_OF_DAY[day] for day in (self.day, self.modified) if day]
        if self.body is not None:
            parts.append(self.body.overlap.f1)
        if self.latest is not None:
            parts.append(self.latest.f1 if self.latest.expected else float(not self.latest.predicted))
        return parts


def score_page(
    page: GoldPage,
    prediction: Prediction,
    *,
    markup: Markup | None = None,
    with_rouge: bool = False,
    with_displayed_days: bool = True,
) -> PageScore:
    """*markup* answers for language and modification where the gold does not. ROUGE needs nltk, the days of
    "latest news" as displayed need dateparser."""
    instant = instant_of(page.date_published)
    expected_names = plain_names(page.authors)
    has_segments = bool(page.segments_with or page.segments_without)
    return PageScore(
        page=page,
        body=score_body(page.references, prediction.body) if page.references else None,
        rouge=_rouge(page, prediction) if with_rouge and page.references else None,
        segments=score_segments(page.segments_with, page.segments_without, prediction.body) if has_segments else None,
        headline=same_headline(page.headline, prediction.headline) if page.headline else None,
        authors=names_f1(expected_names, plain_names(prediction.authors))
        if expected_names or "authors" in page.stated
        else None,
        day=_day(page, "date_published", prediction),
        minute=same_minute(instant, prediction.date_published) if instant else None,
        latest=score_latest(page.latest, prediction.latest, with_displayed_days=with_displayed_days)
        if page.latest
        else None,
        language=_language(page, prediction, markup),
        modified=_day(page, "date_modified", prediction, markup),
        section=_same(page, "section", prediction),
        tags=names_f1(_folded(page.tags), _folded(prediction.tags)) if "tags" in page.stated else None,
        description=_same(page, "description", prediction),
        access=_same(page, "is_accessible_for_free", prediction),
        kind=_same(page, "page_kind", prediction),
        is_article=_is_article(page, prediction),
    )


def _day(
    page: GoldPage,
    field: Literal["date_published", "date_modified"],
    prediction: Prediction,
    markup: Markup | None = None,
) -> DayVerdict | None:
    date = getattr(page, field)
    if date or field in page.stated:
        return compare_days([date] if date else [], getattr(prediction, field))
    return compare_days(markup.days_modified, getattr(prediction, field)) if markup and markup.days_modified else None


def _language(page: GoldPage, prediction: Prediction, markup: Markup | None) -> bool | None:
    if "language" in page.stated:
        return page.language == prediction.language
    return primary_subtag(prediction.language) == markup.language if markup and markup.language else None


def _same(page: GoldPage, field: str, prediction: Prediction) -> bool | None:
    if field not in page.stated:
        return None
    expected, given = getattr(page, field), getattr(prediction, field)
    return (
        " ".join(expected.split()) == " ".join((given or "").split())
        if isinstance(expected, str)
        else expected == given
    )


def _folded(texts: Sequence[str]) -> set[str]:
    return {" ".join(text.casefold().split()) for text in texts}


def _is_article(page: GoldPage, prediction: Prediction) -> bool | None:
    if prediction.page_kind is None:
        return None
    return (prediction.page_kind in ARTICLE_KINDS) == (page.page_kind is None or page.page_kind in ARTICLE_KINDS)


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
    bound: Literal["at_least", "at_most"] | None = "at_least"
    """Which way the quality gate (floors.py) holds the figure, None: not at all, as others say it or it is of parts."""

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


def _resolved(score: PageScore) -> LatestScore | None:
    return score.latest if score.page.latest and score.page.latest.is_resolved else None


def _displayed(score: PageScore) -> LatestScore | None:
    return None if score.page.latest and score.page.latest.is_resolved else score.latest


def _day_share(pages: Sequence[LatestScore]) -> float | None:
    return _ratio(sum(page.days_right for page in pages), sum(page.days_judged for page in pages))


COLUMNS = (
    Column("body F1", "body", lambda score: score.body, corpus_f1),
    Column("exact", "body", lambda score: score.body, lambda bodies: fmean(body.exact for body in bodies)),
    Column(
        "≥ .95",
        "body",
        lambda score: score.body,
        lambda bodies: fmean(body.overlap.f1 >= NEARLY_RIGHT for body in bodies),
    ),
    Column("ROUGE F1", "body", lambda score: score.rouge, fmean, bound=None),
    Column("segment F1", "body", lambda score: score.segments, pooled_f1),
    Column("headline", "headline", lambda score: score.headline, fmean),
    Column("authors F1", "authors", lambda score: score.authors, fmean),
    Column("day right", "date_published", lambda score: score.day, _share_of("right")),
    Column("day wrong", "date_published", lambda score: score.day, _share_of("wrong"), bound="at_most"),
    Column("no day", "date_published", lambda score: score.day, _share_of("none"), bound=None),
    Column("minute", "time", lambda score: score.minute, fmean),
    Column("mod. right", "date_modified", lambda score: score.modified, _share_of("right")),
    Column("mod. wrong", "date_modified", lambda score: score.modified, _share_of("wrong"), bound=None),
    Column("no mod.", "date_modified", lambda score: score.modified, _share_of("none"), bound=None),
    Column("section", "section", lambda score: score.section, fmean),
    Column("tags F1", "tags", lambda score: score.tags, fmean),
    Column("description", "description", lambda score: score.description, fmean),
    Column("free access", "is_accessible_for_free", lambda score: score.access, fmean),
    Column("latest F1", "latest", _with_entries, lambda pages: fmean(page.f1 for page in pages)),
    Column("precision", "latest", _with_entries, lambda pages: fmean(page.precision for page in pages), bound=None),
    Column("recall", "latest", _with_entries, lambda pages: fmean(page.recall for page in pages), bound=None),
    Column(
        "false block",
        "latest",
        _without_entries,
        lambda pages: fmean(page.predicted > 0 for page in pages),
        bound="at_most",
    ),
    Column(
        "headlines",
        "latest",
        lambda score: score.latest,
        lambda pages: _ratio(sum(page.headlines_exact for page in pages), sum(page.matched for page in pages)),
    ),
    # The gate runs without dateparser.
    Column("days", "latest", _displayed, _day_share, bound=None),
    Column("entry days", "latest", _resolved, _day_share),
    Column(
        "as displayed",
        "latest",
        _resolved,
        lambda pages: _ratio(sum(page.as_displayed for page in pages), sum(page.matched for page in pages)),
    ),
    Column("order", "latest", lambda score: score.latest.in_order if score.latest else None, fmean),
    Column("language", "language", lambda score: score.language, fmean),
    Column("page kind", "page_kind", lambda score: score.kind, fmean),
    Column("as article", "page_kind", lambda score: score.is_article, fmean),
)
