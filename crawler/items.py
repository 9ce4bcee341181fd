"""The published contract: what an article is, field by field. Names follow schema.org NewsArticle, in snake case.

Every field has a default because item loaders build an item empty and fill it; the validation pipeline
decides what is required. A scalar the page does not give is None, a list it does not give is empty:
nothing is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

SCHEMA_VERSION = 1

# ISO 8601 extended format at day, minute or second precision, with or without fraction and offset. Years, months and
# week dates are no publication dates. [0-9] because \d means other scripts' digits, too.
ISO_DATE_PATTERN = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Keywords:
    """Keywords of JSON Schema, for what a type does not say (`crawler.item_schema`); None: not given."""

    type: str | None = None
    pattern: str | None = None
    enum: tuple[str, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None


IsoDate = Annotated[str, Keywords(pattern=f"^{ISO_DATE_PATTERN}$")]
UtcTime = Annotated[str, Keywords(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z$")]
DateSource = Annotated[
    str, Keywords(enum=("json-ld", "meta", "time-element", "text", "url", "feed", "sitemap", "site-selector"))
]
PageKind = Annotated[str, Keywords(enum=("article", "live-blog", "video", "gallery", "listing", "other"))]
Count = Annotated[int, Keywords(minimum=1)]
# Loaders build an item empty, but the validation pipeline lets none pass without these.
ArticleId = Annotated[str | None, Keywords(type="string", pattern="^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
WebUrl = Annotated[str | None, Keywords(type="string", pattern="^https?://")]
GivenText = Annotated[str | None, Keywords(type="string", pattern=r"\S")]

# Kinds of page that hold one article; every other kind is counted and dropped by the validation pipeline.
ARTICLE_KINDS = frozenset({"article", "live-blog", "video", "gallery"})
# Kinds of page that stand in an article's place: what hides it, or says that there is none.
WALL_KINDS = frozenset(
    {
        "consent-wall",  # asks for consent to cookies and tracking first
        "challenge",  # asks for proof of being a person, or turns this visitor away
        "login",  # asks for an account
        "paywall",  # asks to be paid, and shows nothing of the text
        "geo-block",  # is not for readers of this country
        "error-page",  # says that the page does not exist, with a status of success
        "out-of-order",  # a fault of the server, or maintenance, with a status of success
        "parked",  # no site there yet, or no more
        "empty-shell",  # shows nothing until a script has run
    }
)


@dataclass(slots=True)
class DateCandidate:
    """One date the page (or the feed or sitemap that named it) offers, and what became of it."""

    field: str
    """"date_published" or "date_modified": what it is a candidate for."""
    value: str | None
    """ISO 8601 at the precision and with the offset given, None when the text could not be read as a date."""
    raw: str
    """The text as found."""
    source: DateSource
    """"json-ld", "meta", "time-element", "text", "url", "feed", "sitemap" or "site-selector"."""
    place: str
    """Where in the page: a property name, a meta name, or an element with what speaks for it."""
    taken: bool
    """Whether this is the date the item gives."""
    reason: str
    """Why it was or was not taken, and what was assumed to read it."""


@dataclass(slots=True)
class LatestNewsEntry:
    """One entry of a block in which the page lists its publisher's newest articles."""

    position: Count | None = None
    """1 for the first entry of the page, counted over all its blocks in document order."""
    headline: str | None = None
    """The linked headline, without kicker, section, time or rank."""
    url: str | None = None
    """Absolute URL, resolved against the page's base; tracking parameters kept as the page has them."""
    date_published: IsoDate | None = None
    """ISO 8601 at the precision displayed, None if the entry shows none or one that cannot be resolved."""
    date_published_raw: str | None = None
    """The date as displayed, e.g. "09.Jan.2026"; None if the entry shows none."""
    label: str | None = None
    """The block's label as displayed, e.g. "Latest news"; None if it has none."""


