"""LatestNewsLoader: one entry of a latest-news list from selectors, for sites whose list a profile or spider names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from itemloaders import ItemLoader
from itemloaders.processors import MapCompose, TakeFirst
from parsel import Selector

from crawler.extraction.date_text import find_date
from crawler.extraction.latest_news import LatestNews, is_headline
from crawler.extraction.page import Page
from crawler.extraction.text import element_text, one_line
from crawler.items import LatestNewsEntry
from crawler.urls import clean_url


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


def load_latest_news(blocks: Iterable[Selector], page: Page, language: str | None) -> LatestNews:
    """Entries of *blocks* (an element each): one for every article linked, with the date printed beside the link."""
    latest = LatestNews()
    seen: set[str] = set()
    for block in blocks:
        for link in block.css("a[href]"):
            url = page.absolute(link.attrib["href"])
            headline = element_text(link.root)
            if not url or clean_url(url) in seen or not is_headline(headline):
                continue
            seen.add(clean_url(url))
            loader = LatestNewsLoader(selector=link, page=page, language=language)
            loader.add_value("headline", headline)
            loader.add_value("url", url)
            loader.add_value("date_published_raw", _date_beside(link, block, language))
            entry = loader.load_entry()
            entry.position = len(latest.entries) + 1
            latest.entries.append(entry)
        latest.elements.append(block.root)
    return latest


def _date_beside(link: Selector, block: Selector, language: str | None) -> str | None:
    """The date printed in the smallest element around *link* that has one and holds no other link."""
    for element in [link.root, *link.root.iterancestors()]:
        if element is block.root or len(set(element.xpath(".//a/@href"))) > 1:
            return None
        if found := find_date(element_text(element), language):
            return found.raw
    return None
