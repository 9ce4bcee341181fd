"""The rules of one site's profile: its selectors applied to a page, before every general rule."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from lxml.etree import _Element
from parsel import Selector, SelectorList

from crawler.extraction.authors import clean_names
from crawler.extraction.dates.date_offers import candidate
from crawler.extraction.dates.date_text import read_markup_date
from crawler.extraction.dates.relative_dates import resolve_date
from crawler.extraction.latest_news import LatestNews, read_latest_news
from crawler.extraction.page import Page
from crawler.extraction.page_walk import read_outline
from crawler.extraction.text import element_text, one_line
from crawler.items import DateCandidate
from crawler.sites import SiteProfile

_LIST_FIELDS = frozenset({"authors", "tags"})


class SiteRules:
    """What *profile* says about *page*; without a profile it says nothing."""

    def __init__(self, profile: SiteProfile | None, selector: Selector, page: Page) -> None:
        self._profile = profile
        self._selector = selector
        self._page = page

    @property
    def zone(self) -> ZoneInfo | None:
        return self._profile.time_zone if self._profile else None

    @property
    def date_language(self) -> str | None:
        """The language in which the site prints dates, whatever its template says of the page."""
        return self._profile.language if self._profile else None

    @property
    def day_first(self) -> bool | None:
        return self._profile.day_first if self._profile else None

    @property
    def removed(self) -> list[_Element]:
        """Elements that never belong to the body."""
        if self._profile is None:
            return []
        return [found.root for css in self._profile.remove for found in self._selector.css(css)]

    def value(self, name: str) -> str | list[str] | None:
        """What the site's selector for a text or list field finds; the profile's language where the page has none."""
        texts = [text for text in map(_text, self._select(name)) if text]
        if name == "authors":
            return clean_names(texts, self._page)
        if name in _LIST_FIELDS:
            return texts
        if texts and name == "main_image":
            return self._page.absolute(texts[0])
        if not texts and name == "language" and self._profile and not self._page.root.get("lang"):
            return self._profile.language
        return texts[0] if texts else None

    def body(self) -> list[str]:
        """Blocks of the elements the site's body selector finds."""
        elements = [found.root for found in self._select("body") if not isinstance(found.root, str)]
        paragraphs: list[str] = []
        for element in elements:
            outline = read_outline(element)
            removed = outline.contexts_in(self.removed)
            paragraphs += [block.text for block in outline.blocks if block.context not in removed]
        return paragraphs

    def latest_news(self, language: str | None) -> LatestNews | None:
        """Entries of the elements the site's latest-news selector finds, one element a block."""
        blocks = self._select("latest_news")
        elements = [found.root for found in blocks if not isinstance(found.root, str)]
        return read_latest_news(self._page, elements, language) if elements else None

    def date_candidates(self, language: str | None) -> list[DateCandidate]:
        found: list[DateCandidate] = []
        for name in ("date_published", "date_modified"):
            for selected in self._select(name):
                root = selected.root
                raw = (
                    root if isinstance(root, str) else root.get("datetime") or root.get("content") or element_text(root)
                )
                date = read_markup_date(raw, language, day_first=self.day_first)
                date = date or resolve_date(raw, language, self._page_read_at(), day_first=self.day_first)
                place = self._profile.selectors[name] if self._profile else ""
                place += f" ({date.note})" if date and date.note else ""
                found.append(candidate(name, date.value if date else None, raw, "site-selector", place))
        return found

    def _page_read_at(self) -> datetime | None:
        """In the site's zone where that is known."""
        read_at = self._page.fetched_at
        return read_at.astimezone(self.zone) if read_at and self.zone else read_at

    def _select(self, name: str) -> SelectorList[Selector]:
        css = self._profile.selectors.get(name) if self._profile else None
        return self._selector.css(css) if css else SelectorList()


def _text(selected: Selector) -> str:
    """Text of a selected element, or the selected attribute or text node itself."""
    root = selected.root
    return one_line(root) if isinstance(root, str) else element_text(root)
