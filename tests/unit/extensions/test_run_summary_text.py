from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from crawler.extensions.run_summary_text import WIDTH, Output, progress_text, summary_text

# What every crawl that fetched one page counts.
ANSWERED = {"finish_reason": "finished", "outcomes/requested": 1, "outcomes/answered": 1}
NOTHING_FETCHED = {"finish_reason": "finished", "outcomes/requested": 1}


def remark(stats: dict[str, Any]) -> str:
    """The sentence at the end of the summary, on one line."""
    paragraphs = summary_text("news", stats).strip().split("\n\n")
    return "" if paragraphs[-1].startswith("Pages\n") else paragraphs[-1].replace("\n", " ")


def test_a_full_run_is_told_in_words_and_numbers() -> None:
    stats = {
        "finish_reason": "finished",
        "elapsed_time_seconds": 133.4,
        "item_scraped_count": 43,
        "deduplication/new": 41,
        "deduplication/changed": 2,
        "deduplication/duplicate": 1,
        "deduplication/dropped/unchanged": 1010,
        "deduplication/dropped/same_url": 1,
        "validation/dropped/missing_headline": 3,
        "validation/dropped/missing_body": 1,
        "validation/dropped/not_an_article/listing": 7,
        "validation/dropped/no_such_thing": 2,
        "selection/dropped/before_since": 2,
        "selection/undated": 3,
        "downloader/request_count": 1070,
        "downloader/response_bytes": 23_456_789,
        "retry/count": 4,
        "outcomes/requested": 1066,
        "outcomes/answered": 1060,
        "outcomes/failed/http_404": 4,
        "outcomes/examples/http_404": ("https://example.com/a", "https://example.com/b"),
        "outcomes/failed/robots_txt": 1,
        "outcomes/examples/robots_txt": ("https://example.com/private",),
        "outcomes/unprocessed/KeyError": 1,
        "outcomes/examples/KeyError": ("https://example.com/odd",),
    }
    outputs = [Output("articles.jsonl", 43), Output("sqlite:///data/news.db")]
    assert summary_text("news", stats, outputs) == dedent(
        """\
        news: finished after 2 min 13 s

        Articles
              41  new
               2  changed since they were stored
           1,010  unchanged
               1  with the text of another article
               3  without a date
              16  left out
                     7  no article: listing
                     3  without headline
                     2  no such thing
                     2  published before `since`
                     1  second time in this run
                     1  without text

        Pages
           1,060  answered; 1,070 requests (4 repeated), 23.5 MB received
               5  failed
                     4  HTTP 404 Not Found
                        https://example.com/a
                        https://example.com/b
                     1  forbidden by robots.txt
                        https://example.com/private
               1  could not be processed, by an error in the program
                     1  KeyError
                        https://example.com/odd

        Output
              43  articles.jsonl
                  sqlite:///data/news.db

        Pages could not be processed: an error in the program, not of the site. The
        messages above show where.
        """
    )


def test_without_a_store_the_articles_found_are_counted() -> None:
    assert "       3  found\n" in summary_text("news", {**ANSWERED, "item_scraped_count": 3})


def test_a_run_that_went_well_needs_no_remark() -> None:
    assert remark({**ANSWERED, "item_scraped_count": 1}) == ""


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("robots_txt", "The site's robots.txt forbids this crawler to fetch these pages. Ask the publisher"),
        ("dns", "There is no such host, or no connection: check the spelling of the URL"),
        ("refused", "The server does not answer."),
        ("timeout", "The server does not answer."),
        ("tls", "The server's certificate is not valid"),
        ("private_address", "The address is not on the public internet."),
        ("http_403", "The site refuses this crawler."),
        ("http_429", "The site refuses this crawler."),
        ("http_404", "The page does not exist: check the URL."),
        ("http_503", "The server has a fault of its own: try again later."),
        ("http_418", "All pages failed: HTTP 418 I'm a Teapot."),
        ("http_599", "The server has a fault of its own"),
        ("http_499", "All pages failed: HTTP 499."),
        ("too_large", "All pages failed: larger than DOWNLOAD_MAXSIZE."),
        ("OddError", "All pages failed: OddError."),
    ],
)
def test_a_run_that_fetched_nothing_says_what_to_do(reason: str, advice: str) -> None:
    text = remark({**NOTHING_FETCHED, f"outcomes/failed/{reason}": 1})
    assert text.startswith(f"Nothing could be fetched. {advice}")


