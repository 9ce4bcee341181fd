"""Variants of an article (AMP, print, mobile): which page is read for it when several name the same canonical URL."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from enum import Enum, auto
from typing import Generic, TypeVar

from crawler.items import Article
from crawler.urls import article_id, clean_url

# Pages read a moment ago, whose result may not be in the store yet.
_REMEMBERED = 1000

A = TypeVar("A", bound=Article)


class Verdict(Enum):
    TAKE = auto()
    """The page is the article's own, or nothing better can be had."""
    SKIP = auto()
    """Its canonical page has been read and is the same article."""


class Variants(Generic[A]):
    """Believes a canonical URL that a page declares only when the page there is the same article, by its headline: a
    template that names the section as canonical would make one article of many.

    What was read longer ago than a moment is the store's to know; whoever asks passes it on with `settle`.
    """

    def __init__(self) -> None:
        self._headlines: OrderedDict[str, str | None] = OrderedDict()
        """Of the pages read last, by URL; None: no page could be read there, or it is no article."""
        self._skipped: OrderedDict[str, None] = OrderedDict()
        """Of the pages read last, those that were left for another."""
        self._waiting: dict[str, list[A]] = {}

    def judge(self, article: A, urls: Collection[str]) -> Verdict | None:
        """What to do with *article*, found at *urls* (its own, and those that redirected to it). None: its canonical
        page has to be known first, and it waits for `settle` or `read`. On TAKE its identity may have been corrected
        to its own URL."""
        canonical = article.canonical_url or ""
        if any(_bare(canonical) == _bare(clean_url(url)) for url in urls):
            return Verdict.TAKE
        if canonical in self._skipped:
            # Left for this one, or for one that leads here: pages that name each other must not all be left.
            return self._compared(article, None)
        if canonical in self._headlines:
            return self._compared(article, self._headlines[canonical])
        self._waiting.setdefault(canonical, []).append(article)
        return None

    def settle(self, article: A, headline: str | None) -> Verdict | None:
        """Judge the waiting *article* by what is known of its canonical page: its *headline*, None when it is no
        article. None when `read` has judged it meanwhile."""
        waiting = self._waiting.get(article.canonical_url or "", [])
        if not any(other is article for other in waiting):
            return None
        waiting[:] = [other for other in waiting if other is not article]
        return self._compared(article, _key(headline) if headline else None)

    def waiting(self) -> list[A]:
        """Every article that waits for its canonical page."""
        return [article for waiting in self._waiting.values() for article in waiting]

    def read(self, urls: Iterable[str], headline: str | None) -> list[tuple[A, Verdict]]:
        """Note that the page at *urls* (its own, and those that redirected to it) has been read as an article with
        *headline*, or as none (None). Returns the variants that waited for it, and what to do with them."""
        judged: list[tuple[A, Verdict]] = []
        for url in map(clean_url, urls):
            self._headlines[url] = _key(headline) if headline else None
            if len(self._headlines) > _REMEMBERED:
                self._headlines.popitem(last=False)
            waiting = self._waiting.pop(url, [])
            judged += [(article, self._compared(article, self._headlines[url])) for article in waiting]
        return judged

    def _compared(self, article: A, headline: str | None) -> Verdict:
        """*headline*: of the canonical page, None when there is no article."""
        own_url = clean_url(article.url or "")
        if headline is not None and headline == _key(article.headline):
            self._skipped[own_url] = None
            if len(self._skipped) > _REMEMBERED:
                self._skipped.popitem(last=False)
            return Verdict.SKIP
        article.canonical_url = own_url
        article.id = article_id(own_url)
        return Verdict.TAKE


def _bare(url: str) -> str:
    """*url* without scheme, "www." and a slash at the end: what differs in these only is one page."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _key(headline: str | None) -> str:
    return " ".join((headline or "").casefold().split())
