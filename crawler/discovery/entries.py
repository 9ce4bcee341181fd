"""What a feed, a sitemap or a listing says about a URL: the address, a title, a language and dates.

Their dates are in the forms of the standards; dates printed for readers are no concern of this layer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from crawler.extraction.dates.standard_dates import read_date
from crawler.extraction.text import one_line
from crawler.urls import absolute_url

Source = Literal["feed", "sitemap", "listing"]
"""Kind of document that named a URL; the `source` of a date candidate that comes from it."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """One date as a feed or sitemap states it, readable or not."""

    raw: str
    """The text as found."""
    value: str | None
    """ISO 8601 at the precision and with the offset given ("2026-01", "2026-01-09", "2026-01-09T18:20+04:00"),
    without an offset when none is stated. None: the text is no date in a form of the standards."""
    place: str
    """The element or key that states it, with its usual prefix: "pubDate", "dc:date", "news:publication_date"."""


@dataclass(frozen=True, slots=True)
class DiscoveredUrl:
    """One URL as one document named it. The same URL named by several documents is several of these."""

    url: str
    """Absolute http or https URL, as given: tracking parameters and fragment kept (see `urls.clean_url`)."""
    source: Source
    found_in: str
    """URL of the feed, sitemap or page that named it."""
    title: str | None = None
    """Plain text on one line."""
    language: str | None = None
    """Language stated for the entry or, failing that, for the whole document; as given."""
    published: StatedDate | None = None
    """Publication date. Never filled from a modification date."""
    modified: StatedDate | None = None
    """Modification date: a sitemap's lastmod (which many sites set to the time of the last rebuild), Atom's
    updated. Tells when to look at a page again; it is no candidate for the publication date."""


# The usual form, an absolute URL with a host in lower case: nothing is left to resolve or to check. Resolving and
# checking take ten times as long, half a second for a full sitemap.
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[^\s<>\x80-\x9f\u2028-\u202e\u2066-\u2069]*", re.ASCII)


def resolve_url(base: str, reference: str | None) -> str | None:
    """What `urls.absolute_url` gives for *reference*, only faster in the usual case."""
    reference = (reference or "").strip()
    return reference if _PLAIN_URL.fullmatch(reference) else absolute_url(base, reference)


def first_date(fields: dict[str, str], places: Iterable[str]) -> StatedDate | None:
    """The date of the first of *places* that *fields* has and that can be read; else the first unreadable one,
    so that what the document said is not lost; None when it has none."""
    unreadable = None
    for place in places:
        if raw := fields.get(place, "").strip():
            stated = StatedDate(raw, read_date(raw), place)
            if stated.value:
                return stated
            unreadable = unreadable or stated
    return unreadable


# No "<" inside, so that a run of "<" costs one pass. A tag begins with a letter: "1 < 2" is text (HTML, 13.2.5.6).
_TAG_OR_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z) | </?(?:\w+:)?(?P<name>[a-z][a-z0-9]*)(?:[\s/][^<>]*)?>", re.VERBOSE | re.IGNORECASE | re.DOTALL
)
_BREAKING_TAGS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr"})
# Far longer than any headline, and short enough that `html.unescape` never meets a number which Python refuses
# to read (4,300 digits).
LONGEST_TITLE = 4_000


def plain_title(markup: str | None) -> str | None:
    """The text of *markup*, a title in HTML, on one line and cut at a length no headline has; None when empty."""
    if not markup:
        return None
    if "<" in markup:
        markup = _TAG_OR_COMMENT.sub(_spacing, markup)
    return one_line(html.unescape(markup[:LONGEST_TITLE])) or None


def _spacing(tag: re.Match[str]) -> str:
    return " " if tag["name"] and tag["name"].lower() in _BREAKING_TAGS else ""
