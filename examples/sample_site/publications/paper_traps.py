"""Addresses of the newspaper behind which there is no article, or not where one expects it."""

from __future__ import annotations

from examples.sample_site.markup import render
from examples.sample_site.pages import Page, html_page, redirect

CHANGED = "/paper/politics/harbour-levy-vote-2104.html"
"""Edition 2 has another fourth paragraph and a later modification time."""
GONE = "/paper/politics/tax-office-queue-2075.html"
"""An article in edition 1, 410 in edition 2."""
SLOW = "/paper/world/slow-freight-corridor-2087.html"
"""An article that is answered after SampleSite's `slow_seconds`."""

MOVED = "/paper/city/harbour-levy-vote.html"
FOUND = "/paper/today"
RELATIVE_REDIRECT = "/paper/short/glass"
REDIRECT_LOOP = "/paper/politics/round-and-round-2190.html"
LOGIN_REDIRECT = "/paper/politics/members-briefing-2150.html"
LOGIN = "/paper/login"
SOFT_404 = "/paper/politics/removed-story-2060.html"
"""Says that there is no such page, with status 200."""
MISSING = "/paper/world/missing-2199.html"
BROKEN = "/paper/world/broken-2198.html"
EMPTY = "/paper/world/empty-2197.html"
_LOOP_TURN = "/paper/politics/round-and-round-2191.html"

LINKED_TRAPS = (
    (MOVED, "Harbour levy: how the vote was prepared"),
    (FOUND, "The story of the day"),
    (RELATIVE_REDIRECT, "The return of the night shift"),
    (REDIRECT_LOOP, "Round and round: the ring road revisited"),
    (LOGIN_REDIRECT, "Members’ briefing: the week in the council"),
    (SOFT_404, "A story we had to remove from the archive"),
    (MISSING, "Missing: the minutes of the border commission"),
    (BROKEN, "Broken: a bridge between two ministries"),
    (EMPTY, "Empty chairs at the harbour conference"),
)
"""Address and link text as the newspaper's front page has them."""

_NOT_FOUND_TEXT = "Sorry, we could not find that page. It may have been moved or removed."


def trap_pages() -> dict[str, Page]:
    not_found = render("paper/notice.html", title="Page not found", text=_NOT_FOUND_TEXT)
    error = render("paper/notice.html", title="Error", text="Something went wrong on our side.")
    return {
        MOVED: redirect(301, CHANGED),
        FOUND: redirect(302, CHANGED),
        RELATIVE_REDIRECT: redirect(302, "../business/glassworks-night-shift-2101.html"),
        REDIRECT_LOOP: redirect(302, _LOOP_TURN),
        _LOOP_TURN: redirect(302, REDIRECT_LOOP),
        LOGIN_REDIRECT: redirect(302, f"{LOGIN}?return={LOGIN_REDIRECT}"),
        LOGIN: html_page(render("paper/login.html")),
        SOFT_404: html_page(not_found),
        MISSING: html_page(not_found, status=404),
        BROKEN: html_page(error, status=500),
        EMPTY: Page(b""),
    }
