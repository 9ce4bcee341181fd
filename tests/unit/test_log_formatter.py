from __future__ import annotations

import logging

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DropItem
from scrapy.http import Response

from crawler.log_formatter import CalmLogFormatter
from crawler.visits import CountedDrop


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"url": "https://example.com/1", "body": "long"}, "Error processing https://example.com/1"),
        (7, "Error processing int"),
    ],
    ids=["item", "no item"],
)
def test_an_item_that_met_a_bug_is_named_by_its_url(item: object, message: str) -> None:
    result = CalmLogFormatter().item_error(item, ValueError(), None, Spider("s"))

    assert result["msg"] % result["args"] == message
    assert result["level"] == logging.ERROR


@pytest.mark.parametrize(("level", "is_logged"), [(logging.DEBUG, True), (logging.INFO, False)])
def test_what_no_handler_would_show_is_not_put_together(
    monkeypatch: pytest.MonkeyPatch, level: int, is_logged: bool
) -> None:
    handler = logging.NullHandler(level)
    monkeypatch.setattr(logging.root, "handlers", [handler])
    formatter, spider, response = CalmLogFormatter(), Spider("s"), Response("https://example.com/1")
    drop = CountedDrop("https://example.com/1: too short", "validation/dropped/too_short")

    assert (formatter.crawled(Request("https://example.com/1"), response, spider) is not None) is is_logged
    assert (formatter.scraped({"url": "https://example.com/1"}, response, spider) is not None) is is_logged
    assert (formatter.dropped({}, drop, response, spider) is not None) is is_logged


def test_a_drop_that_is_a_warning_is_shown_where_warnings_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [logging.NullHandler(logging.WARNING)])
    assert CalmLogFormatter().dropped({}, DropItem("no price", log_level="WARNING"), None, Spider("s")) is not None
