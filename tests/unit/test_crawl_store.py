"""When the store of a crawl writes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scrapy.utils.test import get_crawler

from crawler.crawl_store import CrawlStore
from crawler.storage import FoundUrl, Outcome, PageResult, PendingUrl, open_store

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
