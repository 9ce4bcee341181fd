"""A news crawler: Scrapy spiders that fetch news sites, and `extract`, which reads one page without Scrapy."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.items import Article, LatestNewsEntry
    from crawler.loaders.extract import extract

__all__ = ["Article", "LatestNewsEntry", "extract"]
__version__ = "0.1.0"

# Imported when asked for: every import of a module in this package runs this file, and the loaders take longer to
# import than everything below them.
_MODULES = {"Article": "crawler.items", "LatestNewsEntry": "crawler.items", "extract": "crawler.loaders.extract"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
