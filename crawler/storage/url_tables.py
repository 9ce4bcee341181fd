"""The tables of the frontier: the sites crawled, every URL found on them, what named each, and how each run went."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, Table, Text, text

from crawler.storage.tables import RowNumber, metadata

site_table = Table(
    "sites",
    metadata,
    Column("key", Text, primary_key=True),
    Column("is_run_open", Boolean, nullable=False),
    Column("run", Integer, nullable=False, comment="The number of the last run."),
    Column("began_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("limits", Text, nullable=False, comment="What was out of range in the last run."),
    Column("rendering", Text),  # "needed", "useless", or nothing known
    Column("rendering_learned_at", Text),
    Column("validators_lied_at", Text, comment="When the server last said not modified of what had changed."),
)

# A URL is pending while `queued` is 1; `outcome` is that of the last time it was fetched. Times as in `articles`.
url_table = Table(
    "urls",
    metadata,
    Column("id", RowNumber, primary_key=True, comment="In the order they were found."),
    Column("site", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("queued", Integer, nullable=False, comment="1: it is to be fetched."),
    Column("outcome", Text, nullable=False, comment="Of the last time it was fetched."),
    Column("detail", Text),
    Column("tries", Integer, nullable=False, comment="Runs in a row in which it failed."),
    Column("found_at", Text, nullable=False),
    Column("visited_at", Text),
    Column("visited_run", Integer),
    Column("modified", Text, comment="The latest modification stated for it."),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_key", Text),
    Column("headline", Text),
    Column("final_url", Text),
    Column("article_id", Text),
    Column("revisit_seconds", Integer),
    Column("revisit_at", Text),
    Index("urls_site_key", "site", "key", unique=True),
    Index("urls_queue", "site", "rank", "id", sqlite_where=text("queued = 1"), postgresql_where=text("queued = 1")),
    Index(
        "urls_revisits",
        "site",
        "revisit_at",
        sqlite_where=text("revisit_at IS NOT NULL"),
        postgresql_where=text("revisit_at IS NOT NULL"),
    ),
)

# Rows of one page lie together, as its URLs were found together: no second index is needed.
url_source_table = Table(
    "url_sources",
    metadata,
    Column("url_id", RowNumber, primary_key=True, autoincrement=False),
    Column("found_in", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("stated", JSON(none_as_null=True), comment="Title and dates that the source gives it."),
    sqlite_with_rowid=False,
)

# One row for each site of a run that ended, for later ones to be compared with.
run_table = Table(
    "runs",
    metadata,
    Column("id", RowNumber, primary_key=True, comment="In the order they ended."),
    Column("run_id", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("ended_at", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("figures", JSON, nullable=False),
    Index("runs_site", "site", "id"),
)
