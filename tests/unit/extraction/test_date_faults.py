"""The faults that systems for dates are known for, one small page each, with the dates, their source and the evidence
that a careful reader expects."""

from __future__ import annotations

import locale
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction.dates import Dates, find_dates
from crawler.extraction.page import parse_page
from tests.unit.extraction.pages import HEADLINE, URL, html, json_ld, paragraphs

FETCHED_AT = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)
ARTICLE = f"<main><h1>{HEADLINE}</h1>{{}}{paragraphs()}</main>"
BYLINE = "<p class='byline'>By Ada Marlow, {}</p>"


@dataclass(frozen=True)
class Fault:
    body: str
    head: str = ""
    published: str | None = None
    source: str | None = None
    modified: str | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    """By raw text of a candidate: what its reason contains."""
    url: str = URL
    language: str | None = "en"
    options: dict[str, object] = field(default_factory=dict)


def stated(text: str) -> str:
    return json_ld(f'{{"@type": "NewsArticle", "datePublished": "{text}"}}')


FAULTS = {
    "the day of the fetch is not the day of publication": Fault(
        "<div class='top'>20 January 2026</div>" + ARTICLE.format(""),
        reasons={"20 January 2026": "equals the day of the fetch"},
    ),
    "a clock in the header is no date": Fault(
        "<header><span>Tuesday, 20 January 2026, 09:30</span></header>"
        + ARTICLE.format(BYLINE.format("9 January 2026")),
        published="2026-01-09",
        source="text",
        reasons={"20 January 2026, 09:30": "equals the day of the fetch"},
    ),
    "a clock is known by the minute of the fetch, in whatever zone": Fault(
        "<div>Tuesday, 20 January 2026, 10:31</div>" + ARTICLE.format(""),
        reasons={"20 January 2026, 10:31": "equals the day of the fetch"},
    ),
    "an article may be read on the day of its publication": Fault(
        f"<main><h1>{HEADLINE}</h1>{paragraphs()[:120]}</p><aside>20 January 2026, 08:15</aside>{paragraphs()}</main>",
        published="2026-01-20T08:15",
        source="text",
    ),
    "its time may stand before the headline": Fault(
        "<div>20 January 2026, 08:22</div>" + ARTICLE.format(""), published="2026-01-20T08:22", source="text"
    ),
    "a time element may say how long ago": Fault(
        ARTICLE.format("<p>By Ada Marlow, <time>2 hours ago</time></p>"),
        published="2026-01-20T07:30+00:00",
        source="time-element",
        reasons={"2 hours ago": "counted back from the fetch"},
    ),
    "a time of a live blog's post needs the day, and is not the blog's": Fault(
        ARTICLE.format("") + "<time>08:15</time>" + paragraphs(), reasons={"08:15": "far from the headline"}
    ),
    "class words around a byline say nothing": Fault(
        f"<main><h1>{HEADLINE}</h1>{paragraphs()[:116]}</p><div class='widget related'>9 January 2026</div>"
        f"{paragraphs()}</main>",
        published="2026-01-09",
        source="text",
    ),
    "a change is not a publication": Fault(
        ARTICLE.format("<p>Updated: 12 January 2026</p>"),
        '<meta property="article:modified_time" content="2026-01-12T08:00:00+01:00">',
        modified="2026-01-12T08:00:00+01:00",
    ),
    "a teaser's date is not the article's": Fault(
        ARTICLE.format("")
        + "<ul class='related'><li><a href='/b'>Another story about boats</a> 2 January 2026</li></ul>",
        reasons={"2 January 2026": "list of other articles"},
    ),
    "a comment's date is not the article's": Fault(
        ARTICLE.format("") + "<div class='comments'><p>Tam wrote on <time>2026-01-15</time></p><p>Fine.</p></div>",
        reasons={"2026-01-15": "comments"},
    ),
    "an image's date is not the article's": Fault(
        ARTICLE.format(""),
        json_ld('{"@type": "ImageObject", "datePublished": "2019-05-01", "url": "https://www.example.com/a.jpg"}'),
    ),
    "a copyright year is no date": Fault(ARTICLE.format("") + "<footer>© 2026 Example News, 1 January 2020</footer>"),
    "European order, by another date of the page": Fault(
        ARTICLE.format(BYLINE.format("03/04/2025")),
        '<meta name="dc.date" content="2025-04-03">',
        published="2025-04-03",
        source="text",
        reasons={"03/04/2025": "in the order that agrees with the page"},
    ),
    "an order that nothing decides is said to be assumed": Fault(
        ARTICLE.format(BYLINE.format("03/04/2025")),
        published="2025-03-04",
        source="text",
        reasons={"03/04/2025": "the order of day and month is assumed"},
    ),
    "American order, by the language": Fault(
        ARTICLE.format(BYLINE.format("03/04/2025")), published="2025-03-04", source="text", language="en-US"
    ),
    "European order, by the language": Fault(
        ARTICLE.format(BYLINE.format("03/04/2025")), published="2025-04-03", source="text", language="en-GB"
    ),
    "an order that would be the future is the other one": Fault(
        ARTICLE.format(BYLINE.format("02/01/2026")),
        published="2026-01-02",
        source="text",
    ),
    "a time without a zone stays without one": Fault(
        ARTICLE.format(""), stated("2026-01-09T18:20"), published="2026-01-09T18:20", source="json-ld"
    ),
    "a time without a zone is taken in the site's": Fault(
        ARTICLE.format(""),
        stated("2026-01-09T18:20"),
        published="2026-01-09T18:20+01:00",
        source="json-ld",
        options={"zone": ZoneInfo("Europe/Berlin")},
    ),
    "summer time is that of the day": Fault(
        ARTICLE.format(""),
        stated("2025-07-09T18:20"),
        published="2025-07-09T18:20+02:00",
        source="json-ld",
        options={"zone": ZoneInfo("Europe/Berlin")},
    ),
    "around New Year a day without a year is of the past one": Fault(
        ARTICLE.format(BYLINE.format("28 December")),
        published="2025-12-28",
        source="text",
        reasons={"28 December": "the year is that of the fetch, or the one before"},
    ),
    "how long ago is counted from the fetch": Fault(
        ARTICLE.format("<p class='byline'>2 hours ago</p>"),
        published="2026-01-20T07:30+00:00",
        source="text",
        reasons={"2 hours ago": "first usable; counted back from the fetch"},
    ),
    "a date of the future is none": Fault(
        ARTICLE.format(""), stated("2026-03-01"), reasons={"2026-03-01": "later than the fetch"}
    ),
    "of two publication dates the one that the publisher states for machines counts": Fault(
        ARTICLE.format(BYLINE.format("8 January 2026")),
        stated("2026-01-09T18:20:00+04:00"),
        published="2026-01-09T18:20:00+04:00",
        source="json-ld",
        reasons={"8 January 2026": "another source comes before it"},
    ),
    "the day of the print edition is not that of the article": Fault(
        ARTICLE.format("<p>From the edition of 10 January 2026</p>"),
        stated("2026-01-09T18:20:00+01:00"),
        published="2026-01-09T18:20:00+01:00",
        source="json-ld",
    ),
    "an evergreen was published when it was first published": Fault(
        ARTICLE.format("<p>Last updated 12 January 2026</p>"),
        json_ld('{"@type": "Article", "datePublished": "2017-08-21", "dateModified": "2026-01-12"}'),
        published="2017-08-21",
        source="json-ld",
        modified="2026-01-12",
    ),
    "the posts of a live blog do not date it": Fault(
        ARTICLE.format("")
        + "".join(f"<article><time datetime='2026-01-19T1{n}:00Z'>1{n}:00</time></article>" for n in "234"),
        json_ld('{"@type": "LiveBlogPosting", "datePublished": "2026-01-19T06:00:00Z"}'),
        published="2026-01-19T06:00:00+00:00",
        source="json-ld",
    ),
    "UTC is not the day the page shows, where it shows the local time": Fault(
        ARTICLE.format(BYLINE.format("8 January 2026 at 6:09 p.m.")),
        stated("2026-01-09T01:09:55Z"),
        published="2026-01-08T18:09:55-07:00",
        source="json-ld",
        reasons={"2026-01-09T01:09:55Z": "local time that the page shows"},
    ),
    "UTC is not the day the page shows, where it shows the day": Fault(
        ARTICLE.format(BYLINE.format("9 January 2026")),
        stated("2026-01-08T23:00:00Z"),
        published="2026-01-09",
        source="json-ld",
        reasons={"2026-01-08T23:00:00Z": "the day the page shows"},
    ),
    "a mentioned event is not the article's date": Fault(
        ARTICLE.format("<p>The regatta of 3 March 2024, which the islanders remember for its storm and for the loss of "
        "two boats, will be held again in spring, the harbour master said.</p><p>Open until 28 February 2026.</p>"),
        reasons={"3 March 2024": "too little speaks for it", "28 February 2026": "too little speaks for it"},
    ),
    "a mark of no date is none": Fault(
        ARTICLE.format(""), stated("1970-01-01T00:00:00Z"), reasons={"1970-01-01T00:00:00Z": "cannot be read"}
    ),
    "a headline may begin with its date": Fault(
        f"<main><h1>09.01.2026 | {HEADLINE}</h1>{paragraphs()}</main>",
        published="2026-01-09",
        source="text",
        language="de",
    ),
    "the URL names the day": Fault(
        ARTICLE.format(""), published="2026-01-09", source="url", url="https://www.example.com/2026/jan/09/ferries"
    ),
}  # fmt: skip


