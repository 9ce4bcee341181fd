from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.redirects import CountedRedirectMiddleware


@pytest.mark.parametrize(("location", "slot"), [("/b", "a.example"), ("https://b.example/", None)])
def test_a_redirect_to_another_host_waits_for_that_host(location: str, slot: str | None) -> None:
    middleware = CountedRedirectMiddleware.from_crawler(get_crawler(Spider))
    request = Request("https://a.example/", meta={"download_slot": "a.example"})
    redirected = middleware.process_response(request, Response(request.url, status=302, headers={"Location": location}))
    assert isinstance(redirected, Request)
    assert redirected.meta.get("download_slot") == slot


def test_a_response_that_the_spider_wants_as_it_is_is_not_judged() -> None:
    middleware = CountedRedirectMiddleware.from_crawler(get_crawler(Spider))
    request = Request("https://a.example/", meta={"handle_httpstatus_all": True})
    response = Response(request.url, status=302, headers={"Location": "file:///etc/passwd"})
    assert middleware.process_response(request, response) is response
