from __future__ import annotations

from dataclasses import replace

import pytest
from scrapy import Spider
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from crawler.discovery.scope import Scope
from crawler.storage import PendingUrl
from crawler.storage.frontier import Kind
from spiders.offsite_documents import OffsiteDocuments


def pending(number: int, url: str, kind: Kind = "sitemap") -> PendingUrl:
    return PendingUrl(id=number, key=url, url=url, kind=kind)


@pytest.fixture
def documents() -> OffsiteDocuments:
    crawler = get_crawler(Spider)
    return OffsiteDocuments(StatsCollector(crawler), Scope(["https://courier.com/"]))


def test_after_twenty_in_vain_no_more_is_asked_of_other_sites(documents: OffsiteDocuments) -> None:
    refusals = [documents.refusal(pending(n, f"https://h{n % 3}.other.example/{n}.xml")) for n in range(30)]
    assert refusals == [None] * 20 + ["offsite_document"] * 10


def test_a_host_that_has_named_an_article_of_the_site_is_asked_on(documents: OffsiteDocuments) -> None:
    first, *others = [pending(n, f"https://cdn.example/{n}.xml") for n in range(30)]
    assert documents.refusal(first) is None
    documents.learn(first, names_articles=True)
    assert [documents.refusal(other) for other in others] == [None] * 29
    in_vain = [documents.refusal(pending(n, f"https://other.example/{n}.xml")) for n in range(100, 130)]
    assert in_vain == [None] * 20 + ["offsite_document"] * 10


@pytest.mark.parametrize(
    ("url", "kind"),
    [("https://www.courier.com/a.xml", "sitemap"), ("https://other.example/", "start")],
)
def test_what_is_on_the_site_or_no_document_is_not_judged(documents: OffsiteDocuments, url: str, kind: Kind) -> None:
    assert [documents.refusal(pending(n, url, kind)) for n in range(30)] == [None] * 30


def test_what_named_articles_in_an_earlier_run_is_asked_again(documents: OffsiteDocuments) -> None:
    known = [replace(pending(n, f"https://h{n}.example/a.xml"), content_key="3-abc@1") for n in range(30)]
    assert [documents.refusal(one) for one in known] == [None] * 30
