"""When a server is asked whether it tells the truth about what has changed, and when it is believed again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.content_versions import ContentVersion, content_version, reader_of
from crawler.sites import SiteProfile
from crawler.storage import PendingUrl, SiteRun
from crawler.visits import Visit
from spiders.revalidation import Look, Revalidation, note_version

URL = "https://news.example.com/"
READER = reader_of(None, is_rendered=False)
BEFORE = ContentVersion("1-before", READER, "bytes before", "links before")
NOW = ContentVersion("1-now", READER, "bytes now", "links now")


class Crawl:
    """What is counted, and what the site's run knows."""

    def __init__(self, lied_at: datetime | None = None, share: int = 1) -> None:
        self.lies = 0
        self.run = SiteRun(is_resumed=False, validators_lied_at=lied_at)
        self.spot_check_share = share
        self.revalidation = Revalidation(cast(Any, self), cast(Any, self))

    def inc_value(self, stat: str) -> None:
        assert stat == "frontier/false_304"

    async def distrust_validators(self) -> None:
        self.lies += 1


def checked(known: str | None, now: ContentVersion = NOW) -> Visit:
    """A visit that did not tell the server which version is known."""
    visit = Visit(PendingUrl(id=1, key=URL, url=URL, kind="list", etag='"1"', content_key=known), lambda _: None)
    visit.is_spot_check = True
    note_version(visit, Response(URL, headers={"ETag": '"2"'}), now)
    return visit


@pytest.mark.parametrize(
    ("known", "is_asked"),
    [
        pytest.param(str(BEFORE), True, id="other bytes, other links, other content"),
        pytest.param(str(replace(BEFORE, content="1-now")), False, id="what differs is not read"),
        pytest.param(
            str(replace(BEFORE, links="links now")), False, id="it links to the same, which is read otherwise"
        ),
        pytest.param(str(replace(BEFORE, body="bytes now")), False, id="the same bytes"),
        pytest.param(str(replace(BEFORE, reader="other")), False, id="another release, profile or browser"),
        pytest.param("1-before@0.1.0", False, id="a key of an earlier release"),
        pytest.param("before", False, id="a key of the first release"),
        pytest.param(None, False, id="nothing known"),
    ],
)
def test_a_server_is_suspected_only_for_what_one_reader_finds_in_other_bytes(known: str | None, is_asked: bool) -> None:
    requests = list(Crawl().revalidation.probes(checked(known)))
    assert [request.headers["If-None-Match"] for request in requests] == [b'"1"'] * is_asked


@pytest.mark.parametrize(
    ("status", "again", "is_lie"),
    [
        (304, NOW, True),
        (304, replace(NOW, body="bytes of this answer"), True),
        (304, replace(NOW, body="bytes of this answer", links="links of this answer"), False),
        (304, replace(NOW, body="bytes of this answer", content="1-of this answer"), False),
        (304, None, False),
        (200, NOW, False),
        (304, "document", True),
    ],
    ids=[
        *("a lie", "bytes that always differ do not hide it", "links always differ", "content always differs"),
        *("it cannot be read again", "the truth", "a document is what it states"),
    ],
)
def test_a_lie_is_what_holds_when_the_page_is_looked_at_again(status: int, again: Any, is_lie: bool) -> None:
    crawl = Crawl()
    look: Look | None = None if again == "document" else lambda _: again
    (old,) = crawl.revalidation.probes(checked(str(BEFORE)), look)

    async def answered() -> None:
        async for request in old.callback(Response(URL, status=status, request=old), **old.cb_kwargs):  # type: ignore[misc]
            assert "If-None-Match" not in request.headers
            await request.callback(Response(URL, request=request), **request.cb_kwargs)

    asyncio.run(answered())
    assert crawl.lies == is_lie


@pytest.mark.parametrize(
    ("days", "is_conditional", "share"),
    [(None, True, 20), (0, False, 20), (29, False, 20), (31, True, 4), (61, True, 20)],
)
def test_who_lied_is_believed_again_after_a_month_and_checked_more_often_for_another(
    days: int | None, is_conditional: bool, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[int] = []
    monkeypatch.setattr("secrets.randbelow", lambda below: shares.append(below) or 1)  # type: ignore[func-returns-value]
    lied_at = None if days is None else datetime.now(UTC) - timedelta(days=days)
    visit = Visit(PendingUrl(id=1, key=URL, url=URL, kind="list", outcome="not_an_article", etag='"1"'), lambda _: None)
    headers = Crawl(lied_at, share=20).revalidation.headers(visit)
    assert headers == ({"If-None-Match": b'"1"'} if is_conditional else {})
    assert shares == [share] * is_conditional


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b'"abc"', '"abc"'),
        (b'W/"caf\xe9"', 'W/"caf\xe9"'),
        (b'"\xed\xa0\x80"', '"\xed\xa0\x80"'),
        (b'"a\x00b"', None),
        (b'"a\rb"', None),
        (b"", None),
    ],
    ids=repr,
)
def test_a_validator_goes_back_as_it_came_or_not_at_all(sent: bytes, kept: str | None) -> None:
    visit = Visit(PendingUrl(id=1, key=URL, url=URL, kind="list"), lambda _: None)
    note_version(visit, Response(URL, headers={"ETag": sent}), NOW)
    assert visit.result.etag == kept
    again = Visit(replace(visit.pending, etag=kept, outcome="not_an_article"), lambda _: None)
    headers = Crawl(share=0).revalidation.headers(again)
    assert Request(URL, headers=headers).headers.get("If-None-Match") == (sent if kept else None)


def test_the_text_of_a_version_comes_back() -> None:
    for version in (NOW, replace(NOW, links=""), replace(NOW, content="a@b-c")):
        assert content_version(str(version)) == version


def test_who_reads_is_another_with_another_profile_or_in_a_browser() -> None:
    profile = SiteProfile(name="a", start_urls=(URL,))
    profiles = [None, profile, replace(profile, selectors={"body": ".a"}), replace(profile, remove=(".b",))]
    readers = {reader_of(one, is_rendered=rendered) for one in profiles for rendered in (False, True)}
    assert len(readers) == 8
    assert reader_of(replace(profile, start_urls=()), is_rendered=False) in readers
