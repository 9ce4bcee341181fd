"""The files of deploy/ name what is there. That they work was tried by hand: docs/scheduling.md says how."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.sample_project import REPOSITORY, run_scrapy

DEPLOY = REPOSITORY / "deploy"


def test_options_of_the_schedulers_are_options_of_the_command() -> None:
    usage = run_scrapy(REPOSITORY, "run", "--help").stdout
    for name in ("crontab", "Dockerfile", "systemd/news-crawler.service"):
        options = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", (DEPLOY / name).read_text()))
        # Of docker and pip, not of the command.
        options -= {"--rm", "--system", "--create-home", "--no-cache-dir"}
        assert options, name
        assert all(f"{option} " in usage or f"{option}\n" in usage for option in options), (name, options)


def test_image_holds_what_a_crawl_imports_and_what_is_ignored_is_not_copied() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert all((REPOSITORY / name).exists() for name in names)
    kept = re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE)
    assert names == set(kept)
    assert {"crawler", "spiders", "pipelines", "scrapy.cfg", "requirements.txt"} <= names


def test_settings_for_scrapyd_are_those_of_the_project_they_name(tmp_path: Path) -> None:
    code = "import news_crawler_settings as settings; print(settings.BOT_NAME, settings.SITE_PROFILES_DIR)"
    environment = {"NEWS_CRAWLER_HOME": str(REPOSITORY), "PYTHONPATH": str(DEPLOY / "scrapyd")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"NewsCrawler {REPOSITORY / 'spiders' / 'sites'}\n"
