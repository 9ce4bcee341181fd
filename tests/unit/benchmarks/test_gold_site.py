import gzip

from benchmarks.gold_site import FRONT_PAGE, SITEMAP_URL, site_documents, site_pages, with_other_text

WORDS = "The council of the harbour town met on Tuesday and decided to build a second quay"
HTML = f"<title>One</title><p class=byline>By Ann Miller</p><p>{WORDS}</p><div>{WORDS}</div>"


def test_copies_of_a_page_have_other_urls_and_other_texts():
    pages = site_pages([gzip.compress(HTML.encode())], 3)
    assert len({page.url for page in pages}) == 3
    assert len({gzip.decompress(page.html_gz) for page in pages}) == 3


def test_a_copy_has_the_same_words_in_the_same_markup():
    copy = gzip.decompress(with_other_text(gzip.compress(HTML.encode()), seed=1)).decode()
    assert len(copy) == len(HTML)
    assert sorted(copy.split()) != HTML.split()
    assert f"<div>{WORDS}</div>" in copy
    assert "<p class=byline>By Ann Miller</p>" in copy
    text = copy.split("<p>")[1].split("</p>")[0]
    assert text != WORDS
    assert sorted(text.split()) == sorted(WORDS.split())


def test_pages_are_the_same_in_every_run():
    assert site_pages([gzip.compress(HTML.encode(), mtime=0)], 2) == site_pages(
        [gzip.compress(HTML.encode(), mtime=0)], 2
    )


def test_the_sitemap_names_every_page_and_robots_txt_names_the_sitemap():
    pages = site_pages([gzip.compress(HTML.encode())], 30)
    documents = site_documents(pages)
    assert all(f"<loc>{page.url}</loc>".encode() in documents[SITEMAP_URL][1] for page in pages)
    assert SITEMAP_URL.encode() in documents[f"{FRONT_PAGE}robots.txt"][1]


def test_a_site_without_pages_has_none():
    assert site_pages([], 5) == []
