from __future__ import annotations

import io
import json
import re
import signal
import sys
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler.extensions.run_summary import RunSummary, write_text
from tests.recording_server import page, recording_server
from tests.sample_project import SampleProject, wait_until

# One page that takes its time, for the progress lines.
_SLOW_SPIDER = """
import asyncio


class Slow(NewsSpider):
    name = "slow"

    async def parse(self, response):
        await asyncio.sleep(0.5)
        yield {"url": response.url}
"""


def test_a_stream_that_cannot_encode_a_character_gets_an_escape() -> None:
    stream = io.TextIOWrapper(raw := io.BytesIO(), encoding="cp1252")
    write_text("Новости é\n", stream)
    assert raw.getvalue() == "\\u041d\\u043e\\u0432\\u043e\\u0441\\u0442\\u0438 é\n".encode("cp1252")


def test_a_reader_that_has_gone_is_no_error() -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    write_text("summary", Gone())


def test_the_setting_turns_it_off() -> None:
    with pytest.raises(NotConfigured):
        RunSummary.from_crawler(get_crawler(Spider, {"RUN_SUMMARY_ENABLED": False}))


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    settings = "PRIVATE_ADDRESSES_ALLOWED = True\nSTORE_URL = 'postgresql://me:s3cret@db.example/news'"
    return SampleProject.create(tmp_path, settings=settings, spiders=_SLOW_SPIDER)


def test_the_summary_is_on_stdout_with_the_feeds_and_the_store(project: SampleProject) -> None:
    with recording_server({"/": page()}) as server:
        result = project.scrapy("crawl", "news", "-a", f"url={server.url()}", "-O", "out.jsonl", "-O", "out.csv")
    assert result.stdout.startswith("news: finished after ")
    assert "       1  out.jsonl\n" in result.stdout
    assert "postgresql://me:***@db.example/news" in result.stdout
    assert "s3cret" not in result.stdout + result.stderr
    assert result.stderr == ""


def test_a_feed_on_stdout_is_not_mixed_with_the_summary(project: SampleProject) -> None:
    with recording_server({"/": page()}) as server:
        result = project.scrapy("crawl", "news", "-a", f"url={server.url()}", "-o", "-:jsonl")
        assert [json.loads(line) for line in result.stdout.splitlines()] == [{"url": server.url()}]
    assert result.stderr.startswith("news: finished after ")


def test_a_long_run_tells_its_progress_on_stderr(project: SampleProject) -> None:
    with recording_server({"/": page()}) as server:
        options = ("-a", f"url={server.url()}", "-s", "RUN_SUMMARY_PROGRESS_SECONDS=0.2")
        result = project.scrapy("crawl", "slow", *options)
    assert re.search(r"^slow: 1 page, 0 articles after \d s$", result.stderr, re.MULTILINE)
    assert "Articles\n       1  found" in result.stdout


def test_progress_lines_can_be_turned_off(project: SampleProject) -> None:
    with recording_server({"/": page()}) as server:
        options = ("-a", f"url={server.url()}", "-s", "RUN_SUMMARY_PROGRESS_SECONDS=0")
        assert project.scrapy("crawl", "slow", *options).stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal of POSIX systems")
def test_an_interrupted_run_says_at_once_that_it_ends_and_then_sums_up(project: SampleProject) -> None:
    with recording_server({"/": page()}) as server:
        server.held.add("/")
        with project.scrapy_under_way("crawl", "news", "-a", f"url={server.url()}") as crawl:
            wait_until(lambda: "/" in server.requested)
            crawl.send_signal(signal.SIGINT)
            assert crawl.stderr
            assert crawl.stderr.readline() == (
                "Stopping when the pages under way are done. Once more to stop at once, without a summary.\n"
            )
            server.release.set()
            output, errors = crawl.communicate(timeout=30)
    assert (crawl.returncode, errors) == (0, "")
    assert output.startswith("news: interrupted after ")
    assert "       1  answered" in output
