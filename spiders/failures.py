"""What became of a page that could not be read."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.download_handler import StoppedError
from crawler.fetching.refusals import ChallengeError, RobotsForbiddenError, TrapError
from crawler.middlewares.known_pages import KnownPageError
from crawler.middlewares.outcomes import failure_reason
from crawler.storage import Outcome

# The server says that it does not want this visitor (RFC 9110, 15.5; RFC 6585, 4; RFC 7725, 3).
_REFUSING = frozenset({401, 403, 429, 451})


def outcome_of_failure(error: BaseException) -> tuple[Outcome, str | None]:
    if isinstance(error, HttpError):
        status = error.response.status
        return ("blocked" if status in _REFUSING else "error"), f"http_{status}"
    if isinstance(error, StoppedError):
        return "pending", None
    if isinstance(error, KnownPageError):
        return "duplicate", error.url
    reason = failure_reason(error) if isinstance(error, Exception) else type(error).__name__
    if isinstance(error, RobotsForbiddenError):
        return "robots", None
    if isinstance(error, ChallengeError):
        return "blocked", reason
    if isinstance(error, TrapError) or reason == "private_address":
        return "out_of_range", reason
    if reason is None and isinstance(error, IgnoreRequest):
        return "out_of_range", str(error)
    return "error", reason
