"""The whole way, for real: `scrapy crawl` over the sample site into a feed and a database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from examples.sample_site import SampleArticle, SampleSite, articles
from tests.exported_articles import rows_of_file
from tests.sample_project import REPOSITORY, run_scrapy

# What the site's truth says of an article and an item must say too.
_FIELDS = (
    "headline",
    "body",
    "section",
    "language",
    "description",
    "date_published",
    "date_modified",
    "main_image",
    "is_accessible_for_free",
    "page_kind",
)
# What needs a script is another test's (test_rendering.py): a machine may have no browser.
_LOCAL = ("-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1 -s RENDERING_ENABLED=0").split()


@dataclass(frozen=True)
class Crawl:
    """A directory with a store, in which the sample site is crawled."""

    directory: Path
    site: SampleSite

    @property
    def database(self) -> Path:
        return self.directory / "news.db"

    def run(self, spider: str, *arguments: str, feed: str = "articles.jsonl", status: int = 0) -> list[dict[str, Any]]:
        """Run a spider of the project; the items of its feed."""
        path = self.directory / feed
        done = run_scrapy(
            REPOSITORY,
            "crawl",
            spider,
            *arguments,
            *_LOCAL,
            "-O",
            str(path),
            STORE_URL=f"sqlite:///{self.database.as_posix()}",
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def stored(self, query: str) -> list[Any]:
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def first_crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawl, list[dict[str, Any]]]]:
    with SampleSite(port=0, slow_seconds=0.2) as site:
        crawl = Crawl(tmp_path_factory.mktemp("first"), site)
        yield crawl, crawl.run("news", "-a", f"url={site.url}")


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    with SampleSite(port=0, slow_seconds=0.2) as site:
        yield Crawl(tmp_path, site)


def readable_without_script(site: SampleSite, edition: int = 1) -> dict[str, SampleArticle]:
    expected = articles(site.url, edition)
    return {article.canonical_url: article for article in expected if article.publication != "app"}


def test_crawl_finds_every_article_that_needs_no_script(first_crawl: tuple[Crawl, list[dict[str, Any]]]) -> None:
    crawl, _ = first_crawl
    stored = {url for (url,) in crawl.stored("SELECT canonical_url FROM articles")}
    assert stored == set(readable_without_script(crawl.site))


def test_feed_has_each_text_once_and_the_store_keeps_the_duplicate(
    first_crawl: tuple[Crawl, list[dict[str, Any]]],
) -> None:
    crawl, items = first_crawl
    assert len({item["content_hash"] for item in items}) == len(items)
    duplicates = crawl.stored("SELECT canonical_url, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL")
    assert len(duplicates) == 1
    assert duplicates[0][1] in {item["id"] for item in items}
    assert len(items) + 1 == len(readable_without_script(crawl.site))


@pytest.mark.parametrize("field", [*_FIELDS, "authors", "tags", "latest_news"])
def test_field_is_right_on_every_article(first_crawl: tuple[Crawl, list[dict[str, Any]]], field: str) -> None:
    crawl, items = first_crawl
    expected = readable_without_script(crawl.site)
    read = {item["canonical_url"]: _comparable(item, field) for item in items}
    assert read == {url: _expected(expected[url], field) for url in read}


def _comparable(item: dict[str, Any], field: str) -> Any:
    if field != "latest_news":
        return item[field]
    keys = ("headline", "url", "date_published", "date_published_raw")
    return [tuple(entry[key] for key in keys) for entry in map(_without_day_of_crawl, item["latest_news"])]


def _without_day_of_crawl(entry: dict[str, Any]) -> dict[str, Any]:
    """*entry* without the day that the crawl gave to a time shown without one."""
    date, raw = entry["date_published"], entry["date_published_raw"]
    return entry | {"date_published": None} if date and raw == date[len("2026-01-09T") :] else entry


def _expected(article: SampleArticle, field: str) -> Any:
    value = getattr(article, field)
    if field == "latest_news":
        return [(entry.headline, entry.url, entry.date_published, entry.date_published_raw) for entry in value]
    return list(value) if field in ("authors", "tags") else value


def test_item_has_the_fields_of_the_contract_in_its_order(first_crawl: tuple[Crawl, list[dict[str, Any]]]) -> None:
    from crawler.items import Article

    _, items = first_crawl
    assert all(list(item) == list(Article.__dataclass_fields__) for item in items)


def test_every_line_of_the_feed_is_valid_by_the_published_schema(
    first_crawl: tuple[Crawl, list[dict[str, Any]]],
) -> None:
    _, items = first_crawl
    schema = json.loads((REPOSITORY / "schema" / "article-1.json").read_text(encoding="utf-8"))
    assert items
    assert [error.message for item in items for error in Draft202012Validator(schema).iter_errors(item)] == []


def test_export_of_the_store_has_every_article_valid_by_the_schema(
    first_crawl: tuple[Crawl, list[dict[str, Any]]], tmp_path: Path
) -> None:
    crawl, items = first_crawl
    store = f"sqlite:///{crawl.database.as_posix()}"
    for name in ("all.jsonl", "all.parquet"):
        done = run_scrapy(REPOSITORY, "export", "-o", str(tmp_path / name), "--check", STORE_URL=store)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        description = json.loads((tmp_path / f"{name}.manifest.json").read_text(encoding="utf-8"))
        assert description["rows"] == len(rows_of_file(tmp_path / name)) == len(items) + 1
    exported = {row["id"]: row for row in rows_of_file(tmp_path / "all.jsonl")}
    # That a copy of it came later is not known of an article when it goes to the feed.
    given_later = ("seq", "cluster_id")
    items = [item | {name: exported[item["id"]][name] for name in given_later} for item in items]
    assert items == [exported[item["id"]] for item in items]


def test_provenance_is_filled_in(first_crawl: tuple[Crawl, list[dict[str, Any]]]) -> None:
    _, items = first_crawl
    assert {item["http_status"] for item in items} == {200}
    assert {item["revision"] for item in items} == {1}
    assert {item["schema_version"] for item in items} == {1}
    assert len({item["run_id"] for item in items}) == 1
    assert all(item["fetched_at"].endswith("Z") for item in items)


def test_date_that_only_the_clock_in_the_footer_shows_is_recorded_and_not_taken(
    first_crawl: tuple[Crawl, list[dict[str, Any]]],
) -> None:
    _, items = first_crawl
    reasons = [
        candidate["reason"]
        for item in items
        if item["date_published"] is None
        for candidate in item["date_candidates"]
        if candidate["source"] == "text"
    ]
    assert "equals the day of the fetch, outside the article" in reasons


def test_dates_of_feed_and_news_sitemap_are_candidates(first_crawl: tuple[Crawl, list[dict[str, Any]]]) -> None:
    _, items = first_crawl
    sources = {candidate["source"] for item in items for candidate in item["date_candidates"]}
    assert {"feed", "sitemap"} <= sources


def test_disallowed_page_is_never_asked_for(first_crawl: tuple[Crawl, list[dict[str, Any]]]) -> None:
    crawl, _ = first_crawl
    assert not [request.path for request in crawl.site.requests if request.path.startswith("/private/")]


def test_every_address_is_fetched_once(first_crawl: tuple[Crawl, list[dict[str, Any]]]) -> None:
    crawl, _ = first_crawl
    paths = [request.path for request in crawl.site.requests if request.status == 200]
    # robots.txt: once for its rules, once for its sitemaps.
    repeated = {path for path in paths if paths.count(path) > 1} - {"/robots.txt"}
    assert repeated == set()


def test_second_crawl_gives_nothing_new_and_nothing_twice(crawl: Crawl) -> None:
    url = f"url={crawl.site.url}"
    first = crawl.run("news", "-a", url, "-s", "SPOT_CHECK_SHARE=0")
    rows = crawl.stored("SELECT id, revision FROM articles ORDER BY id")
    requests = len(crawl.site.requests)
    assert crawl.run("news", "-a", url, "-s", "SPOT_CHECK_SHARE=0", feed="second.jsonl") == []
    assert crawl.stored("SELECT id, revision FROM articles ORDER BY id") == rows
    assert first
    assert 0 < len(crawl.site.requests) - requests <= 0.1 * requests


def test_changed_article_gets_a_revision_and_the_old_one_is_kept(crawl: Crawl) -> None:
    url = f"url={crawl.site.url}"
    crawl.run("news", "-a", url)
    crawl.site.edition = 2
    items = crawl.run("news", "-a", url, feed="second.jsonl")
    assert sorted(item["revision"] for item in items) == [1, 2]
    changed = next(item for item in items if item["revision"] == 2)
    expected = readable_without_script(crawl.site, edition=2)[changed["canonical_url"]]
    assert changed["body"] == expected.body
    assert changed["date_modified"] == expected.date_modified
    ((old,),) = crawl.stored("SELECT article FROM revisions")
    assert json.loads(old)["body"] != changed["body"]


def test_max_articles_limits_what_is_exported_and_stored(crawl: Crawl) -> None:
    items = crawl.run("news", "-a", f"url={crawl.site.url}", "-a", "max_articles=5")
    assert len(items) == 5
    assert crawl.stored("SELECT count(*) FROM articles") == [(5,)]


def test_since_leaves_out_earlier_articles_and_keeps_undated_ones(crawl: Crawl) -> None:
    items = crawl.run("news", "-a", f"url={crawl.site.url}", "-a", "since=2026-01-10")
    days = {(item["date_published"] or "undated")[:10] for item in items}
    expected = {
        (article.date_published or "undated")[:10]
        for article in readable_without_script(crawl.site).values()
        if article.date_published is None or article.date_published[:10] >= "2026-01-10"
    }
    assert days == expected


def test_section_url_limits_the_crawl_to_its_publication(crawl: Crawl) -> None:
    items = crawl.run("news", "-a", f"url={crawl.site.url}blog/")
    assert {item["url"].removeprefix(crawl.site.url).split("/")[0] for item in items} == {"blog"}
    assert len(items) == len([a for a in articles(crawl.site.url) if a.publication == "blog"])


def test_articles_spider_reads_a_list_and_nothing_else(crawl: Crawl, tmp_path: Path) -> None:
    wanted = list(readable_without_script(crawl.site))[:3]
    (tmp_path / "urls.txt").write_text("# three\n" + "\n".join(wanted), encoding="utf-8")
    items = crawl.run("articles", "-a", f"urls={tmp_path / 'urls.txt'}")
    assert sorted(item["url"] for item in items) == sorted(wanted)


def test_unreachable_site_ends_with_status_1(crawl: Crawl) -> None:
    crawl.site.close()
    assert crawl.run("news", "-a", f"url={crawl.site.url}", "-s", "RETRY_ENABLED=0", status=1) == []


def test_run_that_finds_nothing_new_leaves_the_last_feed(crawl: Crawl) -> None:
    url = f"url={crawl.site.url}blog/"
    first = crawl.run("news", "-a", url)
    assert crawl.run("news", "-a", url) == first


def test_run_without_articles_writes_an_empty_feed_where_there_is_none(crawl: Crawl) -> None:
    assert crawl.run("news", "-a", f"url={crawl.site.url}blog/", "-a", "until=2001-01-01") == []
    assert (crawl.directory / "articles.jsonl").exists()


def test_start_page_that_does_not_exist_ends_with_status_1(crawl: Crawl) -> None:
    assert crawl.run("news", "-a", f"url={crawl.site.url}blog/nothing-here", status=1) == []


def test_profile_applies_whichever_spider_meets_the_page(crawl: Crawl) -> None:
    sites = crawl.directory / "sites"
    sites.mkdir()
    profile = f'start_urls = ["{crawl.site.url}"]\n[selectors]\nsection = "title"\n'
    (sites / "sample.toml").write_text(profile, encoding="utf-8")
    wanted = next(article.url for article in articles(crawl.site.url) if article.publication == "blog")
    (item,) = crawl.run("articles", "-a", f"urls={wanted}", "-s", f"SITE_PROFILES_DIR={sites}")
    assert item["site"] == "sample"
    assert item["section"].startswith(item["headline"])
