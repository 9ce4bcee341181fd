"""What columns mean, said in the database itself: PostgreSQL shows it beside them."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.schema import SetColumnComment

from crawler.item_schema import item_fields
from crawler.items import Article
from crawler.storage.tables import article_table, metadata


def write_comments(connection: Connection) -> None:
    """Set the comments of all columns, where the database has such: those of the item from its docstrings, the others
    from the tables."""
    if not connection.dialect.supports_comments:
        return
    for field in item_fields(Article):
        article_table.c[field.name].comment = field.description
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.comment:
                connection.execute(SetColumnComment(column))
