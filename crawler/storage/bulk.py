"""Writing and reading many rows at little more than the driver's cost: for a row SQLAlchemy takes longer to arrange
the values than SQLite to store them, and PostgreSQL takes rows of a COPY several times as fast as statements.

Errors are those of the driver or of SQLAlchemy.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import JSON, Connection, Dialect, Executable, Select, Table

from crawler.storage.json_text import JsonText, json_text


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert *rows*, which all have the same keys, names of columns."""
    if not rows:
        return
    names = tuple(rows[0])
    insert_values(connection, table, names, _values(table, names, rows))


def insert_values(
    connection: Connection, table: Table, names: Sequence[str], values: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of *values* of the columns *names*, as the driver takes them."""
    if not values:
        return
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        with _cursor(connection) as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
    else:
        places = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({places})", values)


def read_rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    """The rows of *query*, which has no parameters, as the driver gives them."""
    with _cursor(connection) as cursor:
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def read_rows_of(
    connection: Connection, table: str, columns: Sequence[str], key: str, numbers: Collection[int]
) -> list[tuple[Any, ...]]:
    """*columns* of the rows of *table* in whose column *key* is one of *numbers*, however many."""
    if not numbers:
        return []
    with _cursor(connection) as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE {_is_one_of(connection, key)}", _given(connection, numbers)
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def delete_rows_of(connection: Connection, table: str, key: str, numbers: Collection[int]) -> None:
    """Remove the rows that `read_rows_of` finds."""
    if numbers:
        statement = f"DELETE FROM {table} WHERE {_is_one_of(connection, key)}"
        connection.exec_driver_sql(statement, _given(connection, numbers))


# In one parameter: a list in the statement takes longer to be read.
def _is_one_of(connection: Connection, key: str) -> str:
    is_postgresql = connection.dialect.name == "postgresql"
    return f"{key} = ANY(%s)" if is_postgresql else f"{key} IN (SELECT value FROM json_each(?))"


def _given(connection: Connection, numbers: Collection[int]) -> tuple[Any]:
    ordered = sorted(numbers)
    return (ordered if connection.dialect.name == "postgresql" else f"[{','.join(map(str, ordered))}]",)


def read_for_each(connection: Connection, query: Select[Any], values: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of *query* for each of *values*, which is its one parameter. Outside of a transaction each is read as of
    its own moment."""
    sql, parameters, constants = _compiled(query, connection.dialect, ())
    columns = query.selected_columns
    names = [column.name for column in columns]
    documents = [column.name for column in columns if isinstance(column.type, JSON)]
    is_positional = connection.dialect.paramstyle == "qmark"
    with _cursor(connection) as cursor:
        for value in values:
            given = {name: constants.get(name, value) for name in parameters}
            cursor.execute(sql, tuple(given.values()) if is_positional else given)
            for found in cursor.fetchall():
                row = dict(zip(names, found, strict=True))
                for name in documents:
                    # PostgreSQL's driver has read it already.
                    if isinstance(row[name], str):
                        row[name] = json.loads(row[name])
                yield row


@contextmanager
def _cursor(connection: Connection) -> Iterator[Any]:
    """The driver's own. A connection that is lost meanwhile is given up, as SQLAlchemy does when it runs a statement:
    else its pool would try to roll it back, and write to the log that it cannot."""
    raw = connection.connection
    cursor = cast(Any, raw.cursor())
    try:
        yield cursor
    except connection.dialect.loaded_dbapi.Error as error:
        if connection.dialect.is_disconnect(error, cast(Any, raw.dbapi_connection), cursor):
            connection.invalidate(error)
        raise
    finally:
        cursor.close()


def execute_for_rows(
    connection: Connection, statement: Executable, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Run *statement*, which writes *table*, for each of *rows*, which have all its parameters."""
    if not rows:
        return
    sql, names, constants = _compiled(statement, connection.dialect, tuple(rows[0]))
    values = _values(table, names, [{**constants, **row} for row in rows] if constants else rows)
    if connection.dialect.paramstyle == "qmark":
        connection.exec_driver_sql(sql, values)
    else:
        connection.exec_driver_sql(sql, [dict(zip(names, row, strict=True)) for row in values])


# Statements are made once, when modules are read.
@lru_cache(maxsize=32)
def _compiled(
    statement: Executable, dialect: Dialect, given: tuple[str, ...]
) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    """The text of *statement*, its parameters in the order in which they are passed, and the values of those that are
    constants of it."""
    compiled = cast(Any, statement).compile(dialect=dialect, column_keys=given)
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    return str(compiled), tuple(compiled.positiontup or compiled.params), constants


def _values(table: Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    values = list(map(itemgetter(*names), rows))
    documents = [place for place, name in enumerate(names) if isinstance(_type_of(table, name), JSON)]
    return [_encoded(row, documents) for row in values] if documents else values


def _encoded(row: tuple[Any, ...], documents: list[int]) -> tuple[Any, ...]:
    values = list(row)
    for place in documents:
        if values[place] is not None and not isinstance(values[place], JsonText):
            values[place] = json_text(values[place])
    return tuple(values)


def _type_of(table: Table, name: str) -> Any:
    column = table.c.get(name)
    return None if column is None else column.type
