"""The public sets in the layout their projects publish, so that anyone can repeat the figures from a clone.

Read here: scrapinghub/article-extraction-benchmark, dobbersc/fundus-evaluation, adbar/trafilatura (the segments
of tests/evaldata.json). Each project's clone is recognised by its file of answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.gold import GoldPage, GoldSet, body_references, parse_fetched_at
from benchmarks.predictions import Prediction, System

Answers = dict[str, dict[str, Any]]


def read_public_set(folder: Path) -> GoldSet | None:
    """The set of the clone *folder*, None when it is none of the projects'."""
    for answers_name, read in _LAYOUTS.items():
        if (folder / answers_name).is_file():
            return read(folder, _load(folder / answers_name))
    return None


def read_public_outputs(folder: Path, set_name: str) -> list[System]:
    """Bodies that other systems gave, as stored in the clone *folder*."""
    paths = [*folder.glob("output/*.json"), *folder.glob("dataset/extractions/*.json")]
    return [
        System(path.stem, {set_name: {id_: _stored_body(id_, row) for id_, row in _load(path).items()}})
        for path in sorted(paths)
    ]


def _load(path: Path) -> Answers:
    answers: Answers = json.loads(path.read_text(encoding="utf-8"))
    return answers


def _stored_body(id_: str, row: dict[str, Any]) -> Prediction:
    body = row.get("articleBody") or row.get("body") or ""
    return Prediction(id_, body="\n\n".join(body) if isinstance(body, list) else body)


def _read_aeb(folder: Path, answers: Answers) -> GoldSet:
    pages = (
        GoldPage(id_, row.get("url"), folder / "html" / f"{id_}.html.gz", references=(row.get("articleBody", ""),))
        for id_, row in answers.items()
    )
    return GoldSet("aeb", tuple(pages))


def _read_fundus_eval(folder: Path, answers: Answers) -> GoldSet:
    pages = (
        GoldPage(
            id=id_,
            url=row["url"],
            html_path=folder / "dataset" / "html" / f"{id_}.html.gz",
            fetched_at=parse_fetched_at(row["crawl_date"]),
            references=_bracketed_references(row["body"]),
        )
        for id_, row in sorted(answers.items())
    )
    return GoldSet("fundus_eval", tuple(pages))


def _bracketed_references(paragraphs: list[str]) -> tuple[str, ...]:
    """A paragraph in square brackets is optional; the brackets are not part of it."""
    optional = [index for index, text in enumerate(paragraphs) if text.startswith("[") and text.endswith("]")]
    return body_references(
        [text[1:-1] if index in optional else text for index, text in enumerate(paragraphs)], optional
    )


def _read_trafilatura(folder: Path, answers: Answers) -> GoldSet:
    pages = (
        GoldPage(
            id=row["file"].removesuffix(".html"),
            url=url,
            html_path=_corpus_file(folder / "tests", row["file"]),
            segments_with=tuple(row["with"]),
            segments_without=tuple(row["without"]),
        )
        for url, row in answers.items()
    )
    return GoldSet("trafilatura", tuple(pages))


def _corpus_file(tests: Path, name: str) -> Path:
    cached = tests / "cache" / name
    return cached if cached.is_file() else tests / "eval" / name


_LAYOUTS: dict[str, Callable[[Path, Answers], GoldSet]] = {
    "ground-truth.json": _read_aeb,
    "dataset/ground_truth.json": _read_fundus_eval,
    "tests/evaldata.json": _read_trafilatura,
}
