"""Which URLs of a site are asked for again when a run begins, as conditions on their rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_

from crawler.storage.frontier import STORED_OUTCOMES
from crawler.storage.url_tables import url_table

# Kinds that name others and are asked in every run unless it is known when to ask again, when no more than this many
# links away from a start page: what is deeper is asked again when what names it has news.
NAMING_KINDS = ("start", "robots", "sitemap", "feed", "api", "list")
_DEPTH_ASKED_AGAIN = 1
# Of failures, those that another run may mend. A page that is not there (404, 410) is not asked for again.
_GONE = ("http_404", "http_410")

_u = url_table.c


def is_due(time: str) -> Any:
    is_undecided = and_(_u.revisit_at.is_(None), or_(_names_others(), _may_be_mended()))
    return or_(_u.kind == "start", _u.revisit_at <= time, is_undecided)


def _names_others() -> Any:
    is_gone = and_(_u.outcome == "error", _u.detail.in_(_GONE))
    # A page that was named as a list and is an article has a window of its own.
    is_no_list = _u.outcome.in_(("duplicate", "out_of_range", "gave_up", *STORED_OUTCOMES))
    is_near = and_(_u.kind.in_(NAMING_KINDS), _u.depth <= _DEPTH_ASKED_AGAIN)
    return and_(is_near, ~is_no_list, ~is_gone)


def _may_be_mended() -> Any:
    is_lasting = and_(_u.outcome == "error", _u.detail.in_(_GONE))
    return and_(_u.outcome.in_(("error", "blocked", "robots")), ~is_lasting)


def is_outside_of_limits() -> Any:
    """Whether the limits of a run kept it from being looked at, or its article from being taken. Articles that are
    stored have no other detail."""
    return or_(_u.outcome == "out_of_range", and_(_u.outcome.in_(STORED_OUTCOMES), _u.detail.is_not(None)))