@dataclass(slots=True)
class Article:
    """One news article, as published at one URL and read at one time."""

    id: ArticleId = None
    """UUIDv5 (RFC 9562, 5.5) of `canonical_url` in the URL namespace: the same over runs and machines."""
    url: WebUrl = None
    """The URL the page was fetched from, after redirects."""
    canonical_url: WebUrl = None
    """The URL that names the article: the page's rel=canonical (RFC 6596) when it is on the same site and
    names a page, else `url`; without fragment, tracking and session parameters."""
    site: str | None = None
    """Registered domain ("example.co.uk"; "ana.blogspot.com" where many share one), host for addresses without one, or
    the key of the site's profile."""

    headline: GivenText = None
    """Headline as the page shows it, without site name and kicker. schema.org headline."""
    description: str | None = None
    """The page's own summary (JSON-LD or meta description). Not filled from the body."""
    body: str | None = None
    """Plain text, paragraphs separated by one blank line; without headline, byline, captions, share bars,
    related links and newsletter boxes. schema.org articleBody."""
    authors: list[str] = field(default_factory=list)
    """Names of people or agencies in the byline, in order, without "By" and roles; the newsroom's, the publisher's or a
    nickname where the page says that it wrote and names nobody else. schema.org author."""
    section: str | None = None
    """Section or category as the page names it. schema.org articleSection."""
    tags: list[str] = field(default_factory=list)
    """Keywords as the page gives them, in order. schema.org keywords."""
    language: str | None = None
    """Language the page states, as a BCP 47 tag ("en", "pt-BR"). schema.org inLanguage."""

    date_published: IsoDate | None = None
    """First publication, ISO 8601 at the precision and with the offset the page gives ("2026-01-09",
    "2026-01-09T18:20:00+04:00"). None: the page shows none that can be trusted; the modification time and
    the time of the fetch are *not* used instead. schema.org datePublished."""
    date_published_raw: str | None = None
    """The text `date_published` was read from."""
    date_published_source: DateSource | None = None
    """Where that text was found: "json-ld", "meta", "time-element", "text", "url", "feed", "sitemap" or
    "site-selector"."""
    date_modified: IsoDate | None = None
    """Last modification as the page states it, same format. None: it states none. schema.org dateModified."""
    date_modified_raw: str | None = None
    """The text `date_modified` was read from."""
    date_modified_source: DateSource | None = None
    """Where that text was found; same values as `date_published_source`."""
    date_candidates: list[DateCandidate] = field(default_factory=list)
    """Every date found, with what speaks for and against it, in the order they were considered."""

    latest_news: list[LatestNewsEntry] = field(default_factory=list)
    """Entries of every block that lists the publisher's newest articles, in document order."""

    main_image: str | None = None
    """Absolute URL of the article's main image. schema.org image."""
    is_accessible_for_free: bool | None = None
    """False behind a paywall, True where the page says it is free, None where it says nothing.
    schema.org isAccessibleForFree."""
    page_kind: PageKind | None = None
    """"article", "live-blog", "video" or "gallery" in feeds and store. Of a page that is no article (`extract`):
    "listing"; what stands in an article's place: "consent-wall", "challenge", "login", "paywall" (nothing to read but
    the offer), "geo-block", "error-page" (served as success), "out-of-order" (fault or maintenance), "parked",
    "empty-shell" (needs a script); or "other"."""
    rights: dict[str, Any] = field(default_factory=dict)
    """What publisher and server say about use, as found: `meta_robots` and `x_robots_tag` (robots meta element and
    header, verbatim), `meta_robots_for_us` (in a crawl, the meta element with the crawler's own name);
    `tdm_reservation` (0 or 1) and `tdm_policy` (W3C TDMRep: meta element, else header, else, in a crawl, the site's
    /.well-known/tdmrep.json); `content_signals` (by use, {"ai-train": "no"}: the headers Content-Signal and
    Content-Usage and, in a crawl, those fields of robots.txt). Absent keys: not stated."""

    fetched_at: UtcTime | None = None
    """UTC time of the fetch, ISO 8601 ending in "Z". None when the page did not come from a crawl and no
    time was given."""
    http_status: Annotated[int, Keywords(minimum=100, maximum=599)] | None = None
    """Status code of the response (RFC 9110, 15). None when the page did not come from a crawl."""
    content_hash: Annotated[str, Keywords(pattern="^[0-9a-f]{64}$")] | None = None
    """SHA-256, hexadecimal, over headline and body with white space folded and case ignored. Equal hashes are
    the same text."""
    revision: Count | None = None
    """1 for the first version stored, one more whenever headline, body, dates or authors changed.
    None when no store was asked."""
    duplicate_of: str | None = None
    """`id` of the article stored first with the same text under another canonical URL, else None."""
    cluster_id: str | None = None
    """`id` of the earliest published article of the group of copies and near copies this one belongs to, also in that
    article itself; None for an article of which there is no other. In feeds: as known when the article was written
    there; in the store and in exports: as known now."""
    run_id: str | None = None
    """Identifies the crawl run that fetched this version."""
    schema_version: int = SCHEMA_VERSION
    """Version of this contract."""


@dataclass(slots=True)
class Deletion:
    """What an export gives in place of an article that was removed from the store, or is a copy
    (`--dedupe cluster`)."""

    id: str
    """`id` of the article."""
    seq: Count
    """Sequence number: in exports, of articles too. Every change of the store (an article stored, changed or deleted)
    has a higher one than all before, so "everything after N" is exact."""
    deleted_at: UtcTime
    """When it was removed, or last changed as a copy, UTC."""
    reason: str
    """Why, in the words of whoever removed it; "copy": the store has it, `--dedupe cluster` takes an earlier one."""
    url: str | None
    """The URL it had been read from."""
