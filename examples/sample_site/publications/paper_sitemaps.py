"""The newspaper's sitemaps: an index, one compressed archive a month, and the news sitemap of the newest articles."""

from __future__ import annotations

import gzip
from datetime import datetime
from itertools import groupby

from examples.sample_site.markup import join, render
from examples.sample_site.pages import Edition, Page, xml_page
from examples.sample_site.publications.paper_paths import FRONT, article_path
from examples.sample_site.stories import Story

INDEX = f"{FRONT}sitemap_index.xml"
NEWS = f"{FRONT}news-sitemap.xml"
_NEWS_ENTRIES = 5


def sitemaps(edition: Edition, stories: tuple[Story, ...]) -> dict[str, Page]:
    """*stories* newest first."""
    archives = {
        f"{FRONT}sitemaps/archive-{month}.xml.gz": list(published)
        for month, published in groupby(stories, key=lambda story: f"{story.moment:%Y-%m}")
    }
    newest = list(stories[:_NEWS_ENTRIES])
    entries = join(
        render(
            "paper/sitemap_index_entry.xml",
            url=edition.url(path),
            modified=max(map(_modified, listed), key=datetime.fromisoformat),
        )
        for path, listed in [(NEWS, newest), *archives.items()]
    )
    site = {path: _archive(edition, listed) for path, listed in archives.items()}
    site[INDEX] = xml_page(render("paper/sitemap_index.xml", entries=entries))
    site[NEWS] = _news_sitemap(edition, newest)
    return site


def _modified(story: Story) -> str:
    return story.date_modified or story.date_published


def _archive(edition: Edition, stories: list[Story]) -> Page:
    entries = join(
        render("paper/sitemap_entry.xml", url=edition.url(article_path(story)), modified=_modified(story))
        for story in stories
    )
    document = render("paper/sitemap.xml", entries=entries).encode("utf-8")
    # A file that is compressed, not a compressed transfer: no Content-Encoding. mtime=0: the same bytes every time.
    return Page(gzip.compress(document, mtime=0), "application/gzip")


def _news_sitemap(edition: Edition, stories: list[Story]) -> Page:
    entries = join(
        render(
            "paper/news_entry.xml",
            url=edition.url(article_path(story)),
            language=story.language,
            published=story.date_published,
            headline=story.headline,
        )
        for story in stories
    )
    return xml_page(render("paper/news_sitemap.xml", entries=entries))
