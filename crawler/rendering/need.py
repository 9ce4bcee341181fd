"""Whether a site needs a browser: learned from the pages that were rendered, forgotten after a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Literal

Known = Literal["needed", "useless"]

# One page may be empty for a fault of its own; three in a row are how the site is.
_IN_VAIN_TO_GIVE_UP = 3


class Sign(IntEnum):
    """What a page, as it was sent, says about the need to render it."""

    NONE = 0
    WEAK = 1
    """It may lack something: a list, or what was linked as an article and is none."""
    STRONG = 2
    """It has nothing to read: an empty shell, an article without a text, a list without an article."""


@dataclass(slots=True)
class RenderingNeed:
    """Of one site. A page is always read as it was sent first, so a site that no longer needs a browser is no longer
    rendered; what is learned is whether to try."""

    known: Known | None = None
    """None: nothing yet. "useless": rendering gave nothing more."""
    learned_at: datetime | None = None
    in_vain: int = 0
    """Renderings in a row that gave nothing more."""

    def wants(self, sign: Sign, now: datetime, recheck_after: timedelta) -> bool:
        """Whether to render a page with *sign*. What was useless is tried again after *recheck_after*."""
        if self.known == "needed":
            return sign >= Sign.WEAK
        if self.known == "useless" and self.learned_at is not None and now - self.learned_at < recheck_after:
            return False
        return sign is Sign.STRONG

    def learn(self, *, gained: bool, now: datetime) -> bool:
        """Take in that a rendering gave more than the page as it was sent, or did not; whether that is to be
        remembered."""
        if gained:
            self.in_vain = 0
            is_news = self.known != "needed"
            self.known, self.learned_at = "needed", now
            return is_news
        self.in_vain += 1
        if self.known != "useless" and self.in_vain < _IN_VAIN_TO_GIVE_UP:
            return False
        self.known, self.learned_at, self.in_vain = "useless", now, 0
        return True
