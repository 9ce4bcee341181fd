"""What make hands to the shell. Nothing is run: `make -n` prints the commands."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


def last_command(*arguments: str) -> list[str]:
    return commands(*arguments)[-1]


def commands(*arguments: str) -> list[list[str]]:
    # As if started by hand: "make test" hands its options and depth to every make below it.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")
    }
    done = subprocess.run(
        ["make", "-n", *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return [shlex.split(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "url",
    ["https://example.com", "https://example.com/?a=1&b=2", "https://example.com/it's, (a) $HOME;rm#b c"],
)
def test_a_url_is_one_word_of_the_shell(url: str) -> None:
    command = last_command("crawl", f"URL={url}", "SINCE=2026-01-01", "MAX=5")
    assert command[1:5] == ["crawl", "news", "-a", f"url={url}"]
    assert command[5:] == ["-a", "since=2026-01-01", "-a", "max_articles=5", "-o", "data/articles.jsonl"]


def test_without_a_url_the_sample_site_is_crawled() -> None:
    command = last_command("crawl", "EDITION=2", "MAX=3")
    assert command[1:] == ["-m", "examples.crawl_sample", "--edition", "2", "-a", "max_articles=3"]


def test_pip_is_upgraded_before_the_benchmarks_are_installed() -> None:
    # In a directory without an environment: what is installed is not asked for again.
    pip = [command[3:] for command in commands("bench-env", "VENV=build/none") if command[1:3] == ["-m", "pip"]]
    assert [command[-1] for command in pip] == ["pip", "requirements-train.txt"]
    assert "--upgrade" in pip[0]
    assert "requirements-bench.txt" in pip[1]
