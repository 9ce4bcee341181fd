from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler.storage import ArticleStore, open_store


@pytest.fixture
def store() -> Iterator[ArticleStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
