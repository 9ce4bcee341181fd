"""What belongs to the host and not to a publication: the portal page, robots.txt, a private page, the pictures."""

from __future__ import annotations

from pathlib import Path

from examples.sample_site.markup import render
from examples.sample_site.pages import Edition, Page, html_page, image_path
from examples.sample_site.publications.paper_sitemaps import INDEX, NEWS

PRIVATE = "/private/drafts.html"
"""Linked from the portal page and disallowed by robots.txt."""
PUBLICATIONS = ("agency", "blog", "paper", "app")
_PICTURE = Path(__file__).parent.parent / "static" / "picture.png"
_AGENCY_PICTURES = ("/agency/images/logo.png", "/agency/images/banner.png")


def pages(edition: Edition) -> dict[str, Page]:
    return {
        "/": html_page(render("portal.html")),
        "/robots.txt": Page(_robots(edition).encode("ascii"), "text/plain; charset=utf-8"),
        PRIVATE: html_page(render("private.html")),
    } | _pictures(edition)


def _robots(edition: Edition) -> str:
    lines = ["User-agent: *", "Disallow: /private/", ""]
    lines += [f"Sitemap: {edition.url(path)}" for path in (INDEX, NEWS)]
    return "\n".join(lines) + "\n"


def _pictures(edition: Edition) -> dict[str, Page]:
    """Every picture of every story is the same small one."""
    picture = Page(_PICTURE.read_bytes(), "image/png")
    paths = set(_AGENCY_PICTURES)
    for publication in PUBLICATIONS:
        for story in edition.stories(publication):
            paths.add(image_path(story))
            paths.update(image_path(story, name) for name, _caption in story.pictures)
    return dict.fromkeys(sorted(paths), picture)
