"""When the article was published and modified: dates as they are stated and printed, and the choice among them."""

from crawler.extraction.dates.choice import Dates, find_dates

__all__ = ["Dates", "find_dates"]
