"""Addresses of the newspaper."""

from __future__ import annotations

from examples.sample_site.stories import Story

FRONT = "/paper/"
SECTIONS = ("Politics", "World", "Business", "Culture")


def section_path(section: str) -> str:
    return f"{FRONT}{section.lower()}/"


def article_path(story: Story) -> str:
    return f"{section_path(story.section or '')}{story.name}.html"


def amp_path(story: Story) -> str:
    return article_path(story).replace(FRONT, f"{FRONT}amp/", 1)


def print_path(story: Story) -> str:
    return f"{article_path(story)}?print=1"
