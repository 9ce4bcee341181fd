"""When lists, feeds and sitemaps are asked for again, and that no article is missed for longer than stated."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.list_revisits import LONGEST_DEEP, LONGEST_LIST, LONGEST_NEWS, SHORTEST_LIST
from crawler.retry_waits import FIRST_WAIT
from crawler.revisits import seconds_to_next_visit
from crawler.storage import FoundUrl, PageResult, PendingUrl, open_store
from crawler.storage.frontier import Kind
from crawler.times import utc_text

NOW = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = 60, 3600, 86400


def seconds(
    kind: Kind = "list",
    *,
    known_for: int | None = None,
    is_new: bool = False,
    url: str = "https://a.example/sport",
    **more: Any,
) -> int | None:
    """How long a list is left alone that is as it was *known_for* seconds ago, or *is_new*."""
    visited_at = utc_text(NOW - timedelta(seconds=known_for)) if known_for is not None else None
    detail = more.pop("detail", kind)
    pending = PendingUrl(id=1, key="k", url=url, kind=kind, visited_at=visited_at, content_key="1-a", **more)
    result = PageResult(
        pending=pending, outcome="not_an_article", detail=detail, content_key="2-b" if is_new else "1-a"
    )
    return seconds_to_next_visit(pending, result, NOW)


@pytest.mark.parametrize(
    ("known_for", "expected"), [(MINUTE, SHORTEST_LIST), (HOUR, 2 * HOUR), (9 * HOUR, LONGEST_LIST)]
)
def test_unchanged_list_is_left_alone_for_twice_the_time_it_has_been_so(known_for: int, expected: int) -> None:
    assert seconds(known_for=known_for) == expected


def test_list_that_changed_is_asked_for_by_the_next_hourly_run_and_a_feed_by_any() -> None:
    assert seconds(known_for=5 * HOUR, is_new=True) == SHORTEST_LIST
    assert seconds("feed", known_for=5 * HOUR, is_new=True) == 0
    assert seconds("sitemap", known_for=5 * HOUR, is_new=True) == 0


@pytest.mark.parametrize(
    ("kind", "url", "depth", "longest"),
    [
        ("feed", "https://a.example/feed", 0, LONGEST_NEWS),
        ("api", "https://a.example/wp-json/", 0, LONGEST_NEWS),
        ("sitemap", "https://a.example/news-sitemap.xml", 0, LONGEST_NEWS),
        ("sitemap", "https://a.example/sitemap.xml", 0, LONGEST_LIST),
        ("sitemap", "https://a.example/sitemap-2019.xml", 2, 30 * DAY),
        ("list", "https://a.example/sport", 1, LONGEST_LIST),
        ("list", "https://a.example/sport/sailing", 2, LONGEST_DEEP),
        ("list", "https://a.example/page/2", 1, 30 * DAY),
    ],
)
def test_each_kind_has_its_limit(kind: Kind, url: str, depth: int, longest: int) -> None:
    assert seconds(kind, url=url, depth=depth, known_for=90 * DAY) == longest


def test_older_page_of_posts_is_asked_for_only_when_newer_ones_were_new() -> None:
    assert seconds("api", depth=2, known_for=HOUR) is None


def test_document_that_is_not_at_its_usual_place_is_looked_for_once_a_day() -> None:
    guessed = (("well_known", "https://a.example/", {"guessed": True}),)
    assert seconds("feed", known_for=MINUTE, sources=guessed, detail="http_404") == DAY
    assert seconds("feed", known_for=MINUTE, sources=guessed) == 2 * MINUTE, "it is there"


@pytest.mark.parametrize(
    ("detail", "tries", "expected"),
    [
        ("timeout", 0, 0),
        ("host_given_up", 3, 0),
        ("http_503", 0, 0),
        ("unprocessed: KeyError", 0, 0),
        ("http_500", 0, FIRST_WAIT),
        ("too_many_redirects", 2, 4 * FIRST_WAIT),
        ("http_500", 40, DAY),
        ("http_404", 0, None),
    ],
)
def test_failed_page_waits_but_not_for_the_failure_of_its_host(detail: str, tries: int, expected: int | None) -> None:
    pending = PendingUrl(id=1, key="k", url="u", kind="article", tries=tries)
    assert seconds_to_next_visit(pending, PageResult(pending=pending, outcome="error", detail=detail), NOW) == expected


def test_what_robots_txt_forbids_is_asked_about_the_next_day() -> None:
    pending = PendingUrl(id=1, key="k", url="u", kind="article")
    assert seconds_to_next_visit(pending, PageResult(pending=pending, outcome="robots"), NOW) == DAY


def test_section_that_is_gone_is_looked_for_again_the_next_day() -> None:
    pending = PendingUrl(id=1, key="k", url="u", kind="list")
    assert seconds_to_next_visit(pending, PageResult(pending=pending, outcome="error", detail="http_404"), NOW) == DAY


# --- A site over days, crawled every hour by a clock that is moved ---------------------------------------------------


@dataclass
class Place:
    """What names articles: from when each is named, the newest first, up to *room* of them."""

    kind: Kind
    depth: int
    named_by: str | None
    room: int = 20
    articles: list[tuple[datetime, str]] = field(default_factory=list)

    def shows(self, now: datetime) -> list[str]:
        return [url for published, url in sorted(self.articles, reverse=True) if published <= now][: self.room]


def days_of_news(chance: random.Random, days: int) -> dict[str, Place]:
    """A front page with a feed and sections. Some articles are on the front page and in their section, others only in
    one of the lists; sections have busy hours, quiet days, and weeks without anything."""
    places = {
        "https://a.example/": Place("start", 0, None),
        "https://a.example/feed": Place("feed", 0, "https://a.example/"),
        "https://a.example/news-sitemap.xml": Place("sitemap", 0, None),
        "https://a.example/politics/inland": Place("list", 2, "https://a.example/section-0"),
    }
    sections = {f"https://a.example/section-{number}": Place("list", 1, "https://a.example/") for number in range(6)}
    places |= sections
    for url, place in places.items():
        is_busy = True
        for hour in range(24 * days):
            if chance.random() < 0.03:
                is_busy = not is_busy
            if chance.random() < (0.25 if is_busy else 0.004):
                published = NOW + timedelta(hours=hour, minutes=chance.randrange(60))
                name = f"https://a.example/2026/{len(place.articles)}-of-{url.rpartition('/')[2] or 'front'}"
                place.articles.append((published, name))
                if place.kind == "list" and chance.random() < 0.5:
                    places["https://a.example/"].articles.append((published, name))
    return places


def found(place: Place, url: str, now: datetime, places: dict[str, Place]) -> list[FoundUrl]:
    """What a visit to *url* names, in the form the spider gives it."""
    named = [
        FoundUrl(key=name, url=name, kind="article", source="listing", found_in=url, depth=place.depth + 1, rank=-10)
        for name in place.shows(now)
    ]
    return named + [
        FoundUrl(key=key, url=key, kind=other.kind, source="listing", found_in=url, depth=other.depth, again=True)
        for key, other in places.items()
        if other.named_by == url
    ]


def content_key(named: Sequence[FoundUrl]) -> str:
    return f"1-{hashlib.sha256(' '.join(entry.key for entry in named).encode()).hexdigest()[:16]}"


def test_no_article_is_missed_for_longer_than_its_kind_of_list_allows_and_most_requests_are_saved(
    tmp_path: Path,
) -> None:
    days, chance = 8, random.Random(3)
    places = days_of_news(chance, days)
    starts = [
        FoundUrl(key=url, url=url, kind=place.kind, source="start", found_in="", depth=0)
        for url, place in places.items()
        if place.named_by is None
    ]
    store = open_store(f"sqlite:///{tmp_path / 'news.db'}")
    seen: dict[str, datetime] = {}
    asked: Counter[str] = Counter()
    for run in range(24 * days):
        # As a timer does it: never quite on the hour.
        now = NOW + timedelta(hours=run, seconds=chance.randrange(120))
        store.frontier.begin_run("site", starts, now)
        while pending := store.frontier.take("site", 16):
            now += timedelta(seconds=len(pending))
            results = []
            for url in pending:
                if url.kind == "article":
                    seen[url.key] = now
                    results.append(PageResult(pending=url, outcome="new"))
                    continue
                asked[url.key] += 1
                named = found(places[url.key], url.key, now, places)
                result = PageResult(pending=url, outcome="not_an_article", detail=url.kind, found=named)
                result.content_key = content_key(named)
                result.revisit_seconds = seconds_to_next_visit(url, result, now)
                results.append(result)
            store.frontier.record("site", results, now)
        store.frontier.end_run("site", now)
    store.close()

    limits = {"start": 0, "feed": LONGEST_NEWS, "sitemap": LONGEST_NEWS, "list": LONGEST_LIST}
    last = NOW + timedelta(days=days)
    late = []
    for place in places.values():
        limit = LONGEST_DEEP if place.depth > 1 else limits[place.kind]
        # A run that is due comes within the hour, and takes some minutes.
        latest = timedelta(seconds=limit) + timedelta(hours=1, minutes=5)
        late += [url for published, url in place.articles if seen.get(url, last) - published > latest]
    assert not late
    published = {url for place in places.values() for _, url in place.articles}
    assert len(seen) > 0.95 * len(published) > 200, "what was published last is not due yet"
    assert asked["https://a.example/"] == 24 * days
    lists = sum(count for url, count in asked.items() if places[url].named_by and places[url].depth == 1)
    everything = 24 * days * sum(place.named_by is not None and place.depth == 1 for place in places.values())
    assert lists < 0.6 * everything, f"{lists} of {everything} requests for feed and sections"
