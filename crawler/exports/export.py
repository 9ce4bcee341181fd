"""Writing what a selection takes from a store, in a format and the words of a vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.errors import InvalidInputError
from crawler.exports.checking import ArticleChecks
from crawler.exports.field_types import with_typed_fields
from crawler.exports.formats import FORMATS
from crawler.exports.manifest import Description, publish
from crawler.exports.other_vocabularies import to_schema_org, to_zyte
from crawler.exports.selection import FIELDS, Reading, Selection, row_of_change, without_lone_surrogates
from crawler.exports.sinks import MeasuredSink, Sink, compressed
from crawler.items import SCHEMA_VERSION
from crawler.part_files import own_part
from crawler.storage import ArticleStore, StoredArticle
from crawler.times import utc_text

VOCABULARIES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "schema-org": to_schema_org,
    "zyte": to_zyte,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """What is wanted."""

    selection: Selection = field(default_factory=Selection)
    format: str = "jsonl"
    """One of FORMATS."""
    compression: str | None = None
    """One of COMPRESSIONS."""
    vocabulary: str | None = None
    """One of VOCABULARIES, JSON Lines only; None: the item's own."""
    is_checked: bool = False
    """Whether every article is validated by the schema of the contract first."""

    def __post_init__(self) -> None:
        """Raises InvalidInputError for what does not go together."""
        if self.vocabulary and self.format != "jsonl":
            raise InvalidInputError(f"--as {self.vocabulary}: only for --format jsonl, not {self.format}")
        if self.vocabulary and self.selection.fields != FIELDS:
            raise InvalidInputError(f"--as {self.vocabulary}: not together with --fields, which are the item's own")


def export_to_file(store: ArticleStore, order: ExportOrder, file: Path) -> Description:
    """Write *file*, whole and with a manifest, or leave it as it was; what the manifest says.

    Raises InvalidInputError, StoreError, OSError, `crawler.exports.checking.InvalidArticlesError`.
    """
    # A name of its own: a part of a crawl's feed of this name is none of ours.
    part = own_part(file.with_name(f"{file.name}.export"))
    try:
        part.file.truncate(0)
        description = {"file": file.name} | export_to_sink(store, order, part.file)
        publish(part, file, description)
    except BaseException:
        part.discard()
        raise
    return description


def export_to_sink(store: ArticleStore, order: ExportOrder, sink: Sink) -> Description:
    """Write to *sink*; a description of what was written. Raises as `export_to_file`."""
    began = datetime.now(UTC)
    chosen = order.selection
    reading = Reading(store, chosen, began)
    measured = MeasuredSink(sink)
    checks = ArticleChecks() if order.is_checked else None
    translate = VOCABULARIES[order.vocabulary] if order.vocabulary else None
    articles = deletions = repaired = 0
    numbers: list[int] = []
    # Parquet compresses inside: as a whole it could not be read in parts any more.
    outer = None if order.format == "parquet" else order.compression
    with compressed(measured, outer) as inner:
        rows = FORMATS[order.format](inner, chosen.columns, order.compression)
        for change in reading.changes():
            row = row_of_change(change)
            is_article = isinstance(change, StoredArticle)
            articles, deletions = articles + is_article, deletions + (not is_article)
            numbers = [numbers[0] if numbers else change.seq, change.seq]
            if checks:
                checks.check(row)
            typed = with_typed_fields(row)
            is_repaired, row = typed is not row, typed
            if is_article:
                row = translate(row) if translate else {name: row[name] for name in chosen.columns if name in row}
            try:
                rows.write(row)
            except UnicodeEncodeError:
                # Columns of text cannot hold such characters; the JSON of lists and objects can, escaped.
                rows.write(without_lone_surrogates(row))
                is_repaired = True
            repaired += is_repaired
        rows.close()
    if checks:
        checks.finish()
    return {
        "format": order.format,
        "compression": order.compression,
        "vocabulary": order.vocabulary or "article",
        "schema_version": SCHEMA_VERSION,
        "rows": articles + deletions,
        "articles": articles,
        "deletions": deletions,
        "repaired": repaired,
        "bytes": measured.size,
        "sha256": measured.sha256,
        "first_seq": numbers[0] if numbers else None,
        "last_seq": numbers[1] if numbers else None,
        "next_since_seq": reading.end,
        "selection": {
            "since_seq": chosen.since_seq,
            "since": utc_text(chosen.since) if chosen.since else None,
            "sites": list(chosen.sites),
            "fields": list(chosen.fields) if chosen.fields != FIELDS else None,
            "dedupe": "cluster" if chosen.one_of_a_cluster else None,
        },
        "created": utc_text(began),
    }
