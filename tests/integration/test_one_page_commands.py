"""`scrapy extract` and `scrapy savepage`, run as their users run them, against the sample site."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from crawler.saved_pages import SavedPage, read_expected
from examples.sample_site import SampleArticle, SampleSite, articles
from tests.recording_server import recording_server
from tests.sample_project import REPOSITORY, run_scrapy

_LOCAL = ("-s", "PRIVATE_ADDRESSES_ALLOWED=1", "-s", "DOWNLOAD_DELAY=0")


@pytest.fixture
def article(sample_site: SampleSite) -> SampleArticle:
    return next(article for article in articles(sample_site.url) if article.publication == "blog")


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run_scrapy(REPOSITORY, *arguments)


def test_extract_prints_the_article_at_a_url(article: SampleArticle) -> None:
    done = scrapy("extract", article.url, *_LOCAL)
    assert (done.returncode, done.stderr) == (0, "")
    read = json.loads(done.stdout)
    assert (read["headline"], read["body"]) == (article.headline, article.body)
    assert read["fetched_at"]


_RIGHTS_PAGE = (
    200,
    {"Content-Type": "text/html", "X-Robots-Tag": "noarchive", "TDM-Reservation": "1"},
    "<title>A headline of some length</title><h1>A headline of some length</h1><p>Some text of the article.",
)
_RIGHTS = {"x_robots_tag": "noarchive", "tdm_reservation": 1}


def test_extract_reads_rights_and_status_from_the_response_as_a_crawl_does() -> None:
    with recording_server({"/a": _RIGHTS_PAGE}) as server:
        read = json.loads(scrapy("extract", server.url("/a"), *_LOCAL).stdout)
    assert (read["rights"], read["http_status"]) == (_RIGHTS, 200)


def test_savepage_keeps_the_headers_that_rights_are_read_from(tmp_path: Path) -> None:
    with recording_server({"/a": _RIGHTS_PAGE}) as server:
        scrapy("savepage", server.url("/a"), "--case", "a", "--directory", str(tmp_path), *_LOCAL)
    directory = tmp_path / "127_0_0_1" / "a"
    expected = read_expected(directory)
    assert expected
    assert expected["rights"] == _RIGHTS == SavedPage.read(directory).fields(None)["rights"]


def test_extract_refuses_what_is_no_html() -> None:
    with recording_server({"/a": (200, {"Content-Type": "application/json"}, "{}")}) as server:
        done = scrapy("extract", server.url("/a"), *_LOCAL)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("/a is no HTML page but application/json\n")


def test_extract_reads_a_saved_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<title>A headline of some length</title><p>Some text.", encoding="utf-8")
    done = scrapy("extract", str(tmp_path / "page.html"), "--url", "https://example.com/a")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["headline"] == "A headline of some length"
    assert json.loads(done.stdout)["fetched_at"] is None


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ((), 2, "expected one URL or file name"),
        (("no-such-file",), 2, "'no-such-file' is neither a web URL nor a readable file"),
        (("README.md",), 2, "--url is missing: expected the address 'README.md' was saved from"),
        (("README.md", "--url", "x"), 2, "--url is 'x': expected the address"),
        (("README.md", "-s", "DOWNLOAD_DELAY=abc"), 2, "DOWNLOAD_DELAY='abc': expected a number"),
    ],
    ids=["nothing", "no file", "no url", "bad url", "bad setting"],
)
def test_extract_says_in_one_line_what_is_wrong(arguments: tuple[str, ...], status: int, message: str) -> None:
    done = scrapy("extract", *arguments)
    assert done.returncode == status
    assert done.stderr.startswith(f"scrapy extract: error: {message}")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_extract_ends_with_status_1_when_the_page_cannot_be_fetched() -> None:
    done = scrapy("extract", "http://127.0.0.1:1/a", *_LOCAL, "-s", "RETRY_ENABLED=0")
    assert done.returncode == 1
    assert "Connection refused" in done.stderr
    error = "scrapy extract: error: http://127.0.0.1:1/a could not be fetched: connection refused"
    assert done.stderr.splitlines()[-1] == error


def test_extract_says_that_robots_txt_forbids_the_page(tmp_path: Path) -> None:
    rules = (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /private")
    with recording_server({"/robots.txt": rules}) as server:
        done = scrapy("extract", server.url("/private/a"), *_LOCAL)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.rstrip().endswith("/private/a could not be fetched: forbidden by robots.txt")


def test_savepage_keeps_the_page_and_proposes_the_expectation(article: SampleArticle, tmp_path: Path) -> None:
    done = scrapy("savepage", article.url, "--case", "a_post", "--directory", str(tmp_path), *_LOCAL)
    assert (done.returncode, done.stderr) == (0, "")
    directory = tmp_path / "127_0_0_1" / "a_post"
    expected = read_expected(directory)
    assert expected
    assert expected["body"] == article.body
    assert SavedPage.read(directory).fields(None) == expected


def test_savepage_does_not_overwrite_a_case(article: SampleArticle, tmp_path: Path) -> None:
    (tmp_path / "127_0_0_1" / "a_post").mkdir(parents=True)
    done = scrapy("savepage", article.url, "--case", "a_post", "--directory", str(tmp_path), *_LOCAL)
    assert done.returncode == 2
    assert "exists; name another case with --case" in done.stderr
