"""The fuzz program in small: some hundred mutated pages and documents, the same in every run."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.discovery.feeds import parse_feed
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.sitemaps import parse_sitemap
from crawler.discovery.wordpress import parse_posts
from crawler.extraction.rights import parse_tdmrep
from tests.fuzz import trials
from tests.fuzz.__main__ import pages_of
from tests.fuzz.campaign import document_maker, page_maker, run
from tests.fuzz.documents import documents
from tests.fuzz.readers import DOCUMENT_READERS, URL, read_listing, read_page
from tests.fuzz.trials import minimised, tried

_SEED = 1


def test_mutated_pages_raise_nothing_and_take_bounded_time(tmp_path: Path) -> None:
    report = run(range(250), page_maker(_SEED, pages_of(None)), (read_page, read_listing), tmp_path, "pages")
    assert not report.failures


def test_mutated_documents_raise_nothing_and_take_bounded_time(tmp_path: Path) -> None:
    report = run(range(400), document_maker(_SEED, documents()), DOCUMENT_READERS, tmp_path, "documents")
    assert not report.failures


@pytest.mark.parametrize("document", documents(), ids=lambda document: document[:40].decode("latin-1"))
def test_whole_documents_are_read_as_something(document: bytes) -> None:
    """Otherwise the mutated ones would be refused at the first look."""
    found: list[Callable[[], object]] = [
        lambda: parse_feed(document, URL),
        lambda: parse_sitemap(document, URL),
        lambda: parse_posts(document, URL),
        lambda: sitemap_urls(document, URL),
        lambda: parse_tdmrep(document),
    ]
    assert any(read() for read in found)


def test_an_input_depends_on_seed_and_number_alone() -> None:
    pages = pages_of(None)
    assert [page_maker(7, pages)(number) for number in (3, 4)] == [page_maker(7, pages)(number) for number in (3, 4)]
    assert page_maker(7, pages)(3) != page_maker(8, pages)(3)


def _stumbles(data: bytes) -> None:
    if re.search(b"<q>.*<q>", data, re.DOTALL):
        raise KeyError("q")


def test_what_fails_is_kept_with_its_reason_and_without_what_does_not_matter(tmp_path: Path) -> None:
    def page(number: int) -> bytes:
        return b"x" * 1_000 + b"<q>" * number + b"y" * 1_000

    report = run(range(4), page, (_stumbles,), tmp_path / "kept", "pages")
    assert report.failures.total() == 2
    assert (tmp_path / "kept" / "pages-2-_stumbles.minimised").read_bytes() == b"<q><q>"
    assert (tmp_path / "kept" / "pages-2-_stumbles.input").read_bytes() == page(2)
    assert "KeyError" in (tmp_path / "kept" / "pages-2-_stumbles.txt").read_text(encoding="utf-8")


def test_what_never_ends_is_interrupted_and_counts_as_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "MAX_SECONDS", 0.05)
    monkeypatch.setattr(trials, "_GIVEN_UP_SECONDS", 0.2)

    def hangs(data: bytes) -> None:
        while b"<q>" in data:
            pass

    assert tried(hangs, b"x<q>").failure == "slow: hangs"
    started = time.process_time()
    minimised(hangs, b"xxx<q>", "slow: hangs", max_seconds=0.3)
    assert time.process_time() - started < 2
