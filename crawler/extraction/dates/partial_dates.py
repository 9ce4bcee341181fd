"""A date as far as a text prints it: without its year perhaps, or with day and month in an order that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.extraction.dates.time_of_day import TimeOfDay


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as far as it is printed."""

    year: int | None
    month: int
    day: int
    start: int
    end: int
    is_order_open: bool = False
    """Whether month and day could be exchanged, and nothing but the language decided."""
    time: TimeOfDay | None = None

    @property
    def day_of_year(self) -> tuple[int | None, int, int]:
        return self.year, self.month, self.day

    def value(self, year: int | None = None) -> str | None:
        """ISO 8601, of *year* where none is printed; None when the calendar has no such day."""
        return self._written(self.year or year, self.month, self.day)

    def other_order(self) -> str | None:
        return self._written(self.year, self.day, self.month) if self.is_order_open else None

    def _written(self, year: int | None, month: int, day: int) -> str | None:
        if year is None or not is_day(year, month, day):
            return None
        value = f"{year:04}-{month:02}-{day:02}"
        return self.time.on(value) if self.time else value


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
