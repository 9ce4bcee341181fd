"""How far a crawl is, in the numbers that are shown while it is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["waiting", "crawling", "stopping", "ended"]
"""waiting: not begun (another crawl of its domain is), stopping: told to end."""

# Who looks wants to see the last page that came; more often would cost pages.
REDRAW_SECONDS = 0.5
# Long enough that a page a second is no flicker between 0 and 2, short enough to show that a site has slowed down.
_RATE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Progress:
    name: str
    state: State
    done: int
    """Pages answered, or finally not got."""
    new: int
    errors: int
    rate: float
    """Pages a second, of late."""
    queue: int | None
    """URLs found and still to be asked for, as of some seconds ago; None where they are not counted."""


class ProgressMeter:
    """Reads the stats of one crawl from time to time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._past: deque[tuple[float, int]] = deque()

    def read(self, stats: Mapping[str, Any], moment: float, state: State) -> Progress:
        """*moment*: by a clock that only goes forward, in seconds."""
        errors = sum(count for key, count in stats.items() if key.startswith("outcomes/failed/"))
        done = stats.get("outcomes/answered", 0) + errors
        self._past.append((moment, done))
        while len(self._past) > 2 and self._past[0][0] < moment - _RATE_SECONDS:
            self._past.popleft()
        began, before = self._past[0]
        return Progress(
            name=self.name,
            state=state,
            done=done,
            new=stats.get("deduplication/new", 0),
            errors=errors,
            rate=(done - before) / (moment - began) if moment > began else 0.0,
            queue=stats.get("progress/queued"),
        )
