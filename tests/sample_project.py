"""A Scrapy project in a temporary directory: our settings and components, spiders of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

REPOSITORY = Path(__file__).resolve().parent.parent
# A command takes one or two; eight at once on a slow machine take ten times that.
_SECONDS = 120

_SETTINGS = """\
import sys
from pathlib import Path

from crawler.settings import *

sys.path.insert(0, str(Path(__file__).parent))
SITE_PROFILES_DIR = str(Path(__file__).parent / "sites")
ITEM_PIPELINES = {}
STORE_URL = ""
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
"""

# Stands for the spider of the project: fetches `url` or the profile's start pages, and one item for each page.
_SPIDERS = """\
import scrapy

from crawler.errors import ArgumentError


class NewsSpider(scrapy.Spider):
    name = "news"
    profile = None
    url = None

    @classmethod
    def check_arguments(cls, **arguments):
        for name in arguments:
            if name != "url":
                raise ArgumentError(f"{name}: unknown argument")

    async def start(self):
        for url in [self.url] if self.url else self.profile.start_urls:
            yield scrapy.Request(url)

    def parse(self, response):
        yield {"url": response.url}
"""


@dataclass(frozen=True)
class SampleProject:
    directory: Path

    @classmethod
    def create(cls, directory: Path, settings: str = "", spiders: str = "") -> SampleProject:
        files = {
            "scrapy.cfg": "[settings]\ndefault = sample_settings\n",
            "sample_settings.py": _SETTINGS + dedent(settings),
            "spiders/__init__.py": "",
            "spiders/news.py": _SPIDERS + dedent(spiders),
        }
        for name, text in files.items():
            (directory / name).parent.mkdir(exist_ok=True)
            (directory / name).write_text(text, encoding="utf-8")
        (directory / "sites").mkdir()
        return cls(directory)

    def add_profile(self, name: str, text: str) -> None:
        (self.directory / "sites" / f"{name}.toml").write_text(text, encoding="utf-8")

    @contextmanager
    def scrapy_under_way(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Begin "scrapy ARGUMENTS" and go on; what it still does at the end is killed."""
        with subprocess.Popen(
            _command(arguments),
            cwd=self.directory,
            env=_environment({"PYTHONPATH": str(REPOSITORY)}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def scrapy(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_scrapy(self.directory, *arguments, PYTHONPATH=str(REPOSITORY), **environment)


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-P", "-m", "scrapy", *arguments]


def _environment(given: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SCRAPY_", "PYTHONPATH"))}
    return {**inherited, "PYTHONIOENCODING": "utf-8", **given}


def run_scrapy(
    directory: Path, *arguments: str, seconds: float = _SECONDS, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run "scrapy ARGUMENTS" in *directory*, like the script of that name: -P keeps Python from putting the working
    directory on sys.path."""
    return subprocess.run(
        _command(arguments),
        cwd=directory,
        env=_environment(environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )


def wait_until(is_so: Callable[[], object]) -> None:
    """Return when *is_so* is true; fail when that takes too long."""
    deadline = time.monotonic() + _SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
