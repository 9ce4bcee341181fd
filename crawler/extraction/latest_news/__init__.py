"""Lists of the publisher's newest articles on a page, and their entries."""

from crawler.extraction.latest_news.choice import LatestNews, find_latest_news, read_latest_news

__all__ = ["LatestNews", "find_latest_news", "read_latest_news"]
