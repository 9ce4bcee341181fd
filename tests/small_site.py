"""Answers of a small news site: a front page, its articles, a feed."""

from __future__ import annotations

from tests.recording_server import Answer, page

_PARAGRAPH = "<p>The council of the small harbour town met on Tuesday, and nobody left before midnight. %s</p>"


def article(number: int, *, with_body: bool = True) -> Answer:
    text = "".join(_PARAGRAPH % f"So it is told in part {part} of {number}." for part in range(5)) if with_body else ""
    date = f'<meta property="article:published_time" content="2026-01-{number % 28 + 1:02}T08:00:00Z">'
    return page(
        f"<html lang=en><head>{date}</head><body><article><h1>Headline of {number}</h1>{text}</article></body></html>"
    )


def path(number: int) -> str:
    return f"/2026/the-story-{number}-of-today"


def site(*numbers: int, with_body: bool = True) -> dict[str, Answer]:
    links = "".join(f'<li><a href="{path(number)}">A long headline about {number}</a></li>' for number in numbers)
    pages = {path(number): article(number, with_body=with_body) for number in numbers}
    return {"/": page(f"<html><body><ul>{links}</ul></body></html>"), **pages}


def feed(*numbers: int) -> Answer:
    items = "".join(f"<item><link>{path(number)}</link><title>Headline {number}</title></item>" for number in numbers)
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>"
