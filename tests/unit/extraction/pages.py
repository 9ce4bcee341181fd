"""Small pages of our own that the tests of extraction and loaders are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler import Article, extract
from crawler.extraction.page import Page, parse_page

URL = "https://www.example.com/en/news/detail/2107"
HEADLINE = "Harbour ferries return to the northern islands after a winter pause"
FETCHED_AT = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)

PARAGRAPHS = (
    "The ferries that link the harbour with the northern islands sail again from Monday, the port authority said.",
    "Two of the three boats spent the winter in dry dock, where their engines and their ramps were replaced.",
    "Islanders had to take the mail boat meanwhile, which carries twelve passengers and no cars at all.",
    "Fares stay as they were, the authority said, and the timetable gains one evening crossing on Fridays.",
)


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def html(body: str | None = None, head: str = "", title: str = f"{HEADLINE} | Example News") -> str:
    """A page with *head* and *body*; without a body that of a plain article."""
    if body is None:
        body = f"<h1>{HEADLINE}</h1>{paragraphs()}"
    return f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def page(body: str | None = None, head: str = "", *, url: str = URL, **options: Any) -> Page:
    return parse_page(html(body, head), url, **options)


def article(body: str | None = None, head: str = "", *, url: str = URL, fetched_at: datetime = FETCHED_AT) -> Article:
    return extract(html(body, head), url, fetched_at=fetched_at)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'
