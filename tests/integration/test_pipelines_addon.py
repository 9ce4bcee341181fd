"""Another Scrapy project takes the pipelines by one line of ADDONS, and keeps what it has of its own."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from scrapy.settings import Settings

import pipelines
from crawler.pipelines_addon import COMPONENTS, DEFAULTS, PIPELINES, NewsPipelinesAddon
from crawler.storage import open_store
from examples.sample_site import SampleSite, articles
from tests.sample_project import REPOSITORY

_FILES = {
    "scrapy.cfg": "[settings]\ndefault = settings\n",
    "settings.py": """
        BOT_NAME = "other"
        SPIDER_MODULES = ["spiders"]
        ITEM_PIPELINES = {"pipelines.theirs.TheirPipeline": 250}
        ADDONS = {"crawler.pipelines_addon.NewsPipelinesAddon": 500}
        COMMANDS_MODULE = "crawler.commands"
    """,
    # Packages of the names that ours have.
    "pipelines/__init__.py": "",
    "pipelines/theirs.py": """
        class TheirPipeline:
            def process_item(self, item):
                item.tags = [*item.tags, "theirs"]
                return item
    """,
    "spiders/__init__.py": "",
    "spiders/blog.py": """
        import scrapy
        from crawler import extract

        class BlogSpider(scrapy.Spider):
            name = "blog"

            def __init__(self, start_urls, **arguments):
                super().__init__(start_urls=start_urls.split(","), **arguments)

            def parse(self, response):
                yield extract(response.body, response.url)
    """,
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `pip install` of the project puts into site-packages."""
    folder = tmp_path_factory.mktemp("installed")
    work = tmp_path_factory.mktemp("build")
    build = ["egg_info", "--egg-base", str(work), "build", "--build-base", str(work), "--build-lib", str(folder)]
    code = "import setuptools; setuptools.setup()"
    subprocess.run([sys.executable, "-c", code, *build], cwd=REPOSITORY, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("way", ["installed", "checkout"])
def test_articles_of_another_projects_spider_are_in_store_and_feed(
    way: str, installed: Path, tmp_path: Path, sample_site: SampleSite
) -> None:
    for name, text in _FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dedent(text), encoding="utf-8")
    blog = [article for article in articles(sample_site.url) if article.publication == "blog"][:3]
    urls = ",".join(article.url for article in blog)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        # The script of a scheduler has its own folder first on the search path, then PYTHONPATH, the project last: what
        # is on PYTHONPATH must not hide the project's packages. "-m" has the project first.
        runner = (
            [str(Path(sys.executable).with_name("scrapy"))] if way == "installed" else [sys.executable, "-m", "scrapy"]
        )
        done = subprocess.run(
            [*runner, *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(installed if way == "installed" else REPOSITORY)},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def crawl() -> list[dict[str, Any]]:
        command("crawl", "blog", "-a", f"start_urls={urls}", "-O", "new.jsonl")
        return [json.loads(line) for line in (tmp_path / "new.jsonl").read_text(encoding="utf-8").splitlines()]

    first = crawl()
    assert {item["canonical_url"] for item in first} == {article.canonical_url for article in blog}
    # Theirs stands between ours, where they put it.
    assert all("theirs" in item["tags"] and item["revision"] == 1 for item in first)
    store = open_store(f"sqlite:///{tmp_path / 'data' / 'news.db'}")
    assert list(store.articles()) == sorted(
        first, key=lambda item: [a["id"] for a in store.articles()].index(item["id"])
    )
    store.close()
    exported = command("export", "-o", "all.jsonl")
    assert "3 articles" in exported.stdout + exported.stderr
    if way == "installed":
        # Nothing is new: the feed of the last run stays as it is.
        assert crawl() == first


def test_installed_package_has_no_top_level_names_but_crawler(installed: Path) -> None:
    assert [path.name for path in installed.iterdir()] == ["crawler"]
    modules = {path.name for path in (REPOSITORY / "pipelines").glob("*.py")}
    assert {path.name for path in (installed / "crawler" / "pipelines").glob("*.py")} == modules


def test_pipelines_import_each_other_relatively_because_they_have_two_names() -> None:
    absolute = re.compile(r"^\s*(?:from|import) pipelines\b", re.MULTILINE)
    files = sorted(Path(str(pipelines.__file__)).parent.glob("*.py"))
    assert len(files) > 5
    assert [file.name for file in files if absolute.search(file.read_text(encoding="utf-8"))] == []


def test_addon_gives_what_the_project_itself_uses() -> None:
    own = {name: getattr(importlib.import_module("crawler.settings"), name) for name in ("ITEM_PIPELINES", *COMPONENTS)}
    named = {f"crawler.{path}": order for path, order in own["ITEM_PIPELINES"].items()}
    # Asks sites for a file: see the module.
    del named["crawler.pipelines.rights.RightsPipeline"]
    assert named == PIPELINES
    assert {name: own[name] for name in COMPONENTS} == COMPONENTS


@pytest.mark.parametrize("name", DEFAULTS)
def test_default_of_the_addon_is_that_of_the_project(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORE_URL", raising=False)
    assert DEFAULTS[name] == getattr(importlib.reload(importlib.import_module("crawler.settings")), name)


def test_what_the_project_sets_itself_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", "sqlite:///of-the-environment.db")
    validation = "crawler.pipelines.validation.ValidationPipeline"
    given = {
        "STORE_BATCH_SIZE": 7,
        "FEED_EXPORTERS": {"csv": "scrapy.exporters.CsvItemExporter"},
        "ITEM_PIPELINES": {validation: None},
    }
    settings = Settings(given)
    NewsPipelinesAddon().update_settings(settings)
    assert settings["STORE_URL"] == "sqlite:///of-the-environment.db"
    assert settings.getint("STORE_BATCH_SIZE") == 7
    assert settings.getdict("FEED_EXPORTERS")["csv"] == "scrapy.exporters.CsvItemExporter"
    assert settings.getdict("FEED_STORAGES")["file"] == "crawler.feed_storage.CompleteFileFeedStorage"
    assert settings.getdict("ITEM_PIPELINES")[validation] is None
    assert len(settings.getdict("ITEM_PIPELINES")) == len(PIPELINES)
