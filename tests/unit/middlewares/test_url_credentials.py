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
def test_credentials_of_a_url_are_sent_as_a_header(url: str, without: str, sent: bytes) -> None:
    request = UrlCredentialsMiddleware().process_request(Request(url, meta={"is_start": True}))
    assert request is not None
    assert request.url == without
    assert b64decode(request.headers["Authorization"].removeprefix(b"Basic ")) == sent
    assert request.meta["is_start"]


@pytest.mark.parametrize("url", ["https://example.com/", "https://example.com/a@b", "https://example.com/?a=b:c@d"])
def test_url_without_credentials_is_left_alone(url: str) -> None:
    assert UrlCredentialsMiddleware().process_request(Request(url)) is None
