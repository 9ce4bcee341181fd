"""The forms a file of rows can have: JSON Lines, CSV, Parquet; each written row by row into a sink of bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from crawler.exports.csv_cells import csv_cell
from crawler.exports.sinks import Sink
from crawler.log_lines import safe_json


class Rows(Protocol):
    """Writes rows; what was written is complete when it is closed. The sink stays open."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Raises UnicodeEncodeError, and has written nothing of *row*, when a text in it has no UTF-8 form."""
        ...

    def close(self) -> None: ...


class JsonLineRows:
    """One JSON object a line, in UTF-8, with the keys that the row has."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, row: Mapping[str, Any]) -> None:
        # Some of what it escapes are line ends to some readers (str.splitlines of Python is one).
        line = safe_json(json.dumps(row, ensure_ascii=False))
        self._sink.write(line.encode() + b"\n")

    def close(self) -> None:
        pass


class CsvRows:
    """RFC 4180: a header, lines that end in CR LF, quotes where needed; UTF-8 without byte order mark."""

    def __init__(self, sink: Sink, columns: Sequence[str]) -> None:
        self._sink = sink
        self._columns = columns
        self._buffer = io.StringIO(newline="")
        self._writer = csv.writer(self._buffer)
        self._write(columns)

    def write(self, row: Mapping[str, Any]) -> None:
        self._write([csv_cell(row.get(name)) for name in self._columns])

    def close(self) -> None:
        pass

    def _write(self, cells: Sequence[str]) -> None:
        self._writer.writerow(cells)
        text = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        self._sink.write(text.encode())


def _parquet_rows(sink: Sink, columns: Sequence[str], compression: str | None) -> Rows:
    # Here: pyarrow takes longer to import than everything else a command needs.
    from crawler.exports.parquet import ParquetRows

    return ParquetRows(sink, columns, compression)


FORMATS: Mapping[str, Callable[[Sink, Sequence[str], str | None], Rows]] = {
    "jsonl": lambda sink, columns, compression: JsonLineRows(sink),
    "csv": lambda sink, columns, compression: CsvRows(sink, columns),
    "parquet": _parquet_rows,
}
