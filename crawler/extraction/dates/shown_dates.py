"""Dates that a page shows its readers, in lines and in time elements, ranked by how much speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from math import inf

from lxml.etree import _Element

from crawler.extraction.dates.date_evidence import weigh
from crawler.extraction.dates.date_labels import Label, label_before
from crawler.extraction.dates.date_lines import DatedLines, Line
from crawler.extraction.dates.date_offers import DateOffers
from crawler.extraction.dates.date_text import says_hardly_more
from crawler.extraction.dates.relative_dates import resolve_date
from crawler.extraction.dates.stated_dates import ITEMPROPS, date_of_element
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import one_line, short_text
from crawler.items import DateCandidate
from crawler.times import is_later_than_fetch

# The words that say what a time element tells stand right before it ("Last updated: ").
_MAX_LEAD_LENGTH = 30
# Longer text ends with other words than those looked for.
_MAX_LABEL_LENGTH = 200
# More time elements are those of an archive, or of a live blog's posts.
_MAX_ELEMENTS = 60
# A bound for pages made to take time, whose dated elements lie one in the other.
_MAX_PARENTS = 30
# Points a date needs (date_evidence.py) to come before what other names of the page say, and to be taken at all: of
# the second kind there are as many wrong as right below.
_CONVINCING, _SUFFICIENT = 0.0, -0.75
# A date of the second kind needs so many points more than any other day's.
_MARGIN = 1.5
# What a time element states is as much the article's as the line it stands in, and a little more.
_TIME_ELEMENT_POINTS = 0.5
# That many signs are named with a candidate.
_MAX_SIGNS = 3
_BESIDE_ARTICLE = int(Role.NAVIGATION | Role.PAGE_HEADER | Role.FOOTER | Role.ASIDE)
# A page may have been made so long before it was fetched.
_CLOCK_MINUTES = 3
_OFFSET_STEP_MINUTES = 15
_CLASS_PUBLISHED = re.compile(r"publish|posted|entry-date|pubdate|created|dtstart")
_CLASS_MODIFIED = re.compile(r"\bupdated\b|modified|dateModified|lastmod")

_Weighed = list[tuple[Line, DateCandidate]]


@dataclass(slots=True)
class ShownDates:
    """Candidates of the text, best first."""

    convincing: list[DateCandidate] = field(default_factory=list)
    sufficient: list[DateCandidate] = field(default_factory=list)
    """Little speaks for them, but nothing against."""
    others: list[DateCandidate] = field(default_factory=list)
    """With the reason why not."""


def shown_dates(
    page: Page, dated: DatedLines, offers: DateOffers, reference: datetime | None, *, is_thorough: bool
) -> ShownDates:
    """*is_thorough*: the page states no date of publication, its microdata included: then bylines are read, too, that
    need *reference*, the moment of the fetch in the site's zone where that is known."""
    found = ShownDates()
    weighed = _weighed(page, dated, offers, reference, found.others, is_thorough=is_thorough)
    weak: _Weighed = []
    for line, offered in weighed:
        offered.reason = offered.reason or _objection_to_today(line, dated, page.fetched_at)
        if offered.reason:
            found.others.append(offered)
        elif line.points >= _CONVINCING or line.label is Label.MODIFIED:
            found.convincing.append(offered)
            offers.shown.add(id(offered))
        else:
            weak.append((line, offered))
    for line, offered in weak:
        offered.reason = _objection_to_weak(line, [other for other, _ in weak], dated)
        (found.others if offered.reason else found.sufficient).append(offered)
    if is_thorough and reference and not found.convincing:
        found.convincing += _floating(dated, offers, reference)
    return found


def _weighed(
    page: Page,
    dated: DatedLines,
    offers: DateOffers,
    reference: datetime | None,
    unplaced: list[DateCandidate],
    *,
    is_thorough: bool,
) -> _Weighed:
    """All lines and time elements, those nothing speaks against first, by points; what is in no line goes to
    *unplaced*. *is_thorough*: look at the whole page; elements with an itemprop are among the candidates already."""
    elements: _Weighed = []
    for element in islice(_time_elements(page, dated, is_thorough=is_thorough), _MAX_ELEMENTS):
        raw = date_of_element(element)
        if not raw or (is_thorough and element.get("itemprop", "").lower() in ITEMPROPS):
            continue
        label = _label_of(element)
        date = offers.date_in(raw)
        if date is None and is_thorough:
            date = resolve_date(raw, offers.language, reference, day_first=offers.day_first)
        line = dated.line_of(element, date, label) if date else None
        objection = line.objection if line else "in no text of the page" if date else ""
        if date and line and date.note and not _is_near(line, dated):
            objection = objection or "far from the headline, and not complete"
        offered = offers.add(_field(label), date, raw, "time-element", "time", objection)
        if line:
            elements.append((line, offered))
        else:
            unplaced.append(offered)
    printed = {(line.index, line.day): line for line in dated.lines}
    alone = [line for line, _ in elements if (line.index, line.day) not in printed]
    weigh(dated, sorted([*dated.lines, *alone], key=lambda line: line.index))
    for line, _ in elements:
        line.points = printed.get((line.index, line.day), line).points + _TIME_ELEMENT_POINTS
    lines = [
        (line, offers.add(_field(line.label), line.found, line.found.raw, "text", _place(line), line.objection))
        for line in dated.lines
    ]
    return sorted([*elements, *lines], key=lambda pair: (bool(pair[1].reason), -pair[0].points))


