from __future__ import annotations

from base64 import b64decode

import pytest
from scrapy import Request

from crawler.middlewares.url_credentials import UrlCredentialsMiddleware


@pytest.mark.parametrize(
    ("url", "without", "sent"),
    [
        ("https://me:s3cret@example.com:81/a?b=c@d", "https://example.com:81/a?b=c@d", b"me:s3cret"),
        ("https://me:a%40b@example.com/", "https://example.com/", b"me:a@b"),
        ("https://me@example.com/", "https://example.com/", b"me:"),
    ],
)
def test_given_credentials_are_sent_as_a_header(url: str, without: str, sent: bytes) -> None:
    request = UrlCredentialsMiddleware([url]).process_request(Request(url, meta={"is_start": True}))
    assert request is not None
    assert request.url == without
    assert _sent(request) == sent
    assert request.meta["is_start"]


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://example.com/a", b"me:s3cret"),
        ("https://example.com:443/robots.txt", b"me:s3cret"),
        ("http://example.com/a", None),
        ("https://example.com:444/a", None),
        ("https://www.example.com/a", None),
    ],
)
def test_given_credentials_are_for_the_whole_origin_and_no_other(url: str, sent: bytes | None) -> None:
    request = Request(url)
    assert UrlCredentialsMiddleware(["https://me:s3cret@example.com/"]).process_request(request) is None
    assert _sent(request) == sent


def test_who_is_given_two_users_of_a_host_sends_each_where_it_was_given() -> None:
    urls = ["https://one:1@example.com/a", "https://two:2@example.com/b"]
    middleware = UrlCredentialsMiddleware(urls)
    assert [_sent(middleware.process_request(Request(url))) for url in urls] == [b"one:1", b"two:2"]


def test_credentials_that_nobody_gave_are_taken_out_and_not_sent() -> None:
    request = UrlCredentialsMiddleware([]).process_request(Request("https://bob:hunter2@example.com/a"))
    assert request is not None
    assert request.url == "https://example.com/a"
    assert _sent(request) is None


@pytest.mark.parametrize("url", ["https://example.com/", "https://example.com/a@b", "https://example.com/?a=b:c@d"])
def test_url_without_credentials_is_left_alone(url: str) -> None:
    assert UrlCredentialsMiddleware([]).process_request(Request(url)) is None


def _sent(request: Request | None) -> bytes | None:
    assert request is not None
    header = request.headers.get("Authorization")
    return b64decode(header.removeprefix(b"Basic ")) if header else None
