"""Addresses of the blog, in the forms a blog engine gives them."""

from __future__ import annotations

from examples.sample_site.stories import Story

FRONT = "/blog/"


def post_path(post: Story) -> str:
    """The permalink: /blog/2026/01/slug/."""
    return f"{FRONT}{post.moment:%Y/%m}/{post.name}/"


def author_path(author: str) -> str:
    return f"{FRONT}author/{_slug(author)}/"


def category_path(category: str) -> str:
    return f"{FRONT}category/{_slug(category)}/"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
