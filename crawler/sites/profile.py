"""What a site may override: the profile of one site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from zoneinfo import ZoneInfo

from crawler.urls import host_of

SELECTABLE_FIELDS = (
    "headline",
    "description",
    "body",
    "authors",
    "section",
    "tags",
    "date_published",
    "date_modified",
    "main_image",
    "latest_news",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """One site and what is special about it. None or empty: the default of every site holds."""

    name: str
    """Name of the site's spider: small letters, digits and underscores."""
    start_urls: tuple[str, ...]
    """Pages that list articles; the crawl begins there."""
    allowed_domains: tuple[str, ...] = ()
    """Domains the crawl stays in, subdomains included. Without the key: the registered domains of `start_urls`."""
    feeds: tuple[str, ...] = ()
    """RSS or Atom feeds, besides those the pages announce."""
    sitemaps: tuple[str, ...] = ()
    """Sitemaps, besides those robots.txt names."""
    language: str | None = None
    """BCP 47 tag, for pages that do not state their language, and for the dates of all."""
    time_zone: ZoneInfo | None = None
    """The zone of times printed without an offset, and the one in which "yesterday" is meant."""
    day_first: bool | None = None
    """How 03/04/2026 is read: True is 3 April, False is 4 March. None: by the language of the page."""
    article_urls: tuple[re.Pattern[str], ...] = ()
    """Expressions searched in URLs; when there are any, a page is an article only if one of them is found."""
    exclude_urls: tuple[re.Pattern[str], ...] = ()
    """Expressions searched in URLs; a URL in which one is found is not fetched."""
    selectors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Item field -> CSS selector that wins over every general rule for it. Fields: `SELECTABLE_FIELDS`."""
    remove: tuple[str, ...] = ()
    """CSS selectors of elements that never belong to the body."""
    download_delay: float | None = None
    """Seconds between two requests to the site."""
    javascript: bool | None = None
    """Whether pages are rendered in a browser: True all, False none. None: those that need it."""
    max_depth: int | None = None
    """Longest way in links from a start page to an article; 0 is the start pages only."""
    origin: str = ""
    """The file it was read from, as messages name it."""

    def covers(self, url: str) -> bool:
        """Whether *url* is on one of `allowed_domains` or a subdomain of one."""
        return self.covering_domain(url) is not None

    def covering_domain(self, url: str) -> str | None:
        """The longest of `allowed_domains` that *url* is on or below, None when there is none."""
        host = host_of(url)
        covering = [domain for domain in self.allowed_domains if host == domain or host.endswith(f".{domain}")]
        return max(covering, key=len, default=None)


def profile_covering(url: str, profiles: Iterable[SiteProfile]) -> SiteProfile | None:
    """The one of *profiles* that *url* belongs to: of "example.com" and "news.example.com", both profiles' domains, the
    longer one counts. None when no profile covers it."""
    covering = [(len(domain), profile) for profile in profiles if (domain := profile.covering_domain(url))]
    return max(covering, key=itemgetter(0))[1] if covering else None
