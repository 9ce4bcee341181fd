from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import ArgumentError
from spiders import arguments
from spiders.arguments import ArticlesArguments, NewsArguments, parse_keywords

URL = {"url": "https://example.com"}


def test_arguments_are_read_with_their_types() -> None:
    parsed = NewsArguments.parse(
        {
            "url": "https://example.com/en",
            "since": "2026-01-01",
            "until": "2026-01-31",
            "max_articles": "10",
            "max_depth": "0",
        }
    )
    assert parsed == NewsArguments(
        url="https://example.com/en",
        since=date(2026, 1, 1),
        until=date(2026, 1, 31),
        max_articles=10,
        max_depth=0,
    )


def test_typed_values_and_none_are_taken_as_from_a_script() -> None:
    parsed = NewsArguments.parse({**URL, "since": date(2026, 1, 1), "max_articles": 5, "until": None})
    assert (parsed.since, parsed.max_articles, parsed.until) == (date(2026, 1, 1), 5, None)


def test_a_spider_with_a_profile_needs_no_url() -> None:
    assert NewsArguments.parse({}, url_required=False).url is None


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("example.com", "https://example.com"),
        ("www.example.com/news?a=b", "https://www.example.com/news?a=b"),
        ("localhost:8000", "https://localhost:8000"),
        ("127.0.0.1:8000/x", "https://127.0.0.1:8000/x"),
        (" http://example.com/ ", "http://example.com/"),
        ("http://newsroom/", "http://newsroom/"),
        ("https://bücher.example/ä", "https://bücher.example/ä"),
    ],
)
def test_a_url_without_scheme_gets_https(given: str, url: str) -> None:
    assert NewsArguments.parse({"url": given}).url == url


@pytest.mark.parametrize(
    "given",
    [
        "",
        "newz",
        "ftp://example.com",
        "https://",
        "https:/example.com",
        "mailto:me@example.com",
        "a b.com",
        "https://a b",
    ],
)
def test_what_is_no_web_address_is_refused(given: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        NewsArguments.parse({"url": given})
    assert str(caught.value) == f"url={given!r}: expected a web address like https://example.com"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "url is missing: expected -a url=https://example.com"),
        ({**URL, "since": "2026-13-01"}, "since='2026-13-01': expected a date like 2026-01-31"),
        ({**URL, "since": "20260101"}, "since='20260101': expected a date like 2026-01-31"),
        ({**URL, "until": "yesterday"}, "until='yesterday': expected a date like 2026-01-31"),
        (
            {**URL, "since": "2026-02-01", "until": "2026-01-01"},
            "since='2026-02-01': expected a date not after until='2026-01-01'",
        ),
        ({**URL, "max_articles": "0"}, "max_articles='0': expected a whole number, 1 or more"),
        ({**URL, "max_articles": "1e3"}, "max_articles='1e3': expected a whole number, 1 or more"),
        ({**URL, "max_articles": "9" * 5000}, f"max_articles='{'9' * 5000}': expected a whole number, 1 or more"),
        ({**URL, "max_depth": "-1"}, "max_depth='-1': expected a whole number, 0 or more"),
        ({**URL, "max_article": "1"}, "max_article: unknown argument (did you mean 'max_articles'?)"),
        (
            {**URL, "q": "1"},
            "q: unknown argument: expected url, since, until, max_articles, max_depth",
        ),
    ],
)
def test_an_unusable_argument_is_named_in_one_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        NewsArguments.parse(given)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_a_scheduler_tells_the_spider_is_no_argument() -> None:
    assert NewsArguments.parse({**URL, "_job": "2c384a6e"}) == NewsArguments.parse(URL)


def test_one_day_may_be_both_since_and_until() -> None:
    assert NewsArguments.parse({**URL, "since": "2026-01-01", "until": "2026-01-01"}).until == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("given", "urls"),
    [
        ("https://a.example/1", ("https://a.example/1",)),
        ("https://a.example/1,https://a.example/2", ("https://a.example/1", "https://a.example/2")),
        (
            "https://a.example/1, https://a.example/2\nhttps://a.example/1",
            ("https://a.example/1", "https://a.example/2"),
        ),
        ("https://a.example/1,2,3.html", ("https://a.example/1,2,3.html",)),
    ],
    ids=["one", "comma", "comma, space and repetition", "comma inside"],
)
def test_urls_may_be_given_themselves(given: str, urls: tuple[str, ...]) -> None:
    assert ArticlesArguments.parse({"urls": given}).urls == urls


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_urls_are_read_from_a_file(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("# two of them\nhttps://a.example/1\r\n\n  b.example/2  \n", encoding=encoding)
    assert ArticlesArguments.parse({"urls": str(file)}).urls == ("https://a.example/1", "https://b.example/2")


def test_urls_are_read_from_standard_input_once_for_the_check_and_the_spider(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments._standard_input.cache_clear()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"https://a.example/1\n")))
    first = ArticlesArguments.parse({"urls": "-"})
    assert first == ArticlesArguments.parse({"urls": "-"}) == ArticlesArguments(urls=("https://a.example/1",))
    arguments._standard_input.cache_clear()


def test_bad_lines_are_named_three_at_most(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("https://a.example/1\nfoo\n\nbar\nbaz\nqux\nquux\n", encoding="utf-8")
    with pytest.raises(ArgumentError) as caught:
        ArticlesArguments.parse({"urls": str(file)})
    assert str(caught.value).endswith(
        "expected web addresses, found line 2: 'foo'; line 4: 'bar'; line 5: 'baz' and 2 more"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "at least one URL"), (b"# none\n", "at least one URL"), (b"\xff\xff\x00", "UTF-8")],
    ids=["empty", "comments", "binary"],
)
def test_a_file_without_urls_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "urls.txt"
    file.write_bytes(content)
    with pytest.raises(ArgumentError, match=message):
        ArticlesArguments.parse({"urls": str(file)})


@pytest.mark.parametrize("given", ["missing.txt", "", "a\0b"])
def test_a_file_that_cannot_be_read_is_refused(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArgumentError, match="expected a file with one URL a line"):
        ArticlesArguments.parse({"urls": given})


def test_the_list_of_articles_is_required() -> None:
    with pytest.raises(ArgumentError, match=r"^urls is missing"):
        ArticlesArguments.parse({})


def test_keywords_are_separated_by_the_commas_of_any_script() -> None:
    assert parse_keywords("ferry, member  states،اقتصاد，选举、ferry") == ("ferry", "member states", "اقتصاد", "选举")
