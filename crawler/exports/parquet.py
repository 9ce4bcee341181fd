"""Rows as Parquet: typed columns with the descriptions of the contract, lists as lists, zstd."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import datetime
from typing import Any, get_args, get_origin

import pyarrow
import pyarrow.parquet

from crawler.exports.field_types import TIMES
from crawler.exports.sinks import Sink
from crawler.item_schema import item_fields, plain_type
from crawler.items import SCHEMA_VERSION, Article, Deletion

# A row group is held in memory until it is written. Readers skip whole groups and read a column of one at once: smaller
# ones compress worse (Parquet's documentation wishes for many MB), larger ones are felt.
_GROUP_BYTES = 32 << 20
# Rows of Python take ten times the memory of Arrow's columns: they become columns by the hundred, or fewer long ones.
_BATCH_ROWS = 500
_BATCH_CHARACTERS = 8 << 20

_TYPES: dict[Any, pyarrow.DataType] = {
    str: pyarrow.string(),
    int: pyarrow.int64(),
    bool: pyarrow.bool_(),
    # Keys that differ from row to row: JSON text.
    dict: pyarrow.string(),
}
# Of TIMES, to the second. Dates of articles stay text: they have the precision and the offset that the page gives.
_UTC = pyarrow.timestamp("us", tz="UTC")


class ParquetRows:
    def __init__(self, sink: Sink, columns: Sequence[str], compression: str | None) -> None:
        """*compression*: of the pages; None: zstd."""
        self._schema = parquet_schema(columns)
        self._json_columns = [name for name in columns if _is_object(name)]
        self._time_columns = [name for name in columns if name in TIMES]
        self._writer = pyarrow.parquet.ParquetWriter(
            pyarrow.PythonFile(sink, mode="w"), self._schema, compression=compression or "zstd"
        )
        self._rows: list[dict[str, Any]] = []
        self._characters = 0
        self._batches: list[pyarrow.RecordBatch] = []

    def write(self, row: Mapping[str, Any]) -> None:
        # pyarrow would say so when it comes to the whole batch.
        json.dumps([value for value in row.values() if isinstance(value, (list, dict))], ensure_ascii=False).encode()
        values = dict(row)
        for name in self._json_columns:
            if values.get(name) is not None:
                values[name] = json.dumps(values[name], ensure_ascii=False)
        for name in self._time_columns:
            if values.get(name) is not None:
                values[name] = datetime.fromisoformat(values[name])
        self._rows.append(values)
        self._characters += sum(len(value) for value in values.values() if isinstance(value, str))
        if self._characters >= _BATCH_CHARACTERS or len(self._rows) >= _BATCH_ROWS:
            self._end_batch()
            if sum(batch.nbytes for batch in self._batches) >= _GROUP_BYTES:
                self._write_group()

    def close(self) -> None:
        self._end_batch()
        self._write_group()
        self._writer.close()

    def _end_batch(self) -> None:
        if self._rows:
            self._batches.append(pyarrow.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows, self._characters = [], 0

    def _write_group(self) -> None:
        if self._batches:
            self._writer.write_table(pyarrow.Table.from_batches(self._batches))
            self._batches = []


def parquet_schema(columns: Sequence[str]) -> pyarrow.Schema:
    """The type and description of each of *columns* (fields of the contract)."""
    fields = [
        pyarrow.field(name, _UTC if name in TIMES else _type(_HINTS[name]), metadata={"description": _TEXTS[name]})
        for name in columns
    ]
    return pyarrow.schema(fields, metadata={"schema_version": str(SCHEMA_VERSION)})


def _type(hint: Any) -> pyarrow.DataType:
    hint = plain_type(hint)
    if is_dataclass(hint):
        members = item_fields(hint)  # type: ignore[arg-type]
        return pyarrow.struct([pyarrow.field(member.name, _type(member.hint)) for member in members])
    if get_origin(hint) is list:
        return pyarrow.list_(_type(get_args(hint)[0]))
    return _TYPES[get_origin(hint) or hint]


_FIELDS = [*item_fields(Deletion), *item_fields(Article)]  # of names in both, the article's
_HINTS = {field.name: field.hint for field in _FIELDS}
_TEXTS = {field.name: field.description for field in _FIELDS}


def _is_object(name: str) -> bool:
    return get_origin(plain_type(_HINTS[name])) is dict
