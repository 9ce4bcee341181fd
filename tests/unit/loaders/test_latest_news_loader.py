from __future__ import annotations

import pytest
from parsel import Selector

from crawler.items import LatestNewsEntry
from crawler.loaders.latest_news import LatestNewsLoader
from tests.unit.extraction.pages import page

ENTRY = '<li><a href="/n/1"> Another story\n of the coast </a> <span class="date">09.Jan.2026</span></li>'


def loader(language: str | None = None) -> LatestNewsLoader:
    return LatestNewsLoader(selector=Selector(text=ENTRY), page=page(), language=language)


def test_selectors_of_headline_url_and_date_are_enough() -> None:
    entry = loader()
    entry.add_css("headline", "a::text")
    entry.add_css("url", "a::attr(href)")
    entry.add_css("date_published_raw", ".date::text")
    assert entry.load_entry() == LatestNewsEntry(
        headline="Another story of the coast",
        url="https://www.example.com/n/1",
        date_published="2026-01-09",
        date_published_raw="09.Jan.2026",
    )


def test_entry_without_a_date_has_none() -> None:
    entry = loader()
    entry.add_css("headline", "a::text")
    entry.add_css("date_published_raw", ".gone::text")
    assert entry.load_entry() == LatestNewsEntry(headline="Another story of the coast")


@pytest.mark.parametrize(("language", "day"), [("en", "2026-03-04"), ("de", "2026-04-03")])
def test_order_of_day_and_month_follows_the_language(language: str, day: str) -> None:
    entry = loader(language)
    entry.add_value("date_published_raw", "03/04/2026")
    assert entry.load_entry().date_published == day


def test_date_a_spider_read_itself_is_kept() -> None:
    entry = loader()
    entry.add_value("date_published", "2026-01-08")
    entry.add_value("date_published_raw", "yesterday")
    assert entry.load_entry().date_published == "2026-01-08"
