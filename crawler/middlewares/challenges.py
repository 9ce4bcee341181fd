"""Downloader middleware that tells a challenge from a page, where the server says that it is one.

Solving one is not for a crawler that says who it is: the page counts as `challenge`, and the site as one that refuses.
What only looks like a challenge is left to whoever reads the page.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetching.outcomes import count_failure, is_no_page
from crawler.fetching.refusals import ChallengeError

# Headers with the values that say so: of Cloudflare ("Detect a Challenge Page response") and AWS WAF, which answers
# with status 202 or 405 ("How the Challenge and CAPTCHA actions work").
_SIGNS = {"cf-mitigated": frozenset({"challenge"}), "x-amzn-waf-action": frozenset({"challenge", "captcha"})}


class ChallengesMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if not is_no_page(request) and is_challenge(response):
            count_failure(self._stats, ChallengeError.reason, request)
            raise ChallengeError(f"{request.url}: the server wants to see a person")
        return response


def is_challenge(response: Response) -> bool:
    """Whether *response* says of itself that it is a challenge."""
    for header, values in _SIGNS.items():
        value = response.headers.get(header) or b""
        if value.decode("latin-1").strip().lower() in values:
            return True
    return False
