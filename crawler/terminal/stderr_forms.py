"""What standard error of a command looks like: a live table below the log, plain lines, or JSON and nothing else."""

from __future__ import annotations

import atexit
import io
import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from scrapy.settings import BaseSettings

from crawler.errors import InvalidInputError
from crawler.log_lines import make_safe
from crawler.terminal.json_log import JsonFormatter

if TYPE_CHECKING:
    from crawler.terminal.live_table import LiveTable

Form = Literal["live", "plain", "json"]

_tables: list[LiveTable] = []


def take_stderr(settings: BaseSettings) -> None:
    """Make standard error what the settings LOG_JSON and PROGRESS_FORM ask for; the latter then says "live" or "plain".
    Raises InvalidInputError.

    To be called before Scrapy installs its log handler, which keeps the stream it finds. Whatever else is written to
    `sys.stderr` comes in the same form: above the table, or as a JSON object of the logger "stderr".
    """
    # A project that has the pipelines by the add-on has not this setting.
    asked = settings["PROGRESS_FORM"] or "auto"
    if asked not in ("auto", "live", "plain"):
        raise InvalidInputError(f"PROGRESS_FORM={asked!r}: expected auto, live or plain")
    form = stderr_form(sys.stderr, os.environ, is_json=settings.getbool("LOG_JSON"), asked=asked)
    settings.set("PROGRESS_FORM", "live" if form == "live" else "plain", priority="cmdline")
    if form == "json":
        _log_in_json(settings)
    elif form == "live":
        # Only here: rich takes as long to import as forty pages to read.
        from crawler.terminal.live_table import LiveTable

        _tables[:] = [LiveTable(sys.stderr)]
        # However the command ends: a terminal whose cursor is hidden is a nuisance.
        atexit.register(_tables[0].remove)
        sys.stderr = LineStream(_tables[0].print_above)


def stderr_form(stream: TextIO, environment: Mapping[str, str], *, is_json: bool, asked: str = "auto") -> Form:
    """*asked*: PROGRESS_FORM. A table that is redrawn is for somebody who looks: not for a file or a pipe, for the logs
    of a build (CI), nor where plain text is wished for (NO_COLOR, see no-color.org; a terminal that can do no more)."""
    if is_json:
        return "json"
    if asked != "auto":
        return "live" if asked == "live" else "plain"
    is_plain = environment.get("NO_COLOR") or environment.get("CI") or environment.get("TERM") in ("dumb", "unknown")
    speaks_unicode = (stream.encoding or "").lower().startswith("utf")
    return "plain" if is_plain or not speaks_unicode or not stream.isatty() else "live"


def live_table(settings: BaseSettings) -> LiveTable | None:
    """The table of this process, None when progress is shown otherwise."""
    return _tables[0] if _tables and settings.get("PROGRESS_FORM") == "live" else None


class LineStream(io.TextIOBase):
    """A text stream that gives whole lines to a function."""

    def __init__(self, take_line: Callable[[str], None]) -> None:
        self._take_line = take_line
        self._begun = ""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._take_line(line)
        return len(text)


def _log_in_json(settings: BaseSettings) -> None:
    stream, formatter = sys.stderr, JsonFormatter()
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    handler: logging.Handler
    if path := settings.get("LOG_FILE"):
        if not settings.getbool("LOG_FILE_APPEND"):
            Path(path).write_bytes(b"")
        # Scrapy's configuration closes all handlers; one that appends opens its file again.
        handler = logging.FileHandler(path, mode="a", encoding="utf-8")
    elif settings.getbool("LOG_ENABLED"):
        handler = logging.StreamHandler(stream)
    else:
        handler = logging.NullHandler()
    handler.setFormatter(formatter)
    handler.addFilter(make_safe)
    handler.setLevel(settings.get("LOG_LEVEL"))
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)

    def write_line(line: str) -> None:
        # Not by logging: without a handler that would write to sys.stderr, which is here.
        record = logging.LogRecord("stderr", logging.WARNING, "", 0, line, None, None)
        if line.strip() and make_safe(record):
            stream.write(formatter.format(record) + "\n")
            stream.flush()

    sys.stderr = LineStream(write_line)
