"""What the site as a whole says about the use of its pages, and the policy of the crawl's purpose."""

from __future__ import annotations

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from crawler.errors import InvalidInputError
from crawler.extraction.rights import forbidden_by
from crawler.fetching.tdm_file import TdmFiles, TdmFileUnknownError
from crawler.middlewares.robots_txt import RobotsTxtMiddleware
from crawler.visits import TDM_FILE_UNKNOWN

from .dropping import counted_drop


class RightsPipeline:
    """Completes the `rights` of an article by what robots.txt and the TDM file say of its URL, where the page itself
    says nothing, and drops what RIGHTS_POLICY forbids for RIGHTS_PURPOSE: `rights/dropped/<signal>`. What
    RIGHTS_IMAGE_POLICY forbids costs the article its image: `rights/image_removed/<signal>`."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        policy, purpose = settings.getdict("RIGHTS_POLICY"), settings["RIGHTS_PURPOSE"]
        if purpose not in policy:
            raise InvalidInputError(f"RIGHTS_PURPOSE={purpose!r}: expected one of {', '.join(policy)}")
        self._crawler = crawler
        self._forbidding = list(policy[purpose])
        self._forbidding_images = list(settings.getdict("RIGHTS_IMAGE_POLICY").get(purpose, ()))
        self._robot: str = settings["ROBOTSTXT_USER_AGENT"]
        self._tdm_files = TdmFiles(crawler) if settings.getbool("TDM_FILES_ENABLED") else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        url = article.get("url")
        if not url or "rights" not in article.field_names():
            return item
        rights = dict(article.get("rights") or {})
        if signals := await self._signals_of(url) | rights.get("content_signals", {}):
            rights["content_signals"] = signals
        if self._tdm_files is not None and "tdm_reservation" not in rights:
            try:
                rights = {**await self._tdm_files.reservation_of(url), **rights}
            except TdmFileUnknownError:
                self._crawler.stats.inc_value("rights/tdm_files_unknown")
                if "tdm-reservation=1" in self._forbidding:
                    # As with robots.txt: as long as nobody knows what is allowed, nothing is.
                    raise counted_drop(self._crawler.stats, TDM_FILE_UNKNOWN, url) from None
        article["rights"] = rights
        if signal := forbidden_by(rights, self._robot, self._forbidding):
            raise counted_drop(self._crawler.stats, f"rights/dropped/{signal}", url)
        if article.get("main_image") and (signal := forbidden_by(rights, self._robot, self._forbidding_images)):
            article["main_image"] = None
            self._crawler.stats.inc_value(f"rights/image_removed/{signal}")
        return item

    async def _signals_of(self, url: str) -> dict[str, str]:
        middleware = self._crawler.get_downloader_middleware(RobotsTxtMiddleware)
        return await middleware.signals_for(url) if isinstance(middleware, RobotsTxtMiddleware) else {}
