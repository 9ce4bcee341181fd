"""LatestNewsLoader: one entry of a latest-news list from selectors, for spiders that read such a list themselves."""

from __future__ import annotations

from typing import Any

from itemloaders import ItemLoader
from itemloaders.processors import MapCompose, TakeFirst
from parsel import Selector

from crawler.extraction.dates.date_text import find_date
from crawler.extraction.page import Page
from crawler.extraction.text import one_line
from crawler.items import LatestNewsEntry


def _cleaned(text: str) -> str | None:
    return one_line(text) or None


class LatestNewsLoader(ItemLoader):
    """Builds one LatestNewsEntry from a selector of the entry's element.

    ``add_css("headline", "a::text")``, ``add_css("url", "a::attr(href)")`` and
    ``add_css("date_published_raw", ".date::text")`` are enough: the URL is made absolute against *page*, and the
    date is read from its text.
    """

    default_item_class = LatestNewsEntry
    default_output_processor = TakeFirst()
    headline_in = date_published_raw_in = label_in = MapCompose(_cleaned)

    def __init__(
        self,
        item: LatestNewsEntry | None = None,
        selector: Selector | None = None,
        *,
        page: Page,
        language: str | None = None,
        **context: Any,
    ) -> None:
        super().__init__(item, selector, **context)
        self._page = page
        self._language = language

    def load_entry(self) -> LatestNewsEntry:
        if not self.get_collected_values("date_published"):
            raw = self.get_output_value("date_published_raw")
            found = find_date(raw, self._language) if raw else None
            self.add_value("date_published", found.value if found else None)
        entry: LatestNewsEntry = self.load_item()
        entry.url = self._page.absolute(entry.url)
        return entry
