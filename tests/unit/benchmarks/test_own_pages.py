from __future__ import annotations

from pathlib import Path

from benchmarks.block_labels import label_blocks
from benchmarks.extraction_run import UNKNOWN_URL
from benchmarks.gold import GoldPage
from benchmarks.own_pages import OwnPage, own_pages
from crawler.extraction.page import parse_page


def texts_of(own: OwnPage) -> list[str]:
    return [block.text for block in parse_page(own.html, UNKNOWN_URL).outline.blocks]


def test_pages_are_the_same_every_time() -> None:
    assert list(own_pages()) == list(own_pages())


def test_every_line_of_the_body_is_a_block_of_its_page() -> None:
    for own in own_pages():
        assert set(own.body.split("\n\n")) <= set(texts_of(own)), own.name


def test_page_has_blocks_that_are_body_and_blocks_that_are_not() -> None:
    for own in own_pages():
        gold = GoldPage(own.name, None, Path(), references=(own.body,))
        assert set(label_blocks(gold, texts_of(own)).is_body) == {True, False}, own.name
