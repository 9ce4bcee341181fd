from __future__ import annotations

import logging

import pytest
from scrapy import Spider

from crawler.log_formatter import CalmLogFormatter


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
