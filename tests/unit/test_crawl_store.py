"""When the store of a crawl writes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from scrapy.utils.test import get_crawler

from crawler.crawl_store import CrawlStore
from crawler.storage import FoundUrl, Outcome, PageResult, PendingUrl, open_store
from crawler.storage.crawl_batch import CrawlBatch

SITE = "https://example.com/"


def named(*names: str) -> list[FoundUrl]:
    urls = [f"{SITE}{name}" for name in names]
    return [FoundUrl(key=url, url=url, kind="article", source="listing", found_in=SITE) for url in urls]


def result(page: PendingUrl, outcome: Outcome, found: Sequence[FoundUrl] = ()) -> PageResult:
    return PageResult(pending=page, outcome=outcome, found=list(found))


class Looked(NamedTuple):
    taken: list[str]
    pending: int
    pending_in_store: int


async def crawl(url: str) -> tuple[Looked, Looked]:
    """What is there to see after a page that named nothing, then after one that named `c`."""
    store, reader = CrawlStore(get_crawler(), url, batch_size=100, flush_seconds=60), open_store(url)
    await store.open()
    await store.begin_run(SITE, "example.com", named("a", "b"), "")

    async def look() -> Looked:
        taken = [pending.key.removeprefix(SITE) for pending in await store.take(9, [])]
        return Looked(taken, await store.count_pending(), reader.frontier.count_pending(SITE))

    a, b = await store.take(9, [])
    store.record(result(a, "new"))
    first = await look()
    store.record(result(b, "new", named("c")))
    second = await look()
    await store.close()
    reader.close()
    return first, second


def test_pages_wait_for_their_batch_until_one_names_urls_and_are_not_pending_meanwhile(tmp_path: Path) -> None:
    first, second = asyncio.run(crawl(f"sqlite:///{tmp_path}/news.db"))
    assert first == Looked(["b"], pending=1, pending_in_store=2)
    assert second == Looked(["c"], pending=1, pending_in_store=1)


@pytest.mark.parametrize(
    ("changes", "matters"),
    [
        ({}, True),
        ({"outcome": "out_of_range"}, False),
        ({"outcome": "out_of_range", "source": "latest_news", "stated": {"title": "C"}}, False),
        # What a document states of a URL that is pending by another is used when that is read.
        ({"outcome": "out_of_range", "source": "sitemap", "stated": {"title": "C"}}, True),
    ],
    ids=["wanted", "out of range", "out of range in a list", "out of range, with what a sitemap states"],
)
def test_what_is_not_wanted_and_says_nothing_of_what_is_pending_can_wait(
    changes: dict[str, Any], matters: bool
) -> None:
    found = [replace(entry, **changes) for entry in named("c")]
    now = datetime.now(UTC)
    assert CrawlBatch(seen_at=now, found=found).names_urls() is matters
    assert (
        CrawlBatch(
            seen_at=now, pages=[result(PendingUrl(id=1, key=SITE, url=SITE, kind="list"), "new", found)]
        ).names_urls()
        is matters
    )
