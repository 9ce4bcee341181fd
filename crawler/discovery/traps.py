"""Places of a site that have pages without end and nothing to read: calendars, session ids, paths that grow.

Two signs. The URL itself: a path that repeats itself, is deeper than any archive, or names a year that has not come.
And experience: page after page of one shape, and no article on or behind any of them. An archive whose articles are all
known, or not wanted, is no such place: each of its pages names others of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.urls import site_of

# /en/politics/2026/11/26/some/long/slug has eight.
_MAX_SEGMENTS = 20
# "/a/a" and "/news/2026/news" are names of real pages; three times in a row is a relative link that was resolved wrong.
_MAX_REPETITIONS = 2
_MAX_PERIOD = 4
# Pages announce events of next year, and a few of the one after.
_YEARS_AHEAD = 2
_YEAR = re.compile(r"(?<![0-9])(2[0-9]{3})(?![0-9])")
_CALENDAR = re.compile(r"calend|kalend|events?(?![a-z])|agenda|termine|archiv|date|month|year|day")
_NUMBER_OR_ID = re.compile(r"[0-9]+")
# Experience is forgotten beyond so many shapes.
MAX_SHAPES = 10_000
_MAX_SHAPE_LENGTH = 200
# So many URLs are remembered as named; whoever names more again and again names them to be followed for ever.
_NAMED_KEPT = 200_000
# More sitemaps no site has: one a day for 27 years.
MAX_SITEMAPS = 10_000
# A site may have sections without articles, but not so many times the pages of one.
_SITE_FACTOR = 4


def trap_kind(url: str, year: int) -> str | None:
    """What *url* looks like, in the year *year*: "repeating_path", "deep_path", "future_calendar"; None for no trap."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > _MAX_SEGMENTS:
        return "deep_path"
    if len(segments) > _MAX_REPETITIONS and _repeats_itself(segments):
        return "repeating_path"
    place = f"{parts.path}?{parts.query}"
    if "2" in place and _is_future_calendar(place, year):
        return "future_calendar"
    return None


def _repeats_itself(segments: list[str]) -> bool:
    """Whether a run of up to _MAX_PERIOD segments comes more than _MAX_REPETITIONS times in a row."""
    for period in range(1, min(_MAX_PERIOD, len(segments) // (_MAX_REPETITIONS + 1)) + 1):
        same = 0
        for segment, later in zip(segments, segments[period:], strict=False):
            same = same + 1 if segment == later else 0
            if same >= period * _MAX_REPETITIONS:
                return True
    return False


def _is_future_calendar(place: str, year: int) -> bool:
    # A number of an article may look like a year: only where the URL speaks of time.
    return any(int(found[1]) > year + _YEARS_AHEAD for found in _YEAR.finditer(place)) and bool(
        _CALENDAR.search(place.lower())
    )


class TrapDetector:
    """What one crawl has learned about the shapes of URLs: how many pages of each gave nothing, in a row."""

    def __init__(self, max_pages: int) -> None:
        self._max_pages = max_pages
        self._fruitless: dict[str, int] = {}
        self._with_articles: dict[str, None] = {}
        self._named: dict[int, None] = {}

    def page_read(self, url: str) -> None:
        """*url* has been fetched: it gave nothing, as long as `article_found` does not say otherwise."""
        for shape in _shapes(url):
            self._fruitless[shape] = self._fruitless.pop(shape, 0) + 1
        _forget_first(self._fruitless, MAX_SHAPES)

    def article_found(self, url: str) -> None:
        """An article was on *url*, or on a page it led to."""
        for shape in _shapes(url):
            self._fruitless.pop(shape, None)

    def learn_article(self, url: str) -> None:
        """*url* is one of an article, in this crawl or an earlier one."""
        shape = next(_shapes(url))
        self._with_articles.pop(shape, None)
        self._with_articles[shape] = None
        _forget_first(self._with_articles, MAX_SHAPES)

    def articles_named(self, url: str, articles: Iterable[str]) -> None:
        """The page *url* names *articles*. It led somewhere when one is shaped as articles of the site are, and no page
        before has named it: what every page names, as in a list of newest articles beside a calendar, says nothing."""
        has_new = False
        for article in articles:
            key = hash(article)
            if key not in self._named:
                self._named[key] = None
                has_new = has_new or next(_shapes(article)) in self._with_articles
        _forget_first(self._named, _NAMED_KEPT)
        if has_new:
            self.article_found(url)

    def is_fruitless(self, url: str) -> bool:
        """Whether pages like *url* were read often enough for nothing."""
        own, site = _shapes(url)
        return (
            self._fruitless.get(own, 0) >= self._max_pages
            or self._fruitless.get(site, 0) >= self._max_pages * _SITE_FACTOR
        )


def _forget_first(remembered: dict[Any, Any], most: int) -> None:
    while len(remembered) > most:
        del remembered[next(iter(remembered))]


def _shapes(url: str) -> Iterator[str]:
    """Two names for pages that are made alike: of one part of the site, and of the site."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    site = site_of(url)
    first = _NUMBER_OR_ID.sub("0", segments[0]) if segments else ""
    names = ",".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    yield f"{site} {first} {len(segments)} {names}"[:_MAX_SHAPE_LENGTH]
    yield site
