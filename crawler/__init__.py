"""A news crawler: Scrapy spiders that fetch news sites, and `extract`, which reads one page without Scrapy."""

from crawler.items import Article, LatestNewsEntry
from crawler.loaders.extract import extract

__all__ = ["Article", "LatestNewsEntry", "extract"]
__version__ = "0.1.0"
