"""What a run summary says at its end: what went wrong, in a sentence, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.extensions.run_summary_counts import UNCHANGED, below, dropped_articles, failed_pages, most_first
from crawler.extensions.run_summary_words import failure_words, wall_words

_NO_ANSWER = "The server does not answer. See whether a browser can open the page, and try again later."
_REFUSED_BY_SITE = (
    "The site refuses this crawler. It may help to say who you are (-s CONTACT=you@example.com) and to ask more "
    "slowly (-s DOWNLOAD_DELAY=5)."
)
_ASKS_PEOPLE = "A person has to answer it; this crawler does not. The publisher may offer another way: ask."
_WALL_ADVICE = {
    "challenge": _REFUSED_BY_SITE,
    "consent_wall": _ASKS_PEOPLE,
    "login": _ASKS_PEOPLE,
    "paywall": _ASKS_PEOPLE,
    "geo_block": "From another country the site may answer otherwise.",
    "out_of_order": "The server has a fault of its own: try again later.",
    "parked": "Check the address: there is no site (any more).",
    "error_page": "Check the URL.",
}
_NOT_THERE = "The page does not exist: check the URL."
_ADVICE = {
    "challenge": _REFUSED_BY_SITE,
    "cut_off": _NO_ANSWER,
    "dns": "There is no such host, or no connection: check the spelling of the URL, and whether a browser can open it.",
    "private_address": (
        "The address is not on the public internet. To crawl a site of your own network on purpose, "
        "add -s PRIVATE_ADDRESSES_ALLOWED=True"
    ),
    "refused": _NO_ANSWER,
    "robots_txt": (
        "The site's robots.txt forbids this crawler to fetch these pages. Ask the publisher for permission, or begin "
        "with another page."
    ),
    "robots_txt_unreachable": (
        "The site's robots.txt cannot be read, for a fault of the server: until it can, nothing of the site is "
        "fetched. Try again later."
    ),
    "timeout": _NO_ANSWER,
    "tls": (
        "The server's certificate is not valid, or it does not speak TLS: nothing it sends could be trusted. See what "
        "a browser says about it, and whether the address begins with http:// rather than https://."
    ),
    "DownloadFailedError": _NO_ANSWER,
    "http_401": _REFUSED_BY_SITE,
    "http_403": _REFUSED_BY_SITE,
    "http_429": _REFUSED_BY_SITE,
    "http_404": _NOT_THERE,
    "http_410": _NOT_THERE,
}


def remarks(stats: Mapping[str, Any]) -> Iterator[str]:
    if locked := stats.get("frontier/locked"):
        yield f"{locked}."
    if stats.get("store/errors"):
        yield "The store failed: the messages above say why. Run the same command again when it can be reached."
    if any(key.startswith("feedexport/failed_count/") for key in stats):
        yield "A file could not be written: the messages above say why."
    if stats.get("finish_reason") == "start_error":
        yield "The spider could not begin: the messages above say why."
    elif stats.get("finish_reason") == "locked":
        return
    elif not stats.get("outcomes/answered"):
        yield from _why_nothing_was_fetched(stats)
    elif below("outcomes/unprocessed/", stats):
        yield "Pages could not be processed: an error in the program, not of the site. The messages above show where."
    elif not stats.get("item_scraped_count") and (reason := stats.get("rendering/unavailable_because")):
        yield f"Its pages need a browser to show anything: {reason}."
    elif not stats.get("item_scraped_count") and (sentence := _what_the_walls_mean(stats)):
        yield sentence
    elif stats.get("outcomes/start_failed") and not stats.get("item_scraped_count"):
        yield "The page to begin with could not be fetched (see above), and nothing else led to an article."
    elif not stats.get("item_scraped_count"):
        yield _why_there_is_no_article(stats)


def _what_the_walls_mean(stats: Mapping[str, Any]) -> str:
    """Empty unless walls are why there is no article."""
    walls = below("walls/", stats)
    is_reason = stats.get("outcomes/start_failed") or 2 * sum(walls.values()) >= sum(dropped_articles(stats).values())
    if not walls or not is_reason:
        return ""
    kind = next(most_first(walls))[0]
    return f"In the place of pages came {wall_words(kind)}, and no article. {_WALL_ADVICE.get(kind, '')}".rstrip()


def _why_nothing_was_fetched(stats: Mapping[str, Any]) -> Iterator[str]:
    needed = stats.get("outcomes/requested", 0) - stats.get("outcomes/skipped", 0)
    if needed <= 0 or stats.get("finish_reason") == "shutdown":
        return
    failed = failed_pages(stats)
    if not failed:
        yield (
            "Nothing could be fetched: the site only redirects, in a circle or to another site. Open the URL in a "
            "browser and use the address at which that ends."
        )
        return
    reason = next(most_first(failed))[0]
    advice = _ADVICE.get(reason)
    if advice is None and reason.startswith("http_5"):
        advice = "The server has a fault of its own: try again later."
    yield f"Nothing could be fetched. {advice or f'All pages failed: {failure_words(reason)}.'}"


def _why_there_is_no_article(stats: Mapping[str, Any]) -> str:
    if stats.get(UNCHANGED) or any(stats.get(f"ledger/{outcome}") for outcome in ("new", "updated", "unchanged")):
        return "Nothing new: every article found is in the store already."
    if stats.get("deduplication/duplicate"):
        return "Nothing new: every article found has the text of one in the store."
    if stats.get("discovery/skipped/before_since") or any(key.startswith("selection/dropped/") for key in stats):
        return "Articles were found, but none in the time asked for (`since`, `until`)."
    return (
        "Pages were fetched, but no article was found on them. Begin with a page that lists articles (-a url=...), "
        "or give the articles themselves: scrapy crawl articles -a urls=FILE"
    )
