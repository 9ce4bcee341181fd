"""The egg that `scrapyd-deploy` sends; docs/scheduling.md."""

from setuptools import setup

setup(
    name="news-crawler-settings",
    version="1.0",
    py_modules=["news_crawler_settings"],
    entry_points={"scrapy": ["settings = news_crawler_settings"]},
)
