"""Crawls killed with -9 end with what an undisturbed one has. The long version is `make soak`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from examples.sample_site import SampleSite
from tests.soak.generated_site import generated_site
from tests.soak.killed_crawls import StoreContent, feed_versions, finished, killed


@pytest.mark.parametrize("site", ["sample", "generated"])
def test_crawl_killed_again_and_again_ends_with_what_an_undisturbed_one_has(site: str, tmp_path: Path) -> None:
    served = SampleSite(port=0, slow_seconds=0.2) if site == "sample" else generated_site(150)
    with served as running:
        seconds = finished(running.url, tmp_path / "undisturbed.db")
        feed = tmp_path / "killed.jsonl"
        killed(running.url, tmp_path / "killed.db", 5, random.Random(7), seconds / 4, feed)
        finished(running.url, tmp_path / "killed.db", "-o", str(feed))
    undisturbed, result = StoreContent.of(tmp_path / "undisturbed.db"), StoreContent.of(tmp_path / "killed.db")
    assert result.articles == undisturbed.articles
    assert result.revisions == undisturbed.revisions
    assert result.ledger == undisturbed.ledger
    # What was in the feed of a killed crawl is in that of the next: none of the articles that are stored is missing.
    texts = {(row[0], row[5]) for row in result.articles if row[6] is None}
    assert feed_versions(feed) == texts


def test_second_run_of_an_unchanged_site_asks_for_little(tmp_path: Path) -> None:
    with generated_site(300) as site:
        finished(site.url, tmp_path / "news.db")
        first_requests, first_bytes = sum(site.requested.values()), site.body_bytes
        before = StoreContent.of(tmp_path / "news.db")
        site.requested.clear()
        site.body_bytes = 0
        # What is asked for whole now and then, by chance, to see whether the server's "not modified" is true.
        finished(site.url, tmp_path / "news.db", "-s", "SPOT_CHECK_SHARE=0")
    assert StoreContent.of(tmp_path / "news.db").articles == before.articles
    assert sum(site.requested.values()) <= 0.1 * first_requests
    assert site.body_bytes <= 0.05 * first_bytes
