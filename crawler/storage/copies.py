"""Finding what the articles of a batch are copies of, and writing it with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from crawler.near_text.comparison import are_equal
from crawler.near_text.sketch import sketch_of
from crawler.storage.clusters import Clusters, renew_clusters, set_clusters
from crawler.storage.near_texts import NearTexts, Text, forget_texts, read_texts
from crawler.storage.partings import Partings, partings_of_deleted, partings_of_rewritten
from crawler.storage.relations import Relation, forget_relations, near_text, remove_pairs, save_relations
from crawler.storage.sequence import Numbers
from crawler.storage.tables import article_table
from crawler.storage.url_relations import variants_of_articles

# A text joins the group of the text it is most like. Other groups it is also like become one with that only when it
# shares more than half of everything with them: a digest of two stories does not make one story of the two.
_MIN_JACCARD_TO_JOIN_GROUPS = 0.5


class CopiesOfBatch:
    """*rows* of the table of articles, by id, that are about to be inserted or replaced."""

    def __init__(self, connection: Connection, rows: Mapping[str, dict[str, Any]]) -> None:
        self._connection = connection
        self._rows = rows
        self._relations: list[Relation] = []
        replaced = [id_ for id_, row in rows.items() if (row["revision"] or 1) > 1]
        texts = {text.article_id: text for text in _texts_of(rows)}
        before = read_texts(connection, replaced) if replaced else {}
        # Of many that are brought up to date, headline or dates alone have changed.
        same = {old.article_id for old in before.values() if _is_same(old, texts.get(old.article_id))}
        self._texts = NearTexts(
            connection,
            [text for id_, text in texts.items() if id_ not in same],
            {text_id: old for text_id, old in before.items() if old.article_id not in same},
        )
        self._partings = partings_of_rewritten(connection, rows, replaced, texts, same) if replaced else Partings()
        links = self._same_texts(rows) + self._near_texts()
        # What is new and like nothing else, as most articles are, is in no cluster.
        self._clusters = Clusters(connection, rows, links, self._partings) if links or replaced else None
        clusters = self._clusters.ids() if self._clusters else {}
        for id_, row in rows.items():
            row["cluster_id"] = clusters.get(id_)

    def save(self, numbers: Numbers, at: str) -> None:
        """Write everything but the rows themselves, which have got their `cluster_id`."""
        self._texts.save()
        remove_pairs(self._connection, "near_text", self._partings.near)
        remove_pairs(self._connection, "same_text", self._partings.same)
        variants = variants_of_articles(self._rows.values())
        save_relations(self._connection, [*self._partings.holding, *self._relations, *variants], at)
        if self._clusters is not None:
            others = [(row, cluster) for row, cluster in self._clusters.changed() if row["id"] not in self._rows]
            set_clusters(self._connection, others, self._partings.originals, numbers, at)

    def _same_texts(self, rows: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
        links = [(id_, row["duplicate_of"]) for id_, row in rows.items() if row["duplicate_of"] is not None]
        self._relations += [Relation(article_id=id_, kind="same_text", other=first) for id_, first in links]
        return links

    def _near_texts(self) -> list[tuple[str, str]]:
        links = []
        known = {frozenset((relation.article_id, relation.other)) for relation in self._relations}
        for text in self._texts.batch:
            for place, copy in enumerate(self._texts.next_copies()):
                if place == 0 or copy.similarity.jaccard >= _MIN_JACCARD_TO_JOIN_GROUPS:
                    links.append((text.article_id, copy.article_id))
                if frozenset((text.article_id, copy.article_id)) not in known:
                    self._relations.append(near_text(text.article_id, copy.article_id, copy.similarity.containment))
        return links


def cluster_of_last(connection: Connection, rows: Sequence[dict[str, Any]]) -> str | None:
    """The cluster that the last of *rows* would get if all were written now that are not stored yet."""
    last = rows[-1]
    others = {row["id"]: row for row in rows[:-1]}
    stored = connection.scalars(select(article_table.c.id).where(article_table.c.id.in_(others))) if others else ()
    for id_ in stored:
        del others[id_]
    CopiesOfBatch(connection, others | {last["id"]: last})
    return last["cluster_id"]  # type: ignore[no-any-return]


def forget_copies(connection: Connection, deleted: Sequence[Mapping[str, Any]], numbers: Numbers, at: str) -> None:
    """Remove what is known of articles that are gone: `article_id`, `content_hash` and `cluster_id` of each."""
    ids = [row["article_id"] for row in deleted]
    forget_texts(connection, ids)
    forget_relations(connection, ids)
    partings = partings_of_deleted(connection, deleted)
    save_relations(connection, partings.holding, at)
    renew_clusters(connection, partings, numbers, at)


def _is_same(old: Text, new: Text | None) -> bool:
    return new is not None and are_equal(old.sketch, new.sketch)


def _texts_of(rows: Mapping[str, Mapping[str, Any]]) -> list[Text]:
    return [
        Text(id_, row["site"] or "", sketch)
        for id_, row in rows.items()
        if (sketch := sketch_of(row["body"])) is not None
    ]
