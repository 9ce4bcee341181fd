from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler.fetching.refusals import PrivateAddressError
from crawler.middlewares.private_addresses import PrivateAddressesMiddleware
from tests.recording_server import RecordingServer, page, recording_server, redirect
from tests.sample_project import SampleProject


@pytest.fixture
def middleware() -> PrivateAddressesMiddleware:
    crawler = get_crawler(Spider)
    return PrivateAddressesMiddleware.from_crawler(crawler)


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    with recording_server({}) as server:
        yield server


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1:8000/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://１２７.0.0.1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://user:pw@192.168.0.1/",
        "http://printer.local/",
    ],
)
def test_hosts_off_the_public_internet_are_refused(middleware: PrivateAddressesMiddleware, url: str) -> None:
    with pytest.raises(PrivateAddressError, match="not on the public internet"):
        middleware.process_request(Request(url))


@pytest.mark.parametrize("url", ["https://example.com/", "http://8.8.8.8/", "http://localhost.example.com/"])
def test_public_hosts_pass(middleware: PrivateAddressesMiddleware, url: str) -> None:
    middleware.process_request(Request(url))


def test_each_refusal_is_counted_and_each_host_named_once(caplog: pytest.LogCaptureFixture) -> None:
    crawler = get_crawler(Spider)
    middleware = PrivateAddressesMiddleware.from_crawler(crawler)
    for url in ("http://10.0.0.1/a", "http://10.0.0.1/b", "http://10.0.0.2/"):
        with caplog.at_level(logging.WARNING), pytest.raises(PrivateAddressError):
            middleware.process_request(Request(url))
    assert crawler.stats.get_value("private_addresses/refused") == 3
    assert len(caplog.records) == 2
    assert "PRIVATE_ADDRESSES_ALLOWED" in caplog.messages[0]


def test_the_setting_turns_it_off() -> None:
    with pytest.raises(NotConfigured):
        PrivateAddressesMiddleware.from_crawler(get_crawler(Spider, {"PRIVATE_ADDRESSES_ALLOWED": True}))


@pytest.mark.parametrize("redirecting", ["http://news.example/", "http://news.example/robots.txt"])
def test_a_redirect_to_a_private_address_is_not_followed(
    tmp_path: Path, server: RecordingServer, redirecting: str
) -> None:
    server.answers = {"http://news.example/": page(), redirecting: redirect(server.url("/secret"))}
    result = _crawl_through_proxy(tmp_path, server)
    assert redirecting in server.requested
    assert not any(url.endswith("/secret") for url in server.requested)
    assert f"Refused {server.url('/secret')}" in result


def test_a_redirect_to_a_private_address_is_followed_when_allowed(tmp_path: Path, server: RecordingServer) -> None:
    server.answers = {"http://news.example/": redirect(server.url("/secret"))}
    _crawl_through_proxy(tmp_path, server, "-s", "PRIVATE_ADDRESSES_ALLOWED=True")
    assert any(url.endswith("/secret") for url in server.requested)


def _crawl_through_proxy(directory: Path, server: RecordingServer, *options: str) -> str:
    """Crawl a host that looks public. Its proxy is on loopback, but a proxy is not what a URL names: the first
    request is allowed, and what follows is up to the answer."""
    project = SampleProject.create(directory)
    arguments = ("crawl", "news", "-a", "url=http://news.example/")
    return project.scrapy(*arguments, *options, http_proxy=server.url()).stderr
