"""Candidates for the dates of one page as they are found, with what was assumed to read each."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.extraction.dates.date_text import DateText, read_markup_date
from crawler.extraction.text import one_line
from crawler.items import DateCandidate


def candidate(name: str, value: str | None, raw: str, source: str, place: str, objection: str = "") -> DateCandidate:
    return DateCandidate(name, value, one_line(raw), source, place, taken=False, reason=objection)


@dataclass(slots=True)
class DateOffers:
    """Makes the candidates of one page, as its language and its site print dates."""

    language: str | None
    day_first: bool | None
    """See `date_text.find_date`."""
    other_orders: dict[int, str] = field(default_factory=dict)
    """By the id of a candidate: its value with day and month exchanged, where their order is open."""
    notes: dict[int, str] = field(default_factory=dict)
    """By the id of a candidate: what was assumed to read it."""
    shown: set[int] = field(default_factory=set)
    """Ids of the candidates that a reader sees and much speaks for, the URL's included."""

    def date_in(self, text: str) -> DateText | None:
        return read_markup_date(text, self.language, day_first=self.day_first)

    def read(self, name: str, text: str, source: str, place: str, objection: str = "") -> DateCandidate:
        """The candidate that *text* offers, readable or not."""
        return self.add(name, self.date_in(text), text, source, place, objection)

    def add(
        self, name: str, found: DateText | None, raw: str, source: str, place: str, objection: str = ""
    ) -> DateCandidate:
        offered = candidate(name, found.value if found else None, raw, source, place, objection)
        if found and found.other_order:
            self.other_orders[id(offered)] = found.other_order
        if found and found.note:
            self.notes[id(offered)] = found.note
        return offered
