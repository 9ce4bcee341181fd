"""Which URLs a crawl wants of those it comes across: on the site, in the directory asked for, not excluded, not too
old."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawler.discovery.entries import DiscoveredUrl, StatedDate
from crawler.sites import SiteProfile
from crawler.url_kinds import UrlKind, url_kind
from crawler.urls import is_within, site_of

# A feed may state a day in UTC that the page states in its own zone: one day earlier or later is decided by the page.
_ZONE_SLACK = timedelta(days=1)
# What no article is, whatever names it.
_NEVER_ARTICLES = frozenset({"asset", "utility", "list", "pager"})


class Scope:
    """The limits of one crawl. A refusal is the reason a URL is left alone, as it is counted; None: it is wanted."""

    def __init__(
        self,
        start_urls: Iterable[str],
        *,
        profile: SiteProfile | None = None,
        since: date | None = None,
        until: date | None = None,
        include: re.Pattern[str] | None = None,
        exclude: re.Pattern[str] | None = None,
        kind_of: Callable[[str], UrlKind] = url_kind,
    ) -> None:
        """*include*, *exclude*: what is, or is not, found in the URLs of articles; *exclude* in those of any page. They
        narrow what the profile says. *kind_of*: what is known of the site's URLs (`ArticleUrls.kind`); by default their
        shape alone."""
        self._kind_of = kind_of
        self._directories = [directory_of(url) for url in start_urls]
        self._profile = profile
        # A profile says itself which domains are its site.
        self._sites = set() if profile else {site_of(url) for url in self._directories}
        self._include, self._exclude = include, exclude
        self._earliest = since - _ZONE_SLACK if since else None
        self._latest = until + _ZONE_SLACK if until else None

    def add_redirected_start(self, start_url: str, url: str) -> None:
        """The start page was found at *url*, perhaps on another host: what was asked for is there. A site's front page
        that redirects to a page deeper down ("/" to "/en/home") still means the whole site."""
        is_root = urlsplit(start_url).path in ("", "/")
        self._directories.append(urljoin(url, "/") if is_root else directory_of(url))
        self._sites.add(site_of(url))

    def refusal(self, url: str) -> str | None:
        """For any page, also one that a redirect led to."""
        if not self._is_on_site(url):
            return "offsite"
        if self._profile and any(pattern.search(url) for pattern in self._profile.exclude_urls):
            return "excluded"
        return "excluded" if self._exclude and self._exclude.search(url) else None

    def list_refusal(self, url: str) -> str | None:
        """For a page that is asked for because it may list articles, and for entries of feeds and sitemaps of the whole
        site: it must also be in a directory asked for."""
        in_directory = any(is_within(url, directory) for directory in self._directories)
        return self.refusal(url) or (None if in_directory else "out_of_scope")

    def article_refusal(self, entry: DiscoveredUrl) -> str | None:
        """For a URL that something names as an article."""
        if refusal := self.refusal(entry.url):
            return refusal
        patterns = self._profile.article_urls if self._profile else ()
        if patterns and not any(pattern.search(entry.url) for pattern in patterns):
            return "excluded"
        if self._include and not self._include.search(entry.url):
            return "excluded"
        if not patterns and (kind := self._kind_of(entry.url)) in _NEVER_ARTICLES:
            return kind
        return self._date_refusal(entry)

    def is_too_old(self, entry: DiscoveredUrl) -> bool:
        """Whether nothing in a sitemap can have been published since `since`: it has not been modified since."""
        return self._date_refusal(entry) == "before_since"

    def may_be_article(self, url: str, *, is_declared: bool) -> bool:
        """Whether a page that looks like an article is one by its URL. The shape of a section's URL is outvoted by the
        page's own declaration (*is_declared*: structured data or og:type); that of an author's or tag's page is not."""
        if self._profile and self._profile.article_urls:
            return any(pattern.search(url) for pattern in self._profile.article_urls)
        kind = self._kind_of(url)
        return kind in ("article", "unknown") or (kind == "section" and is_declared)

    def _date_refusal(self, entry: DiscoveredUrl) -> str | None:
        published, modified = _day(entry.published), _day(entry.modified)
        # What has not been modified since a day was not published since either.
        last = published or modified
        if self._earliest and last and last < self._earliest:
            return "before_since"
        return "after_until" if self._latest and published and published > self._latest else None

    def _is_on_site(self, url: str) -> bool:
        return site_of(url) in self._sites or (self._profile is not None and self._profile.covers(url))


def directory_of(url: str) -> str:
    """The directory *url* names: itself, or that of the file at its end ("/politics/index.html" is in "/politics/")."""
    parts = urlsplit(url)
    head, _, last = parts.path.rpartition("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{head}/" if "." in last else parts.path or "/", "", ""))


def _day(stated: StatedDate | None) -> date | None:
    if stated is None or stated.value is None or len(stated.value) < len("2026-01-09"):
        return None
    return date.fromisoformat(stated.value[:10])
