"""CSV feeds of a crawl, with the cells that exports have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itemadapter import ItemAdapter
from scrapy import Field
from scrapy.exporters import CsvItemExporter

from crawler.exports.csv_cells import csv_cell


class DisarmedCsvItemExporter(CsvItemExporter):
    """What a spreadsheet would run as a formula is only text, and lists and objects are JSON (docs/exports.md)."""

    def export_item(self, item: Any) -> None:
        # Entries of lists are items, too: as mappings they have a JSON form.
        super().export_item(ItemAdapter(item).asdict())

    def serialize_field(self, field: Mapping[str, Any] | Field, name: str, value: Any) -> Any:
        return csv_cell(value)
