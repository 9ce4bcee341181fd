"""What stands between a crawl and a site, or says it is the site: no page without a certificate that holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks import tls
from tests.outcome_crawl import OutcomeCrawl, crawl_outcomes

_SETTINGS = """
PRIVATE_ADDRESSES_ALLOWED = True
ROBOTSTXT_OBEY = False
RETRY_ENABLED = False
BACKOFF_ENABLED = False
DOWNLOAD_TIMEOUT = 3
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OutcomeCrawl, dict[str, tuple[str, str]]]]:
    directory: Path = tmp_path_factory.mktemp("tls")
    with tls.tls_servers(directory) as (authority, urls):
        asked = [url for url, _ in urls.values()]
        yield crawl_outcomes(directory, asked, settings=_SETTINGS, SSL_CERT_FILE=str(authority)), urls


@pytest.mark.parametrize(
    "name",
    [
        *("trusted", "self-signed", "expired", "not yet valid", "of another name", "of another address"),
        *("breaks off", "plain HTTP", "no TLS", "alert", "hangs up", "hangs in its handshake"),
    ],
)
def test_a_page_is_had_only_from_who_can_prove_to_be_the_site(
    name: str, attacked: tuple[OutcomeCrawl, dict[str, tuple[str, str]]]
) -> None:
    crawl, urls = attacked
    url, outcome = urls[name]
    assert crawl.outcomes[url] == outcome
