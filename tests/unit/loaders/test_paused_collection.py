from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from crawler import extract
from crawler.loaders.paused_collection import garbage_collection_paused
from tests.unit.extraction.pages import HEADLINE, URL, html, json_ld, paragraphs


@pytest.fixture
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_nothing_is_looked_for_while_a_page_is_read_and_again_afterwards(collecting: None) -> None:
    with garbage_collection_paused():
        assert not gc.isenabled()
        with garbage_collection_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_collects_by_himself_is_not_made_to_collect(collecting: None) -> None:
    gc.disable()
    with garbage_collection_paused():
        pass
    assert not gc.isenabled()


def test_a_page_that_was_read_leaves_nothing_that_only_the_collector_can_free(collecting: None) -> None:
    data = json_ld(
        '{"@graph": [{"@type": "NewsArticle", "headline": "x", "author": {"@id": "#a"}},'
        '{"@type": "Person", "@id": "#a", "name": "Ana Lima"}]}'
    )
    entries = "".join(f'<li><a href="/n/{n}">Another story of the coast, number {n}</a></li>' for n in range(3))
    page = html(f"<h1>{HEADLINE}</h1>{paragraphs()}<div><h3>Latest news</h3><ul>{entries}</ul></div>", data)

    def left() -> int:
        gc.collect()
        with garbage_collection_paused():
            extract(page, URL)
            return gc.collect()

    # Other threads may leave something now and then.
    assert min(left() for _ in range(3)) == 0
