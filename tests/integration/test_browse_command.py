"""`scrapy browse`: what its pages show, over HTTP from the real command."""

from __future__ import annotations

import argparse
import asyncio
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from scrapy.settings import Settings

from crawler.browsing.application import browse_application
from crawler.commands.browse import Command
from crawler.storage import open_store
from crawler.storage.maintenance import make_text_index
from crawler.storage.opening import existing_database
from tests.exported_articles import id_of, make_article
from tests.sample_project import REPOSITORY

_NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
_SCRIPT = "<script>alert(1)</script>"
_SIGNALS = [signal.SIGINT, signal.SIGTERM]


def make_store(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    ferry = make_article("ferry", headline="A second-hand ferry", body="First paragraph.\n\nSecond paragraph.")
    hostile = {
        "headline": f"Hostile {_SCRIPT}",
        "body": f"{_SCRIPT}\n\n<b>bold</b>",
        "tags": [_SCRIPT],
        "latest_news": [{"position": 1, "headline": _SCRIPT, "url": "javascript:alert(1)"}],
    }
    # Late in the evening there is tomorrow in UTC.
    late = make_article("late", site="other.example", language="de", date_published="2026-01-10T23:30:00-05:00")
    copy = make_article("copy", duplicate_of=id_of("ferry"), date_published=None)
    store.put([ferry, make_article("hostile", **hostile), late, copy], _NOON)
    corrected = {"headline": "A corrected ferry", "revision": 2, "date_modified": "2026-01-12"}
    store.put([ferry | corrected], _NOON + timedelta(days=1))
    store.close()


@contextmanager
def browsing(database: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command for *database* at a free port, and the URL it prints."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "scrapy", "browse", "--port", "0"],
        cwd=REPOSITORY,
        env=os.environ | {"STORE_URL": f"sqlite:///{database.as_posix()}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert found, process.stderr.read() if process.stderr else ""
            yield found[0], process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("store") / "any name.db"
    make_store(database)
    with browsing(database) as (url, _):
        yield url


def page(url: str, path: str = "") -> str:
    with urllib.request.urlopen(url + path, timeout=30) as answer:
        text: str = answer.read().decode()
        return text


def headlines(text: str) -> list[str]:
    return re.findall(r"<h3><a href=\"/news/articles/[^\"]+\">(.*?)</a>", text)


def test_first_page_shows_sites_and_the_articles_found_last_without_copies(site: str) -> None:
    text = page(site)
    assert '<a href="/news/articles?site=other.example">other.example</a>' in text
    assert set(headlines(text)) == {
        "A corrected ferry",
        "Hostile &lt;script&gt;alert(1)&lt;/script&gt;",
        "Headline of late",
    }


def test_first_page_leads_to_the_tables_and_views_of_the_store_and_to_no_other_database(site: str) -> None:
    text = page(site)
    for name in ("articles", "revisions", "readable_articles"):
        assert f'<a href="/news/{name}">{name}</a>' in text
        assert "Datasette" in page(site, f"news/{name}")
    assert "_memory" not in text
    assert "articles_fts" not in text


def test_list_has_facets_by_site_language_and_the_day_that_the_page_gives(site: str) -> None:
    text = page(site, "news/articles")
    assert len(headlines(text)) == 4
    for query in ("site=other.example", "language=de", "date_published__startswith=2026-01-10"):
        assert f"/news/articles?{query}" in text
        assert headlines(page(site, f"news/articles?{query}")) == ["Headline of late"]
    assert "2026-01-11" not in text


def test_search_without_an_index_is_for_words_of_the_headline(site: str) -> None:
    assert "scrapy db index" in page(site)
    assert headlines(page(site, "search?q=corrected")) == ["A corrected ferry"]
    assert headlines(page(site, "search?q=paragraph")) == []
    assert len(headlines(page(site, "search?q="))) == 4


def test_search_with_the_index_is_for_words_of_the_text_in_languages_with_and_without_spaces(tmp_path: Path) -> None:
    make_store(tmp_path / "news.db")
    url = f"sqlite:///{tmp_path / 'news.db'}"
    store = open_store(url)
    store.put([make_article("snow", language="ja", headline="雪国の駅で待つ人々", body="終電のあとの待合室。")], _NOON)
    store.close()
    with existing_database(url) as database:
        assert make_text_index(database) == []
    application = browse_application(tmp_path / "news.db")

    async def found(*searches: str) -> list[list[str]]:
        paths = [f"/search?q={quote(words)}" for words in searches]
        return [headlines((await application.client.get(path, follow_redirects=True)).text) for path in paths]

    of_headline, of_body, unspaced, too_short = asyncio.run(found("corrected", "second paragraph", "待合室", "雪国"))
    # Datasette can be asked to take the words as an expression.
    unreadable = asyncio.run(application.client.get('/news/articles?_search="&_searchmode=raw'))
    application.get_database("news").close()
    assert of_headline == ["A corrected ferry"]
    assert "A corrected ferry" in of_body
    assert unspaced == too_short == ["雪国の駅で待つ人々"]
    assert unreadable.status_code == 400
    assert "<h1>This search cannot be read</h1>" in unreadable.text


def test_article_page_shows_text_dates_with_their_source_versions_and_copies(site: str) -> None:
    text = page(site, f"news/articles/{id_of('ferry')}")
    assert '<h1 lang="" dir="auto">A corrected ferry</h1>' in text
    assert '<p dir="auto">Second paragraph.</p>' in text
    assert "2026-01-09 18:20 +04:00" in text
    assert "taken: only one" in text
    assert "Version 1, stored 2026-01-14 12:00 UTC: A second-hand ferry" in text
    assert re.search(rf'{id_of("copy")}">Headline of copy</a> <span[^>]*>news.example, no date, same text', text)
    assert f'stored first as <a href="/news/articles/{id_of("ferry")}">' in page(site, f"news/articles/{id_of('copy')}")


def test_nothing_of_a_page_runs_or_leads_to_what_does(site: str) -> None:
    for path in ("", "news/articles", f"news/articles/{id_of('hostile')}"):
        text = page(site, path)
        assert _SCRIPT not in text
        assert "<b>bold" not in text
        assert not re.search(r"""href=["']?javascript:""", text)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:1", 200),
        ("rebound.example", 403),
        ("127.0.0.1.rebound.example:1", 403),
        ("", 403),
    ],
)
def test_only_requests_that_name_this_machine_are_answered(site: str, host: str, status: int) -> None:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    with closing(connection):
        connection.request("GET", "/", headers={"Host": host})
        assert connection.getresponse().status == status


def error_page(url: str, path: str) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        page(url, path)
    with caught.value as answer:
        text: str = answer.read().decode()
        return answer.code, text


@pytest.mark.parametrize(
    ("path", "status", "title", "message"),
    [
        ("news/articles/nothing", 404, "This is not in the store", "Record not found"),
        ("news/nothing", 404, "This is not in the store", "Table not found"),
        ("nothing", 404, "This is not in the store", "Database not found"),
        ("news/articles?_where=absent", 400, "This cannot be looked up", "no such column: absent"),
        ("news/articles?_sort=nothing", 400, "This cannot be looked up", "Cannot sort table by nothing"),
    ],
)
def test_what_cannot_be_shown_is_said_on_a_page_that_leads_back(
    site: str, path: str, status: int, title: str, message: str
) -> None:
    found, text = error_page(site, path)
    assert found == status
    assert f"<h1>{title}</h1>" in text
    assert message in text
    assert '<a href="/news/articles">' in text


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
@pytest.mark.parametrize("number", _SIGNALS)
def test_it_ends_quietly_when_it_is_told_to(tmp_path: Path, number: signal.Signals) -> None:
    open_store(f"sqlite:///{tmp_path / 'news.db'}").close()
    with browsing(tmp_path / "news.db") as (url, process):
        assert "The store has no articles yet" in page(url)
        # Nor does what somebody asks for put anything on the terminal.
        for path in ("nothing", "news/articles?_where=absent", "news/articles?_size=some", "news?sql=select+1+from"):
            error_page(url, path)
        process.send_signal(number)
        assert process.communicate(timeout=30) == ("", "")


def run(store: str, *arguments: str) -> int:
    command = Command()
    command.settings = Settings({"STORE_URL": store})
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, left = parser.parse_known_args(arguments)
    command.run(left, options)
    return command.exitcode


@pytest.mark.parametrize(
    ("store", "arguments", "message"),
    [
        ("postgresql://news:secret@host/news", [], "the store is PostgreSQL, and only SQLite stores can be browsed"),
        ("sqlite:///none/news.db", [], "there is no store sqlite:///none/news.db"),
        ("sqlite://", [], "STORE_URL='sqlite://': expected an SQLite file"),
        ("", [], "'' is no store URL; expected sqlite:///path/to/file.db"),
        ("jsonl:///none", [], "there is no store jsonl:///none"),
        ("sqlite:///news.db", ["--port", "http"], "--port http: expected a number up to 65535"),
        ("sqlite:///news.db", ["--port", "65536"], "--port 65536: expected a number up to 65535"),
        ("sqlite:///news.db", ["now"], "unexpected argument 'now'"),
    ],
)
def test_unusable_input_is_one_line(
    store: str,
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(store, *(arguments or ["--port", "0"])) == 2
    errors = capsys.readouterr().err
    assert errors.startswith(f"scrapy browse: error: {message}")
    assert errors.count("\n") == 1
    assert "secret" not in errors
    assert list(tmp_path.iterdir()) == []


def test_port_in_use_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run("sqlite:///news.db", "--port", str(port)) == 2
    assert f"--port {port}: Address already in use; expected one that is free" in capsys.readouterr().err


def test_file_that_is_no_store_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news.db").write_text("no database, but long enough to be looked at" * 30, encoding="utf-8")
    assert run(f"sqlite:///{tmp_path / 'news.db'}", "--port", "0") == 1
    assert capsys.readouterr().err.count("\n") == 1
