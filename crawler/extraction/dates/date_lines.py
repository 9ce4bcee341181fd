"""Dates that a page shows in its body, where they stand, and what the words around them say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS, Block
from crawler.extraction.dates.date_labels import Label, is_range, label_after, label_before
from crawler.extraction.dates.date_text import DateText
from crawler.extraction.dates.partial_dates import PrintedDate
from crawler.extraction.dates.printed_dates import printed_dates
from crawler.extraction.page import Page
from crawler.extraction.roles import Role

# Beyond this a line is a paragraph, of which only the beginning is read ("Berlin, 9 January 2026 - The ferries …").
_MAX_LINE_LENGTH = 250
_DATELINE_LENGTH = 80
# The paragraphs in which a dateline is looked for, after the first.
_DATELINES = 2
# A headline is known again by its beginning, where a page shortens or extends it.
_HEADLINE_BEGINNING = 40
# A page with more dates is an archive: these are evidence enough.
_MAX_LINES = 100
# Where the byline is looked for, in blocks from the headline.
BEFORE_HEADLINE, _AFTER_HEADLINE = -3, 8
_MAX_BYLINE_LENGTH = 120
_FAR_FROM_HEADLINE = 20
# Lead, a caption, a summary.
_MAX_LEAD_PARAGRAPHS = 2
# A line of a date has hardly more letters beside it ("Published 9 January 2026 by").
_FEW_LETTERS, _MANY_LETTERS = 25, 60
# A line that begins with its date may have a place or a section before it.
_LEAD_LENGTH = 30

IN_LATEST_NEWS = "in a list of latest news"
IN_FOREIGN_ROLE = "in navigation, comments or a list of other articles"
IN_CAPTION = "in a caption"
OF_SOMETHING_ELSE = "of something else on the page"
_FOREIGN = int(Role.NAVIGATION | Role.COMMENT | Role.RELATED)

# A year, a date in numbers, or a character for "year": every line with a complete date has one of them. Begins with
# the digits as a set of characters, for which the search is twice as fast as for \d.
_SIGN = re.compile(
    r"[0-9٠-٩۰-۹०-९০-৯੦-੯૦-૯௦-௯౦-౯೦-೯൦-൯๐-๙໐-໙၀-၉០-៩０-９年년]"
    r"(?:(?<=\d)(?:\d{3}|\d?\s?[./-]\s?\d{1,2}\s?[./-]\s?\d\d)|(?<=[年년]))"
)
# What stands before the date in a dateline: nothing, or a place ("Port Anna, 9 January 2026 - The ferries …").
_DATELINE = re.compile(r"(?:[^\W\d_]\S*(?:\s\S+){0,2}\s?[,(/|:–—-]\s?)?\(?")
# A day besides the year, or a date in Chinese numerals.
_TWO_NUMBERS = re.compile(r"\d\D+\d|\d{8}|[年년]")


@dataclass(slots=True, eq=False)
class Line:
    """A date printed in a block of the page, or stated by an element in it."""

    index: int
    """Of the block in the outline."""
    block: Block
    found: DateText
    label: Label
    objection: str
    """What its place says against it at once; "" for nothing."""
    letters: int
    """In the block, beside the date."""
    is_lead: bool = False
    """Whether the block begins with it, or nearly."""
    is_mention: bool = False
    """Whether it stands within a sentence."""
    points: float = 0.0
    """How much speaks for its being the article's date (date_evidence.py)."""
    signs: list[str] = field(default_factory=list)
    """What the points are for."""

    @property
    def day(self) -> str:
        return self.found.value[:10]

    @property
    def is_date_line(self) -> bool:
        """Whether it says hardly more than the date, and nothing speaks against it at once."""
        return self.letters <= _FEW_LETTERS and not self.objection and self.label is not Label.OTHER


