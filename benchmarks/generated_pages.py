"""A site of as many small articles as asked for, made when they are asked for: nothing of it is kept."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Mapping

from benchmarks.gold_site import FRONT_PAGE, SITEMAP_URL, STORIES

# As many URLs as one sitemap names; the protocol allows 50,000.
_IN_A_SITEMAP = 10_000
_WORDS = (
    "the a of and to in on for with by council harbour town quay ferry river bridge mayor school road winter market "
    "budget vote plan house line train north south people year week morning fire water light storm island port ship "
    "company court judge report minister farm field bread price union worker song film museum library garden church"
).split()
_PARAGRAPHS, _WORDS_IN_A_PARAGRAPH = 5, 60


class GeneratedPages(Mapping[str, bytes]):
    """Gzipped HTML by URL, for `benchmarks.page_proxy`; every page is another text, and the same in every run."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __getitem__(self, url: str) -> bytes:
        number = url.removeprefix(STORIES).partition("-")[0]
        if not url.startswith(STORIES) or not number.isdigit() or int(number) >= self._number:
            raise KeyError(url)
        return gzip.compress(_html(int(number)).encode(), 1)

    def __iter__(self) -> Iterator[str]:
        return map(page_url, range(self._number))

    def __len__(self) -> int:
        return self._number

    def documents(self) -> dict[str, tuple[str, bytes]]:
        """What a crawl finds the pages by: media type and content, by URL."""
        documents = {
            FRONT_PAGE: ("text/html", b"<title>The Harbour News</title><h1>The Harbour News</h1>"),
            f"{FRONT_PAGE}robots.txt": ("text/plain", f"Sitemap: {SITEMAP_URL}\n".encode()),
        }
        index = []
        for first in range(0, self._number, _IN_A_SITEMAP):
            url = f"{FRONT_PAGE}sitemap-{first}.xml"
            numbers = range(first, min(first + _IN_A_SITEMAP, self._number))
            entries = "".join(f"<url><loc>{page_url(number)}</loc></url>" for number in numbers)
            documents[url] = ("application/xml", f"<urlset>{entries}</urlset>".encode())
            index.append(f"<sitemap><loc>{url}</loc></sitemap>")
        documents[SITEMAP_URL] = ("application/xml", f"<sitemapindex>{''.join(index)}</sitemapindex>".encode())
        return documents


def page_url(number: int) -> str:
    return f"{STORIES}{number:07}-the-council-of-the-harbour-town-met.html"


def _html(number: int) -> str:
    words = random.Random(number)
    texts = [" ".join(words.choices(_WORDS, k=_WORDS_IN_A_PARAGRAPH)).capitalize() + "." for _ in range(_PARAGRAPHS)]
    headline = f"{' '.join(words.choices(_WORDS, k=8)).capitalize()} {number}"
    menu = "".join(f'<li><a href="/section-{section}/">Section {section}</a></li>' for section in range(8))
    body = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} - The Harbour News</title>'
        f'<meta property="og:type" content="article"><meta property="article:published_time" '
        f'content="2026-01-{number % 28 + 1:02}T09:12:00+01:00"></head><body><nav><ul>{menu}</ul></nav>'
        f'<article class="story"><h1>{headline}</h1><p class="byline">By Ann Miller</p>{body}</article></body></html>'
    )
