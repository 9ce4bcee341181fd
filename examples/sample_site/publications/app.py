"""Signal & Shore: every page is the same empty shell, in which a script builds the list or the article."""

from __future__ import annotations

import json
from typing import Any

from examples.sample_site.expected import SampleArticle
from examples.sample_site.markup import render
from examples.sample_site.pages import Edition, LatestEntry, Page, html_page, image_path, printed_day, redirect
from examples.sample_site.stories import Story

FRONT = "/app/"
API = f"{FRONT}api/articles.json"


def article_path(story: Story) -> str:
    return f"{FRONT}story/{story.name}"


def pages(edition: Edition) -> dict[str, Page]:
    stories = edition.stories("app")
    shell = html_page(render("app/shell.html"))
    data = json.dumps({"articles": [_api_article(story) for story in stories]}, ensure_ascii=False, indent=1)
    return {
        "/app": redirect(301, FRONT),
        FRONT: shell,
        API: Page(data.encode("utf-8"), "application/json; charset=utf-8"),
    } | {article_path(story): shell for story in stories}


def sample_articles(edition: Edition) -> list[SampleArticle]:
    """The fields as they are after the script ran."""
    return [_sample_article(edition, story) for story in edition.stories("app")]


def _sample_article(edition: Edition, story: Story) -> SampleArticle:
    url = edition.url(article_path(story))
    return SampleArticle(
        url=url,
        canonical_url=url,
        publication="app",
        headline=story.headline,
        body=story.body,
        authors=story.authors,
        section=story.section,
        language=story.language,
        date_published=story.date_published,
        main_image=edition.url(image_path(story)),
        latest_news=[
            LatestEntry(
                other.headline,
                edition.url(article_path(other)),
                other.moment.date().isoformat(),
                printed_day(other.moment),
            )
            for other in edition.stories("app")
        ],
    )


def _api_article(story: Story) -> dict[str, Any]:
    return {
        "path": article_path(story),
        "headline": story.headline,
        "author": story.authors[0],
        "section": story.section,
        "published": story.date_published,
        "day": story.moment.date().isoformat(),
        "printedDay": printed_day(story.moment),
        "image": image_path(story),
        "paragraphs": [block.plain_text for block in story.blocks],
    }
