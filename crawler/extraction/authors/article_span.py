"""From which to which block of a page its article reaches, and how near to its ends another block stands."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import _Element

from crawler.extraction.blocks import Context
from crawler.extraction.headline.headings import position_over_text
from crawler.extraction.page import Page

_HEADLINE_TAGS = frozenset({"h1", "h2", "h3"})
_MIN_HEADLINE_LENGTH = 9
# Titles cut long headlines.
_HEADLINE_START = 25
# What belongs to the head of an article (kicker, lead, share bar, picture, date) and to its foot has about so many
# blocks.
_BLOCKS_BEFORE_HEADLINE = 6
_BLOCKS_BEHIND_HEADLINE = 12
_BLOCKS_BEFORE_END = 4
_BLOCKS_BEHIND_END = 5


class ArticleSpan:
    def __init__(self, page: Page, contexts: Mapping[_Element, Context]) -> None:
        """*contexts*: those of the outline by their elements."""
        self.headline = _headline_position(page)
        """Index of the headline's block; None where there is none."""
        self.end = _end_position(page, contexts)
        """Index behind the last block of the article."""
        headline = self.headline or 0
        self.around = range(
            max(0, headline - _BLOCKS_BEFORE_HEADLINE),
            min(len(page.outline.blocks), max(headline + _BLOCKS_BEHIND_HEADLINE, self.end + _BLOCKS_BEHIND_END) + 1),
        )
        """The blocks of the article and those near it."""

    def nearness(self, position: int) -> int:
        """3 for a block behind the headline, 2 before it or at the article's end, 1 in between, 0 elsewhere."""
        if position not in self.around:
            return 0
        if self.headline is None:
            return 1
        distance = position - self.headline
        if distance < 0:
            return 2
        if distance <= _BLOCKS_BEHIND_HEADLINE:
            return 3
        return 2 if position >= self.end - _BLOCKS_BEFORE_END else 1


def _headline_position(page: Page) -> int | None:
    """Index of the block of the h1 that the title repeats; without one, of the heading that the title begins with, or
    else of the first h1, or of the heading over the text."""
    outline = page.outline
    titles = [page.title.casefold(), *(title.casefold() for title in page.meta.get("og:title", []))]
    heading = first_h1 = None
    for context in outline.contexts:
        if context.tag in _HEADLINE_TAGS and context.end > context.start:
            text = outline.blocks[context.start].text.casefold()
            start = text[:_HEADLINE_START]
            if len(text) < _MIN_HEADLINE_LENGTH:
                continue
            if context.tag == "h1":
                if any(start in title for title in titles):
                    return context.start
                if first_h1 is None and text != page.site_name.casefold():
                    first_h1 = context.start
            elif heading is None and any(title.startswith(start) for title in titles):
                heading = context.start
    position = first_h1 if heading is None else heading
    return position_over_text(page) if position is None else position


def _end_position(page: Page, contexts: Mapping[_Element, Context]) -> int:
    """Index behind the last block of the smallest element that holds most of the text."""
    outline = page.outline
    main = [contexts[element] for element in outline.main_elements]
    return min(main, key=lambda context: context.end - context.start).end if main else len(outline.blocks)
