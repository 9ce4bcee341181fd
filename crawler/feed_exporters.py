"""Scrapy's JSON exporters, given articles in their feed form: asking every nested value what kind of item it is takes
them longer than writing it."""

from __future__ import annotations

from typing import Any

from scrapy.exporters import JsonItemExporter, JsonLinesItemExporter

from crawler.feed_form import feed_form, is_plain_article


class ArticleJsonLinesExporter(JsonLinesItemExporter):
    def export_item(self, item: Any) -> None:
        super().export_item(feed_form(item) if is_plain_article(item) else item)


class ArticleJsonExporter(JsonItemExporter):
    def export_item(self, item: Any) -> None:
        super().export_item(feed_form(item) if is_plain_article(item) else item)
