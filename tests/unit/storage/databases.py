"""A store's database as another program sees it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, NullPool, create_engine, text


def engine_of(url: str) -> Engine:
    return create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)


def execute(url: str, statement: str, /, **parameters: Any) -> None:
    with engine_of(url).begin() as connection:
        connection.execute(text(statement), parameters)


def rows(url: str, query: str, /, **parameters: Any) -> list[tuple[Any, ...]]:
    with engine_of(url).connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), parameters)]
