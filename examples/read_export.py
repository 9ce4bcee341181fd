"""Reads an export: which articles a site published on which day, and a word in their texts.

    scrapy export -o articles.jsonl        # or articles.parquet
    python -m examples.read_export articles.jsonl --word ferry

The same three questions are asked with plain Python (JSON Lines only), with DuckDB and with pandas; take the one you
know. DuckDB and pandas are not needed to crawl: `pip install duckdb pandas`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Article = dict[str, Any]
# (site, day of publication or None) -> number of articles
Days = dict[tuple[str, str | None], int]
FIELDS = ("site", "date_published", "headline", "body")


def check_manifest(file: Path) -> None:
    """Exit unless *file* is what its manifest says: it may have been damaged on its way here."""
    beside = file.with_name(f"{file.name}.manifest.json")
    if not beside.is_file():
        sys.exit(f"{file} has no manifest beside it ({beside.name}); was it moved without it?")
    manifest = json.loads(beside.read_text(encoding="utf-8"))
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    # "replaces" describes the export before, whose file stays until the next is complete.
    described = [manifest, manifest["replaces"] or {}]
    if sha256 not in [entry.get("sha256") for entry in described]:
        sys.exit(f"{file} is not what its manifest says")


# --- plain Python ---


def read_lines(file: Path) -> Iterable[Article]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "deleted_at" not in row:
                yield row


def check_fields(file: Path) -> None:
    """Exit unless the articles of *file* have what is asked here: exports with --fields or --as have other fields."""
    names = _column_names(file) if file.suffix == ".parquet" else next(iter(read_lines(file)), None)
    if names is None:
        sys.exit(f"{file} has no article")
    if missing := [name for name in FIELDS if name not in names]:
        sys.exit(f"the articles of {file} have no {', '.join(missing)}; expected an export without --fields and --as")


def _column_names(file: Path) -> list[str]:
    # What `scrapy export` writes Parquet with, and pandas reads it with.
    from pyarrow.parquet import read_schema

    names: list[str] = read_schema(file).names
    return names


def apply_increment(articles: dict[str, Article], file: Path) -> None:
    """Bring *articles* (by id) up to date with an export that was made with --since-seq."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "deleted_at" in row:
                articles.pop(row["id"], None)
            else:
                articles[row["id"]] = row


def days_with_python(file: Path) -> Days:
    # The day is the first ten characters, whatever the precision.
    return dict(Counter((row["site"], (row["date_published"] or "")[:10] or None) for row in read_lines(file)))


def word_with_python(file: Path, word: str) -> list[str]:
    found = (row for row in read_lines(file) if word.casefold() in f"{row['headline']} {row['body']}".casefold())
    return sorted(row["headline"] for row in found)


# --- DuckDB ---


def _table(file: Path) -> Any:
    import duckdb

    if file.suffix == ".parquet":
        return duckdb.read_parquet(str(file))
    # Named, because guessed types make moments of dates, and another day of some.
    return duckdb.read_json(str(file), columns=dict.fromkeys(FIELDS, "VARCHAR"))


def days_with_duckdb(file: Path) -> Days:
    articles = _table(file)
    rows = articles.query(
        "articles", "SELECT site, left(date_published, 10) AS day, count(*) FROM articles GROUP BY ALL"
    ).fetchall()
    return {(site, day): count for site, day, count in rows}


def word_with_duckdb(file: Path, word: str) -> list[str]:
    articles = _table(file).filter(f"concat(headline, ' ', body) ILIKE {_quoted(f'%{word}%')}")
    return sorted(headline for (headline,) in articles.select("headline").fetchall())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# --- pandas ---


def _frame(file: Path) -> Any:
    import pandas as pd

    if file.suffix == ".parquet":
        return pd.read_parquet(file)
    # Dates stay text: a day and a moment with an offset are no numbers of the same kind.
    return pd.read_json(file, lines=True, dtype=False)


def days_with_pandas(file: Path) -> Days:
    frame = _frame(file)
    counts = frame.groupby([frame["site"], frame["date_published"].str[:10]], dropna=False).size()
    return {(site, day if isinstance(day, str) else None): int(count) for (site, day), count in counts.items()}


def word_with_pandas(file: Path, word: str) -> list[str]:
    frame = _frame(file)
    text = frame["headline"].fillna("") + " " + frame["body"].fillna("")
    return sorted(frame[text.str.contains(word, case=False, regex=False)]["headline"])


# name: (package, endings of the files it reads, days, word)
READERS = {
    "plain Python": ("json", (".jsonl",), days_with_python, word_with_python),
    "DuckDB": ("duckdb", (".jsonl", ".parquet"), days_with_duckdb, word_with_duckdb),
    "pandas": ("pandas", (".jsonl", ".parquet"), days_with_pandas, word_with_pandas),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="an export: .jsonl or .parquet")
    parser.add_argument("--word", default="ferry", help="to look for in headlines and bodies")
    options = parser.parse_args()
    if not options.file.is_file():
        parser.exit(2, f"there is no file {options.file}\n")
    if options.file.suffix not in (".jsonl", ".parquet"):
        parser.exit(2, f"{options.file}: expected an export named .jsonl or .parquet, not compressed\n")
    check_manifest(options.file)
    check_fields(options.file)
    for name, (package, endings, days, word) in READERS.items():
        if options.file.suffix not in endings or find_spec(package) is None:
            print(f"{name}: does not read {options.file.suffix} or is not installed")
            continue
        latest = sorted(days(options.file).items(), key=lambda entry: entry[0][1] or "")[-3:]
        print(f"{name}: latest days {', '.join(f'{site} {day}: {count}' for (site, day), count in latest)}")
        print(f"{name}: {len(word(options.file, options.word))} articles with {options.word!r}")


if __name__ == "__main__":
    main()
