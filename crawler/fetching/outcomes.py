"""Counting the pages that were not got, and the first URLs of each reason, for the run summary and the exit status.

A component that raises out of `process_response` counts here itself: Scrapy shows such an exception to no other
middleware.
"""

from __future__ import annotations

from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler.urls import without_password

# Enough to see what the pages of one reason have in common.
EXAMPLES_KEPT = 3


def count_failure(stats: StatsCollector, reason: str, request: Request) -> None:
    """Count the page of *request* as not got for *reason*. What is no page is not counted."""
    if is_no_page(request):
        return
    stats.inc_value(f"outcomes/failed/{reason}")
    keep_example(stats, reason, request.url)
    if request.meta.get("is_start"):
        stats.inc_value("outcomes/start_failed")


def keep_example(stats: StatsCollector, reason: str, url: str) -> None:
    """Keep *url*, unless it is empty, as one of the first of *reason*."""
    examples = stats.get_value(f"outcomes/examples/{reason}", ())
    url = without_password(url)
    if url and url not in examples and len(examples) < EXAMPLES_KEPT:
        stats.set_value(f"outcomes/examples/{reason}", (*examples, url))


def is_usable(request: Request, response: Response) -> bool:
    """Whether *response* is an answer with something to read, or to what was asked: a server that says "not modified"
    to who did not ask whether it was (RFC 9110, 15.4.5) has given nothing."""
    if response.status == HTTPStatus.NOT_MODIFIED:
        return any(name in request.headers for name in ("If-None-Match", "If-Modified-Since"))
    return 200 <= response.status < 400


def is_no_page(request: Request) -> bool:
    """Whether *request* is for what a site says about itself (robots.txt, the TDM file: meta `is_side_document`, which
    stays with it over redirects), or for what is only supposed to exist (meta `is_guess`)."""
    return "is_side_document" in request.meta or bool(request.meta.get("is_guess"))
