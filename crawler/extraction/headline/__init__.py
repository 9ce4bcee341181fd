"""The headline: what readers see as it, told by the agreement of headings, structured data and title."""

from crawler.extraction.headline.choice import find_headline

__all__ = ["find_headline"]
