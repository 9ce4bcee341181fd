"""A real crawl of items that need no pages: run as a script by the tests, with the runs to make in a JSON file.

Each run is {"steps", "item", "spider", "settings"}: steps are items to yield, {"sleep": seconds}, {"stored", "path"} to
wait until the database has so many articles, or the arguments of `interfere`. Writes a line {"stats", "feed"} for each
run.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

from crawler.items import Article, LatestNewsEntry

PIPELINES = {
    "pipelines.validation.ValidationPipeline": 100,
    "pipelines.selection.SelectionPipeline": 200,
    "pipelines.deduplication.DeduplicationPipeline": 300,
    "pipelines.limit.LimitPipeline": 400,
    "pipelines.store.StorePipeline": 500,
}


class StepsSpider(scrapy.Spider):
    name = "steps"

    def __init__(self, steps: list[dict[str, Any]], item: str, arguments: dict[str, Any]) -> None:
        super().__init__()
        self.steps = steps
        self.item = item
        days = {name: date.fromisoformat(arguments[name]) for name in ("since", "until") if name in arguments}
        vars(self).update(arguments | days)

    async def start(self):
        # As in a real crawl the items come from a page. Scrapy 2.19 does not finish closing a spider while items that
        # start() itself has yielded are in the pipelines.
        yield scrapy.Request(Path(__file__).as_uri())

    async def parse(self, response):
        for step in self.steps:
            if "sleep" in step:
                await asyncio.sleep(step["sleep"])
            elif "stored" in step:
                await asyncio.wait_for(until_stored(step["stored"], step["path"]), 60)
            elif "sql" in step:
                await asyncio.to_thread(interfere, **step)
            elif self.item == "dict":
                yield dict(step)
            else:
                entries = [LatestNewsEntry(**entry) for entry in step.get("latest_news", [])]
                yield Article(**step | {"latest_news": entries})


async def until_stored(count: int, path: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        while database.execute("SELECT count(*) FROM articles").fetchone()[0] < count:
            await asyncio.sleep(0.05)


def interfere(sql: str, path: str, hold_seconds: float = 0) -> None:
    """What another program does to the database: a transaction it keeps open for *hold_seconds*."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute(sql)
        time.sleep(hold_seconds)
        database.execute("COMMIT")


async def crawl(run: dict[str, Any], feed: Path) -> dict[str, Any]:
    settings = {
        "ITEM_PIPELINES": PIPELINES,
        "LOG_FORMATTER": "crawler.log_formatter.CalmLogFormatter",
        "FEEDS": {feed: {"format": "jsonlines", "overwrite": True}},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "DEBUG",
    }
    runner = AsyncCrawlerRunner(settings | run["settings"])
    crawler = runner.create_crawler(StepsSpider)
    await runner.crawl(crawler, run["steps"], run["item"], run["spider"])
    lines = feed.read_text().splitlines() if feed.exists() else []
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, (int, str))}
    return {"stats": stats, "feed": [json.loads(line) for line in lines]}


async def crawl_all(path: Path) -> None:
    for number, run in enumerate(json.loads(path.read_text())):
        result = await crawl(run, path.with_name(f"articles-{number}.jsonl"))
        sys.stdout.write(json.dumps(result) + "\n")


def main(path: Path) -> None:
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    configure_logging({"LOG_LEVEL": "DEBUG"})
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    finished = Deferred.fromFuture(asyncio.ensure_future(crawl_all(path)))
    failures: list[Any] = []
    finished.addErrback(failures.append)
    finished.addBoth(lambda _: reactor.stop())
    reactor.run()
    for failure in failures:
        failure.raiseException()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
