"""The yardstick of benchmarks.crawl: a Scrapy spider that fetches the URLs of a file and keeps nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response


class FetchOnlySpider(Spider):
    name = "fetch_only"
    urls: str
    """File with one URL a line: the argument `-a urls=FILE`."""

    async def start(self) -> AsyncIterator[Any]:
        for url in Path(self.urls).read_text(encoding="utf-8").splitlines():
            yield Request(url)

    def parse(self, response: Response) -> None:
        pass
