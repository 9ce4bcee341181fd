"""The blog's RSS 2.0 feed: the ten newest posts with their full text."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from examples.sample_site.markup import Markup, block_elements, join, render
from examples.sample_site.pages import Edition
from examples.sample_site.publications.blog_paths import FRONT, post_path
from examples.sample_site.stories import Story

FEED = f"{FRONT}feed/"
FEED_TYPE = "application/rss+xml; charset=utf-8"
_ITEMS = 10


def rss_feed(edition: Edition, posts: tuple[Story, ...]) -> Markup:
    return render(
        "blog/feed.xml",
        front_url=edition.url(FRONT),
        feed_url=edition.url(FEED),
        built=format_datetime(max(_modified(post) for post in posts)),
        items=join(_item(edition, post) for post in posts[:_ITEMS]),
    )


def _modified(post: Story) -> datetime:
    return datetime.fromisoformat(post.date_modified or post.date_published)


def _item(edition: Edition, post: Story) -> Markup:
    return render(
        "blog/feed_item.xml",
        headline=post.headline,
        url=edition.url(post_path(post)),
        author=post.authors[0],
        # RFC 822 date as RSS 2.0 asks for, with the offset of the post.
        published=format_datetime(post.moment),
        category=post.section,
        description=post.description,
        # Escaped a second time by the template: the element holds HTML as text.
        content="\n".join(block_elements(post.blocks)),
    )
