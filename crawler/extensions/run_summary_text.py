"""The words of the run summary: stats in, text for a terminal of 80 columns out. ASCII, no colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

WIDTH = 80

_DROPPED = {
    "validation/dropped/missing_headline": "without headline",
    "validation/dropped/missing_body": "without text",
    "selection/dropped/before_since": "published before `since`",
    "selection/dropped/after_until": "published after `until`",
    "selection/dropped/without_keyword": "without any of the `keywords`",
    "selection/dropped/over_max_articles": "more than `max_articles`",
    "deduplication/dropped/same_url": "second time in this run",
}
_NOT_RENDERED = {
    "crashed": "the browser ended",
    "hung": "a script of the page runs for ever",
    "memory": "above BROWSER_MAX_MEMORY_MB",
    "timeout": "not done in RENDERING_TIMEOUT",
    "too_large": "larger than DOWNLOAD_MAXSIZE",
}
# Of pages that stand in an article's place (`crawler.items.WALL_KINDS`).
_WALLS = {
    "challenge": "a challenge for people",
    "consent_wall": "a consent wall",
    "empty_shell": "an empty shell that a script fills",
    "error_page": "an error page sent as a success",
    "geo_block": "not for readers of this country",
    "login": "a login",
    "out_of_order": "a fault or maintenance, sent as a success",
    "parked": "a parked domain",
    "paywall": "a paywall without any text",
}
_UNCHANGED = "deduplication/dropped/unchanged"
_WALL = "validation/dropped/wall/"
_NO_ARTICLE = "validation/dropped/not_an_article/"
_DROPPED_BY = ("validation/dropped/", "rights/dropped/", "selection/dropped/", "deduplication/dropped/")

_FAILED = {
    "challenge": "a challenge for people in the page's place",
    "cut_off": "answer cut off",
    "decompression_bomb": "far too large when decompressed",
    "dns": "host name not found",
    "headers_too_large": "headers without end",
    "host_given_up": "not asked, as the host was in trouble",
    "private_address": "private address, not asked",
    "redirect_refused": "redirected to what is no web page",
    "refused": "connection refused",
    "request_lost": "dropped by another component of Scrapy without a word",
    "robots_txt": "forbidden by robots.txt",
    "robots_txt_unreachable": "robots.txt could not be read, so nothing is allowed",
    "timeout": "no answer in time",
    "tls": "no valid certificate, or TLS broken",
    "trap": "not asked: a trap (see the log)",
    "too_large": "larger than DOWNLOAD_MAXSIZE",
    "too_many_redirects": "redirected without end",
    "unreadable_body": "cut off, or not compressed as declared",
    "url_too_long": "redirected to a URL longer than URLLENGTH_LIMIT",
    "DownloadFailedError": "connection broken",
}
# Links to other sites and excluded ones are not among them: they are many, and nobody misses them.
_NOT_FOLLOWED = {
    "discovery/skipped/before_since": "links left alone: published before `since`",
    "discovery/skipped/too_deep": "links left alone: deeper than `max_depth`",
    "discovery/skipped/unreadable_feed": "feeds that could not be read",
    "discovery/skipped/unreadable_sitemap": "sitemaps that could not be read",
    "discovery/skipped/not_html": "pages that are no HTML",
}
_ENDED = {
    "finished": "finished",
    "max_articles": "finished with `max_articles`",
    "shutdown": "interrupted",
    "start_error": "failed",
    "store_failed": "ended by the store",
    "locked": "not begun",
}

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


@dataclass(frozen=True, slots=True)
class Output:
    """Where articles went."""

    place: str
    articles: int | None = None
    """How many; None for the store, whose numbers are those of the summary."""


def summary_text(spider_name: str, stats: Mapping[str, Any], outputs: Sequence[Output] = ()) -> str:
    """What a crawl did, and in a sentence at the end what to do next where it did not go well."""
    ended = _ENDED.get(stats.get("finish_reason", ""), f"stopped ({stats.get('finish_reason')})")
    lines = [f"{spider_name}: {ended} after {_duration(stats.get('elapsed_time_seconds', 0))}", "", "Articles"]
    lines += _article_lines(stats)
    lines += ["", "Pages", *_page_lines(stats)]
    if outputs:
        lines += ["", "Output", *map(_output_line, outputs)]
    for sentence in _remarks(stats):
        lines += ["", *textwrap.wrap(sentence, WIDTH, break_long_words=False, break_on_hyphens=False)]
    return "\n".join(lines) + "\n"


def progress_text(spider_name: str, stats: Mapping[str, Any], seconds: float) -> str:
    """One line about a crawl that is under way."""
    parts = [
        _counted(stats.get("outcomes/answered", 0), "page"),
        _counted(stats.get("item_scraped_count", 0), "article"),
    ]
    if failed := sum(_failed(stats).values()):
        parts.append(f"{failed:,} failed")
    if queued := stats.get("progress/queued"):
        parts.append(f"{queued:,} to come")
    return f"{spider_name}: {', '.join(parts)} after {_duration(seconds)}"


def _article_lines(stats: Mapping[str, Any]) -> Iterator[str]:
    if any(key.startswith("deduplication/") for key in stats):
        yield _row(_kept(stats, "new"), "new")
        yield from _row_if(_kept(stats, "changed"), "changed since they were stored")
        yield from _row_if(stats.get(_UNCHANGED, 0), "unchanged")
        yield from _row_if(_kept(stats, "duplicate"), "with the text of another article")
    else:
        yield _row(stats.get("item_scraped_count", 0), "found")
    yield from _row_if(stats.get("selection/undated", 0), "without a date")
    if dropped := _dropped(stats):
        yield _row(sum(dropped.values()), "left out")
        for reason, count in _most_first(dropped):
            yield _row(count, reason, level=1)
    yield from _row_if(sum(_below("store/spooled/", stats).values()), "of them NOT YET STORED, kept for the next run")
    yield from _row_if(sum(_below("store/lost/", stats).values()), "NOT STORED, so not counted as new or changed")


def _kept(stats: Mapping[str, Any], status: str) -> int:
    """Articles of one *status*, without those that `max_articles` left for the next run or the store lost."""
    counted: int = stats.get(f"deduplication/{status}", 0)
    left: int = stats.get(f"selection/left_for_next_run/{status}", 0)
    lost: int = stats.get(f"store/lost/{status}", 0)
    return counted - left - lost


def _page_lines(stats: Mapping[str, Any]) -> Iterator[str]:
    requests = _counted(stats.get("downloader/request_count", 0), "request")
    retried = f" ({stats['retry/count']:,} repeated)" if stats.get("retry/count") else ""
    size = _size(stats.get("downloader/response_bytes", 0))
    yield _row(stats.get("outcomes/answered", 0), f"answered; {requests}{retried}, {size} received")
    yield from _row_if(stats.get("frontier/revalidated", 0), "of them unchanged, so not sent again", level=1)
    walls = _below("walls/", stats)
    yield from _row_if(sum(walls.values()), "walls in the place of a page")
    for kind, count in _most_first(walls):
        yield from _example_rows(stats, kind, count, _wall_words(kind))
    yield from _row_if(stats.get("rendering/rendered", 0), "rendered in a browser")
    yield from _row_if(sum(_below("rendering/unavailable/", stats).values()), "that a browser would have to render")
    not_rendered = _below("rendering/failed/", stats)
    yield from _row_if(sum(not_rendered.values()), "that a browser could not render")
    for reason, count in _most_first(not_rendered):
        yield from _example_rows(stats, f"rendering_{reason}", count, _NOT_RENDERED.get(reason, reason))
    yield from _row_if(stats.get("outcomes/skipped", 0), "not fetched, as there was no need")
    yield from _row_if(stats.get("ledger/pending", 0), "left for the next run")
    for key, words in _NOT_FOLLOWED.items():
        yield from _row_if(stats.get(key, 0), words)
    failed = _failed(stats)
    yield from _row_if(sum(failed.values()), "failed")
    for reason, count in _most_first(failed):
        yield from _example_rows(stats, reason, count, _failure_words(reason))
    unprocessed = _below("outcomes/unprocessed/", stats)
    yield from _row_if(sum(unprocessed.values()), "could not be processed, by an error in the program")
    for name, count in _most_first(unprocessed):
        yield from _example_rows(stats, name, count, name)


def _example_rows(stats: Mapping[str, Any], reason: str, count: int, words: str) -> Iterator[str]:
    yield _row(count, words, level=1)
    for url in stats.get(f"outcomes/examples/{reason}", ()):
        yield f"{'':16}{url}"


def _remarks(stats: Mapping[str, Any]) -> Iterator[str]:
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
    elif _below("outcomes/unprocessed/", stats):
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
    walls = _below("walls/", stats)
    is_reason = stats.get("outcomes/start_failed") or 2 * sum(walls.values()) >= sum(_dropped(stats).values())
    if not walls or not is_reason:
        return ""
    kind = next(_most_first(walls))[0]
    return f"In the place of pages came {_wall_words(kind)}, and no article. {_WALL_ADVICE.get(kind, '')}".rstrip()


def _why_nothing_was_fetched(stats: Mapping[str, Any]) -> Iterator[str]:
    needed = stats.get("outcomes/requested", 0) - stats.get("outcomes/skipped", 0)
    if needed <= 0 or stats.get("finish_reason") == "shutdown":
        return
    failed = _failed(stats)
    if not failed:
        yield (
            "Nothing could be fetched: the site only redirects, in a circle or to another site. Open the URL in a "
            "browser and use the address at which that ends."
        )
        return
    reason = next(_most_first(failed))[0]
    advice = _ADVICE.get(reason)
    if advice is None and reason.startswith("http_5"):
        advice = "The server has a fault of its own: try again later."
    yield f"Nothing could be fetched. {advice or f'All pages failed: {_failure_words(reason)}.'}"


def _why_there_is_no_article(stats: Mapping[str, Any]) -> str:
    if stats.get(_UNCHANGED) or any(stats.get(f"ledger/{outcome}") for outcome in ("new", "updated", "unchanged")):
        return "Nothing new: every article found is in the store already."
    if stats.get("deduplication/duplicate"):
        return "Nothing new: every article found has the text of one in the store."
    if stats.get("discovery/skipped/before_since") or any(key.startswith("selection/dropped/") for key in stats):
        return "Articles were found, but none in the time asked for (`since`, `until`)."
    return (
        "Pages were fetched, but no article was found on them. Begin with a page that lists articles (-a url=...), "
        "or give the articles themselves: scrapy crawl articles -a urls=FILE"
    )


def _dropped(stats: Mapping[str, Any]) -> dict[str, int]:
    """Articles left out, by reason in words; unchanged ones are not, they have a line of their own."""
    dropped = {}
    for key, count in stats.items():
        if not key.startswith(_DROPPED_BY) or key == _UNCHANGED:
            continue
        if key.startswith(_WALL):
            words = f"no article: {_wall_words(key.removeprefix(_WALL))}"
        elif key.startswith(_NO_ARTICLE):
            words = f"no article: {key.removeprefix(_NO_ARTICLE)}"
        else:
            words = _DROPPED.get(key) or key.split("/dropped/")[1].replace("_", " ").replace("/", ": ")
        dropped[words] = count
    return dropped


def _wall_words(kind: str) -> str:
    return _WALLS.get(kind, kind.replace("_", " "))


def _failed(stats: Mapping[str, Any]) -> dict[str, int]:
    return _below("outcomes/failed/", stats)


def _below(prefix: str, stats: Mapping[str, Any]) -> dict[str, int]:
    return {key.removeprefix(prefix): count for key, count in stats.items() if key.startswith(prefix)}


def _failure_words(reason: str) -> str:
    status = reason.removeprefix("http_")
    if status == reason:
        return _FAILED.get(reason, reason)
    try:
        return f"HTTP {status} {HTTPStatus(int(status)).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _most_first(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return iter(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _row(count: int, words: str, level: int = 0) -> str:
    return f"{'':{6 * level}}{count:>8,}  {words}"


def _row_if(count: int, words: str, level: int = 0) -> Iterator[str]:
    if count:
        yield _row(count, words, level)


def _output_line(output: Output) -> str:
    count = "" if output.articles is None else f"{output.articles:,}"
    return f"{count:>8}  {output.place}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:,.1f} MB"
