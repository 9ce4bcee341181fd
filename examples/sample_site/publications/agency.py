"""Halvic Monitor: pasted text, no structured data, and a "Latest news" block as the only way to most articles."""

from __future__ import annotations

from datetime import UTC, datetime, time

from examples.sample_site.expected import SampleArticle
from examples.sample_site.markup import Markup, join, render
from examples.sample_site.pages import Edition, LatestEntry, Page, html_page, image_path, printed_day, redirect
from examples.sample_site.publications.word_processor import pasted_paragraphs
from examples.sample_site.stories import Story

FRONT = "/agency/en"
_LATEST_ENTRIES = 10


def article_path(story: Story) -> str:
    return f"{FRONT}/news/detail/{story.name}"


def pages(edition: Edition) -> dict[str, Page]:
    stories = edition.stories("agency")
    site = {
        "/agency": redirect(302, FRONT),
        "/agency/": redirect(302, FRONT),
        FRONT: html_page(_front(stories)),
        f"{FRONT}/about": html_page(render("agency/about.html")),
    }
    for story in stories:
        page = html_page(_article(edition, story))
        if story.page_date == "clock":
            midnight = datetime.combine(edition.today, time(), UTC)
            page = Page(page.body, last_modified=midnight)
        site[article_path(story)] = page
    return site


def sample_articles(edition: Edition) -> list[SampleArticle]:
    return [_sample_article(edition, story) for story in edition.stories("agency")]


def _sample_article(edition: Edition, story: Story) -> SampleArticle:
    url = edition.url(article_path(story))
    return SampleArticle(
        url=url,
        canonical_url=url,
        publication="agency",
        headline=story.headline,
        body=story.body,
        language=story.language,
        date_published=story.date_published if story.page_date == "printed" else None,
        main_image=edition.url(image_path(story)),
        latest_news=[
            LatestEntry(
                other.headline,
                edition.url(article_path(other)),
                other.date_published,
                printed_day(other.moment, "."),
            )
            for other in _latest(edition, story)
        ],
    )


def _latest(edition: Edition, story: Story) -> list[Story]:
    others = [other for other in edition.stories("agency") if other.name != story.name]
    return others[:_LATEST_ENTRIES]


def _entries(template: str, stories: list[Story]) -> Markup:
    return join(
        render(template, path=article_path(story), headline=story.headline, day=printed_day(story.moment, "."))
        for story in stories
    )


def _front(stories: tuple[Story, ...]) -> Markup:
    return render(
        "agency/front.html",
        entries=_entries("agency/front_entry.html", [story for story in stories if story.front]),
    )


def _article(edition: Edition, story: Story) -> Markup:
    return render(
        "agency/article.html",
        headline=story.headline,
        image_url=edition.url(image_path(story)),
        image_path=image_path(story),
        caption=story.caption,
        paragraphs=join(pasted_paragraphs(story.blocks)),
        latest=_entries("agency/latest_entry.html", _latest(edition, story)),
        page_date=printed_day(story.moment) if story.page_date == "printed" else "",
        clock=printed_day(edition.today) if story.page_date == "clock" else "",
    )
