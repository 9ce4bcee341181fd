from __future__ import annotations

from pathlib import Path

from tests.recording_server import page, recording_server
from tests.sample_project import SampleProject

_FORBIDDEN = "User-agent: NewsCrawler\nDisallow: /private/\n"


def test_requests_that_wait_for_robots_txt_together_all_obey_it(tmp_path: Path) -> None:
    project = SampleProject.create(tmp_path, settings="PRIVATE_ADDRESSES_ALLOWED = True")
    private = [f"/private/{number}" for number in range(8)]
    answers = {path: page() for path in ("/open", *private)}
    with recording_server({"/robots.txt": (200, {}, _FORBIDDEN), **answers}) as server:
        urls = ", ".join(f'"{server.url(path)}"' for path in (*private, "/open"))
        project.add_profile("many", f"start_urls = [{urls}]")
        summary = project.scrapy("crawl", "many").stdout
    assert server.requested == ["/robots.txt", "/open"]
    assert "8  forbidden by robots.txt" in summary


def test_what_robots_txt_says_of_other_crawlers_is_not_for_us(tmp_path: Path) -> None:
    project = SampleProject.create(tmp_path, settings="PRIVATE_ADDRESSES_ALLOWED = True")
    answers = {"/robots.txt": (200, {}, "User-agent: OtherBot\nDisallow: /\n"), "/": page()}
    with recording_server(answers) as server:
        assert project.scrapy("crawl", "news", "-a", f"url={server.url()}").returncode == 0
    assert server.requested == ["/robots.txt", "/"]