def read(fault: Fault, fetched_at: datetime | None = FETCHED_AT) -> Dates:
    page = parse_page(html(fault.body, fault.head), fault.url, fetched_at=fetched_at)
    return find_dates(page, language=fault.language, headline=HEADLINE, **fault.options)  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_known_fault_is_not_made(fault: Fault) -> None:
    found = read(fault)
    assert (found.published.value if found.published else None) == fault.published
    assert (found.published.source if found.published else None) == fault.source
    assert (found.modified.value if found.modified else None) == fault.modified
    reasons = {offered.raw: offered.reason for offered in found.candidates}
    for raw, reason in fault.reasons.items():
        assert reason in reasons[raw]
    assert all(offered.reason for offered in found.candidates)
    assert sum(offered.taken for offered in found.candidates) == bool(found.published) + bool(found.modified)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_without_a_time_of_fetch_nothing_that_needs_it_is_given(fault: Fault) -> None:
    published = read(fault, fetched_at=None).published
    assert published is None or "fetch" not in published.place


@pytest.fixture(params=["America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"])
def another_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's zone and locale, set for the time of a test."""
    before = locale.setlocale(locale.LC_ALL)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        locale.setlocale(locale.LC_ALL, "C" if request.param == "Asia/Kolkata" else "C.UTF-8")
        yield
    time.tzset()
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.usefixtures("another_zone")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the process cannot be set here")
def test_dates_of_a_page_do_not_depend_on_the_machine() -> None:
    for fault in FAULTS.values():
        test_known_fault_is_not_made(fault)
