"""Scrapy's JSON exporters, given articles in their feed form: asking every nested value what kind of item it is takes
them longer than writing it."""

from __future__ import annotations

from typing import Any

from scrapy.exporters import JsonItemExporter, JsonLinesItemExporter

from crawler.feed_form import feed_form, is_plain_article


class ArticleJsonLinesExporter(JsonLinesItemExporter):
    def export_item(self, item: Any) -> None:
        if not is_plain_article(item):
            super().export_item(item)
        elif self.fields_to_export is None:
            # All fields in their order, none of which has a serializer of its own: the form as it is.
            line = self.encoder.encode(feed_form(item)) + "\n"
            self.file.write(line.encode(self.encoding or "utf-8"))
        else:
            super().export_item(feed_form(item))


class ArticleJsonExporter(JsonItemExporter):
    def export_item(self, item: Any) -> None:
        super().export_item(feed_form(item) if is_plain_article(item) else item)
