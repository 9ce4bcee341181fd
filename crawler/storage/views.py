"""Views for people and programs that read the database: lists as text, versions in one table, what lists show now."""

from __future__ import annotations

from string import Template

from sqlalchemy import Connection, text

# What the two databases say differently.
_WORDS = {
    "sqlite": {
        "authors": "(SELECT group_concat(value, '; ') FROM json_each(articles.authors))",
        "tags": "(SELECT group_concat(value, '; ') FROM json_each(articles.tags))",
        **{name: f"json_extract(article, '$.{name}')" for name in ("headline", "body")},
        **{name: f"json_extract(article, '$.{name}')" for name in ("date_published", "date_modified")},
    },
    "postgresql": {
        "authors": "(SELECT string_agg(value, '; ' ORDER BY place)"
        " FROM json_array_elements_text(articles.authors) WITH ORDINALITY AS listed(value, place))",
        "tags": "(SELECT string_agg(value, '; ' ORDER BY place)"
        " FROM json_array_elements_text(articles.tags) WITH ORDINALITY AS listed(value, place))",
        **{name: f"article->>'{name}'" for name in ("headline", "body", "date_published", "date_modified")},
    },
}

VIEWS = {
    "readable_articles": """
        SELECT id, site, url, substr(date_published, 1, 10) AS day, headline, description, body, $authors AS authors,
               section, $tags AS tags, language, date_published, date_modified, page_kind, is_accessible_for_free,
               revision, is_silent_change, first_seen, last_seen, seq
        FROM articles WHERE duplicate_of IS NULL
    """,
    "article_versions": """
        SELECT article_id, revision, $headline AS headline, $body AS body, $date_published AS date_published,
               $date_modified AS date_modified, stored_at AS first_seen, last_seen, seq, is_silent_change,
               FALSE AS is_current
        FROM revisions
        UNION ALL
        SELECT id, revision, headline, body, date_published, date_modified, stored_at, last_seen, seq,
               is_silent_change, TRUE
        FROM articles
    """,
    "current_lists": """
        SELECT page, block, position, entry, list_entries.headline, list_entries.label, list_entries.first_seen,
               articles.id AS article_id, articles.date_published
        FROM list_entries LEFT JOIN articles ON articles.canonical_url = list_entries.entry
        WHERE left_at IS NULL
    """,
    "articles_per_day": """
        SELECT site, substr(date_published, 1, 10) AS day, COUNT(*) AS articles, COUNT(duplicate_of) AS duplicates,
               SUM(CASE WHEN revision > 1 THEN 1 ELSE 0 END) AS changed
        FROM articles GROUP BY site, substr(date_published, 1, 10)
    """,
}


def create_views(connection: Connection) -> None:
    """Make the views anew."""
    drop_views(connection)
    for name, query in VIEWS.items():
        words = _WORDS[connection.dialect.name]
        connection.execute(text(f"CREATE VIEW {name} AS {Template(query).substitute(words)}"))


def drop_views(connection: Connection) -> None:
    """A table that a view reads cannot be changed."""
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