class DatedLines:
    """The lines of one page with a complete date, in document order."""

    def __init__(
        self,
        page: Page,
        headline: str | None,
        foreign: Collection[_Element],
        language: str | None,
        day_first: bool | None,
        *,
        is_thorough: bool,
    ) -> None:
        """*is_thorough*: look at the beginnings of all paragraphs, not only the first ones."""
        self._blocks: Sequence[Block] = page.outline.blocks
        self._foreign = page.outline.contexts_in(foreign)
        self._texts = [block.text for block in self._blocks]
        self.headline_index = self._index_of_headline(headline) if headline else None
        self._text_index = self._index_of_text()
        self._index_of: dict[_Element, int] = {}
        self._language = language
        self._day_first = day_first
        self._is_thorough = is_thorough
        self.lines = list(islice(self._read(), _MAX_LINES))

    def _index_of_headline(self, headline: str) -> int | None:
        """The block that shows *headline*: all of it, or its beginning or end in a heading; None without one."""
        if headline in self._texts:
            return self._texts.index(headline)
        beginning = headline[:_HEADLINE_BEGINNING]
        for index, text in enumerate(self._texts):
            is_similar = text.startswith(beginning) or text.endswith(headline)
            if is_similar and self._blocks[index].tag in HEADING_TAGS:
                return index
        return None

    def _index_of_text(self) -> int | None:
        """The first paragraph after the headline."""
        start = self.headline_index
        if start is None:
            return None
        return next((i for i in range(start + 1, len(self._blocks)) if self._blocks[i].is_paragraph), None)

    def _read(self) -> Iterator[Line]:
        last_dateline = len(self._blocks) if self._is_thorough else (self._text_index or 0) + _DATELINES
        for index, text in enumerate(self._texts):
            if len(text) > _MAX_LINE_LENGTH:
                if index > last_dateline:
                    continue
                text = text[:_DATELINE_LENGTH]
            if _SIGN.search(text) and _TWO_NUMBERS.search(text):
                dates = printed_dates(text, self._language, day_first=self._day_first)
                yield from self._lines_of(index, text, [each for each in dates if each.value()])

    def _lines_of(self, index: int, text: str, dates: Sequence[PrintedDate]) -> Iterator[Line]:
        objection = self.objection(index) if dates else ""
        end = 0
        for number, printed in enumerate(dates):
            is_last = number + 1 == len(dates)
            before = text[end : printed.start]
            after = text[printed.end : None if is_last else dates[number + 1].start]
            label = label_before(before)
            if not is_last and is_range(after):
                label = Label.OTHER
            elif is_last and label is Label.NONE and label_after(after) is Label.NEARBY:
                label = Label.NEARBY
            raw = text[printed.start : printed.end].strip(" ,|·•–—-(")
            found = DateText(printed.value() or "", raw, "", printed.other_order())
            letters = sum(map(str.isalpha, before + after if is_last else before))
            if letters and not objection and self._is_caption(index):
                objection = IN_CAPTION
            beginning = before if not end else text[: printed.start]
            is_lead = len(beginning) <= _LEAD_LENGTH and (
                letters <= _MANY_LETTERS or bool(_DATELINE.fullmatch(beginning))
            )
            is_mention = letters > _MANY_LETTERS and not is_lead and label not in (Label.PUBLISHED, Label.NEARBY)
            yield Line(index, self._blocks[index], found, label, objection, letters, is_lead, is_mention)
            end = printed.end

    def at_headline(self) -> Iterator[Block]:
        """The short blocks where the byline is looked for."""
        headline = self.headline_index
        if headline is not None:
            for index in range(max(headline + BEFORE_HEADLINE, 0), min(headline + _AFTER_HEADLINE, len(self._blocks))):
                is_short = len(self._texts[index]) <= _MAX_BYLINE_LENGTH
                if is_short and index != headline and self.is_at_headline(index):
                    yield self._blocks[index]

    def _is_caption(self, index: int) -> bool:
        return bool(self._blocks[index].context.roles_around & Role.CAPTION) and not self.is_at_headline(index)

    def line_of(self, element: _Element, found: DateText, label: Label) -> Line | None:
        """A date that *element* states, at the first block of the element around it that has one."""
        index = self._index_around(element)
        if index is None:
            return None
        block = self._blocks[index]
        return Line(index, block, found, label, self.objection(index), len(block.text))

    def _index_around(self, element: _Element) -> int | None:
        if not self._index_of:
            for index, block in enumerate(self._blocks):
                self._index_of.setdefault(block.context.element, index)
        return next(
            (self._index_of[each] for each in (element, *element.iterancestors()) if each in self._index_of), None
        )

    def object_to(self, elements: Collection[_Element]) -> None:
        """Say of the lines with *elements* in them that they are not about the article."""
        indices = {self._index_around(element) for element in elements}
        for line in self.lines:
            if line.index in indices:
                line.objection = OF_SOMETHING_ELSE

    def is_at_headline(self, index: int) -> bool:
        """Whether a block stands where the byline does: around the headline, before the text begins."""
        if self.headline_index is None:
            return False
        distance = index - self.headline_index
        before_text = self._text_index is None or index <= self._text_index
        return BEFORE_HEADLINE <= distance <= _AFTER_HEADLINE and before_text

    def is_byline(self, index: int) -> bool:
        """Whether a block stands where bylines do: after the headline, with hardly more than a lead between."""
        return self._paragraphs_before(index) <= _MAX_LEAD_PARAGRAPHS

    def _is_before_text(self, index: int) -> bool:
        return self.is_at_headline(index) or self._paragraphs_before(index) <= 1

    def _paragraphs_before(self, index: int) -> float:
        """Paragraphs between the headline and a block after it; infinitely many where it is far or before."""
        headline = self.headline_index
        if headline is None or not headline < index <= headline + _FAR_FROM_HEADLINE:
            return inf
        return sum(block.is_paragraph for block in self._blocks[headline + 1 : index])

    def objection(self, index: int) -> str:
        """What the place of a block says against it; "" for nothing."""
        context = self._blocks[index].context
        if context in self._foreign:
            return IN_LATEST_NEWS
        # Between headline and text there is nothing of other articles, whatever class words say.
        return IN_FOREIGN_ROLE if context.roles_around & _FOREIGN and not self._is_before_text(index) else ""
