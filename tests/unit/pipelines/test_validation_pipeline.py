from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import MemoryStatsCollector

from crawler.items import ARTICLE_KINDS, Article, DateCandidate, LatestNewsEntry
from pipelines.validation import ValidationPipeline


@pytest.fixture
def stats() -> MemoryStatsCollector:
    return MemoryStatsCollector(Crawler(Spider))


@pytest.fixture
def validation(stats: MemoryStatsCollector) -> ValidationPipeline:
    return ValidationPipeline(stats)


@pytest.fixture(params=[Article, dict])
def make_item(request: pytest.FixtureRequest, article):
    """The item as this project's dataclass, and as the plain dict of another project."""
    return lambda **values: request.param(**article("a", **values))


def test_a_complete_article_passes_unchanged(validation, stats, make_item) -> None:
    item = make_item()
    before = ItemAdapter(item).asdict()

    assert validation.process_item(item) is item
    assert ItemAdapter(item).asdict() == before
    assert stats.get_stats() == {}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"page_kind": "listing"}, "not_an_article/listing"),
        ({"page_kind": "other", "headline": None, "body": None}, "not_an_article/other"),
        ({"page_kind": "consent-wall"}, "wall/consent_wall"),
        ({"page_kind": "empty-shell", "headline": None, "body": None}, "wall/empty_shell"),
        ({"page_kind": None}, "not_an_article/unknown"),
        ({"url": None}, "missing_url"),
        ({"canonical_url": ""}, "missing_canonical_url"),
        ({"id": None}, "missing_id"),
        ({"headline": " \n"}, "missing_headline"),
        ({"headline": "\x00"}, "missing_headline"),
        ({"headline": 7}, "missing_headline"),
        ({"body": None}, "missing_body"),
        ({"body": None, "page_kind": "live-blog"}, "missing_body"),
        ({"headline": None, "page_kind": "video"}, "missing_headline"),
        ({"url": "/relative"}, "invalid_url"),
        ({"canonical_url": "javascript:void(0)"}, "invalid_canonical_url"),
    ],
)
def test_an_incomplete_article_is_dropped_and_counted(validation, stats, make_item, values, reason) -> None:
    item = make_item(**values)
    with pytest.raises(DropItem) as raised:
        validation.process_item(item)

    assert str(raised.value) == f"{ItemAdapter(item)['url']}: validation/dropped/{reason}"
    assert raised.value.log_level == "DEBUG"
    assert stats.get_value(f"validation/dropped/{reason}") == 1


@pytest.mark.parametrize("kind", sorted(ARTICLE_KINDS))
def test_every_kind_of_article_passes(validation, make_item, kind: str) -> None:
    validation.process_item(make_item(page_kind=kind))


@pytest.mark.parametrize("kind", ["video", "gallery"])
def test_videos_and_galleries_may_have_no_body(validation, make_item, kind: str) -> None:
    validation.process_item(make_item(page_kind=kind, body=None))


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-09",
        "2026-01-09T18:20",
        "2026-01-09T18:20:05",
        "2026-01-09T18:20Z",
        "2026-01-09T18:20:05+04:00",
        "2026-01-09T18:20:05.123Z",
        None,
    ],
)
def test_iso_dates_stay_as_they_are(validation, stats, make_item, value: str | None) -> None:
    item = make_item(date_published=value, date_modified=value)
    validation.process_item(item)

    assert ItemAdapter(item)["date_published"] == ItemAdapter(item)["date_modified"] == value
    assert stats.get_stats() == {}


@pytest.mark.parametrize(
    "value",
    ["09.Jan.2026", "2026-02-30", "2026-13-01", "2026", "2026-01", "2026-W02-5", "20260109", "2026-01-09 18:20", "", 5],
)
@pytest.mark.parametrize("field", ["date_published", "date_modified", "fetched_at"])
def test_a_date_that_is_no_date_is_none_and_counted(validation, stats, make_item, field: str, value: Any) -> None:
    item = make_item(**{field: value})
    validation.process_item(item)

    assert ItemAdapter(item)[field] is None
    assert stats.get_stats() == {f"validation/repaired/{field}": 1}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 1, 9), "2026-01-09"),
        (datetime(2026, 1, 9, 18, 20, tzinfo=timezone(timedelta(hours=4))), "2026-01-09T18:20:00+04:00"),
    ],
    ids=["date", "datetime"],
)
def test_date_objects_become_iso_strings(validation, stats, make_item, value: date, text: str) -> None:
    item = make_item(date_published=value)
    validation.process_item(item)

    assert ItemAdapter(item)["date_published"] == text
    assert stats.get_value("validation/repaired/date_published") == 1


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2026-01-15", True),  # already that day in Kiribati, at noon UTC on the 14th
        ("2026-01-15T12:00:00Z", True),
        ("2026-01-15T12:00:01Z", False),
        ("2026-01-15T16:00:00+04:00", True),
        ("2026-01-15T12:00:01", False),
        ("2026-01-16", False),
        ("2062-01-09", False),
    ],
)
@pytest.mark.parametrize("field", ["date_published", "date_modified"])
def test_a_date_more_than_a_day_after_the_fetch_is_removed(
    validation, stats, make_item, field: str, published: str, kept: bool
) -> None:
    item = make_item(fetched_at="2026-01-14T12:00:00Z", **{field: published})
    validation.process_item(item)

    assert ItemAdapter(item)[field] == (published if kept else None)
    assert stats.get_stats() == ({} if kept else {f"validation/repaired/future_{field}": 1})


