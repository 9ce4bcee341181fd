"""`scrapy ledger` on the store of a crawl of the sample site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from examples.sample_site import SampleSite
from tests.sample_project import REPOSITORY, run_scrapy
from tests.soak.killed_crawls import finished


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Key of the site, and URL of the store."""
    database = tmp_path_factory.mktemp("ledger") / "news.db"
    with SampleSite(port=0, slow_seconds=0.2) as site:
        finished(site.url, database)
        return site.url, f"sqlite:///{database}"


def test_urls_found_are_the_sum_of_their_outcomes(crawled: tuple[str, str]) -> None:
    site, store = crawled
    done = run_scrapy(REPOSITORY, "ledger", STORE_URL=store)
    (counts,) = map(json.loads, done.stdout.splitlines())
    assert counts.pop("site") == site
    assert counts.pop("found") == sum(counts.values())
    assert (counts["new"], counts["pending"]) == (37, 0)


def test_what_failed_is_exported_with_its_reason_and_sources(crawled: tuple[str, str], tmp_path: Path) -> None:
    site, store = crawled
    path = tmp_path / "failed.jsonl"
    arguments = ("ledger", site.rstrip("/"), "--outcome", "error", "--outcome", "robots", "-o", str(path))
    assert run_scrapy(REPOSITORY, *arguments, STORE_URL=store).returncode == 0
    failed = {entry["url"].removeprefix(site): entry for entry in map(json.loads, path.read_text().splitlines())}
    details = {name: entry["detail"] for name, entry in failed.items()}
    assert details["paper/world/missing-2199.html"] == "http_404"
    assert details["paper/world/broken-2198.html"] == "http_500"
    assert all(entry["sources"] for entry in failed.values())


def test_outcomes_of_every_site_are_listed_without_a_name(crawled: tuple[str, str]) -> None:
    done = run_scrapy(REPOSITORY, "ledger", "--outcome", "error", STORE_URL=crawled[1])
    assert {json.loads(line)["outcome"] for line in done.stdout.splitlines()} == {"error"}


def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    done = run_scrapy(REPOSITORY, "ledger", STORE_URL=f"sqlite:///{tmp_path}/typo.db")
    assert done.returncode == 2
    assert "there is no store" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments", [("no-such-site",), ("--outcome", "eror"), ("a", "b"), ("--outcome", "new", "-o", "no-dir/x.jsonl")]
)
def test_unusable_input_is_one_line_and_status_2(crawled: tuple[str, str], arguments: tuple[str, ...]) -> None:
    done = run_scrapy(REPOSITORY, "ledger", *arguments, STORE_URL=crawled[1])
    assert done.returncode == 2
    assert done.stderr.startswith("scrapy ledger: error: ")
    assert done.stderr.count("\n") == 1
