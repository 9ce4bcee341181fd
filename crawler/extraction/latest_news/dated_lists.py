"""Lists without a label of their own: found by the times of day that their entries show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from lxml.etree import _Element

from crawler.extraction.blocks import Block
from crawler.extraction.latest_news.entry_dates import ShownDate
from crawler.extraction.latest_news.list_labels import MAX_LIST_LABEL_LENGTH, LabelKind, label_kind
from crawler.extraction.page import Page

# A list of news that says of itself nothing but times is not shorter.
_MIN_TIMES = 5
_MANY_TIMES = 8
_MAX_GROUPS = 3
_MAX_TIME_LENGTH = 60
_MAX_DATE_LENGTH = 25
# The newest articles of a site that shows their dates are of a few days.
_MAX_DAYS = 4
# A heading, and a link to all there is, stand before a list.
_MAX_BEFORE = 2
_CLOCK_AT_EDGE = re.compile(
    r"\D{0,2}(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d.])|.*(?<![\d.:])(?:[01]?\d|2[0-3])[:.h][0-5]\d\W?$"
)


def shows_date(text: str) -> bool:
    """Whether *text*, which begins or ends with a digit, does so with a time of day, or is short enough for a date."""
    if len(text) <= _MAX_DATE_LENGTH and text[0].isdigit():
        return True
    return _CLOCK_AT_EDGE.match(text[:_MAX_TIME_LENGTH] if text[0].isdigit() else text[-_MAX_TIME_LENGTH:]) is not None


def timed_lists(page: Page, timed: Sequence[Block]) -> Iterator[_Element]:
    """The smallest elements that hold enough of the blocks *timed* that look alike, unless a heading names them."""
    groups: dict[tuple[str, str], list[_Element]] = {}
    for block in timed:
        element = block.context.element
        groups.setdefault((block.tag, element.get("class") or ""), []).append(element)
    # Numbers of comments and ranks begin with digits, too.
    for group in sorted(groups.values(), key=len, reverse=True)[:_MAX_GROUPS]:
        if len(group) < _MIN_TIMES:
            return
        held: dict[_Element, int] = {}
        for element in group:
            for above in element.iterancestors():
                held[above] = held.get(above, 0) + 1
        top = next((above for above in group[0].iterancestors() if held[above] >= _MIN_TIMES), None)
        if top is None or top in page.outline.main_elements or next(top.iter("h1"), None) is not None:
            continue
        if not _is_headed(page, top, is_sure=held[top] >= _MANY_TIMES):
            yield top


def _is_headed(page: Page, top: _Element, *, is_sure: bool) -> bool:
    """Whether a short text, which may say what the list is, stands right before the first block of *top*; where that is
    *is_sure*, by many times, one that says that it is another."""
    inside = page.outline.contexts_in({top})
    before: list[Block] = []
    for block in page.outline.blocks:
        if block.context in inside:
            break
        before.append(block)
    labels = [other.text for other in before[-_MAX_BEFORE:] if len(other.text) <= MAX_LIST_LABEL_LENGTH]
    return any(label_kind(text) is LabelKind.OTHER for text in labels) if is_sure else bool(labels)


def are_newest_first(dates: Sequence[ShownDate | None]) -> bool:
    """Whether nearly every entry shows when it was published, and *dates* run from the newest to older ones of the
    same few days."""
    shown = [each for each in dates if each is not None]
    if len(shown) < _MIN_TIMES - 1 or len(shown) * 3 < len(dates) * 2:
        return False
    orders = [each.order[: 16 if each.is_timed else 10] for each in shown]
    days = [date.fromisoformat(order[:10]) for order in orders]
    is_falling = all(later <= earlier for earlier, later in pairwise(orders)) and len(set(orders)) * 2 > len(orders)
    return is_falling and (days[0] - days[-1]).days <= _MAX_DAYS
