"""When a server is asked whether it tells the truth about what has changed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.http import Response

from crawler.storage import PendingUrl
from crawler.visits import Visit
from spiders.revalidation import Revalidation, note_version

URL = "https://news.example.com/"


def key_of(content: str) -> str:
    visit = Visit(PendingUrl(id=1, key=URL, url=URL, kind="list"), lambda _: None)
    note_version(visit, Response(URL), content_key=content)
    assert visit.result.content_key is not None
    return visit.result.content_key


@pytest.mark.parametrize(
    ("known", "is_asked"),
    [
        pytest.param(key_of("1-before"), True, id="changed"),
        pytest.param(key_of("1-now"), False, id="the same"),
        pytest.param("1-before@0.0.0", False, id="read by another release"),
        pytest.param("before", False, id="read before keys named their release"),
    ],
)
def test_only_what_this_release_has_read_is_held_against_a_server(known: str, is_asked: bool) -> None:
    pending = PendingUrl(id=1, key=URL, url=URL, kind="list", etag='"1"', content_key=known)
    visit = Visit(pending, lambda _: None)
    visit.is_spot_check = True
    note_version(visit, Response(URL, headers={"ETag": '"2"'}), content_key="1-now")
    revalidation = Revalidation(cast(Any, SimpleNamespace()), cast(Any, SimpleNamespace()))
    requests = list(revalidation.probes(visit))
    assert [request.headers["If-None-Match"] for request in requests] == [b'"1"'] * is_asked
