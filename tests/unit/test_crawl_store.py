"""When the store of a crawl writes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from scrapy.utils.test import get_crawler

from crawler.crawl_store import CrawlStore
from crawler.storage import FoundUrl, Outcome, PageResult

SITE = "https://example.com/"


def named(*names: str) -> list[FoundUrl]:
    urls = [f"{SITE}{name}" for name in names]
    return [FoundUrl(key=url, url=url, kind="article", source="listing", found_in=SITE) for url in urls]


def result(page: int, outcome: Outcome, found: Sequence[FoundUrl] = ()) -> PageResult:
    return PageResult(id=page, outcome=outcome, found=list(found))


async def crawl(store: CrawlStore) -> tuple[list[str], list[str], int, int]:
    """What is taken after a page that named nothing, then after one that named `c`; the pages still pending in the
    store at both times."""
    await store.open()
    await store.begin_run(SITE, "example.com", named("a", "b"), "")
    a, b = await store.take(9, [])
    store.record(result(a.id, "new"))
    first = [pending.key for pending in await store.take(9, [])]
    pending_first = await store.count_pending()
    store.record(result(b.id, "new", named("c")))
    second = [pending.key for pending in await store.take(9, [])]
    pending_second = await store.count_pending()
    await store.close()
    return first, second, pending_first, pending_second


def test_pages_wait_for_their_batch_until_one_names_urls_and_are_not_taken_again_meanwhile(tmp_path: Path) -> None:
    store = CrawlStore(get_crawler(), f"sqlite:///{tmp_path}/news.db", batch_size=100, flush_seconds=60)
    first, second, pending_first, pending_second = asyncio.run(crawl(store))
    assert first == [f"{SITE}b"]
    assert pending_first == 2
    assert second == [f"{SITE}c"]
    assert pending_second == 1
