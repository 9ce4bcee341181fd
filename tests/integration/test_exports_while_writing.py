"""Increments taken one after the other while another process writes add up to what the store has in the end."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.exports.export import ExportOrder, export_to_file
from crawler.exports.selection import Selection
from crawler.storage import open_store
from examples.read_export import apply_increment
from tests.exported_articles import id_of, make_article
from tests.sample_project import wait_until

_NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
_ARTICLES = 600
_ROUNDS = 60


def write(url: str, seed: int) -> None:
    """Store, change and delete articles at random, in batches as a crawl does."""
    chance, store = random.Random(seed), open_store(url)
    for number in range(_ROUNDS):
        chosen = chance.sample(range(_ARTICLES), 20)
        # A body of each round: what was there before is another version.
        new = [make_article(str(name), body=f"Told in round {number} of {seed}.") for name in chosen[:17]]
        store.put(new, _NOON + timedelta(minutes=number))
        store.delete([id_of(str(name)) for name in chosen[17:]], _NOON, reason="asked to")
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are forked")
def test_increments_miss_nothing_that_changes_while_they_are_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    open_store(url).close()
    writers = []
    for seed in (1, 2):
        if (child := os.fork()) == 0:
            status = 1
            try:
                write(url, seed)
                status = 0
            finally:
                os._exit(status)
        writers.append(child)

    store = open_store(url)
    # A whole export at some moment in between, then increments.
    wait_until(lambda: store.last_seq() >= _ARTICLES // 3)
    file, since, taken = tmp_path / "part.jsonl", None, 0
    articles: dict[str, Any] = {}
    while True:
        ended = [os.waitpid(child, os.WNOHANG) for child in writers]
        description = export_to_file(store, ExportOrder(selection=Selection(since_seq=since)), file)
        apply_increment(articles, file)
        since = description["next_since_seq"]
        taken += bool(description["rows"])
        assert all(status == 0 for _, status in ended)
        # What was written until a writer was seen to have ended is in this export.
        writers = [child for child, (reported, _) in zip(writers, ended, strict=True) if not reported]
        if not writers:
            break
    kept: dict[str, Any] = {
        change.article["id"]: change.seq for change in store.changes() if hasattr(change, "article")
    }
    store.close()
    assert taken > 3
    assert {article_id: row["seq"] for article_id, row in articles.items()} == kept
