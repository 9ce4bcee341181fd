"""Why the crawl itself refuses a request or an answer. None of them is retried: the same would happen again."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class FetchRefusedError(IgnoreRequest):
    """Raised instead of a response."""

    reason: str
    """The name it is counted under: `outcomes/failed/<reason>`."""


class PrivateAddressError(FetchRefusedError):
    """The host is not on the public internet, or does not resolve to an address that is."""

    reason = "private_address"


class HeadersTooLargeError(FetchRefusedError):
    """The headers of an answer are longer than anybody needs."""

    reason = "headers_too_large"


class WastefulTransferError(FetchRefusedError):
    """A body comes in so many pieces that most of what is sent is not the body."""

    reason = "too_large"


class DecompressionBombError(FetchRefusedError):
    """A body is far larger, or compressed more often, than it has to be."""

    reason = "decompression_bomb"


class UnreadableBodyError(FetchRefusedError):
    """A body is not what its Content-Encoding says."""

    reason = "unreadable_body"


class RedirectRefusedError(FetchRefusedError):
    """A redirect leads to what is no web page: another scheme, no possible host, no place at all."""

    reason = "redirect_refused"


class TooManyRedirectsError(FetchRefusedError):
    """More redirects than REDIRECT_MAX_TIMES, in a circle or for ever."""

    reason = "too_many_redirects"


class UrlTooLongError(FetchRefusedError):
    """A redirect leads to a URL longer than URLLENGTH_LIMIT."""

    reason = "url_too_long"


class RobotsForbiddenError(FetchRefusedError):
    """robots.txt forbids the URL."""

    reason = "robots_txt"


class RobotsUnreachableError(FetchRefusedError):
    """Nobody knows what robots.txt says: until it does, nothing is allowed (RFC 9309, 2.3.1.4)."""

    def __init__(self, message: str, reason: str = "robots_txt_unreachable") -> None:
        super().__init__(message)
        self.reason = reason


class HostGivenUpError(FetchRefusedError):
    """The host failed too often, or asked to be left alone for longer than a crawl waits."""

    reason = "host_given_up"


class NotWantedError(FetchRefusedError):
    """Whoever asked for it no longer wants it, since before its turn came."""

    reason = "not_wanted"


class TrapError(FetchRefusedError):
    """Pages like it were read often enough without an article on or behind them."""

    reason = "trap"


class ChallengeError(FetchRefusedError):
    """The server answered with a challenge in the place of the page."""

    reason = "challenge"
