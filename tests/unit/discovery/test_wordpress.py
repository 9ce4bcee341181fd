from __future__ import annotations

import json

import pytest

from crawler.discovery.wordpress import POSTS_PER_PAGE, parse_posts, posts_url
from crawler.extraction.page import parse_page

API = "https://example.com/wp-json/wp/v2/posts?per_page=100&_fields=link%2Cdate_gmt%2Cmodified_gmt%2Ctitle&page=1"


def test_api_that_a_page_announces_is_asked_for_its_newest_posts() -> None:
    page = parse_page(b'<head><link rel="https://api.w.org/" href="/wp-json/"></head>', "https://example.com/")
    assert posts_url(page) == API


def test_page_without_api_has_no_list_of_posts() -> None:
    assert posts_url(parse_page(b"<p>text", "https://example.com/")) is None


def test_post_has_its_title_and_its_times_in_utc() -> None:
    post = {"link": "https://example.com/a", "date_gmt": "2026-01-09T10:00:00", "modified_gmt": "2026-01-10T11:00:00"}
    posts = parse_posts(json.dumps([post | {"title": {"rendered": "Salt &amp; sea"}}]).encode(), API)
    assert posts is not None
    ((entry,), next_url) = posts
    assert (entry.url, entry.title, next_url) == ("https://example.com/a", "Salt & sea", None)
    assert entry.published is not None
    assert entry.modified is not None
    assert (entry.published.value, entry.modified.value) == ("2026-01-09T10:00:00+00:00", "2026-01-10T11:00:00+00:00")


def test_full_page_has_a_next_one() -> None:
    posts = [{"link": f"/{number}"} for number in range(POSTS_PER_PAGE)]
    parsed = parse_posts(json.dumps(posts).encode(), API)
    assert parsed is not None
    assert parsed[1] == API.replace("page=1", "page=2").replace("per_page=200", "per_page=100")


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"code": "rest_no_route"}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_list_of_posts_is_none(body: bytes) -> None:
    assert parse_posts(body, API) is None


@pytest.mark.parametrize(
    "post", [1, {}, {"link": 1}, {"link": "mailto:a@b"}, {"link": "/a", "title": 1, "date_gmt": 2}]
)
def test_post_that_is_broken_costs_no_other(post: object) -> None:
    parsed = parse_posts(json.dumps([post, {"link": "/good"}]).encode(), API)
    assert parsed is not None
    assert parsed[0][-1].url == "https://example.com/good"
