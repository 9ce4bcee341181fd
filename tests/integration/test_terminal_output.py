"""What `scrapy run` writes to standard error: on a real terminal, to a pipe, and as JSON."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.recording_server import recording_server
from tests.sample_project import REPOSITORY
from tests.small_site import path, site

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def command(directory: Path, *arguments: str) -> list[str]:
    options = ["DOWNLOAD_DELAY=0.2", "AUTOTHROTTLE_ENABLED=0", "PRIVATE_ADDRESSES_ALLOWED=1", "RETRY_ENABLED=0"]
    options.append(f"STORE_URL=sqlite:///{directory / 'news.db'}")
    settings = [word for option in options for word in ("-s", option)]
    return [sys.executable, "-m", "scrapy", "run", *settings, "--runs", str(directory / "runs"), *arguments]


def on_terminal(command: list[str], seen: Callable[[str], None]) -> str:
    """Everything a terminal is sent. *seen* is told of each piece what has come until then."""
    leader, follower = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR")}
    environment |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "24"}
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=follower, stdout=follower, stderr=follower, env=environment
    ) as process:
        os.close(follower)
        sent = b""
        # Linux ends with an error what nobody writes to any more.
        while chunk := _read(leader):
            sent += chunk
            seen(sent.decode(errors="ignore"))
        process.wait(timeout=180)
    os.close(leader)
    return sent.decode()


def _read(file: int) -> bytes:
    try:
        return os.read(file, 65536)
    except OSError:
        return b""


def test_terminal_shows_a_table_below_whole_log_lines_and_no_trace_of_it_at_the_end(tmp_path: Path) -> None:
    with recording_server(site(*range(12))) as server:
        # The one site is still under way when the table says that the other has ended.
        server.held.add(path(11))

        def release(sent: str) -> None:
            if "2 sites, 1 ended" in sent:
                server.release.set()

        sent = on_terminal(command(tmp_path, server.url(), "http://127.0.0.1:9/"), release)
    shown = _CONTROL.sub("", sent)
    lines = [line.rpartition("\r")[2].rstrip() for line in shown.replace("\r\n", "\n").split("\n")]
    assert any(re.fullmatch(r"site +done +new +errors +pages/s +queue", line) for line in lines)
    assert any(re.fullmatch(r"2 sites, 1 ended +\d+ +\d+ +1 +\d+\.\d +\d+ +\d+:\d\d", line) for line in lines)
    assert sum("Nobody knows what http://127.0.0.1:9/robots.txt allows" in line for line in lines) == 1
    (warning,) = (line for line in lines if "Nobody knows what" in line)
    assert re.fullmatch(r"[-\d]+ [:\d]+ \[crawler\.middlewares\.robots_txt\] WARNING: .* Connection refused\.", warning)
    assert sent.rindex("\x1b[?25h") > sent.rindex("\x1b[?25l"), "the cursor is back"
    *_, healthy, broken, record = (line for line in lines if line)
    assert (healthy.split()[1], broken.split()[1]) == ("healthy", "broken")
    assert record.endswith("run.json")


def test_pipe_gets_lines_of_progress_and_json_is_the_only_thing_where_it_is_asked_for(tmp_path: Path) -> None:
    def errors(*arguments: str) -> list[str]:
        done = subprocess.run(
            command(tmp_path, *arguments), cwd=REPOSITORY, capture_output=True, text=True, timeout=180, check=False
        )
        assert done.stdout
        return done.stderr.splitlines()

    with recording_server(site(*range(6))) as server:
        every_second = ("-s", "RUN_SUMMARY_PROGRESS_SECONDS=0.5")
        plain = errors(server.url(), *every_second)
        assert re.fullmatch(rf"{server.url()}: \d pages?, \d articles?.* after \d+ s", plain[0])
        refused = "http://127.0.0.1:9/"
        records = [
            json.loads(line) for line in errors(server.url(), refused, "--json-log", "-L", "INFO", *every_second)
        ]
    assert {tuple(record) for record in records} == {("time", "level", "logger", "message", "site", "exception")}
    assert {refused, server.url()} <= {record["site"] for record in records}
    assert any(record["logger"] == "crawler.extensions.run_summary" for record in records), "progress"
    assert any(record["level"] == "WARNING" and "Nobody knows what" in record["message"] for record in records)


def test_unusable_input_is_json_too(tmp_path: Path) -> None:
    done = subprocess.run(
        command(tmp_path, "nonsense", "--json-log"), cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert json.loads(done.stderr)["message"].startswith("scrapy run: error: no site is named 'nonsense'")
