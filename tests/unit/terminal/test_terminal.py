"""What is shown of crawls under way: numbers, the table, the choice between table, lines and JSON, and JSON itself."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from crawler.terminal.json_log import JsonFormatter
from crawler.terminal.live_table import clock, progress_table
from crawler.terminal.progress import Progress, ProgressMeter, State
from crawler.terminal.stderr_forms import LineStream, stderr_form


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def progress(name: str, state: State = "crawling", **numbers: Any) -> Progress:
    return Progress(
        **{"name": name, "state": state, "done": 0, "new": 0, "errors": 0, "rate": 0.0, "queue": 0, **numbers}
    )


def drawn(sites: list[Progress], *, seconds: float = 65, most_rows: int = 20, width: int = 70) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    with console.capture() as capture:
        console.print(progress_table(sites, seconds, most_rows=most_rows))
    return [" ".join(line.split()) for line in capture.get().splitlines()]


def test_rate_is_that_of_the_last_half_minute() -> None:
    meter = ProgressMeter("site")
    for second in range(120):
        # Two pages a second for a minute, then one every two seconds.
        answered = 2 * min(second, 60) + max(0, second - 60) // 2
        read = meter.read({"outcomes/answered": answered}, second, "crawling")
    assert read.done == 149
    assert read.rate == pytest.approx(0.5, abs=0.05)


def test_failed_pages_are_done_and_errors() -> None:
    stats = {"outcomes/answered": 7, "outcomes/failed/dns": 1, "outcomes/failed/http_500": 2, "deduplication/new": 4}
    read = ProgressMeter("site").read(stats | {"progress/queued": 9}, 1.0, "crawling")
    assert (read.done, read.errors, read.new, read.queue) == (10, 3, 4, 9)


def test_table_has_a_row_for_each_site_those_under_way_first_and_a_total() -> None:
    sites = [
        progress("ended_example", "ended", done=5, new=1, rate=3.0),
        progress("waiting_example", "waiting"),
        progress("busy_example", done=1200, new=30, errors=2, rate=1.25, queue=9000),
    ]
    assert drawn(sites) == [
        "site done new errors pages/s queue",
        "busy_example 1,200 30 2 1.2 9,000",
        "waiting_example 0 0 0 0.0 0 waiting",
        "ended_example 5 1 0 0 ended",
        "3 sites, 1 ended 1,205 31 2 1.2 9,000 1:05",
    ]


def test_table_is_no_higher_than_the_terminal_and_the_total_stays_in_sight() -> None:
    lines = drawn([progress(f"site_{number}", done=1) for number in range(100)], most_rows=3)
    assert lines[-2] == "… and 97 more"
    assert lines[-1].startswith("100 sites, 0 ended 100")
    assert len(lines) == 6


def test_name_of_a_site_can_neither_draw_nor_fill_the_line() -> None:
    lines = drawn([progress("evil\x1b[2J[bold]" + "x" * 200, done=1)], width=60)
    assert "\x1b" not in "".join(lines)
    assert "[bold]" in lines[1]
    assert all(len(line) <= 60 for line in lines)


def test_clock_shows_hours_only_when_there_are_any() -> None:
    assert [clock(5), clock(125.9), clock(3609)] == ["0:05", "2:05", "1:00:09"]


@pytest.mark.parametrize(
    ("stream", "environment", "options", "form"),
    [
        (Terminal(), {}, {}, "live"),
        (Terminal(), {"TERM": "xterm-256color", "NO_COLOR": ""}, {}, "live"),
        (Terminal(), {"NO_COLOR": "1"}, {}, "plain"),
        (Terminal(), {"CI": "true"}, {}, "plain"),
        (Terminal(), {"TERM": "dumb"}, {}, "plain"),
        (io.StringIO(), {}, {}, "plain"),
        (io.TextIOWrapper(io.BytesIO(), encoding="ascii"), {}, {}, "plain"),
        (Terminal(), {}, {"asked": "plain"}, "plain"),
        (io.StringIO(), {"CI": "true"}, {"asked": "live"}, "live"),
        (Terminal(), {}, {"is_json": True, "asked": "live"}, "json"),
    ],
)
def test_table_is_for_terminals_whose_user_does_not_want_it_plain(
    stream: io.StringIO, environment: Mapping[str, str], options: dict[str, Any], form: str
) -> None:
    assert stderr_form(stream, environment, **({"is_json": False} | options)) == form


def test_stream_gives_whole_lines_however_they_are_written() -> None:
    lines: list[str] = []
    stream = LineStream(lines.append)
    for text in ("one ", "line\nand ", "another\n\n", "rest"):
        stream.write(text)
    assert lines == ["one line", "and another", ""]


def test_log_record_is_one_line_of_json_with_its_site_and_traceback() -> None:
    try:
        raise ValueError("no\nnumber")
    except ValueError:
        raised = sys.exc_info()
    record = logging.LogRecord("crawler.x", logging.ERROR, "", 1, "Page %s\nof \ud800", ("1",), raised)
    record.spider = SimpleNamespace(name="news", site_key="https://example.com/")
    line = JsonFormatter().format(record)
    assert "\n" not in line
    fields = json.loads(line)
    assert list(fields) == ["time", "level", "logger", "message", "site", "exception"]
    assert (fields["level"], fields["logger"], fields["site"]) == ("ERROR", "crawler.x", "https://example.com/")
    assert fields["message"] == "Page 1\nof \ud800"
    assert fields["exception"].endswith("ValueError: no\nnumber")
    assert fields["time"].endswith("+00:00")


def test_record_without_site_and_exception_says_so() -> None:
    fields = json.loads(JsonFormatter().format(logging.LogRecord("a", logging.INFO, "", 1, "text", (), None)))
    assert (fields["site"], fields["exception"]) == (None, None)
