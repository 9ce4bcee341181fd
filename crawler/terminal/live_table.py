"""The table that stands at the bottom of a terminal while crawls are under way, redrawn in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from crawler.log_lines import safe_text
from crawler.terminal.progress import Progress

# Header, total and the line that says what is not shown; and one of the log above it.
_OTHER_LINES = 4
_STYLES = {"waiting": "dim", "ended": "dim", "stopping": "yellow", "crawling": ""}


class LiveTable:
    """While it stands, everything else that is to be on the terminal goes through `print_above`."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False)
        self._live = Live(
            console=self._console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
        )

    def show(self, sites: Sequence[Progress], seconds: float) -> None:
        """*seconds*: since the beginning."""
        table = progress_table(sites, seconds, most_rows=max(1, self._console.height - _OTHER_LINES))
        if not self._live.is_started:
            self._live.start()
        self._live.update(table, refresh=True)

    def print_above(self, line: str) -> None:
        # A terminal wraps a long line itself, and copies it as one. Half a surrogate pair must not cost the line.
        self._console.print(Text(line.encode("utf-8", "backslashreplace").decode()), soft_wrap=True)

    def remove(self) -> None:
        self._live.stop()


def progress_table(sites: Sequence[Progress], seconds: float, *, most_rows: int) -> Table:
    """*sites*, those under way first, at most *most_rows* of them, and their sums."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("site", overflow="ellipsis", no_wrap=True, ratio=1)
    for heading in ("done", "new", "errors", "pages/s", "queue", ""):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    ordered = sorted(sites, key=lambda site: ("crawling", "stopping", "waiting", "ended").index(site.state))
    for site in ordered[:most_rows]:
        state = "" if site.state == "crawling" else site.state
        table.add_row(Text(safe_text(site.name)), *_numbers(site), state, style=_STYLES[site.state])
    if len(ordered) > most_rows:
        table.add_row(Text(f"… and {len(ordered) - most_rows:,} more"), style="dim")
    if len(sites) > 1:
        table.add_row(*_total(sites, seconds), style="bold")
    else:
        table.columns[-1].header = clock(seconds)
    return table


def clock(seconds: float) -> str:
    """Hours, minutes and seconds: "2:05", "1:00:09"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _numbers(site: Progress) -> list[Text]:
    return [
        Text(f"{site.done:,}"),
        Text(f"{site.new:,}", style="green" if site.new else ""),
        Text(f"{site.errors:,}", style="red" if site.errors else ""),
        Text(f"{site.rate:.1f}" if site.state != "ended" else ""),
        Text("" if site.queue is None else f"{site.queue:,}"),
    ]


def _total(sites: Sequence[Progress], seconds: float) -> list[str]:
    ended = sum(site.state == "ended" for site in sites)
    return [
        f"{len(sites):,} sites, {ended:,} ended",
        f"{sum(site.done for site in sites):,}",
        f"{sum(site.new for site in sites):,}",
        f"{sum(site.errors for site in sites):,}",
        f"{sum(site.rate for site in sites if site.state != 'ended'):.1f}",
        f"{sum(site.queue or 0 for site in sites):,}",
        clock(seconds),
    ]
