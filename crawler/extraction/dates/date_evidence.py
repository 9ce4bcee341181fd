"""How much speaks for each date that a page shows being the article's: points, and what they are for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.extraction.dates.date_labels import Label
from crawler.extraction.dates.date_lines import BEFORE_HEADLINE, DatedLines, Line
from crawler.extraction.roles import Role

_JUST_AFTER_HEADLINE, _FAR_FROM_HEADLINE = 3, 20
_FEW_LETTERS = 25
# Lines made alike are a list from the third on; two may be the byline of a page that shows it twice.
_LIST_LENGTH = 3
_DATE_CLASS = re.compile(r"date|time|datum|fecha|publi|posted|created|stamp|byline|meta|info|auth", re.IGNORECASE)

# Weights of a logistic regression over the dated lines of the development pages (docs/decisions/0012), rounded. What
# is said to be something else weighs more than there, where such lines are few.
_START = -2.5
_POINTS = {
    "the only date": 3.0,
    "the only line that is a date": 1.4,
    "shown in another place too": 2.8,
    "right before the headline": 1.2,
    "the first after the headline": 1.2,
    "near the headline": 0.6,
    "before the text": 0.4,
    "far from the headline": -0.7,
    "with a time": 0.9,
    "a line of its own": 0.3,
    "in a sentence": -2.0,
    "at the beginning": 0.5,
    "marked as a date": 0.6,
    "said to be published": 1.2,
    "said to be something else": -5.0,
    "one of a list": -0.3,
    "one of two alike": -0.2,
}
_ROLE_POINTS = (
    (int(Role.TABLE), -2.0),
    (int(Role.PROMOTION), -1.4),
    (int(Role.LEAD), -0.8),
    (int(Role.COMMENT), -0.6),
    (int(Role.CAPTION), -0.5),
    (int(Role.NAVIGATION), -0.3),
    (int(Role.RELATED), -0.2),
)


def weigh(dated: DatedLines, lines: Sequence[Line]) -> None:
    """Give each of *lines* of *dated*, which stand in document order, its points.

    Those of the last change get them too, but are not what stands first after the headline.
    """
    layout_of = {line: _layout(line) for line in lines}
    number_of = Counter(layout_of.values())
    lists = {layout for layout, number in number_of.items() if number >= _LIST_LENGTH}
    layouts_of_day: dict[str, set[object]] = {}
    for line in lines:
        if not line.objection:
            layouts_of_day.setdefault(line.day, set()).add(layout_of[line])
    days_of_lines = {line.day for line in lines if line.is_date_line and line.label is not Label.MODIFIED}
    headline = dated.headline_index
    published = (line for line in lines if line.label is not Label.MODIFIED)
    first_after = next((line for line in published if headline is not None and line.index > headline), None)
    for line in lines:
        layouts = layouts_of_day.get(line.day, set())
        distance = line.index - headline if headline is not None else None
        after = distance is not None and distance > 0
        signs = {
            "the only date": len(layouts_of_day) == 1,
            "the only line that is a date": line.is_date_line and len(days_of_lines) == 1,
            "shown in another place too": len(layouts_of_day) > 1 and len(layouts) > 1 and not layouts <= lists,
            "right before the headline": distance is not None and BEFORE_HEADLINE <= distance < 0,
            "the first after the headline": line is first_after,
            "near the headline": distance is not None and 0 < distance <= _JUST_AFTER_HEADLINE,
            "before the text": after and dated.is_at_headline(line.index),
            "far from the headline": distance is not None and distance > _FAR_FROM_HEADLINE,
            "with a time": "T" in line.found.value,
            "a line of its own": line.letters <= _FEW_LETTERS,
            "in a sentence": line.is_mention,
            "at the beginning": line.is_lead,
            "marked as a date": bool(_DATE_CLASS.search(line.block.context.element.get("class") or "")),
            "said to be published": line.label is Label.PUBLISHED,
            "said to be something else": line.label is Label.OTHER,
            "one of a list": layout_of[line] in lists,
            "one of two alike": number_of[layout_of[line]] == _LIST_LENGTH - 1,
        }
        line.signs = [sign for sign, applies in signs.items() if applies]
        roles = line.block.context.roles_around
        line.points = _START + sum(_POINTS[sign] for sign in line.signs)
        line.points += sum(points for role, points in _ROLE_POINTS if roles & role)


def _layout(line: Line) -> object:
    """Lines made alike are those of a list: the same element and class in the same."""
    context = line.block.context
    around = context.parent.element if context.parent else None
    names = (context.element.get("class"), around.get("class") if around is not None else None)
    return line.block.tag, around.tag if around is not None else None, names
