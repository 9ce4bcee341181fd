from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.urls import article_id

PROJECT = Path(__file__).parents[3]


@dataclass
class CrawlResult:
    """What one run left behind."""

    stats: dict[str, Any]
    feed: list[dict[str, Any]]
    log: str
    """Of all runs of the process."""

    def counts(self, component: str) -> dict[str, int]:
        prefix = component + "/"
        return {key.removeprefix(prefix): value for key, value in self.stats.items() if key.startswith(prefix)}


Crawl = Callable[..., CrawlResult]
CrawlAll = Callable[..., list[CrawlResult]]
Step = dict[str, Any]


def article(name: str, **values: Any) -> Step:
    """Fields of an article that passes every pipeline, replaced by *values*."""
    url = f"https://news.example.com/{name}"
    given = {
        "id": article_id(url),
        "url": url,
        "canonical_url": url,
        "site": "example.com",
        "headline": f"Headline of {name}",
        "body": f"Body of {name}",
        "date_published": "2026-01-09",
        "page_kind": "article",
        "fetched_at": "2026-01-14T12:00:00Z",
        "content_hash": f"hash of {name}",
        "run_id": "run",
    }
    return given | values


@pytest.fixture(name="article")
def article_fixture() -> Callable[..., Step]:
    return article


@pytest.fixture
def project() -> Path:
    return PROJECT


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "news.db"


@pytest.fixture
def command(tmp_path: Path, database: Path) -> Callable[..., list[str]]:
    """The command, to be run in the project directory, that makes *runs*, each a list of steps, with *settings* and
    the attributes *spider*."""

    def build(
        *runs: list[Step], settings: dict[str, Any] | None = None, spider: dict[str, Any] | None = None, item: str = ""
    ) -> list[str]:
        batches = {"STORE_BATCH_SIZE": 100, "STORE_FLUSH_SECONDS": 5}
        places = {"STORE_URL": f"sqlite:///{database}", "STORE_SPOOL_DIR": str(tmp_path / "spool")}
        all_settings = places | batches | (settings or {})
        described = [{"steps": steps, "item": item, "spider": spider or {}, "settings": all_settings} for steps in runs]
        path = tmp_path / "runs.json"
        path.write_text(json.dumps(described))
        return [sys.executable, "-W", "error", "-m", "tests.unit.pipelines.crawl_steps", str(path)]

    return build


@pytest.fixture
def crawl_all(command: Callable[..., list[str]]) -> CrawlAll:
    """Make several runs, one after the other, in one new process."""

    def run(*runs: list[Step], **options: Any) -> list[CrawlResult]:
        process = subprocess.run(
            command(*runs, **options), cwd=PROJECT, capture_output=True, text=True, timeout=180, check=False
        )
        assert process.returncode == 0, process.stderr
        return [CrawlResult(**json.loads(line), log=process.stderr) for line in process.stdout.splitlines()]

    return run


@pytest.fixture
def crawl(crawl_all: CrawlAll) -> Crawl:
    """Make one run in a new process."""

    def run(steps: list[Step], **options: Any) -> CrawlResult:
        return crawl_all(steps, **options)[0]

    return run
