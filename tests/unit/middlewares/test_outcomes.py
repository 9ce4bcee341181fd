from __future__ import annotations

import socket
from pathlib import Path

import pytest
from OpenSSL.SSL import Error as OpenSSLError
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure
from twisted.web.client import ResponseNeverReceived

from crawler.fetching.refusals import PrivateAddressError, RobotsForbiddenError
from crawler.middlewares.outcomes import OutcomesMiddleware, failure_reason
from tests.recording_server import page, recording_server, redirect
from tests.sample_project import SampleProject


@pytest.fixture
def crawler() -> Crawler:
    return get_crawler(Spider)


@pytest.fixture
def middleware(crawler: Crawler) -> OutcomesMiddleware:
    return OutcomesMiddleware.from_crawler(crawler)


def answer(middleware: OutcomesMiddleware, url: str, status: int, **meta: object) -> None:
    request = Request(url, meta=meta)
    middleware.process_request(request)
    middleware.process_response(request, Response(url, status=status))


def test_an_answer_below_400_counts_as_answered(middleware: OutcomesMiddleware, crawler: Crawler) -> None:
    for status in (200, 202):
        answer(middleware, "https://example.com/", status)
    assert crawler.stats.get_stats() == {"outcomes/requested": 2, "outcomes/answered": 2}


@pytest.mark.parametrize("name", ["If-None-Match", "If-Modified-Since"])
def test_not_modified_is_an_answer_to_who_asked(middleware: OutcomesMiddleware, crawler: Crawler, name: str) -> None:
    url = "https://example.com/"
    middleware.process_response(Request(url, headers={name: "x"}), Response(url, status=304))
    assert crawler.stats.get_stats() == {"outcomes/answered": 1}
    answer(middleware, url, 304)
    assert crawler.stats.get_value("outcomes/failed/http_304") == 1


def test_an_error_status_is_counted_with_the_first_three_urls(middleware: OutcomesMiddleware, crawler: Crawler) -> None:
    for number in (1, 1, 2, 3, 4):
        answer(middleware, f"https://example.com/{number}", 404)
    assert crawler.stats.get_value("outcomes/failed/http_404") == 5
    assert crawler.stats.get_value("outcomes/examples/http_404") == tuple(f"https://example.com/{n}" for n in (1, 2, 3))


@pytest.mark.parametrize("path", ["/robots.txt", "/where-it-redirects-to"])
def test_a_side_document_is_no_page(middleware: OutcomesMiddleware, crawler: Crawler, path: str) -> None:
    request = Request(f"https://example.com{path}", meta={"is_side_document": True})
    middleware.process_request(request)
    middleware.process_response(request, Response(request.url, status=404))
    middleware.process_exception(request, DownloadTimeoutError())
    assert crawler.stats.get_stats() == {}


@pytest.mark.parametrize("meta", [{"retry_times": 1}, {"redirect_times": 1}])
def test_a_retry_or_redirect_is_no_further_page(
    middleware: OutcomesMiddleware, crawler: Crawler, meta: dict[str, int]
) -> None:
    middleware.process_request(Request("https://example.com/", meta=meta))
    assert crawler.stats.get_stats() == {}


def _tls_failure() -> DownloadFailedError:
    """As Scrapy raises it for a certificate that does not verify."""
    error = DownloadFailedError()
    error.__cause__ = ResponseNeverReceived(
        [Failure(OpenSSLError([("SSL routines", "", "certificate verify failed")]))]
    )
    return error


@pytest.mark.parametrize(
    ("exception", "reason"),
    [
        (CannotResolveHostError(), "dns"),
        (DownloadConnectionRefusedError(), "refused"),
        (DownloadTimeoutError(), "timeout"),
        (DownloadCancelledError(), "too_large"),
        (ResponseDataLossError(), "cut_off"),
        (PrivateAddressError(), "private_address"),
        (RobotsForbiddenError(), "robots_txt"),
        (IgnoreRequest("not modified"), None),
        (_tls_failure(), "tls"),
        (DownloadFailedError(), "DownloadFailedError"),
    ],
)
def test_an_exception_is_counted_under_the_name_of_its_cause(exception: Exception, reason: str | None) -> None:
    assert failure_reason(exception) == reason


def test_a_request_another_middleware_ignores_is_skipped_not_failed(
    middleware: OutcomesMiddleware, crawler: Crawler
) -> None:
    middleware.process_exception(Request("https://example.com/"), IgnoreRequest("not modified"))
    assert crawler.stats.get_stats() == {"outcomes/skipped": 1}


@pytest.mark.parametrize("response", [Response("https://example.com/a"), None])
def test_an_exception_of_the_spider_is_counted_by_its_class(
    middleware: OutcomesMiddleware, crawler: Crawler, response: Response | None
) -> None:
    middleware.spider_error(Failure(KeyError()), response)
    assert crawler.stats.get_value("outcomes/unprocessed/KeyError") == 1
    assert crawler.stats.get_value("outcomes/examples/KeyError") == (("https://example.com/a",) if response else None)


def test_a_real_crawl_counts_each_page_once(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed_port = unused.getsockname()[1]
    project = SampleProject.create(
        tmp_path,
        settings="STATS_DUMP = True\nLOG_LEVEL = 'INFO'\nPRIVATE_ADDRESSES_ALLOWED = True",
    )
    answers = {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /private\n"),
        "/": page(),
        "/moved": redirect("/new"),
        "/new": page(),
        "/busy": page(status=503),
    }
    with recording_server(answers) as server:
        paths = ("/", "/moved", "/busy", "/private", "/missing")
        urls = [*map(server.url, paths), f"http://127.0.0.1:{closed_port}/"]
        listed = ", ".join(f'"{url}"' for url in urls)
        project.add_profile("all_of_them", f"start_urls = [{listed}]")
        log = project.scrapy("crawl", "all_of_them").stderr
    for line in (
        "'outcomes/requested': 6",
        "'outcomes/answered': 2",
        "'outcomes/failed/http_404': 1",
        "'outcomes/failed/http_503': 1",
        "'outcomes/failed/robots_txt': 1",
        "'outcomes/failed/refused': 1",
    ):
        assert line in log