@pytest.mark.parametrize("value", ["2062-01-09", "09.Jan.2026", None], ids=["future", "no date", "none"])
@pytest.mark.parametrize("field", ["date_published", "date_modified"])
def test_a_date_that_is_removed_leaves_no_raw_text_and_no_source(validation, make_item, field: str, value: Any) -> None:
    evidence = {f"{field}_raw": "9.1.", f"{field}_source": "text"}
    item = make_item(date_published="2026-01-09", date_published_raw="9 Jan", date_published_source="meta")
    other = ItemAdapter(item).asdict()
    ItemAdapter(item).update({field: value, **evidence})
    validation.process_item(item)

    read = ItemAdapter(item)
    assert [read[field], read[f"{field}_raw"], read[f"{field}_source"]] == [None, None, None]
    if field == "date_modified":
        assert read["date_published_raw"] == other["date_published_raw"] == "9 Jan"


def test_without_time_of_the_fetch_no_date_is_in_the_future(validation, make_item) -> None:
    item = make_item(fetched_at=None, date_published="2062-01-09")
    validation.process_item(item)

    assert ItemAdapter(item)["date_published"] == "2062-01-09"


def test_the_candidate_of_a_removed_date_says_so(validation, article) -> None:
    def candidate(field: str, taken: bool) -> DateCandidate:
        return DateCandidate(
            field=field, value="2062-01-09", raw="9.1.2062", source="text", place="p", taken=taken, reason="first"
        )

    candidates = [candidate("date_published", True), candidate("date_published", False), candidate("other", True)]
    item = Article(**article("a", date_published="2062-01-09", date_candidates=candidates))
    validation.process_item(item)

    assert [(each.taken, each.reason) for each in item.date_candidates] == [
        (False, "later than the fetch"),
        (False, "first"),
        (True, "first"),
    ]


def test_characters_that_cannot_be_stored_are_removed_everywhere(validation, stats, make_item) -> None:
    item = make_item(
        headline="A\x00B",
        body="x\ud83dy \U0001f5de",
        authors=["Ann", "B\udc00ob"],
        rights={"meta_\x00robots": "no\x00ne"},
        latest_news=[LatestNewsEntry(url="https://example.com/1", headline="N\x00"), {"url": "https://example.com/2"}],
    )
    validation.process_item(item)

    cleaned = ItemAdapter(item).asdict()
    assert (cleaned["headline"], cleaned["body"]) == ("AB", "xy \U0001f5de")
    assert cleaned["authors"] == ["Ann", "Bob"]
    assert cleaned["rights"] == {"meta_robots": "none"}
    assert [entry.get("headline") for entry in cleaned["latest_news"]] == ["N", None]
    assert stats.get_stats() == {
        f"validation/repaired/{name}_characters": 1 for name in ("headline", "body", "authors", "rights", "latest_news")
    }


def test_latest_news_entries_without_web_url_are_removed(validation, stats, make_item) -> None:
    urls = ["https://example.com/1", None, "mailto:desk@example.com", "https://example.com/2"]
    item = make_item(latest_news=[LatestNewsEntry(position=n, url=url) for n, url in enumerate(urls, start=1)])
    validation.process_item(item)

    assert [entry["position"] for entry in ItemAdapter(item).asdict()["latest_news"]] == [1, 4]
    assert stats.get_stats() == {"validation/repaired/latest_news": 2}


def test_dates_of_latest_news_entries_are_checked_and_the_entry_kept(validation, stats, make_item) -> None:
    item = make_item(latest_news=[LatestNewsEntry(url="https://example.com/1", date_published="09.Jan.2026")])
    validation.process_item(item)

    [entry] = ItemAdapter(item).asdict()["latest_news"]
    assert entry["date_published"] is None
    assert stats.get_stats() == {"validation/repaired/latest_news_date_published": 1}


@pytest.mark.parametrize("image", ["data:image/gif;base64,R0lGOD", "/relative.jpg", ["https://example.com/i.jpg"]])
def test_a_main_image_that_is_no_web_url_is_removed(validation, stats, make_item, image: Any) -> None:
    item = make_item(main_image=image)
    validation.process_item(item)

    assert ItemAdapter(item)["main_image"] is None
    assert stats.get_stats() == {"validation/repaired/main_image": 1}
