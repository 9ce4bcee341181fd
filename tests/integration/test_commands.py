"""The commands as their users run them: exit status, and what is on which stream."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler import __version__
from crawler.exit_status import exit_status
from crawler.storage import open_store
from tests.recording_server import RecordingServer, page, recording_server
from tests.sample_project import REPOSITORY, SampleProject, run_scrapy

_OTHER_SPIDERS = """
class Broken(NewsSpider):
    name = "broken"

    async def start(self):
        raise RuntimeError("cannot begin")
        yield


class Raises(NewsSpider):
    name = "raises"

    def parse(self, response):
        raise KeyError(response.url)


class NeedsEverything(scrapy.Spider):
    name = "needs_everything"

    def __init__(self, name=None, **kwargs):
        raise ArgumentError("depth='x': expected a number")
"""
_FAILING_STORE = """
STORE_URL = "sqlite:///sites"
ITEM_PIPELINES = {"pipelines.store.StorePipeline": 400}
"""
_READ_ONLY_STORE = _FAILING_STORE.replace("sqlite:///sites", "sqlite:///news.db")
_NO_BOTO3 = """
import importlib.util

_find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "boto3" else _find_spec(name, package)
"""
_PROFILE = 'start_urls = ["http://127.0.0.1:{port}/"]\n'


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    with recording_server({"/": page()}) as server:
        yield server


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return SampleProject.create(tmp_path, "PRIVATE_ADDRESSES_ALLOWED = True\n", _OTHER_SPIDERS)


def test_a_profile_is_a_spider_and_a_faulty_one_is_reported_in_one_line(project: SampleProject) -> None:
    project.add_profile("good_site", _PROFILE.format(port=80))
    project.add_profile("faulty_site", 'start_urls = "https://example.com"')
    result = project.scrapy("list")
    assert result.returncode == 1
    assert result.stdout.split() == ["broken", "good_site", "needs_everything", "news", "raises"]
    assert result.stderr == (
        """sites/faulty_site.toml: start_urls: 'https://example.com'; expected a list: ["...", "..."]\n"""
    )


def test_listing_usable_profiles_is_a_success(project: SampleProject) -> None:
    project.add_profile("good_site", _PROFILE.format(port=80))
    result = project.scrapy("list")
    assert (result.returncode, result.stderr) == (0, "")


def test_crawling_a_faulty_profile_says_only_what_is_wrong_with_it(project: SampleProject) -> None:
    project.add_profile("faulty_site", "speed = 3")
    result = project.scrapy("crawl", "faulty_site")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "sites/faulty_site.toml: speed: unknown key\n"
        "sites/faulty_site.toml: start_urls: missing; expected a list of URLs\n"
    )


def test_a_profile_named_like_a_spider_class_is_reported_and_the_class_kept(
    project: SampleProject, server: RecordingServer
) -> None:
    project.add_profile("news", _PROFILE.format(port=1))
    result = project.scrapy("crawl", "news", "-a", f"url={server.url()}")
    assert result.returncode == 0
    assert result.stderr == "sites/news.toml: name: 'news' is the name of the spider class NewsSpider already\n"


def test_a_profile_is_crawled_by_its_name_with_its_own_delay(project: SampleProject, server: RecordingServer) -> None:
    project.add_profile("good_site", _PROFILE.format(port=server.port) + "download_delay = 0.25\n")
    result = project.scrapy("crawl", "good_site", "-L", "INFO")
    assert result.returncode == 0
    assert server.requested == ["/robots.txt", "/"]
    assert "'DOWNLOAD_DELAY': 0.25" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["newz"], "no spider is named 'newz' (did you mean 'news'?)"),
        (["qqq"], """no spider is named 'qqq'; "scrapy list" shows all"""),
        (
            ["example.com"],
            "no spider is named 'example.com'; for a site without a profile: scrapy crawl news -a url=example.com",
        ),
        ([], """expected the name of one spider; "scrapy list" shows them"""),
        (["news", "articles"], """expected the name of one spider; "scrapy list" shows them"""),
        (["news", "--fast"], "unknown option '--fast'"),
        (["news", "-a", "urk=1"], "urk: unknown argument"),
        (["news", "-a", "url"], "Invalid -a value, use -a NAME=VALUE"),
        (["needs_everything"], "depth='x': expected a number"),
        (["needs_everything", "-s", "FORCE_CRAWLER_PROCESS=True"], "depth='x': expected a number"),
        (["news", "-O", "none/out.jsonl"], "output 'none/out.jsonl': there is no directory 'none'"),
        (
            ["news", "-O", "sites"],
            "output 'sites': its ending names no format; expected one of json, jsonl, csv, xml, as in",
        ),
        (["news", "-O", "sites:json"], "output 'sites' is a directory; expected a file name"),
        (["news", "-o", "gopher://host/out.jsonl"], "output 'gopher://host/out.jsonl': nothing can write to gopher:"),
        (
            ["news", "-o", "out.docx"],
            "output 'out.docx': its ending names no format; expected one of json, jsonl, csv, ",
        ),
        (
            ["news", "-O", "b.jsonl.gz"],
            "output 'b.jsonl.gz': a crawl compresses nothing; expected 'b.jsonl', or after the crawl: "
            "scrapy export --compress gzip -o b.jsonl.gz",
        ),
        (
            ["news", "-O", "b.parquet"],
            "output 'b.parquet': a crawl writes no Parquet; expected .jsonl, and after the crawl: "
            "scrapy export --format parquet -o b.parquet",
        ),
        (
            ["news", "-o", "old.json"],
            "output 'old.json' exists, and nothing can be appended to a json document; expected -O, or a file that",
        ),
        (["news", "-s", "CONTACT=(me)"], "CONTACT='(me)': expected a web or mail address"),
        (["news", "-s", "CONTACT=foo"], "CONTACT='foo': expected a web or mail address"),
        (["news", "-s", "DOWNLOAD_DELAY=abc"], "DOWNLOAD_DELAY='abc': expected a number"),
        (["news", "-s", "STORE_BATCH_SIZE=nan"], "STORE_BATCH_SIZE='nan': expected a number"),
        (["news", "-s", "ROBOTSTXT_OBEY=maybe"], "ROBOTSTXT_OBEY='maybe': expected True or False"),
        (["news", "-s", "RIGHTS_POLICY=none"], "RIGHTS_POLICY='none': expected a JSON object"),
        (["news", "-s", "DOWNLOAD_DELAY"], "-s DOWNLOAD_DELAY: expected NAME=VALUE"),
        (["news", "-s", "LOG_LEVEL=FOO"], "LOG_LEVEL FOO: no log level"),
        (["news", "-L", "WARNIN"], "-L WARNIN: no log level"),
        (["news", "-s", "PROGRESS_FORM=xx"], "PROGRESS_FORM='xx': expected auto, live or plain"),
        (["news", "-s", "STORE_URL=nofile.db"], "'nofile.db' is no store URL; expected sqlite:///"),
    ],
)
def test_unusable_input_is_one_line_and_nothing_is_fetched(
    project: SampleProject, server: RecordingServer, arguments: list[str], message: str
) -> None:
    url = ["-a", f"url={server.url()}"] if arguments[:1] == ["news"] else []
    (project.directory / "old.json").write_text("[]\n", encoding="utf-8")
    result = project.scrapy("crawl", *arguments, *url)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"scrapy crawl: error: {message}")
    assert result.stderr.count("\n") == 1
    assert server.requested == []


def test_an_output_that_needs_a_missing_package_is_refused(project: SampleProject, server: RecordingServer) -> None:
    # boto3 may be installed where the tests run: a finder that knows no such package stands for one where it is not.
    (project.directory / "sitecustomize.py").write_text(_NO_BOTO3, encoding="utf-8")
    result = run_scrapy(
        project.directory,
        *("crawl", "news", "-a", f"url={server.url()}", "-o", "s3://bucket/out.jsonl"),
        PYTHONPATH=os.pathsep.join([str(project.directory), str(REPOSITORY)]),
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "scrapy crawl: error: output 's3://bucket/out.jsonl': writing to s3: needs the package 'boto3'\n"
    )
    assert server.requested == []


def test_a_page_that_is_answered_makes_a_success(project: SampleProject, server: RecordingServer) -> None:
    result = project.scrapy("crawl", "news", "-a", f"url={server.url()}", "-O", "out.jsonl")
    assert (result.returncode, result.stderr) == (0, "")
    assert (project.directory / "out.jsonl").read_text(encoding="utf-8") == f'{{"url": "{server.url()}"}}\n'


@pytest.mark.parametrize("path", ["/missing", "/loop"])
def test_fetching_nothing_makes_a_failure(project: SampleProject, server: RecordingServer, path: str) -> None:
    server.answers["/loop"] = (302, {"Location": "/loop"}, "")
    result = project.scrapy("crawl", "news", "-a", f"url={server.url(path)}")
    assert (result.returncode, result.stderr) == (1, "")
    assert "Nothing could be fetched" in result.stdout


def test_a_host_that_refuses_connections_costs_one_line_of_log(project: SampleProject) -> None:
    with recording_server({}) as closed:
        url = closed.url()
    result = project.scrapy("crawl", "news", "-a", f"url={url}", "-s", "RETRY_TIMES=0")
    assert result.returncode == 1
    assert "connection refused" in result.stdout
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_a_spider_that_cannot_begin_makes_a_failure(project: SampleProject) -> None:
    result = project.scrapy("crawl", "broken")
    assert result.returncode == 1
    assert "The spider could not begin" in result.stdout


def test_processing_no_page_makes_a_failure(project: SampleProject, server: RecordingServer) -> None:
    result = project.scrapy("crawl", "raises", "-a", f"url={server.url()}")
    assert result.returncode == 1
    assert "Pages could not be processed: an error in the program" in result.stdout


def test_a_store_that_cannot_be_opened_ends_the_crawl_with_one_line(tmp_path: Path, server: RecordingServer) -> None:
    project = SampleProject.create(tmp_path, _FAILING_STORE)
    result = project.scrapy("crawl", "news", "-a", f"url={server.url()}", "-s", "PRIVATE_ADDRESSES_ALLOWED=True")
    assert (result.returncode, result.stdout) == (1, "")
    assert "sqlite:///sites" in result.stderr
    assert result.stderr.count("\n") == 1
    assert server.requested == []


def test_a_store_that_cannot_be_written_ends_the_crawl_before_it_begins(
    tmp_path: Path, server: RecordingServer
) -> None:
    project = SampleProject.create(tmp_path, _READ_ONLY_STORE)
    file = tmp_path / "news.db"
    open_store(f"sqlite:///{file}").close()
    # A file of a later format version may be read and not written (https://www.sqlite.org/fileformat2.html, 1.3.3):
    # for everybody, while permissions do not bind root.
    content = bytearray(file.read_bytes())
    content[18] = 3
    file.write_bytes(content)
    result = project.scrapy("crawl", "news", "-a", f"url={server.url()}", "-s", "PRIVATE_ADDRESSES_ALLOWED=True")
    assert (result.returncode, result.stdout) == (1, "")
    assert "found it read-only; expected write access" in result.stderr
    assert result.stderr.count("\n") == 1
    assert server.requested == []


@pytest.mark.parametrize(
    ("stats", "status"),
    [
        ({"finish_reason": "finished"}, 0),
        ({"outcomes/requested": 2, "outcomes/answered": 1, "outcomes/failed/dns": 1}, 0),
        ({"outcomes/requested": 2, "outcomes/failed/dns": 2}, 1),
        ({"outcomes/requested": 2, "outcomes/skipped": 2}, 0),
        ({"outcomes/requested": 2, "outcomes/skipped": 1, "outcomes/failed/dns": 1}, 1),
        ({"outcomes/requested": 1, "finish_reason": "shutdown"}, 0),
        ({"outcomes/answered": 3, "outcomes/unprocessed/KeyError": 2, "outcomes/unprocessed/TypeError": 1}, 1),
        ({"outcomes/answered": 3, "outcomes/unprocessed/KeyError": 2}, 0),
        ({"outcomes/answered": 1, "outcomes/unprocessed/KeyError": 1, "finish_reason": "shutdown"}, 1),
        ({"finish_reason": "start_error"}, 1),
        ({"outcomes/requested": 1, "outcomes/answered": 1, "store/errors": 1}, 1),
        ({"outcomes/requested": 1, "outcomes/answered": 1, "feedexport/failed_count/FileFeedStorage": 1}, 1),
    ],
)
def test_the_exit_status_follows_from_the_outcome(stats: dict[str, object], status: int) -> None:
    assert exit_status(stats) == status


@pytest.mark.parametrize(
    ("options", "user_agent"),
    [
        ((), f"NewsCrawler/{__version__}"),
        (("-s", "CONTACT=me@example.com"), f"NewsCrawler/{__version__} (+me@example.com)"),
        (("-s", "CONTACT=me@example.com", "-s", "USER_AGENT=Other/2"), "Other/2"),
    ],
)
def test_the_user_agent_names_whom_to_contact(
    project: SampleProject, server: RecordingServer, options: tuple[str, ...], user_agent: str
) -> None:
    project.scrapy("crawl", "news", "-a", f"url={server.url()}", *options)
    assert server.user_agents == {user_agent}


def test_another_user_agent_obeys_what_robots_txt_says_to_it(project: SampleProject, server: RecordingServer) -> None:
    server.answers["/robots.txt"] = (200, {}, "User-agent: Other\nDisallow: /\n")
    result = project.scrapy("crawl", "news", "-a", f"url={server.url()}", "-s", "USER_AGENT=Other/2")
    assert result.returncode == 1
    assert server.requested == ["/robots.txt"]


def test_local_files_are_not_read(project: SampleProject) -> None:
    secret = project.directory / "secret.html"
    secret.write_text("<p>secret</p>", encoding="utf-8")
    assert project.scrapy("crawl", "news", "-a", f"url={secret.as_uri()}").returncode == 1


def test_the_project_lists_its_spiders() -> None:
    result = run_scrapy(REPOSITORY, "list")
    assert (result.returncode, result.stderr) == (0, "")
    assert {"news", "articles", "ccbsnews_info"} <= set(result.stdout.split())


@pytest.mark.parametrize("package", ["pipelines", "spiders"])
def test_an_installed_package_of_the_same_name_does_not_shadow_ours(tmp_path: Path, package: str) -> None:
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("", encoding="utf-8")
    code = f"""
from scrapy.utils.project import get_project_settings
get_project_settings()
import {package}
print({package}.__file__)
"""
    result = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=True,
    )
    assert Path(result.stdout.strip()) == REPOSITORY / package / "__init__.py"
