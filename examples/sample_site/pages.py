"""What the publications are built of: an edition of the site, and one answer of its server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from examples.sample_site.markup import Markup
from examples.sample_site.stories import Story, load_stories

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"

# Not %B: the names must not depend on the locale of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Edition:
    """One state of the whole site as seen at one address on one day."""

    base_url: str
    """With a slash at the end."""
    number: int
    today: date
    """Only the page with a clock shows it."""

    def url(self, path: str) -> str:
        """*path* (from the root) as an absolute URL."""
        return self.base_url + path.removeprefix("/")

    def stories(self, publication: str) -> tuple[Story, ...]:
        return load_stories(publication, self.number)


@dataclass(frozen=True)
class Page:
    """One answer; what depends on the request (revalidation, compression) is the server's part."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    location: str | None = None
    """As the Location field says it, relative references included."""
    slow: bool = False
    last_modified: datetime | None = None
    """Aware; None: when the edition was released in which the body changed last."""


class LatestEntry(NamedTuple):
    """One entry of a block of newest articles, as a perfect extractor returns it."""

    headline: str
    url: str
    date_published: str | None
    date_published_raw: str | None


def html_page(markup: Markup, *, status: int = 200, slow: bool = False) -> Page:
    return Page(markup.encode("utf-8"), status=status, slow=slow)


def xml_page(markup: Markup, content_type: str = XML) -> Page:
    return Page(markup.encode("utf-8"), content_type)


def redirect(status: int, location: str) -> Page:
    return Page(b"", status=status, location=location)


def image_path(story: Story, name: str | None = None) -> str:
    return f"/{story.publication}/images/{name or story.image}.png"


def printed_day(moment: date, separator: str = " ") -> str:
    """*moment* as "14 Jan 2026"."""
    return separator.join((f"{moment.day:02d}", _MONTHS[moment.month - 1][:3], str(moment.year)))


def printed_long_day(moment: date) -> str:
    """*moment* as "14 January 2026"."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def printed_time(moment: datetime) -> str:
    """*moment* as "28 Jan 2026, 18:20", in its own offset."""
    return f"{printed_day(moment)}, {moment:%H:%M}"
