from __future__ import annotations

from pathlib import Path

import pytest

from tests.misbehaving_server import html, misbehaving_server
from tests.outcome_crawl import crawl_outcomes


@pytest.mark.parametrize(
    ("status", "header", "outcome"),
    [
        ("403 Forbidden", "cf-mitigated: challenge", "challenge"),
        ("503 Service Unavailable", "CF-Mitigated: Challenge", "challenge"),
        ("202 Accepted", "x-amzn-waf-action: challenge", "challenge"),
        ("405 Method Not Allowed", "x-amzn-waf-action: captcha", "challenge"),
        ("200 OK", "cf-mitigated: none", "200, 11 B"),
        ("403 Forbidden", "Server: cloudflare", "http_403"),
    ],
)
def test_a_challenge_that_says_so_is_no_page(status: str, header: str, outcome: str, tmp_path: Path) -> None:
    settings = "PRIVATE_ADDRESSES_ALLOWED = True\nRETRY_ENABLED = False\nROBOTSTXT_OBEY = False\n"
    with misbehaving_server({"/": html(b"<p>text</p>", header, status=status)}) as server:
        crawl = crawl_outcomes(tmp_path, [server.url()], settings=settings)
    assert crawl.outcomes == {server.url(): outcome}
    if outcome == "challenge":
        assert crawl.stats["outcomes/failed/challenge"] == 1
        assert "outcomes/answered" not in crawl.stats
        assert "1  a challenge for people in the page's place" in crawl.summary
