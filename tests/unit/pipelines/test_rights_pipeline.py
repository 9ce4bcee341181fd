from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler

from crawler.errors import InvalidInputError
from pipelines.rights import RightsPipeline
from tests.recording_server import page, recording_server
from tests.sample_project import SampleProject

_SETTINGS = """
PRIVATE_ADDRESSES_ALLOWED = True
ITEM_PIPELINES = {"pipelines.rights.RightsPipeline": 150}
"""
_SPIDER = """
    from crawler.items import Article
    from crawler.extraction.rights import find_rights
    from crawler.loaders.responses import page_of_response


    class RightsSpider(scrapy.Spider):
        name = "rights"

        async def start(self):
            for path in self.paths.split():
                yield scrapy.Request(self.url + path)

        def parse(self, response):
            rights = find_rights(page_of_response(response, None))
            yield Article(url=response.url, main_image=response.url + ".jpg", rights=rights)
"""
_ROBOTS = (200, {}, "User-agent: *\nContent-Signal: search=yes, ai-train=no\nDisallow:\n")
_TDM = json.dumps(
    [
        {"location": "/free/*$", "tdm-reservation": 0},
        {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://example.com/policy.json"},
    ]
)


def rights_of(
    directory: Path, answers: dict[str, Any], paths: str, *options: str
) -> tuple[dict[str, Any], list[str], str]:
    """Rights of the articles by path, what the server was asked for, and the log of a crawl."""
    # The project's own pipelines, beside the spiders of the test.
    project = SampleProject.create(directory, settings=_SETTINGS, spiders=_SPIDER)
    with recording_server({path: page() for path in paths.split()} | answers) as server:
        arguments = ("-a", f"url={server.url('')}", "-a", f"paths={paths}", "-O", "out.jsonl")
        run = project.scrapy("crawl", "rights", *arguments, "-L", "DEBUG", "-s", "STATS_DUMP=True", *options)
        prefix = server.url("")
    written = directory / "out.jsonl"
    articles = map(json.loads, written.read_text(encoding="utf-8").splitlines()) if written.exists() else ()
    return {item["url"].removeprefix(prefix): item["rights"] for item in articles}, server.requested, run.stderr


def test_what_the_site_says_completes_what_the_page_says(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": _ROBOTS,
        "/.well-known/tdmrep.json": (200, {}, _TDM),
        "/b": (200, {"Content-Type": "text/html", "TDM-Reservation": "0", "Content-Signal": "ai-train=yes"}, "<p>text"),
    }
    rights, requested, _ = rights_of(tmp_path, answers, "/a /b /free/c")
    reserved = {"tdm_reservation": 1, "tdm_policy": "https://example.com/policy.json"}
    assert rights == {
        "/a": {"content_signals": {"search": "yes", "ai-train": "no"}, **reserved},
        "/b": {"content_signals": {"search": "yes", "ai-train": "yes"}, "tdm_reservation": 0},
        "/free/c": {"content_signals": {"search": "yes", "ai-train": "no"}, "tdm_reservation": 0},
    }
    assert requested.count("/.well-known/tdmrep.json") == 1


def test_where_nothing_is_said_nothing_is_recorded(tmp_path: Path) -> None:
    rights, _, log = rights_of(tmp_path, {}, "/a /b")
    assert rights == {"/a": {}, "/b": {}}
    # The file that is not there is no page that failed.
    assert "outcomes/failed" not in log
    assert "'outcomes/requested': 2" in log


@pytest.mark.parametrize(
    ("purpose", "kept"),
    [
        ("research", ["/noai", "/noarchive", "/noimageai", "/plain"]),
        ("archive", ["/noai", "/noimageai", "/plain"]),
        ("ai-training", ["/noimageai", "/plain"]),
    ],
)
def test_the_policy_of_the_purpose_says_what_is_kept(tmp_path: Path, purpose: str, kept: list[str]) -> None:
    answers = {
        "/noai": page('<meta name="robots" content="noai, noimageai">'),
        "/noimageai": page('<meta name="robots" content="noimageai">'),
        "/noarchive": (200, {"Content-Type": "text/html", "X-Robots-Tag": "noarchive", "TDM-Reservation": "1"}, "text"),
    }
    rights, _, log = rights_of(
        tmp_path, answers, "/noai /noarchive /noimageai /plain", "-s", f"RIGHTS_PURPOSE={purpose}"
    )
    assert sorted(rights) == kept
    assert ("'rights/image_removed/noimageai': 1" in log) is (purpose == "ai-training")
    if purpose == "ai-training":
        assert "'rights/dropped/noai': 1" in log
        assert "'rights/dropped/tdm-reservation=1': 1" in log


@pytest.mark.parametrize(("purpose", "kept"), [("research", ["/a", "/said"]), ("ai-training", ["/said"])])
def test_while_nobody_knows_what_the_tdm_file_says_it_reserves_where_that_counts(
    tmp_path: Path, purpose: str, kept: list[str]
) -> None:
    answers = {
        "/.well-known/tdmrep.json": page(status=503),
        "/said": page('<meta name="tdm-reservation" content="0">'),
    }
    rights, _, log = rights_of(tmp_path, answers, "/a /said", "-s", f"RIGHTS_PURPOSE={purpose}")
    assert sorted(rights) == kept
    assert ("'rights/dropped/tdm_file_unknown': 1" in log) is (purpose == "ai-training")
    assert "'rights/tdm_files_unknown': 1" in log


def test_the_tdm_file_is_not_asked_for_when_it_is_not_wanted(tmp_path: Path) -> None:
    _, requested, _ = rights_of(tmp_path, {}, "/a", "-s", "TDM_FILES_ENABLED=False")
    assert requested == ["/robots.txt", "/a"]


def test_a_purpose_without_a_policy_is_refused() -> None:
    settings = {"RIGHTS_PURPOSE": "resale", "RIGHTS_POLICY": {"research": []}}
    with pytest.raises(InvalidInputError, match="RIGHTS_PURPOSE='resale': expected one of research"):
        RightsPipeline.from_crawler(get_crawler(Spider, settings))
