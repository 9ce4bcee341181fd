from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.misbehaving_server import Answer, MisbehavingServer, html, misbehaving_server, raw
from tests.sample_project import SampleProject

_ROBOTS = html(b"User-agent: *\nDisallow:\n")
# Follows every link. A page with an "h1" is an article.
_SPIDER = """
    import json

    class EverythingSpider(scrapy.Spider):
        name = "everything"
        start_urls = []

        async def start(self):
            yield scrapy.Request(self.url)

        def parse(self, response):
            if response.css("h1"):
                yield {"url": response.url}
            for link in response.css("a::attr(href)").getall():
                yield scrapy.Request(response.urljoin(link))

        def closed(self, reason):
            with open("stats.json", "w") as file:
                json.dump(self.crawler.stats.get_stats(), file, default=str)


    class UnchangedSpider(EverythingSpider):
        name = "unchanged"
        handle_httpstatus_list = [304]


    class DocumentsSpider(EverythingSpider):
        name = "documents"

        def parse(self, response):
            for url in response.text.split():
                yield scrapy.Request(url)
"""


def links(*urls: str, more: str = "") -> Answer:
    return html((more + "".join(f'<a href="{url}">text</a>' for url in urls)).encode())


Crawl = Callable[..., tuple[dict[str, int], MisbehavingServer]]


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """The stats of traps, and the server, of a crawl that follows every link of a server that answers any path."""

    def crawl(
        answer: Callable[[str], Answer], *, spider: str = "everything", max_pages: int = 500, start: str = "/"
    ) -> tuple[dict[str, int], MisbehavingServer]:
        project = SampleProject.create(tmp_path, settings="PRIVATE_ADDRESSES_ALLOWED = True", spiders=_SPIDER)
        with misbehaving_server({"/robots.txt": _ROBOTS}) as server:
            server.otherwise = answer
            project.scrapy("crawl", spider, "-a", f"url={server.url(start)}", "-s", f"TRAP_MAX_PAGES={max_pages}")
        stats = json.loads((tmp_path / "stats.json").read_text(encoding="utf-8"))
        prefix = "traps/refused/"
        return {key.removeprefix(prefix): count for key, count in stats.items() if key.startswith(prefix)}, server

    return crawl


def test_a_calendar_without_end_is_left(crawl: Crawl) -> None:
    def month(path: str) -> Answer:
        number = int(path.rpartition("/")[2] or 0)
        return links(f"/month/{number + 1}", f"/month/{number + 2}")

    traps, server = crawl(month, max_pages=20)
    assert traps["fruitless"] > 0
    assert len(server.requested) < 40


def test_a_calendar_of_years_to_come_is_left(crawl: Crawl) -> None:
    def year(path: str) -> Answer:
        return links(f"/calendar/{int(path.rpartition('/')[2] or 2020) + 1}")

    traps, server = crawl(year)
    assert traps == {"future_calendar": 1}
    assert len(server.requested) < 20


def test_session_ids_without_end_are_left(crawl: Crawl) -> None:
    def session(path: str) -> Answer:
        return links(*(f"/list?x={path.rpartition('=')[2][-8:]}{digit}" for digit in range(3)))

    traps, server = crawl(session, max_pages=20)
    assert traps["fruitless"] > 0
    assert len(server.requested) < 60


def test_paths_that_grow_for_ever_are_left(crawl: Crawl) -> None:
    traps, server = crawl(lambda _: links("more/pages/"))
    assert traps == {"repeating_path": 1}
    assert len(server.requested) < 10


def test_pages_that_lead_to_articles_are_no_trap(crawl: Crawl) -> None:
    def archive(path: str) -> Answer:
        if path.startswith("/news/"):
            return links(more="<h1>Headline</h1>")
        number = int(path.rpartition("/")[2] or 0)
        return links(f"/day/{number + 1}", f"/news/{number}") if number < 60 else links()

    traps, server = crawl(archive, max_pages=10)
    assert traps == {}
    assert len(server.requested) == 1 + 61 + 60


def test_pages_that_have_not_changed_are_no_trap(crawl: Crawl) -> None:
    not_modified = html(b"", status="304 Not Modified")
    many = [f"/news/{number}" for number in range(30)]
    traps, server = crawl(lambda path: links(*many) if path == "/" else not_modified, max_pages=10, spider="unchanged")
    assert traps == {}
    assert len(server.requested) == 1 + 1 + 30


def test_a_page_with_links_without_number_is_followed_in_part(crawl: Crawl) -> None:
    many = [f"https://other.example/{number}" for number in range(6000)]
    traps, _ = crawl(lambda path: links("/a", *many) if path == "/" else links())
    assert traps == {"links_over_limit": 1001}


def test_an_index_of_indexes_without_end_is_left(crawl: Crawl) -> None:
    traps, server = crawl(_index_naming_itself(), spider="documents")
    assert traps == {"index_depth": 1}
    assert len(server.requested) == 1 + 4


def _index_naming_itself() -> Callable[[str], Answer]:
    def index(path: str) -> Answer:
        def answer(connection: object) -> None:
            host, port = connection.getsockname()  # type: ignore[attr-defined]
            url = f"http://{host}:{port}/{int(path.strip('/') or 0) + 1}"
            raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + url.encode())(connection)  # type: ignore[arg-type]

        return answer

    return index
