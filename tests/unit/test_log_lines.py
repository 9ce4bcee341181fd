from __future__ import annotations

import json
import logging
import re
import time
from pathlib import Path

import pytest

from crawler.log_lines import make_safe, safe_json, safe_text
from tests.misbehaving_server import html, misbehaving_server
from tests.outcome_crawl import crawl_outcomes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dropped a headline", "Dropped a headline"),
        ("a\n2026-01-01 ERROR: forged", "a\n    2026-01-01 ERROR: forged"),
        ("a\r\x1b[2Kforged", r"a\r\x1b[2Kforged"),
        ("a\x85b\u2028c\u202ed", r"a\x85b\u2028c\u202ed"),
        ("tab\tis one", "tab\tis one"),
        ("<GET https://me:s3cret@example.com/a> failed", "<GET https://me:***@example.com/a> failed"),
        ("'STORE_URL': 'postgresql://me:s3/c@ret@db/news',", "'STORE_URL': 'postgresql://me:***@db/news',"),
        ("'AWS_SECRET_ACCESS_KEY': 'abc',\n 'BOT_NAME': 'x'", "'AWS_SECRET_ACCESS_KEY': '***',\n     'BOT_NAME': 'x'"),
        ("https://example.com/?token=abc&a=1", "https://example.com/?token=***&a=1"),
        ("https://example.com/a@b:c", "https://example.com/a@b:c"),
    ],
)
def test_log_shows_neither_passwords_nor_forged_lines(text: str, shown: str) -> None:
    assert safe_text(text) == shown


def test_a_traceback_cannot_forge_a_line_either() -> None:
    try:
        raise ValueError("a\n2026-01-01 ERROR: forged")
    except ValueError as error:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "%s", ("b\nc",), (type(error), error, None))
    assert make_safe(record)
    assert "\n2026" not in logging.Formatter("%(message)s").format(record)
    assert record.getMessage() == "b\n    c"


@pytest.mark.parametrize("text", ["://a:" * 20_000, "://" + "a" * 100_000, "?token=" * 15_000, "'" + "KEY" * 30_000])
def test_time_for_a_line_grows_with_its_length_only(text: str) -> None:
    began = time.process_time()
    safe_text(text)
    assert time.process_time() - began < 0.5


def test_a_real_crawl_logs_no_password_and_no_line_of_a_page(tmp_path: Path) -> None:
    forged = "2026-01-01 00:00:00 [scrapy] ERROR: forged"
    answers = {
        "/": html(b"", f"Content-Encoding: x\x85{forged}"),
        "/redirect": html(b"", f"Location: /%0A{forged}", status="302 Found"),
    }
    with misbehaving_server(answers) as server:
        urls = [server.url(path, host="me:s3cret@127.0.0.1") for path in answers]
        settings = (
            "PRIVATE_ADDRESSES_ALLOWED = True\nSTATS_DUMP = True\nFTP_PASSWORD = 's3cret'\n"
            "STORE_URL = 'postgresql://me:s3cret@db.example/news'\n"
        )
        crawl = crawl_outcomes(tmp_path, urls, settings=settings)
    assert crawl.stats["outcomes/requested"] == len(answers)
    assert "s3cret" not in crawl.log + crawl.summary
    assert "FTP_PASSWORD" in crawl.log
    assert not [line for line in crawl.log.splitlines() if line.startswith(forged)]


def test_json_for_a_terminal_is_the_same_json_without_controls() -> None:
    value = {"a\u202e": ["\x9b31m", "\x7f\x85\u2028\u2029\u2066", "\x1b[2J", "ä漢\u200f😀"]}
    text = safe_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(text) == value
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    assert "ä漢\u200f😀" in text
