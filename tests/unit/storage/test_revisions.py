"""A new revision only for a change of the article: measured on a page as a site serves it again and again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from itemadapter import ItemAdapter

from crawler import extract
from crawler.storage import ArticleStore, version_fingerprint
from crawler.storage.versions import is_same_version

_URL = "https://news.example.com/harbour/ferry-returns"
_PARAGRAPHS = [
    "The ferry across the sound returns on Monday after four years, the harbour council said on Friday evening.",
    "The council will pay {cost} million crowns a year for twelve crossings a day, and twenty in the summer months.",
    "Fishermen had asked for the crossing since the bridge was closed to lorries in the autumn of the year before.",
    "“We have waited long enough,” said Oona Pell, who runs the ice house on the northern quay and employs nine.",
    "The first boat leaves the southern quay at half past six; tickets are sold on board and at the fish market.",
]


def page(fetch: int, cost: int = 12) -> bytes:
    """The page as it is served the *fetch*-th time: everything around the article differs, and its white space."""
    gap = " " * (1 + fetch % 3) + "\n" * (fetch % 2)
    space = gap if fetch % 5 == 0 else " "
    text = "".join(f"<p>{gap}{line.format(cost=cost).replace(' ', space)}</p>" for line in _PARAGRAPHS)
    related = "".join(
        f'<li><a href="/harbour/{fetch}-{n}">Story {fetch * 7 + n} of the coast</a></li>' for n in range(5)
    )
    return f"""<!doctype html><html lang="en"><head><title>Ferry returns on Monday | Coast News {fetch}</title>
    <meta property="article:published_time" content="2026-01-09T18:20:00{"Z" if fetch % 2 else "+00:00"}">
    <meta name="author" content="Bo Lind"><meta name="csrf" content="{fetch * 99991}"></head><body>
    <header><nav><a href="/">Home</a> <a href="/live">Live ({fetch} new)</a></nav>
    <p>{fetch % 24}:07, {fetch % 9} degrees</p></header>
    <main><article><h1>Ferry returns{gap}on Monday</h1><p class="byline">By Bo Lind</p>
    <div class="share"><a href="#">Share</a> <span>{fetch * 13} shares</span></div>
    {text}
    <div class="views">{1000 + fetch * 17} views</div>
    <div class="comments"><a href="#c">{fetch * 3} comments</a></div></article>
    <aside class="related"><h2>Related</h2><ul>{related}</ul></aside>
    <section class="latest"><h2>Latest news</h2><ul>{related}</ul></section></main>
    <footer>Served in {fetch * 1.7:.1f} ms by node {fetch % 4}</footer></body></html>""".encode()


def article(fetch: int, cost: int = 12) -> dict[str, Any]:
    return ItemAdapter(extract(page(fetch, cost), _URL)).asdict()


def test_a_page_whose_boxes_change_fifty_times_has_one_revision_and_one_changed_number_makes_two(
    store: ArticleStore, noon: datetime
) -> None:
    for fetch in range(50):
        store.put([article(fetch)], noon + timedelta(hours=fetch))
    (version,) = store.versions(article(0)["id"])
    assert "12 million crowns" in version.article["body"]
    assert (version.first_seen, version.last_seen) == ("2026-01-14T12:00:00Z", "2026-01-16T13:00:00Z")
    store.put([article(50, cost=13)], noon + timedelta(hours=50))
    store.put([article(51, cost=13)], noon + timedelta(hours=51))
    assert [version.article["revision"] for version in store.versions(article(0)["id"])] == [1, 2]


@pytest.mark.parametrize(
    ("change", "is_new_version"),
    [
        ({"body": "One  two\n\nthree\u00a0four. "}, False),
        ({"body": "One two th\u00adree\u200b four."}, False),
        ({"body": "One two three five."}, True),
        ({"headline": "Cafe\u0301"}, False),
        ({"headline": "Cafe"}, True),
        ({"date_published": "2026-01-09T14:20:00Z"}, False),
        ({"date_published": "2026-01-09T18:20:00.000+04:00"}, False),
        ({"date_published": "2026-01-09T18:21:00+04:00"}, True),
        ({"date_published": "2026-01-09"}, True),
        ({"authors": ["Bo  Lind"]}, False),
        ({"authors": ["Lind Bo"]}, True),
        ({"date_modified": "2026-01-10"}, True),
    ],
)
def test_what_cannot_be_seen_makes_no_version(change: dict[str, Any], is_new_version: bool) -> None:
    before = {
        "headline": "Café",
        "body": "One two\n\nthree four.",
        "date_published": "2026-01-09T18:20:00+04:00",
        "authors": ["Bo Lind"],
    }
    assert is_same_version(before, before | change) is not is_new_version
    assert (version_fingerprint(before) != version_fingerprint(before | change)) is is_new_version
