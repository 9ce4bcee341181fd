"""Parts of files among threads and processes that want the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from crawler.part_files import only_part


def test_whoever_waits_for_a_part_gets_it_though_it_is_removed_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl"
    holders = []

    def take_turns(turns: int) -> int:
        for _ in range(turns):
            part = only_part(target)
            holders.append(part)
            assert len(holders) == 1
            holders.pop()
            part.discard()
        return turns

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take_turns, [250] * 8)) == 8 * 250
