"""What the spiders share: turning a response into a parsed page and an article."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.discovery.entries import DiscoveredUrl
from crawler.extraction.page import Page
from crawler.items import Article, DateCandidate
from crawler.loaders.article import ArticleLoader
from crawler.loaders.responses import page_of_response
from crawler.sites import SiteProfile, load_profiles, profile_covering


class ArticleSpider(Spider):
    """A spider whose items are articles. Subclasses say which pages to fetch."""

    profile: SiteProfile | None = None
    """The profile of the one site the spider crawls: set on the class when it was made from one."""

    given_urls: Sequence[str] = ()
    """URLs as whoever runs the crawl gave them, in arguments and profile: a user and a password in one is sent to its
    host (`crawler.middlewares.url_credentials`), and kept nowhere else."""

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        self._profiles: list[SiteProfile] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        # Whichever spider meets a page of a site, the site's profile applies: else two spiders on one store would
        # find each other's articles changed for ever.
        if run_id := crawler.settings.get("RUN_ID"):
            spider.run_id = run_id
        profiles, _ = load_profiles(Path(crawler.settings["SITE_PROFILES_DIR"]))
        spider._profiles = list(profiles.values())
        return spider

    def profile_of(self, url: str) -> SiteProfile | None:
        """The profile of the site *url* is on, None when it has none."""
        return self.profile or profile_covering(url, self._profiles)

    def page_of(self, response: Response) -> Page | None:
        """The page in *response*, parsed once; None, counted, when it is no HTML."""
        page = page_of_response(response, datetime.now(UTC))
        if page is None:
            self.crawler.stats.inc_value("discovery/skipped/not_html")
        return page

    def read(
        self,
        page: Page,
        response: Response,
        stated: Iterable[DiscoveredUrl] = (),
        *,
        item_class: type[Article] = Article,
    ) -> tuple[Article, RuleCounts]:
        """The article in *page*, and which rules gave its fields. *stated*: what feeds and sitemaps said about it.
        *item_class*: what the article is to be made as."""
        rules = RuleCounts()
        loader = ArticleLoader(
            item_class=item_class,
            page=page,
            profile=self.profile_of(page.url),
            stats=rules,
            robot=self.settings["ROBOTSTXT_USER_AGENT"],
        )
        article = loader.load_article(
            date_candidates=date_candidates(stated), http_status=response.status, run_id=self.run_id
        )
        return article, rules

    def count(self, rules: RuleCounts) -> None:
        """Add the rules of one article to the stats. Not those of a front page, whose fields nobody wants: they would
        hide that a site's articles have lost one."""
        for key, number in rules.items():
            self.crawler.stats.inc_value(key, number)


class RuleCounts(Counter[str]):
    """Stands for the stats collector while it is not known yet whether the page is an article."""

    def inc_value(self, key: str, count: int = 1) -> None:
        self[key] += count


def date_candidates(stated: Iterable[DiscoveredUrl]) -> Sequence[DateCandidate]:
    """The publication dates that feeds and sitemaps stated for a page, as candidates of its date."""
    return [
        DateCandidate(
            field="date_published",
            value=entry.published.value,
            raw=entry.published.raw,
            source=entry.source,
            place=f"{entry.published.place} in {entry.found_in}",
            taken=False,
            reason="",
        )
        for entry in stated
        if entry.published and entry.source in ("feed", "sitemap")
    ]
