"""What a crawl knows of a site's URLs: which were found and by what, which are pending, what became of each.

A page's result is recorded whole (what it names, its article, its outcome) or not at all, so a crawl that is killed
fetches again what was not recorded, and stores nothing twice. One process works a site at a time, under a lock: what is
under way needs no mark in the store, it is pending until its result is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Kind = Literal["start", "robots", "sitemap", "feed", "api", "list", "article", "document"]
"""What a URL was named as. "list": a page that may list articles; "api": a listing in JSON; "article": a page that may
be one; "document": by its address no page (a PDF, a video), which is never fetched."""

Outcome = Literal[
    "pending",
    "new",
    "updated",
    "unchanged",
    "duplicate",
    "not_an_article",
    "out_of_range",
    "robots",
    "blocked",
    "error",
    "gave_up",
]
"""What became of a URL; every URL has exactly one. "not_an_article" is also that of lists, feeds and sitemaps that
were read. "gave_up": failed in several runs, not tried again. The detail beside it says the kind of error, the URL it
duplicates, or the limit it is outside of; beside "new", "updated" and "unchanged", the limit for which the last run did
not take what it had stored before."""

RenderingNeeded = Literal["needed", "useless"]
"""What rendering a site's pages in a browser is."""

OUTCOMES: tuple[Outcome, ...] = Outcome.__args__  # type: ignore[attr-defined]
# Details of errors for which a URL itself was not asked for: they say nothing against it.
NOT_ASKED = ("host_given_up", "robots_txt_unreachable")
# Detail of what is out of range as pages like it were read often enough without an article.
TRAP = "trap"
# What these state of a URL, the page itself says better.
SOURCES_NOT_TAKEN = ("latest_news",)
FAILED_OUTCOMES: tuple[Outcome, ...] = ("robots", "blocked", "error", "gave_up")
STORED_OUTCOMES: tuple[Outcome, ...] = ("new", "updated", "unchanged")
# Of pages that were read, with nothing left to be found out: "not modified" says something of these only.
READ_OUTCOMES: tuple[Outcome, ...] = (*STORED_OUTCOMES, "duplicate", "not_an_article")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundUrl:
    """A URL as one document or page named it."""

    key: str
    """`urls.clean_url` of it: what makes two of them the same page."""
    url: str
    """As it is fetched."""
    kind: Kind
    source: str
    """What named it: "start", "profile", "robots", "sitemap", "feed", "api", "listing", "latest_news", "canonical",
    "redirect", "well_known", "archive"; "spool": nothing known, as it was read into another state of the store."""
    found_in: str
    """URL of what named it; empty for start pages."""
    depth: int = 0
    """Steps in links from a start page."""
    rank: int = 0
    """Smaller is fetched earlier."""
    stated: Mapping[str, Any] | None = None
    """What the source says of it: `title`, `language`, `published` and `modified`, each with `raw`, `value` and
    `place`, and `shown`, the date that a list shows its readers, with `raw` and `value`. Absent: not stated."""
    modified: str | None = None
    """When its content changed last, by a source that can be believed: a later one than before makes it due again."""
    outcome: Literal["pending", "out_of_range", "duplicate", "not_an_article"] = "pending"
    """Others than "pending": it is known, and not to be fetched, because of `detail`."""
    detail: str | None = None
    again: bool = False
    """Whether to fetch it in this run even if an earlier one has, when what names it also names a URL that is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingUrl:
    """A URL to be fetched, with what is known from before."""

    id: int
    key: str
    url: str
    kind: Kind
    depth: int = 0
    tries: int = 0
    """Runs in a row in which it failed."""
    outcome: Outcome = "pending"
    """Of the last time it was fetched; "pending" if it never was."""
    detail: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_key: str | None = None
    """Of the version that was read: `crawler.content_versions`. Of a list or document it begins with how many articles
    it names, and a "-"."""
    headline: str | None = None
    article_id: str | None = None
    revisit_seconds: int | None = None
    visited_at: str | None = None
    """When it was fetched the last time, UTC."""
    sources: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
    """(source, found_in, stated) of those that state something; without lists of latest news, which many pages have."""


@dataclass(slots=True, kw_only=True)
class PageResult:
    """What fetching one URL came to: recorded in one transaction."""

    pending: PendingUrl
    """The URL, as it was known when it was asked for. It is recorded by its key, whatever its number in the store."""
    outcome: Outcome
    detail: str | None = None
    found: list[FoundUrl] = field(default_factory=list)
    article: Mapping[str, Any] | None = None
    """To be stored, in feed form."""
    article_id: str | None = None
    """Of the article at this URL, stored now or before."""
    is_read: bool = True
    """Whether there was an answer to read: then the four below replace what was known."""
    etag: str | None = None
    last_modified: str | None = None
    content_key: str | None = None
    headline: str | None = None
    """Of the article at this URL."""
    final_url: str | None = None
    """Where it redirected to."""
    list_page: str | None = None
    """Canonical URL of the page, when its list of latest news was read. None: nothing is known of one."""
    list_entries: Sequence[Mapping[str, Any]] = ()
    """That list, in the form of `Article.latest_news`; that of an article to be stored is in the article."""
    revisit_seconds: int | None = None
    """When to look again; None: not by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUrl:
    """What is known of one URL, for whoever meets it again."""

    id: int
    outcome: Outcome
    is_read: bool
    """Whether it has been fetched and answered."""
    visited_at: str | None
    """When it was fetched the last time, UTC."""
    headline: str | None
    detail: str | None = None
    """As in the ledger: of a duplicate, what it duplicates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRun:
    """What a run begins with."""

    is_resumed: bool
    """Whether it goes on where another was ended before it was done."""
    start_redirects: Sequence[tuple[str, str]] = ()
    """(start URL, where it redirected to), as of the last visit."""
    validators_lied_at: datetime | None = None
    """When the server was seen the last time to answer 304 for what had changed."""
    rendering: RenderingNeeded | None = None
    """What earlier runs have learned of the site's need of a browser; None: nothing yet."""
    rendering_learned_at: datetime | None = None
    pending: int = 0


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One URL and what became of it."""

    url: str
    kind: Kind
    outcome: Outcome
    detail: str | None
    tries: int
    found_at: str
    visited_at: str | None
    article_id: str | None
    sources: list[Mapping[str, Any]] = field(default_factory=list)
    """Each with `source`, `found_in` and what it states."""


class SiteLock(Protocol):
    """Held until released or until the process ends, however it ends."""

    def check(self) -> None:
        """Raises StoreError when it was lost, as with the connection to a server: another process may have it."""
        ...

    def release(self) -> None: ...


class Frontier(Protocol):
    """The URLs of the sites of one store. *site* is the key of a crawl: its start page. Every method raises
    `crawler.errors.StoreError` when the store cannot do its work, and then has changed nothing."""

    def lock(self, domain: str) -> SiteLock:
        """The right to crawl *domain*. Raises `crawler.errors.SiteLockedError` when another process has it."""
        ...

    def begin_run(
        self, site: str, starts: Sequence[FoundUrl], now: datetime, *, limits: str = "", again_after_seconds: int = 3600
    ) -> SiteRun:
        """Queue what a run has to look at: in a site whose last run ended, *starts*, what is due, and of the documents
        and lists near them and of what failed that of which nobody has said when; in another, what was left, and what
        is due of those documents and lists which it read more than *again_after_seconds* ago. *limits* names what is
        out of range: when it is another one than that of the last run, what was is looked at again."""
        ...

    def queue_lists(self, site: str, now: datetime, *, again_after_seconds: int = 3600) -> None:
        """Queue what is due of the documents and lists that were read more than *again_after_seconds* ago, for a run
        that goes on for long."""
        ...

    def end_run(self, site: str, now: datetime) -> None:
        """Note that nothing is left to do."""
        ...

    def take(self, site: str, count: int, excluding: Collection[int] = ()) -> list[PendingUrl]:
        """The first *count* pending URLs except those of the ids *excluding* (which are under way)."""
        ...

    def count_pending(self, site: str) -> int:
        """How many of the site's URLs are pending."""
        ...

    def find_urls(self, site: str, keys: Collection[str]) -> dict[str, KnownUrl]:
        """What is known of *keys*; unknown ones are absent."""
        ...

    def pages_read(self, site: str, count: int) -> list[tuple[str, bool]]:
        """(URL, whether it is an article) of the *count* pages found last that were read as an article or a list."""
        ...

    def add(self, site: str, found: Sequence[FoundUrl], now: datetime) -> None:
        """Note *found* before the page that names it is done."""
        ...

    def record(self, site: str, results: Sequence[PageResult], now: datetime) -> None:
        """Store what pages came to, articles included, all or none. A new URL becomes pending; a known one is only
        queued again when its source says so. A page whose own URL is unknown is noted with what named it."""
        ...

    def remember_rendering(self, site: str, rendering: RenderingNeeded, learned_at: datetime) -> None:
        """Note what was learned of the site's need of a browser."""
        ...

    def distrust_validators(self, site: str, lied_at: datetime) -> None:
        """Note that this server was seen to answer 304 for what had changed."""
        ...

    def count_outcomes(self, site: str) -> dict[Outcome, int]:
        """How many of the site's URLs have each outcome; their sum is the number of URLs found."""
        ...

    def ledger(self, site: str, outcomes: Collection[Outcome] = ()) -> Iterator[LedgerEntry]:
        """The site's URLs in the order they were found; only those with one of *outcomes* when there are any."""
        ...

    def add_run(
        self, site: str, run_id: str, now: datetime, *, verdict: str, reason: str, figures: Mapping[str, Any]
    ) -> None:
        """Note how a run of *site* went."""
        ...

    def runs(
        self, site: str, count: int, verdicts: Collection[str] = ()
    ) -> list[tuple[datetime, str, Mapping[str, Any]]]:
        """(end, verdict, figures) of the last *count* runs of *site*, oldest first; only those with one of *verdicts*
        when there are any."""
        ...

    def sites(self) -> list[str]:
        """The keys of all sites that were crawled into this store."""
        ...
