"""Values in the portions that one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

# Values in one IN (...): far below SQLite's limit of 32766 variables a statement (SQLITE_MAX_VARIABLE_NUMBER).
VALUES_PER_STATEMENT = 500

T = TypeVar("T")


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, VALUES_PER_STATEMENT)):
        yield chunk
