"""What kind of page it is: an article of some form, a listing, or something else that came in an article's place."""

from crawler.extraction.page_kind.choice import find_page_kind

__all__ = ["find_page_kind"]
