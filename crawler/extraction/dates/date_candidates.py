"""All dates that a page offers, the most trustworthy first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from lxml.etree import _Element

from crawler.extraction.dates.date_lines import DatedLines
from crawler.extraction.dates.date_offers import DateOffers
from crawler.extraction.dates.named_dates import date_in_title, date_in_url
from crawler.extraction.dates.shown_dates import shown_dates
from crawler.extraction.dates.stated_dates import StatedDates
from crawler.extraction.page import Page
from crawler.items import DateCandidate


def date_candidates(
    page: Page,
    headline: str | None,
    foreign: Collection[_Element],
    offers: DateOffers,
    reference: datetime | None,
) -> list[DateCandidate]:
    """Candidates for both dates in the order in which they are believed (docs/dates.md).

    *foreign*: elements about other articles (latest-news lists). *reference*: the moment of the fetch, in the site's
    zone where it is known; without it dates that need it are not read.
    """
    statements = StatedDates(page, foreign, offers)
    stated = [*statements.json_ld(), *statements.meta()]
    is_stated = any(offered.field == "date_published" and offered.value for offered in stated)
    if not is_stated:
        stated += statements.microdata()
    dated = DatedLines(page, headline, foreign, offers.language, offers.day_first, is_thorough=not is_stated)
    dated.object_to(statements.of_something_else)
    shown = shown_dates(page, dated, offers, reference, is_thorough=not is_stated)
    return [
        *stated,
        *date_in_url(page.url, offers),
        *shown.convincing,
        *statements.json_ld_of_page(),
        *statements.other_meta(),
        *shown.sufficient,
        *date_in_title(headline, page.title, offers),
        *shown.others,
    ]