def test_the_advice_is_for_the_most_frequent_failure() -> None:
    assert "robots.txt" in remark({**NOTHING_FETCHED, "outcomes/failed/dns": 1, "outcomes/failed/robots_txt": 2})


@pytest.mark.parametrize(
    ("stats", "text"),
    [
        (NOTHING_FETCHED, "Nothing could be fetched: the site only redirects"),
        ({**ANSWERED, "deduplication/dropped/unchanged": 5}, "Nothing new: every article found is in the store"),
        ({**ANSWERED, "deduplication/duplicate": 5}, "Nothing new: every article found has the text"),
        ({**ANSWERED, "selection/dropped/after_until": 5}, "Articles were found, but none in the time asked for"),
        ({**ANSWERED, "discovery/skipped/before_since": 5}, "Articles were found, but none in the time asked for"),
        ({**ANSWERED, "validation/dropped/missing_body": 5}, "Pages were fetched, but no article was found on them."),
        ({**ANSWERED, "item_scraped_count": 1, "store/errors": 1}, "The store failed:"),
        ({**ANSWERED, "item_scraped_count": 1, "feedexport/failed_count/FileFeedStorage": 1}, "A file could not be"),
        ({"finish_reason": "start_error"}, "The spider could not begin"),
        ({**NOTHING_FETCHED, "outcomes/skipped": 1}, ""),
        ({**NOTHING_FETCHED, "finish_reason": "shutdown"}, ""),
        ({"finish_reason": "finished"}, ""),
    ],
)
def test_a_run_without_articles_says_why(stats: dict[str, Any], text: str) -> None:
    assert remark(stats).startswith(text) if text else remark(stats) == ""


@pytest.mark.parametrize(
    ("reason", "words"),
    [("shutdown", "interrupted after"), ("closespider_timeout", "stopped (closespider_timeout) after")],
)
def test_the_first_line_says_how_the_run_ended(reason: str, words: str) -> None:
    assert summary_text("news", {"finish_reason": reason}).startswith(f"news: {words} 0 s\n")


def test_links_a_limit_kept_from_being_followed_are_told() -> None:
    text = summary_text("news", {**ANSWERED, "discovery/skipped/too_deep": 12, "discovery/skipped/offsite": 99})
    assert "      12  links left alone: deeper than `max_depth`\n" in text
    assert "99" not in text


def test_lost_articles_stand_out() -> None:
    """What the store lost is not counted as new, changed or duplicate."""
    stats = {
        **ANSWERED,
        "store/errors": 1,
        "deduplication/new": 9,
        "deduplication/changed": 2,
        "deduplication/duplicate": 1,
        "store/lost/new": 4,
        "store/lost/changed": 2,
        "store/lost/duplicate": 1,
        "store/lost/not_compared": 3,
    }
    lines = summary_text("news", stats).splitlines()
    assert lines[3:5] == ["       5  new", "      10  NOT STORED, so not counted as new or changed"]


def test_prose_fits_the_terminal_and_everything_is_ascii() -> None:
    for reason in ("robots_txt", "tls", "private_address", "http_403"):
        text = summary_text("news", {**NOTHING_FETCHED, f"outcomes/failed/{reason}": 1})
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    ("seconds", "text"), [(9.6, "10 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (3660, "1 h 1 min")]
)
def test_durations_are_read_easily(seconds: float, text: str) -> None:
    assert progress_text("news", {}, seconds) == f"news: 0 pages, 0 articles after {text}"


def test_progress_names_pages_articles_and_failures() -> None:
    stats = {"outcomes/answered": 1, "item_scraped_count": 1200, "outcomes/failed/dns": 2, "outcomes/failed/tls": 1}
    assert progress_text("news", stats, 10) == "news: 1 page, 1,200 articles, 3 failed after 10 s"
