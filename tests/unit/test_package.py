"""What `import crawler` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import crawler
from crawler.items import Article, LatestNewsEntry
from crawler.loaders.extract import extract

REPOSITORY = Path(__file__).resolve().parents[2]


def modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=30, check=True
    )
    return set(done.stdout.split())


def test_the_library_is_in_the_package_itself() -> None:
    assert (crawler.extract, crawler.Article, crawler.LatestNewsEntry) == (extract, Article, LatestNewsEntry)
    assert all(hasattr(crawler, name) for name in crawler.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'crawler' has no attribute 'extrakt'"):
        _ = crawler.extrakt


def test_a_module_of_the_lowest_layer_does_not_import_the_loaders() -> None:
    assert not {"lxml", "parsel", "itemloaders", "crawler.items"} & modules_after("import crawler.errors")


def test_no_password_of_a_url_is_in_what_is_extracted() -> None:
    page = '<h1>A headline of some words</h1><p>A text.</p><a href="/next">Next</a>'
    article = extract(page, "https://me:s3cret@example.com/a-story-1")
    assert article.url == "https://example.com/a-story-1"
    assert "s3cret" not in repr(article)
