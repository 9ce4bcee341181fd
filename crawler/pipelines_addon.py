"""Add-on that gives the pipelines, the store and the feeds of this project to another Scrapy project."""

from __future__ import annotations

import os
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.storage.opening import DEFAULT_STORE_URL

# As in crawler.settings (which nobody imports: it is a project's, and changes the search path), but for the pipeline
# that asks every site for its TDM file: requests are the other project's business.
PIPELINES = {
    "crawler.pipelines.validation.ValidationPipeline": 100,
    "crawler.pipelines.selection.SelectionPipeline": 200,
    "crawler.pipelines.deduplication.DeduplicationPipeline": 300,
    "crawler.pipelines.limit.LimitPipeline": 350,
    "crawler.pipelines.store.StorePipeline": 400,
}
DEFAULTS: dict[str, Any] = {
    "STORE_URL": DEFAULT_STORE_URL,
    "STORE_BATCH_SIZE": 100,
    "STORE_FLUSH_SECONDS": 5,
    "DUPLICATES_IN_FEED": False,
    "NEAR_DUPLICATES_IN_FEED": True,
    "FEED_STORE_EMPTY": False,
    "FEED_EXPORT_ENCODING": "utf-8",
}
COMPONENTS = {
    "FEED_STORAGES": {
        **dict.fromkeys(("", "file"), "crawler.feed_storage.CompleteFileFeedStorage"),
        "stdout": "crawler.feed_stdout.OutputFeedStorage",
    },
    "FEED_EXPORTERS": {
        "csv": "crawler.feed_csv.DisarmedCsvItemExporter",
        "json": "crawler.feed_exporters.ArticleJsonExporter",
        **dict.fromkeys(("jsonlines", "jsonl", "jl"), "crawler.feed_exporters.ArticleJsonLinesExporter"),
    },
}


class NewsPipelinesAddon:
    """`ADDONS = {"crawler.pipelines_addon.NewsPipelinesAddon": 500}`: items that have the fields of
    `crawler.items.Article` are validated, compared with the store, stored, and, if new or changed, go to feeds that are
    whole at any moment.

    Whatever the project sets itself stays: settings, and the place (or None) of single pipelines and feed storages.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        for path, order in PIPELINES.items():
            settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", load_object(path), order)
        for name, value in DEFAULTS.items():
            settings.set(name, value, priority="addon")
        # From the environment as in crawler.settings: an address, and with a password in it a secret.
        if url := os.environ.get("STORE_URL"):
            settings.set("STORE_URL", url, priority="addon")
        for name, components in COMPONENTS.items():
            settings.set(name, {**components, **settings.getdict(name)}, priority=settings.getpriority(name) or 0)