def _time_elements(page: Page, dated: DatedLines, *, is_thorough: bool) -> Iterator[_Element]:
    """Those of the page, or (a third of the time that all dates take) only those beside printed dates and around the
    headline."""
    if is_thorough:
        yield from page.elements("time")
        return
    seen = set()
    blocks = (*(line.block for line in dated.lines), *dated.at_headline())
    for parent in islice(dict.fromkeys(block.context.element for block in blocks), _MAX_PARENTS):
        for element in parent.iter("time"):
            if element not in seen:
                seen.add(element)
                yield element


def _objection_to_weak(line: Line, others: Sequence[Line], dated: DatedLines) -> str:
    if line.points < _SUFFICIENT:
        return f"too little speaks for it ({line.points:+.1f} points)"
    # What stands near the headline is not contradicted by what does not.
    is_near = _is_near(line, dated)
    rivals = (other for other in others if not is_near or _is_near(other, dated))
    rival = max((other.points for other in rivals if other.day != line.day), default=-inf)
    return "another date has nearly as many points, or more" if rival > line.points - _MARGIN else ""


def _is_near(line: Line, dated: DatedLines) -> bool:
    return dated.is_at_headline(line.index) or dated.is_byline(line.index)


def _objection_to_today(line: Line, dated: DatedLines, fetched_at: datetime | None) -> str:
    """A clock's date is the day of the fetch, or the next one where the site's zone is ahead of UTC."""
    if fetched_at is None or line.day < fetched_at.date().isoformat():
        return ""
    if is_later_than_fetch(line.found.value, fetched_at):
        # Said of it later, unless its day and month are found to stand in the other order.
        return ""
    roles = line.block.context.roles_around
    # The header of an article is no page's, and what its template calls an aside may be the byline.
    is_of_article = roles & Role.ARTICLE and not roles & Role.NAVIGATION
    is_beside = not is_of_article and roles & _BESIDE_ARTICLE
    if line.label is Label.PUBLISHED or (dated.is_byline(line.index) and not is_beside):
        return ""
    has_time = "T" in line.found.value
    if is_of_article and (has_time or dated.is_at_headline(line.index)):
        return ""
    if has_time and dated.is_at_headline(line.index) and not is_beside and not _is_clock(line, fetched_at):
        return ""
    return "equals the day of the fetch, outside the article"


def _is_clock(line: Line, fetched_at: datetime) -> bool:
    """Whether the time shown is that of the fetch, in whatever zone: offsets are multiples of a quarter of an hour."""
    minutes = (int(line.found.value[14:16]) - fetched_at.minute) % _OFFSET_STEP_MINUTES
    return min(minutes, _OFFSET_STEP_MINUTES - minutes) <= _CLOCK_MINUTES


def _floating(dated: DatedLines, offers: DateOffers, reference: datetime) -> Iterator[DateCandidate]:
    """Bylines that name no year, or say how long ago."""
    for block in dated.at_headline():
        found = resolve_date(block.text, offers.language, reference, day_first=offers.day_first)
        if found and found.note and says_hardly_more(block.text, found.raw):
            label = label_before(block.text.partition(found.raw)[0])
            yield offers.add(_field(label), found, found.raw, "text", f"{block.tag} at the headline")


def _field(label: Label) -> str:
    return "date_modified" if label is Label.MODIFIED else "date_published"


def _place(line: Line) -> str:
    return f"{line.block.tag}: {', '.join(line.signs[:_MAX_SIGNS])}"


def _label_of(element: _Element) -> Label:
    names = element.get("class", "")
    if field := ITEMPROPS.get(element.get("itemprop", "").lower()):
        return Label.MODIFIED if field == "date_modified" else Label.PUBLISHED
    if element.get("pubdate") is not None or _CLASS_PUBLISHED.search(names):
        return Label.PUBLISHED
    lead = label_before(_lead(element))
    return Label.MODIFIED if lead is not Label.PUBLISHED and _CLASS_MODIFIED.search(names) else lead


def _lead(element: _Element) -> str:
    """The words right before *element*, in the same parent."""
    pieces: list[str] = []
    for sibling in element.itersiblings(preceding=True):
        pieces.append(sibling.tail or "")
        if isinstance(sibling.tag, str):
            # What is longer ends with other words than those looked for, or is no label.
            pieces.append(f" {short_text(sibling, _MAX_LABEL_LENGTH) or ''} ")
        if sum(map(len, pieces)) > _MAX_LEAD_LENGTH:
            break
    else:
        parent = element.getparent()
        pieces.append((parent.text if parent is not None else None) or "")
    return one_line("".join(reversed(pieces)))[-_MAX_LEAD_LENGTH:]
