"""Who wrote the article: names in structured data, meta elements and printed bylines."""

from crawler.extraction.authors.choice import clean_names, find_authors

__all__ = ["clean_names", "find_authors"]
