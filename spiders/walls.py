"""Pages that came in the place of an article or of the start page: counted by what they are, and named."""

from __future__ import annotations

from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler.extraction.page_kind.walls import is_consent_address
from crawler.fetching.outcomes import keep_example
from crawler.items import WALL_KINDS
from crawler.storage import Outcome
from crawler.visits import Visit, outcome_of_wall

# What other hosts are there for: to ask for consent, for an account, for money, or to tell people from programs. A page
# that does not exist may be anywhere.
_ASKING_KINDS = frozenset({"consent-wall", "challenge", "login", "paywall", "geo-block"})


def wall_elsewhere(page_kind: str | None, response: Response) -> str | None:
    """The kind of wall that a page of another site is, to which a page of the site redirected; None for another site's
    own business."""
    if response.request is None or not response.request.meta.get("redirect_urls"):
        return None
    if is_consent_address(response.url):
        return "consent-wall"
    return page_kind if page_kind in _ASKING_KINDS else None


def count_wall(stats: StatsCollector, page_kind: str | None, visit: Visit, url: str) -> str | None:
    """Count the page of *visit*, read at *url*, if it is a wall where an article or the start page was expected; the
    name it is counted by, else None. Lists that are none are not missed, and a page that names articles is no wall."""
    if page_kind not in WALL_KINDS or visit.pending.kind not in ("article", "start"):
        return None
    if visit.pending.kind == "start" and any(found.kind == "article" for found in visit.result.found):
        return None
    name = page_kind.replace("-", "_")
    stats.inc_value(f"walls/{name}")
    keep_example(stats, name, url)
    if visit.pending.kind == "start" and outcome_of_wall(name)[0] != "not_an_article":
        stats.inc_value("outcomes/start_failed")
    return name


def outcome_of_list(page_kind: str | None) -> tuple[Outcome, str | None]:
    """What became of a page of *page_kind* that was no article and not linked as one: a site that asks for something
    first is asked again in the next run, anything else is a list that was read."""
    name = page_kind.replace("-", "_") if page_kind in WALL_KINDS else page_kind
    refused = page_kind in WALL_KINDS and outcome_of_wall(name or "")[0] == "blocked"
    return ("blocked" if refused else "not_an_article"), name
