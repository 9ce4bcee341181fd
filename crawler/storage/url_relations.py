"""Which URLs an article was met at besides its own, from what pages came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from crawler.storage.chunks import chunks
from crawler.storage.frontier import PageResult
from crawler.storage.relations import Relation, save_relations
from crawler.storage.tables import article_table
from crawler.url_variants import variant_kind
from crawler.urls import article_id, clean_url, is_web_url


def url_variant(id_: str, url: str | None, canonical: str | None, *, is_redirected: bool = False) -> Relation | None:
    """The relation of the article *id_* to *url*, at which it was met; None when that is its own."""
    if not url or not canonical or not (is_web_url(url) and is_web_url(canonical)):
        return None
    canonical = clean_url(canonical)
    if url == canonical:
        return None
    kind = variant_kind(url, canonical, is_redirected=is_redirected)
    return Relation(article_id=id_, kind="same_url_variant", other=url, detail=kind)


def variants_of_articles(articles: Iterable[Mapping[str, Any]]) -> list[Relation]:
    """The URLs *articles* were read at, where those are not their own."""
    found = (url_variant(article["id"], article.get("url"), article.get("canonical_url")) for article in articles)
    return [relation for relation in found if relation is not None]


def record_url_variants(connection: Connection, results: Sequence[PageResult], found_at: str) -> None:
    """Note the URLs of *results* with the articles that were met there, which are written already."""
    met = [(result, result.pending.url, article) for result in results if (article := _article_at(result)) is not None]
    others = {article for _, url, article in met if article_id(url) != article}
    canonical = {
        row.id: row.canonical_url
        for chunk in chunks(others)
        for row in connection.execute(
            select(article_table.c.id, article_table.c.canonical_url).where(article_table.c.id.in_(chunk))
        )
    }
    for result, _, article in met:
        if result.outcome == "duplicate" and result.article is None and result.detail:
            canonical.setdefault(article, result.detail)
    found = (
        url_variant(article, url, canonical.get(article), is_redirected=_is_redirected(result, url))
        for result, url, article in met
    )
    save_relations(connection, [relation for relation in found if relation is not None], found_at)


def _article_at(result: PageResult) -> str | None:
    """Id of the article that a URL was found to be of."""
    if result.article is not None:
        return str(result.article["id"])
    if result.outcome == "duplicate" and result.detail and is_web_url(result.detail):
        # A variant of the page that is named there, or redirected to it; which may not have been read yet.
        return article_id(clean_url(result.detail))
    return result.article_id


def _is_redirected(result: PageResult, url: str) -> bool:
    read_at = result.article and result.article.get("url")
    return result.final_url is not None or bool(read_at and clean_url(read_at) != clean_url(url))
