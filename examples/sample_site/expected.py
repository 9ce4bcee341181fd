"""What a perfect extractor returns for each article of the sample site."""

from __future__ import annotations

from dataclasses import dataclass, field

from examples.sample_site.pages import LatestEntry


@dataclass(frozen=True, kw_only=True)
class SampleArticle:
    """The true fields of one article; names and formats are those of the item contract (crawler/items.py)."""

    url: str
    canonical_url: str
    publication: str
    """"agency", "blog", "paper" or "app"."""
    headline: str
    body: str
    """Paragraphs, sub-headings, list items and quotations in order, separated by one blank line; any white
    space inside one is a single space."""
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str
    description: str | None = None
    date_published: str | None = None
    """As the page gives it; None where the page shows no date, or only today's."""
    date_modified: str | None = None
    main_image: str | None = None
    latest_news: list[LatestEntry] = field(default_factory=list)
    """Entries of the page's blocks of newest articles, in order."""
    is_accessible_for_free: bool | None = None
    page_kind: str = "article"
