"""A crawl of given URLs that says what became of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sample_project import SampleProject

_SPIDER = """
    import json

    from crawler.middlewares.outcomes import failure_reason


    class OutcomesSpider(scrapy.Spider):
        name = "outcomes"
        custom_settings = {"STATS_DUMP": False}

        async def start(self):
            for url in json.load(open("urls.json")):
                yield scrapy.Request(url, self.got, errback=self.not_got, dont_filter=True, meta={"asked": url})

        def got(self, response):
            self.write(response.request, f"{response.status}, {len(response.body)} B")

        def not_got(self, failure):
            response = getattr(failure.value, "response", None)
            reason = f"http_{response.status}" if response is not None else failure_reason(failure.value)
            self.write(failure.request, reason)

        def write(self, request, outcome):
            with open("outcomes.jsonl", "a") as file:
                print(json.dumps([request.meta["asked"], outcome]), file=file)

        def closed(self, reason):
            with open("stats.json", "w") as file:
                json.dump(self.crawler.stats.get_stats(), file, default=str)
"""
# Names are looked up with this in place of the system's resolver: what a name means is the test's to say.
NAMES_SETTINGS = """
import json
import socket

_names = json.load(open(Path(__file__).parent / "names.json"))


def _gethostbyname(name):
    addresses = _names.get(name)
    if addresses is None:
        return _system_gethostbyname(name)
    return addresses.pop(0) if len(addresses) > 1 else addresses[0]


_system_gethostbyname, socket.gethostbyname = socket.gethostbyname, _gethostbyname
"""


@dataclass(frozen=True)
class OutcomeCrawl:
    outcomes: Mapping[str, str]
    """By URL asked for: "200, 11 B", or the name its failure is counted under."""
    stats: Mapping[str, Any]
    log: str
    summary: str


def crawl_outcomes(
    directory: Path,
    urls: Iterable[str],
    *,
    settings: str = "",
    names: Mapping[str, list[str]] | None = None,
    **environment: str,
) -> OutcomeCrawl:
    """Crawl *urls*. *names*: the addresses each host name resolves to, one after the other, the last for ever."""
    project = SampleProject.create(directory, settings=NAMES_SETTINGS + settings, spiders=_SPIDER)
    (directory / "urls.json").write_text(json.dumps(list(urls)), encoding="utf-8")
    (directory / "names.json").write_text(json.dumps(names or {}), encoding="utf-8")
    run = project.scrapy("crawl", "outcomes", "-L", "DEBUG", **environment)
    written = directory / "outcomes.jsonl"
    lines = written.read_text(encoding="utf-8").splitlines() if written.exists() else []
    stats = directory / "stats.json"
    return OutcomeCrawl(
        outcomes=dict(map(json.loads, lines)),
        stats=json.loads(stats.read_text(encoding="utf-8")) if stats.exists() else {},
        log=run.stderr,
        summary=run.stdout,
    )
