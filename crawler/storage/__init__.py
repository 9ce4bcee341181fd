"""Where articles live between runs: one interface, its SQL implementation, and what opens it by URL."""

from crawler.storage.frontier import (
    FoundUrl,
    Frontier,
    KnownUrl,
    LedgerEntry,
    Outcome,
    PageResult,
    PendingUrl,
    SiteLock,
    SiteRun,
)
from crawler.storage.opening import open_existing_store, open_store, store_url_or_default
from crawler.storage.relations import Relation
from crawler.storage.store import ArticleStore, Deletion, Known, StoredArticle, StoredVersion
from crawler.storage.url_relations import url_variant
from crawler.storage.versions import version_fingerprint

__all__ = [
    "ArticleStore",
    "Deletion",
    "FoundUrl",
    "Frontier",
    "Known",
    "KnownUrl",
    "LedgerEntry",
    "Outcome",
    "PageResult",
    "PendingUrl",
    "Relation",
    "SiteLock",
    "SiteRun",
    "StoredArticle",
    "StoredVersion",
    "open_existing_store",
    "open_store",
    "store_url_or_default",
    "url_variant",
    "version_fingerprint",
]
