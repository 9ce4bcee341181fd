"""Variants of an article (AMP, print, mobile): which page is read for it when several name the same canonical URL."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum, auto

from crawler.items import Article
from crawler.urls import article_id, clean_url


class Verdict(Enum):
    TAKE = auto()
    """The page is the article's own, or nothing better can be had."""
    WAIT = auto()
    """Its canonical page has to be read first."""
    SKIP = auto()
    """Its canonical page has been read and is the same article."""


class Variants:
    """Believes a canonical URL that a page declares only when the page there is the same article, by its headline: a
    template that names the section as canonical would make one article of many."""

    def __init__(self) -> None:
        self._headlines: dict[str, str | None] = {}
        """Of every page read, by URL; None: no page could be read there, or it is no article."""
        self._waiting: dict[str, list[Article]] = {}

    def judge(self, article: Article, urls: Collection[str]) -> Verdict:
        """What to do with *article*, found at *urls* (its own, and those that redirected to it). On TAKE its identity
        may have been corrected to its own URL."""
        canonical = article.canonical_url or ""
        if any(_bare(canonical) == _bare(clean_url(url)) for url in urls):
            return Verdict.TAKE
        if canonical not in self._headlines:
            self._waiting.setdefault(canonical, []).append(article)
            return Verdict.WAIT
        headline = self._headlines[canonical]
        if headline is not None and headline == _key(article.headline):
            return Verdict.SKIP
        _use_own_url(article)
        return Verdict.TAKE

    def read(self, urls: Iterable[str], headline: str | None) -> list[Article]:
        """Note that the page at *urls* (its own, and those that redirected to it) has been read as an article with
        *headline*, or as none (None). Returns the variants that waited for it and are articles of their own."""
        released: list[Article] = []
        for url in map(clean_url, urls):
            self._headlines[url] = _key(headline) if headline else None
            waiting = self._waiting.pop(url, [])
            released += [article for article in waiting if self.judge(article, [article.url or ""]) is Verdict.TAKE]
        return released


def _bare(url: str) -> str:
    """*url* without scheme, "www." and a slash at the end: what differs in these only is one page."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _key(headline: str | None) -> str:
    return " ".join((headline or "").casefold().split())


def _use_own_url(article: Article) -> None:
    article.canonical_url = clean_url(article.url or "")
    article.id = article_id(article.canonical_url)
