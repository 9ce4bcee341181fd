"""One site made of stored pages: each under several URLs, every time with another text, all named by a sitemap.

A crawl that is to be measured needs more pages than there are. The copies of a page differ in the order of the words
in their paragraphs, so that they have the same tree, the same words and the same length, and no run of words in common.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice

from benchmarks.page_proxy import StoredPage

FRONT_PAGE = "http://news.example.com/"
SITEMAP_URL = f"{FRONT_PAGE}sitemap.xml"
# Below it are the pages; what else a stored page links to on its own host is not there.
STORIES = f"{FRONT_PAGE}stories/"

_PARAGRAPH = re.compile(r"<p[\s>].*?</p>", re.DOTALL | re.IGNORECASE)
_TEXT_RUN = re.compile(r"(?<=>)[^<>]+")
# Shorter runs are bylines, labels and dates, which are read as what they are.
_MIN_WORDS = 12
# As servers compress: nginx uses 1, Apache 6.
_GZIP_LEVEL = 6


def site_pages(stored: Sequence[bytes], number: int) -> list[StoredPage]:
    """*number* pages of a site made of *stored* ones (gzipped HTML in UTF-8): first each as it is, then in copies."""
    return list(islice(_copies(stored), number)) if stored else []


def _copies(stored: Sequence[bytes]) -> Iterator[StoredPage]:
    for copy in count():
        for index, html_gz in enumerate(stored):
            url = f"{STORIES}{copy * len(stored) + index:06}-the-council-of-the-harbour-town-met.html"
            yield StoredPage(url, with_other_text(html_gz, seed=copy) if copy else html_gz)


def with_other_text(html_gz: bytes, *, seed: int) -> bytes:
    """The page with the words of its paragraphs in another order."""
    order = random.Random(seed)

    def shuffled(found: re.Match[str]) -> str:
        words = found[0].split(" ")
        if len(words) >= _MIN_WORDS:
            order.shuffle(words)
        return " ".join(words)

    html = gzip.decompress(html_gz).decode("utf-8", "surrogateescape")
    html = _PARAGRAPH.sub(lambda paragraph: _TEXT_RUN.sub(shuffled, paragraph[0]), html)
    return gzip.compress(html.encode("utf-8", "surrogateescape"), _GZIP_LEVEL, mtime=0)


def site_documents(pages: Sequence[StoredPage]) -> dict[str, tuple[str, bytes]]:
    """What a crawl finds *pages* by: media type and content of front page, robots.txt and sitemap, by URL."""
    newest = "".join(f'<li><a href="{page.url}">The council of the harbour town met</a></li>' for page in pages[:20])
    front = f"<!doctype html><title>The Harbour News</title><main><h1>Latest news</h1><ul>{newest}</ul></main>"
    entries = "".join(f"<url><loc>{page.url}</loc></url>\n" for page in pages)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    return {
        FRONT_PAGE: ("text/html; charset=utf-8", front.encode()),
        f"{FRONT_PAGE}robots.txt": ("text/plain", f"User-agent: *\nDisallow:\nSitemap: {SITEMAP_URL}\n".encode()),
        SITEMAP_URL: ("application/xml", sitemap.encode()),
    }
