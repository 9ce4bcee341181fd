"""One visit to a URL of the frontier, from the request to what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scrapy.exceptions import DropItem

from crawler.items import Article
from crawler.novelty import novelty
from crawler.storage import FoundUrl, Outcome, PageResult, PendingUrl


@dataclass(slots=True, eq=False)
class Visit:
    """What is known of a pending URL, and what fetching it brings. It ends once, with an outcome; only then is it
    recorded, whole, so what a crawl that is killed had under way is still pending."""

    pending: PendingUrl
    on_end: Callable[[Visit], None]
    result: PageResult = field(init=False)
    is_spot_check: bool = False
    """Whether the server was not told which version is known although one is, to see whether it tells the truth."""
    is_over: bool = False
    is_waiting: bool = False
    """Whether its article waits for another page to be read, and the crawl need not wait for it."""

    def __post_init__(self) -> None:
        self.result = PageResult(pending=self.pending, outcome="pending", article_id=self.pending.article_id)

    def found(self, entry: FoundUrl) -> None:
        """Note a URL that the page names."""
        self.result.found.append(entry)

    def end(self, outcome: Outcome, detail: str | None = None) -> None:
        """The first call counts: what comes later (an error after the article was stored) does not undo it."""
        if not self.is_over:
            self.is_over = True
            self.result.outcome, self.result.detail = outcome, detail
            self.on_end(self)


class VisitedArticle(Article):
    """An article that knows the visit it came of. It is no field: feeds and store do not see it."""

    __slots__ = ("visit",)
    visit: Visit


def visit_of(item: Any) -> Visit | None:
    return getattr(item, "visit", None)


class CountedDrop(DropItem):
    """An item dropped under the name of a stat."""

    def __init__(self, message: str, stat: str) -> None:
        # One page is nobody's concern, the count is in the stats of the run.
        super().__init__(message, log_level="DEBUG")
        self.stat = stat


# The stat of near copies that are stored and left out of feeds: what became of the page is what the article is.
NEAR_COPY_KEPT_BACK = "store/not_exported/near_duplicate"

# The stat of articles of a host of whose reservations nobody knows, for a purpose for which they count: the next run
# asks again.
TDM_FILE_UNKNOWN = "rights/dropped/tdm_file_unknown"

_OUTCOME_OF_DROP: dict[str, Outcome] = {
    TDM_FILE_UNKNOWN: "error",
    "selection/dropped/before_since": "out_of_range",
    "selection/dropped/after_until": "out_of_range",
    "selection/dropped/without_keyword": "out_of_range",
    "selection/dropped/over_max_articles": "pending",
    "deduplication/dropped/unchanged": "unchanged",
    "deduplication/dropped/same_url": "duplicate",
    "store/not_exported/duplicate": "duplicate",
}


# What hides an article from this visitor for now is a refusal, what a server or a missing browser fails to show is an
# error: both are tried again. An account or a subscription will not be there the next time either, and an error page is
# no article.
_OUTCOME_OF_WALL: dict[str, Outcome] = {
    "consent_wall": "blocked",
    "challenge": "blocked",
    "geo_block": "blocked",
    "out_of_order": "error",
    "empty_shell": "error",
}


def outcome_of_wall(kind: str) -> tuple[Outcome, str]:
    """What became of a page that was a wall of *kind* ("consent_wall"), and its detail in the ledger."""
    return _OUTCOME_OF_WALL.get(kind, "not_an_article"), kind


def outcome_of_drop(drop: BaseException) -> tuple[Outcome, str | None]:
    """What became of a page whose article was dropped."""
    stat = getattr(drop, "stat", "")
    if stat.startswith("store/lost/"):
        return "pending", None
    if stat.startswith("validation/dropped/wall/"):
        return outcome_of_wall(stat.rpartition("/")[2])
    is_reserved = stat.startswith("rights/dropped/")
    outcome = _OUTCOME_OF_DROP.get(stat, "out_of_range" if is_reserved else "not_an_article")
    detail = stat.partition("/dropped/")[2].removeprefix("not_an_article/") or None
    return outcome, None if outcome in ("unchanged", "pending") else detail


def outcome_of_article(article: Any) -> tuple[Outcome, str | None]:
    """What became of a page whose article went through all pipelines."""
    outcome = novelty(article)
    if outcome == "duplicate":
        return "duplicate", article.get("duplicate_of")
    return ("updated" if outcome == "changed" else "new"), None
