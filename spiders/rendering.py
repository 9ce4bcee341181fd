"""Which pages are rendered in a browser: those that show nothing without one, on sites where it helps."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from crawler.discovery.listings import find_listing
from crawler.extraction.page import Page
from crawler.extraction.page_kind.shells import is_empty_shell, runs_scripts
from crawler.fetching.outcomes import keep_example
from crawler.items import ARTICLE_KINDS, Article
from crawler.loaders.responses import page_of_response
from crawler.rendering import RenderingError, RenderingUnavailableError, renderer_of
from crawler.rendering.need import RenderingNeed, Sign
from crawler.sites import SiteProfile
from crawler.urls import site_of
from spiders.base import RuleCounts

logger = logging.getLogger(__name__)

# Links that a script adds beside the list that was sent ("most read") are no gain; a list of its own is.
_MIN_MORE_ARTICLES = 3

Remember = Callable[[RenderingNeed], Awaitable[None]]
Place = Literal["article", "list", "start"]
"""What a page was asked for as."""


class Reading(NamedTuple):
    """A page and what was read from it."""

    page: Page
    response: Response
    article: Article
    rules: RuleCounts


Read = Callable[[Page, Response], tuple[Article, RuleCounts]]


class SiteRendering:
    """*remember* is called with what is worth remembering for the next run."""

    def __init__(self, crawler: Crawler, remember: Remember | None = None) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._stats = crawler.stats
        self._is_enabled = settings.getbool("RENDERING_ENABLED")
        self._recheck_after = timedelta(days=settings.getfloat("RENDERING_RECHECK_DAYS"))
        self._needs: dict[str, RenderingNeed] = defaultdict(RenderingNeed)
        self._remember = remember
        self._warned = False

    def know(self, url: str, need: RenderingNeed) -> None:
        """Begin with what an earlier run has learned of the site of *url*."""
        self._needs[site_of(url)] = need

    async def best(self, sent: Reading, read: Read, *, place: Place, profile: SiteProfile | None) -> Reading:
        """*sent*, which was read from the page as it was sent, or what *read* gives of the page as a browser shows it
        where that is more."""
        is_ordered = profile.javascript if profile else None
        if not self._is_enabled or is_ordered is False or sent.response.status != 200:
            return sent
        need = self._needs[site_of(sent.page.url)]
        if not (is_ordered or need.wants(_sign(sent, place), datetime.now(UTC), self._recheck_after)):
            return sent
        response = await self._rendered(sent.response)
        page = page_of_response(response, datetime.now(UTC)) if response is not None else None
        if response is None or page is None:
            return sent
        shown = Reading(page, response, *read(page, response))
        gained = _gained(sent, shown, place)
        self._stats.inc_value("rendering/gained" if gained else "rendering/in_vain")
        if need.learn(gained=gained, now=datetime.now(UTC)) and self._remember is not None:
            await self._remember(need)
        return shown if gained or is_ordered else sent

    async def _rendered(self, response: Response) -> HtmlResponse | None:
        try:
            return await renderer_of(self._crawler).render(response)
        except RenderingUnavailableError as error:
            self._stats.inc_value(f"rendering/unavailable/{error.reason}")
            self._stats.set_value("rendering/unavailable_because", str(error))
            keep_example(self._stats, "rendering_unavailable", response.url)
            if not self._warned:
                self._warned = True
                logger.warning(
                    "%(url)s needs a browser: %(error)s",
                    {"url": response.url, "error": error},
                    extra={"spider": self._crawler.spider},
                )
        except RenderingError as error:
            keep_example(self._stats, f"rendering_{error.reason}", response.url)
            logger.info("%(error)s", {"error": error}, extra={"spider": self._crawler.spider})
        return None


def _sign(sent: Reading, place: Place) -> Sign:
    page, article = sent.page, sent.article
    if not runs_scripts(page) or (place == "article" and _has_text(article)):
        return Sign.NONE
    if article.page_kind == "empty-shell" or is_empty_shell(page):
        return Sign.STRONG
    if place == "article":
        # A headline without a text: it may come by a script.
        return Sign.STRONG if article.page_kind in ARTICLE_KINDS else Sign.WEAK
    if _articles_named(page):
        return Sign.WEAK
    # Pages about the site name no article either, but have something to say.
    return Sign.WEAK if place == "list" and any(block.is_paragraph for block in page.outline.blocks) else Sign.STRONG


def _gained(sent: Reading, shown: Reading, place: Place) -> bool:
    if place == "article":
        return _has_text(shown.article) and not _has_text(sent.article)
    before = _articles_named(sent.page)
    return _articles_named(shown.page) >= before + (_MIN_MORE_ARTICLES if before else 1)


def _has_text(article: Article) -> bool:
    return article.page_kind in ARTICLE_KINDS and bool(article.headline and article.body)


def _articles_named(page: Page) -> int:
    return len(find_listing(page).articles)
