"""What stats of a crawl count, in the words of its summary."""

from __future__ import annotations

from http import HTTPStatus

_DROPPED = {
    "validation/dropped/missing_headline": "without headline",
    "validation/dropped/missing_body": "without text",
    "selection/dropped/before_since": "published before `since`",
    "selection/dropped/after_until": "published after `until`",
    "selection/dropped/without_keyword": "without any of the `keywords`",
    "selection/dropped/over_max_articles": "more than `max_articles`",
    "deduplication/dropped/same_url": "second time in this run",
}
NOT_RENDERED = {
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
    "unreadable_feed": "no feed in a feed's place",
    "unreadable_sitemap": "no sitemap in a sitemap's place",
    "url_too_long": "redirected to a URL longer than URLLENGTH_LIMIT",
    "DownloadFailedError": "connection broken",
}
# Links to other sites and excluded ones are not among them: they are many, and nobody misses them.
NOT_FOLLOWED = {
    "discovery/skipped/before_since": "links left alone: published before `since`",
    "discovery/skipped/too_deep": "links left alone: deeper than `max_depth`",
    "discovery/skipped/not_html": "pages that are no HTML",
}
ENDED = {
    "finished": "finished",
    "max_articles": "finished with `max_articles`",
    "shutdown": "interrupted",
    "start_error": "failed",
    "store_failed": "ended by the store",
    "locked": "not begun",
}
_WALL = "validation/dropped/wall/"
_NO_ARTICLE = "validation/dropped/not_an_article/"


def dropped_words(key: str) -> str:
    """Of a stat that counts articles left out."""
    if key.startswith(_WALL):
        return f"no article: {wall_words(key.removeprefix(_WALL))}"
    if key.startswith(_NO_ARTICLE):
        return f"no article: {key.removeprefix(_NO_ARTICLE)}"
    return _DROPPED.get(key) or key.split("/dropped/")[1].replace("_", " ").replace("/", ": ")


def wall_words(kind: str) -> str:
    return _WALLS.get(kind, kind.replace("_", " "))


def failure_words(reason: str) -> str:
    status = reason.removeprefix("http_")
    if status == reason:
        return _FAILED.get(reason, reason)
    try:
        return f"HTTP {status} {HTTPStatus(int(status)).phrase}"
    except ValueError:
        return f"HTTP {status}"
