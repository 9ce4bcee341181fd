"""From a Scrapy response to the page that is read: the one place that decides what of a response counts."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response

from crawler.extraction.page import Page, parse_page
from crawler.loaders.content_kinds import content_kind

# What says something about the use of a page (see Article.rights), and what no date in it can be later than.
_PAGE_HEADERS = (
    *("X-Robots-Tag", "TDM-Reservation", "TDM-Policy", "Content-Signal", "Content-Usage"),
    "Last-Modified",
)


def page_of_response(response: Response, fetched_at: datetime) -> Page | None:
    """The page in *response*, parsed once; None when it is no HTML, whatever its Content-Type says."""
    if kind_of_response(response) != "html":
        return None
    return parse_page(
        response.body,
        response.url,
        content_type=content_type_of(response),
        fetched_at=fetched_at,
        headers=page_headers_of(response),
    )


def kind_of_response(response: Response) -> str:
    """What *response* holds, see `content_kind`."""
    return content_kind(response.body, content_type_of(response))


def content_type_of(response: Response) -> str | None:
    return _header(response, "Content-Type")


def page_headers_of(response: Response) -> dict[str, str]:
    """The headers of *response* that speak about the page, by lower-case name."""
    found = {name.lower(): _header(response, name) for name in _PAGE_HEADERS}
    return {name: value for name, value in found.items() if value}


def _header(response: Response, name: str) -> str | None:
    """The value of a header; of one sent more than once, all its values (RFC 9110, 5.3)."""
    values = response.headers.getlist(name)
    return b", ".join(dict.fromkeys(values)).decode("latin-1") if values else None
