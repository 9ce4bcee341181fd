"""Names whose servers answer late, in a crawl."""

from __future__ import annotations

from pathlib import Path

from tests.misbehaving_server import html, misbehaving_server
from tests.outcome_crawl import crawl_outcomes

_SETTINGS = """
import time


def _slowly(name, look_up=socket.gethostbyname):
    if "slow" in name:
        time.sleep(4)
    return look_up(name)


socket.gethostbyname = _slowly
PRIVATE_ADDRESSES_ALLOWED = True
RETRY_ENABLED = False
BACKOFF_ENABLED = False
CONCURRENT_REQUESTS = 100
DNS_TIMEOUT = 3
"""


def test_a_domain_whose_names_are_found_slowly_keeps_no_other_waiting(tmp_path: Path) -> None:
    slow = [f"s{n}.slow.com" for n in range(40)]
    fast = [f"{n}.com" for n in "abc"]
    with misbehaving_server({"/robots.txt": html(b""), "/": html(b"<p>text</p>")}) as server:
        urls = [server.url(host=host) for host in (*slow, *fast)]
        names = {host: ["127.0.0.1"] for host in (*slow, *fast)}
        outcomes = crawl_outcomes(tmp_path, urls, settings=_SETTINGS, names=names).outcomes
    # As they came: before any of the slow ones was given up.
    assert set(list(outcomes.items())[:3]) == {(url, "200, 11 B") for url in urls[-3:]}
    assert [outcomes[url] for url in urls[:-3]] == ["dns"] * len(slow)
