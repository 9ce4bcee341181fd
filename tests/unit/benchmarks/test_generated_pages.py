import gzip

import pytest

from benchmarks.generated_pages import GeneratedPages, page_url
from benchmarks.gold_site import FRONT_PAGE, SITEMAP_URL


def test_every_page_is_another_text_and_the_same_in_every_run():
    pages = GeneratedPages(3)
    texts = [gzip.decompress(pages[url]) for url in pages]
    assert len(set(texts)) == len(pages) == 3
    assert texts == [gzip.decompress(GeneratedPages(3)[url]) for url in pages]


@pytest.mark.parametrize("url", [page_url(3), FRONT_PAGE, f"{FRONT_PAGE}other/0000001-the.html"])
def test_there_are_no_other_pages(url):
    assert GeneratedPages(3).get(url) is None


def test_sitemaps_name_every_page_once():
    documents = GeneratedPages(10_001).documents()
    assert documents[SITEMAP_URL][1].count(b"<loc>") == 2
    named = b"".join(content for url, (_, content) in documents.items() if "sitemap-" in url)
    assert named.count(b"<loc>") == 10_001
    assert page_url(10_000).encode() in named
