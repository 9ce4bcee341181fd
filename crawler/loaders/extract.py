"""`extract`: a page's bytes in, an Article out, without a running crawl."""

from __future__ import annotations

from datetime import datetime

from crawler.extraction.page import parse_page
from crawler.items import Article
from crawler.loaders.article import ArticleLoader
from crawler.loaders.paused_collection import garbage_collection_paused
from crawler.urls import web_url


def extract(html: bytes | str, url: str, *, fetched_at: datetime | None = None) -> Article:
    """Read every field of the article in *html*, the page at *url* (absolute; relative links are resolved with it; a
    user and a password in it are left out).

    *html* as bytes is decoded as browsers do. *fetched_at* (naive is taken as UTC) resolves and bounds dates; without
    it none is refused for being in the future, and nothing depends on the machine's clock. A page that holds no
    article gives what was found and says so in `page_kind`. Never raises for page content; ValueError when *url*
    is no web URL, TypeError when *html* is neither bytes nor text.
    """
    if not isinstance(html, bytes | str):
        raise TypeError(f"html is {type(html).__name__}: expected bytes or str")
    page_url = web_url(url)
    if page_url is None:
        raise ValueError(f"url={url!r}: expected an absolute http or https URL")
    with garbage_collection_paused():
        return ArticleLoader(page=parse_page(html, page_url, fetched_at=fetched_at)).load_article()
