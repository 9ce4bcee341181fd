"""All pages of one edition together, and the articles that are among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

from examples.sample_site.expected import SampleArticle
from examples.sample_site.pages import Edition, Page
from examples.sample_site.publications import agency, app, blog, paper, portal

# Later than anything the pages of the edition say about themselves.
_RELEASED = {
    1: datetime(2026, 2, 2, 12, 0, tzinfo=UTC),
    2: datetime(2026, 2, 3, 12, 0, tzinfo=UTC),
}


@lru_cache(maxsize=8)
def pages_of(edition: Edition) -> dict[str, Page]:
    """Every page by its path, with the query where that selects another page."""
    pages: dict[str, Page] = {}
    for publication in (portal, agency, blog, paper, app):
        pages |= publication.pages(edition)
    unchanged = pages_of(replace(edition, number=edition.number - 1)) if edition.number > 1 else {}
    return {path: _dated(page, unchanged.get(path), edition.number) for path, page in pages.items()}


def _dated(page: Page, earlier: Page | None, edition: int) -> Page:
    """*page* with the time of its last change, which is the earlier one's if their bodies are the same."""
    if page.last_modified:
        return page
    if earlier and earlier.body == page.body:
        return replace(page, last_modified=earlier.last_modified)
    return replace(page, last_modified=_RELEASED[edition])


def articles(base_url: str, edition: int = 1) -> list[SampleArticle]:
    """Every article that is online in *edition* at *base_url*, with the fields a perfect extractor returns.

    Publications in the order agency, blog, paper, app; newest first in each.
    """
    # The expected fields never depend on the day: only a clock outside the text does.
    content = Edition(base_url, edition, today=date.min)
    return [article for publication in (agency, blog, paper, app) for article in publication.sample_articles(content)]
