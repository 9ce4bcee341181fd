"""`scrapy export` as it is typed: what it prints, and its exit status."""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.commands.export import Command
from crawler.storage import open_store
from crawler.storage.tables import STORE_SCHEMA_VERSION
from tests.exported_articles import id_of, make_article, rows_of_file
from tests.postgresql_server import PostgresqlServer
from tests.sample_project import REPOSITORY, run_scrapy

_NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)

Run = Callable[..., int]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three articles."""
    path = tmp_path_factory.mktemp("store") / "news.db"
    store = open_store(f"sqlite:///{path}")
    store.put([make_article(name) for name in "abc"], _NOON)
    store.close()
    return path


@pytest.fixture
def run(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in an empty directory; its exit status."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, store: str = f"sqlite:///{database}") -> int:
        command = Command()
        command.settings = Settings({"STORE_URL": store})
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        options, left = parser.parse_known_args(arguments)
        command.run(left, options)
        return command.exitcode

    return run


@pytest.mark.parametrize(
    ("name", "format_", "compression"),
    [
        ("a.jsonl", "jsonl", None),
        ("a.csv", "csv", None),
        ("a.parquet", "parquet", None),
        ("a.csv.gz", "csv", "gzip"),
        ("a.jsonl.zst", "jsonl", "zstd"),
        ("articles", "jsonl", None),
    ],
)
def test_name_of_the_file_says_the_format_unless_an_option_does(
    run: Run, tmp_path: Path, name: str, format_: str, compression: str | None
) -> None:
    assert run("-o", name) == 0
    manifest = json.loads((tmp_path / f"{name}.manifest.json").read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["compression"], manifest["rows"]) == (format_, compression, 3)
    assert run("-o", name, "--format", "csv", "--compress", "gzip") == 0
    manifest = json.loads((tmp_path / f"{name}.manifest.json").read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["compression"]) == ("csv", "gzip")


def test_what_comes_later_is_said_and_is_empty_now(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-o", "a.jsonl", "--site", "news.example", "--fields", "headline, body", "--dedupe", "cluster") == 0
    assert capsys.readouterr().err.endswith("bytes; what comes later: --since-seq 3\n")
    assert run("-o", "b.jsonl", "--since-seq", "3") == 0
    assert rows_of_file(Path("b.jsonl")) == []


def test_site_without_articles_is_said_and_gives_an_empty_file(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-o", "a.jsonl", "--site", "nwes.example") == 0
    errors = capsys.readouterr().err
    assert errors.startswith("scrapy export: warning: no article of site 'nwes.example' is in the store")
    assert rows_of_file(Path("a.jsonl")) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], 'expected -o FILE, or "-o -" for standard output'),
        (["-o", "none/a.jsonl"], "output 'none/a.jsonl': there is no directory 'none'"),
        (["-o", "."], "output '.' is a directory; expected a file name"),
        (["-o", "a", "b"], "unexpected argument 'b'"),
        (["-o", "a", "--format", "parket"], "--format parket: unknown (did you mean 'parquet'?)"),
        (["-o", "a", "--format", "xlsx"], "--format xlsx: unknown: expected jsonl or csv or parquet"),
        (["-o", "a.xml"], "output 'a.xml': .xml is none of jsonl, csv, parquet"),
        (
            ["-o", "a.parquet.gz"],
            "output 'a.parquet.gz': Parquet compresses its pages; expected .parquet and --compress",
        ),
        (["-o", "a", "--compress", "bz2"], "--compress bz2: unknown: expected gzip or zstd"),
        (["-o", "a", "--dedupe", "text"], "--dedupe text: unknown: expected cluster"),
        (["-o", "a", "--as", "rss"], "--as rss: unknown: expected schema-org or zyte"),
        (["-o", "a.csv", "--as", "zyte"], "--as zyte: only for --format jsonl, not csv"),
        (["-o", "a", "--fields", "headline,bodi"], "--fields headline,bodi: 'bodi' is no field (did you mean 'body'?)"),
        (["-o", "a", "--since-seq", "-1"], "--since-seq -1: expected a number, as the manifest of the last export"),
        (["-o", "a", "--since-seq", "4"], "--since-seq 4: the store's last number is 3; expected a number that"),
        (["-o", "a", "--since", "yesterday"], "--since yesterday: expected a day or time like 2026-01-31 or 2026-01"),
        (["-o", "a", "--since", "2026-01-01", "--since-seq", "1"], "--since-seq and --since: expected one of them"),
    ],
)
def test_unusable_input_is_one_line_and_writes_nothing(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(*arguments) == 2
    output = capsys.readouterr()
    assert output.err.startswith(f"scrapy export: error: {message}")
    assert (output.out, output.err.count("\n")) == ("", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("store", "message"),
    [
        ("sqlite:///nwes.db", "there is no store sqlite:///nwes.db"),
        ("jsonl:///nwes", "there is no store jsonl:///nwes"),
        ("", "'' is no store URL; expected sqlite:///path/to/file.db"),
        ("mysql://news:secret@host/news", "'mysql://news:***@host/news' is no store URL"),
    ],
)
def test_store_that_is_not_there_is_not_made(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], store: str, message: str
) -> None:
    assert run("-o", "a.jsonl", store=store) == 2
    errors = capsys.readouterr().err
    assert errors.startswith(f"scrapy export: error: {message}")
    assert errors.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_store_of_json_lines_is_exported_like_any(run: Run, tmp_path: Path) -> None:
    store = open_store("jsonl:///lines")
    store.put([make_article("a")], _NOON)
    store.close()
    assert run("-o", "a.jsonl", store="jsonl:///lines") == 0
    assert [row["id"] for row in rows_of_file(tmp_path / "a.jsonl")] == [id_of("a")]


def test_role_that_may_only_select_exports_from_postgresql(
    run: Run, tmp_path: Path, postgresql_server: PostgresqlServer
) -> None:
    url = postgresql_server.new_store()
    store = open_store(url)
    store.put([make_article("a")], _NOON)
    store.close()
    database = url.partition("@/")[2].partition("?")[0]
    postgresql_server.execute("CREATE ROLE only_select LOGIN")
    postgresql_server.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_select", database=database)
    assert run("-o", "a.jsonl", store=postgresql_server.url(database, user="only_select")) == 0
    assert [row["id"] for row in rows_of_file(tmp_path / "a.jsonl")] == [id_of("a")]


def test_store_of_an_earlier_release_is_left_as_it_is_and_the_upgrade_is_named(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_store(f"sqlite:///{tmp_path}/old.db").close()
    with closing(sqlite3.connect(tmp_path / "old.db")) as database, database:
        database.execute("UPDATE meta SET value = '5' WHERE key = 'schema_version'")
    assert run("-o", "a.jsonl", store=f"sqlite:///{tmp_path}/old.db") == 1
    errors = capsys.readouterr().err
    assert errors.endswith(f"found schema version '5', expected '{STORE_SCHEMA_VERSION}': scrapy db upgrade\n")
    assert errors.count("\n") == 1
    with closing(sqlite3.connect(tmp_path / "old.db")) as database:
        assert database.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone() == ("5",)
    assert not (tmp_path / "a.jsonl").exists()


def test_file_that_cannot_be_written_is_one_line_and_status_1(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("-o", "/proc/a.jsonl") == 1
    assert capsys.readouterr().err.startswith("scrapy export: error: cannot write /proc/a.jsonl")


def test_link_stays_one_and_what_it_leads_to_is_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "a.jsonl").symlink_to("there/a.jsonl")
    assert run("-o", "a.jsonl") == 0
    assert (tmp_path / "a.jsonl").is_symlink()
    assert len(rows_of_file(tmp_path / "there" / "a.jsonl")) == 3
    assert (tmp_path / "there" / "a.jsonl.manifest.json").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX systems")
def test_pipe_is_written_to_and_stays_one(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text(encoding="utf-8")), daemon=True)
    reader.start()
    assert run("-o", "pipe") == 0
    reader.join(timeout=30)
    assert len(read[0].splitlines()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_standard_output_gets_the_rows_and_nothing_else(database: Path, tmp_path: Path) -> None:
    store = f"sqlite:///{database.as_posix()}"
    done = run_scrapy(REPOSITORY, "export", "-o", "-", "--since-seq", "2", STORE_URL=store)
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [id_of("c")]
    assert done.stderr.startswith("standard output: 1 articles, ")


def test_database_without_a_store_is_told_and_none_is_made_in_it(postgresql_url: str, tmp_path: Path) -> None:
    for command in (("export", "-o", str(tmp_path / "all.jsonl")), ("ledger",)):
        done = run_scrapy(REPOSITORY, *command, STORE_URL=postgresql_url)
        assert done.returncode == 2
        assert "there is no store" in done.stderr
        assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
