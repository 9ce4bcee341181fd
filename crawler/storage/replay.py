"""Fitting a batch to a store that may not be as it was when the pages of the batch were asked for.

Between a batch that could not be written and the crawl that writes it, the store may have been made anew, replaced by
an older copy of it, or have been crawled into from elsewhere. What a page says by itself is written whatever the store
knows. What rests on knowledge (not modified, unchanged, the same as another article) is written when the store has that
knowledge; else the page is left to be asked for, so that nothing is taken for stored that is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler.storage.crawl_batch import CrawlBatch
from crawler.storage.found_urls import found_by
from crawler.storage.frontier import FAILED_OUTCOMES, STORED_OUTCOMES, FoundUrl, KnownUrl, PageResult
from crawler.storage.store import ArticleStore
from crawler.times import utc_text
from crawler.urls import article_id, clean_url, is_web_url


def fitted(batch: CrawlBatch, store: ArticleStore) -> tuple[CrawlBatch, int]:
    """*batch* as *store* can take it, to be written at once, and how many of its pages are to be asked for again."""
    known = store.frontier.find_urls(batch.site, [page.pending.key for page in batch.pages]) if batch.pages else {}
    ids = {id_ for page in batch.pages for id_ in _ids_of(page)}
    ids |= {article["duplicate_of"] for article in batch.all_articles() if article.get("duplicate_of")}
    stored = store.find(ids).versions
    stored_ids = set(stored) | {article["id"] for article in batch.all_articles()}
    written = utc_text(batch.seen_at)
    again = 0
    found: list[FoundUrl] = list(batch.found)
    pages: list[PageResult] = []
    own_articles = [_of_stored(article, stored_ids) for article in batch.articles]
    for page in batch.pages:
        before = known.get(page.pending.key)
        if before is not None and before.visited_at is not None and before.visited_at >= written:
            # Written by a process that was killed before it removed the file, or something newer is known.
            found += page.found
            if page.article is not None and (page.article["id"] not in stored or before.outcome in FAILED_OUTCOMES):
                own_articles.append(_of_stored(page.article, stored_ids))
        elif _is_founded(page, before, stored_ids):
            pages.append(_page_of_stored(page, stored_ids))
        else:
            again += 1
            # A known one is asked for when the store says so: it knows an earlier state of it.
            found += page.found if before is not None else [*page.found, *found_by(page.pending)]
    return replace(batch, articles=own_articles, found=found, pages=pages), again


def _is_founded(page: PageResult, before: KnownUrl | None, stored_ids: set[str]) -> bool:
    """Whether the store, in which the page's URL is known as *before*, has all that its result rests on."""
    if page.article is not None:
        return True
    is_as_before = before is not None and before.visited_at == page.pending.visited_at
    if page.outcome in STORED_OUTCOMES and page.article_id is not None:
        return is_as_before and page.article_id in stored_ids
    if page.outcome == "duplicate":
        return is_as_before and not stored_ids.isdisjoint(_ids_of(page))
    # Not asked for, or not modified.
    return is_as_before or page.is_read or page.outcome in FAILED_OUTCOMES or page.outcome == "out_of_range"


def _ids_of(page: PageResult) -> set[str]:
    """Of the articles that a page was found to be the same as."""
    ids = {page.article_id} if page.article_id else set()
    if page.article is not None:
        ids.add(page.article["id"])
    if page.outcome == "duplicate" and page.detail and is_web_url(page.detail):
        ids.add(article_id(clean_url(page.detail)))
    return ids


def _of_stored(article: Mapping[str, Any], stored_ids: set[str]) -> Mapping[str, Any]:
    """*article*, which is the first with its text when the one it is a copy of is not there."""
    original = article.get("duplicate_of")
    return article if original is None or original in stored_ids else {**article, "duplicate_of": None}


def _page_of_stored(page: PageResult, stored_ids: set[str]) -> PageResult:
    article = page.article and _of_stored(page.article, stored_ids)
    if article is page.article:
        return page
    return replace(page, article=article, outcome="new", detail=None)
