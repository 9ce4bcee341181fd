"""The article's text: which blocks of a page are it, and where it is when the page shows none."""

from crawler.extraction.body.choice import connected_texts, find_body

__all__ = ["connected_texts", "find_body"]
