"""A crawl that renders given pages, one after the other, and says what came of each."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.outcome_crawl import NAMES_SETTINGS
from tests.sample_project import REPOSITORY, SampleProject, run_scrapy

# Browsers are started several times, on a machine that may be busy.
_SECONDS = 240
_SPIDER = """
    import asyncio
    import json
    import os
    import signal

    from crawler.rendering import RenderingError, RenderingUnavailableError, renderer_of
    from crawler.rendering import renderer


    class RenderedSpider(scrapy.Spider):
        name = "rendered"

        async def start(self):
            self.urls = json.load(open("urls.json"))
            yield scrapy.Request(self.urls.pop(0), dont_filter=True)

        async def parse(self, response):
            if "kill-the-browser" in response.url:
                asyncio.get_running_loop().call_later(0.5, self.kill)
            try:
                outcome = (await renderer_of(self.crawler).render(response)).text
            except (RenderingError, RenderingUnavailableError) as error:
                outcome = f"{error.reason}: {error}"
            with open("outcomes.jsonl", "a") as file:
                print(json.dumps([response.url, outcome]), file=file)
            if self.urls:
                yield scrapy.Request(self.urls.pop(0), dont_filter=True)

        def kill(self):
            browser, _ = next(iter(renderer._browsers.values()))
            # Not before it shows the page.
            if browser._pid and browser._open_pages:
                os.kill(browser._pid, signal.SIGKILL)
            else:
                asyncio.get_running_loop().call_later(0.5, self.kill)

        def closed(self, reason):
            with open("stats.json", "w") as file:
                json.dump(self.crawler.stats.get_stats(), file, default=str)
"""


@dataclass(frozen=True)
class RenderingCrawl:
    outcomes: Mapping[str, str]
    """By URL: the page as it was rendered, or the reason why it was not, and its message."""
    stats: Mapping[str, Any]
    log: str


def crawl_rendering(
    directory: Path,
    urls: Iterable[str],
    *,
    settings: str = "",
    names: Mapping[str, list[str]] | None = None,
    **environment: str,
) -> RenderingCrawl:
    """*names* as those of `tests.outcome_crawl`."""
    SampleProject.create(directory, settings=NAMES_SETTINGS + dedent(settings), spiders=_SPIDER)
    (directory / "urls.json").write_text(json.dumps(list(urls)), encoding="utf-8")
    (directory / "names.json").write_text(json.dumps(names or {}), encoding="utf-8")
    run = run_scrapy(directory, "crawl", "rendered", seconds=_SECONDS, PYTHONPATH=str(REPOSITORY), **environment)
    written, stats = directory / "outcomes.jsonl", directory / "stats.json"
    assert stats.exists(), run.stderr
    lines = written.read_text(encoding="utf-8").splitlines() if written.exists() else []
    return RenderingCrawl(dict(map(json.loads, lines)), json.loads(stats.read_text(encoding="utf-8")), run.stderr)


@dataclass
class Listener:
    """A port of loopback at which nobody is to knock."""

    port: int
    connections: list[bytes] = field(default_factory=list)
    """The first bytes of each."""


@contextmanager
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        record = Listener(server.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection, suppress(OSError):
                    connection.settimeout(1)
                    record.connections.append(connection.recv(100))
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 6\r\n\r\nsecret"
                    )

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield record
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=2)
