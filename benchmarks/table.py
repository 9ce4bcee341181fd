"""Plain text tables that fit a terminal."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 100
_GAP = 2


def render_table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH) -> str:
    """First column to the left and repeated in every panel, the others to the right; columns that would pass *width*
    go into another panel below."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    panels: list[list[int]] = [[]]
    used = widths[0]
    for column in range(1, len(header)):
        needed = _GAP + widths[column]
        if panels[-1] and used + needed > width:
            panels.append([])
            used = widths[0]
        panels[-1].append(column)
        used += needed
    return "\n\n".join("\n".join(_render_row(row, widths, columns) for row in [header, *rows]) for columns in panels)


def _render_row(row: Sequence[str], widths: Sequence[int], columns: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(row[column].rjust(widths[column]) for column in columns)]
    return (" " * _GAP).join(cells).rstrip()
