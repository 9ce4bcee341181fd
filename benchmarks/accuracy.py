"""How well the crawler reads pages with known answers, beside other systems on the same pages.

    python -m benchmarks.accuracy --gold DIR [--set NAME ...] [--peers DIR] [--out DIR] [--worst N] [--floors FILE]

DIR holds a folder per set (gold.py) or is the clone of a project that publishes one (public_sets.py).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.extraction_run import Outcome, describe_run, run_extraction
from benchmarks.floors import write_floors
from benchmarks.gold import ROUGE_SETS, SETS, GoldPage, GoldSet, available_sets, read_gold
from benchmarks.metrics.bootstrap import interval
from benchmarks.metrics.markup import Markup, read_markup
from benchmarks.page_folders import read_page_folders
from benchmarks.predictions import System, read_systems, write_predictions
from benchmarks.public_sets import read_public_outputs, read_public_set
from benchmarks.scoring import COLUMNS, Column, PageScore, score_page
from benchmarks.table import render_table
from benchmarks.worst_pages import describe_worst

OUR_NAME = "crawler"
Markups = Mapping[str, Markup]
"""By page id."""


def main(arguments: Sequence[str] | None = None) -> None:
    options = parse_arguments(arguments)
    gold_sets, peers = load(options)
    outcomes_of_all: list[Outcome] = []
    our_scores: dict[str, list[PageScore]] = {}
    for gold_set in gold_sets:
        markups = {page.id: read_markup(page.html()) for page in gold_set.pages}
        systems = [peer for peer in peers if gold_set.name in peer.outputs]
        outcomes: list[Outcome] = []
        if not options.no_extract:
            outcomes = run_extraction(gold_set.pages, options.jobs)
            systems.insert(0, our_system(gold_set, outcomes))
            outcomes_of_all += outcomes
        scores = {system.name: score_set(gold_set, system, markups) for system in systems}
        print("\n".join(report(gold_set, systems, scores, markups if options.by == "language" else None)))
        if outcomes:
            our_scores[gold_set.name] = scores[OUR_NAME]
            print(describe_run(outcomes))
            if options.out:
                predictions = [outcome.prediction for outcome in outcomes]
                write_predictions(options.out / f"{gold_set.name}.jsonl", predictions)
        if systems and options.worst:
            first = systems[0]
            predictions = [first.predict(gold_set.name, page.id) for page in gold_set.pages]
            print(f"worst pages of {first.name}:")
            print("\n".join(describe_worst(scores[first.name], predictions, options.worst)))
    if options.floors and our_scores:
        for lowered in write_floors(options.floors, our_scores):
            print(lowered)
    if len(gold_sets) > 1 and outcomes_of_all:
        print("\nall sets, " + describe_run(outcomes_of_all).splitlines()[0])


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the sets, or clone of a public one")
    parser.add_argument("--set", action="append", choices=SETS, dest="sets", help="repeatable; default: all there are")
    parser.add_argument("--peers", type=Path, help="outputs of other systems, default <gold>/peers")
    parser.add_argument("--out", type=Path, help="folder for our predictions, one JSON Lines file a set")
    parser.add_argument("--jobs", type=int, default=2, help="processes that extract (default 2)")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst pages of each set")
    parser.add_argument("--by", choices=["language"], help="one table for each language that pages state")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="write our figures as floors of the quality gate")
    parser.add_argument("--no-extract", action="store_true", help="only the stored outputs of other systems")
    return parser.parse_args(arguments)


def load(options: argparse.Namespace) -> tuple[list[GoldSet], list[System]]:
    os.environ.setdefault("NLTK_DATA", str(options.gold / "nltk_data"))
    peers_folder = options.peers or options.gold / "peers"
    peers = read_systems(peers_folder) if peers_folder.is_dir() else []
    if public := read_public_set(options.gold):
        return [public], [*read_public_outputs(options.gold, public.name), *peers]
    if own := read_page_folders(options.gold):
        return [own], peers
    names = options.sets or available_sets(options.gold)
    if not names:
        raise SystemExit(
            f"{options.gold}: neither <set>/gold.jsonl, nor pages/<case>/, nor the clone of a known public set"
        )
    return read_gold(options.gold, names), peers


def our_system(gold_set: GoldSet, outcomes: Sequence[Outcome]) -> System:
    predictions = {outcome.prediction.id: outcome.prediction for outcome in outcomes}
    return System(OUR_NAME, {gold_set.name: predictions}, is_ours=True)


def score_set(gold_set: GoldSet, system: System, markups: Markups) -> list[PageScore]:
    return [
        score_page(
            page,
            system.predict(gold_set.name, page.id),
            markup=markups[page.id],
            with_rouge=gold_set.name in ROUGE_SETS,
        )
        for page in gold_set.pages
    ]


def report(
    gold_set: GoldSet,
    systems: Sequence[System],
    scores: Mapping[str, Sequence[PageScore]],
    markups: Markups | None,
) -> Iterator[str]:
    """Lines: one table of the set, or one for each language of *markups*, the most frequent first."""
    for title, pages in _page_groups(gold_set.pages, markups):
        ids = {page.id for page in pages}
        chosen = {name: [score for score in every if score.page.id in ids] for name, every in scores.items()}
        yield f"\n{gold_set.name}{title}: {len(pages)} pages"
        yield tabulate(systems, chosen) if systems else "  no output of any system"


def _page_groups(pages: Sequence[GoldPage], markups: Markups | None) -> list[tuple[str, list[GoldPage]]]:
    if markups is None:
        return [("", list(pages))]
    groups: dict[str, list[GoldPage]] = {}
    for page in pages:
        groups.setdefault(f" [{markups[page.id].language or 'no language stated'}]", []).append(page)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def tabulate(systems: Sequence[System], scores: Mapping[str, Sequence[PageScore]]) -> str:
    """Percentages, in the columns that a system offers and the gold can judge; under ours, its intervals."""
    columns = [
        column
        for column in COLUMNS
        if any(_offers(system, column) and column.values(scores[system.name]) for system in systems)
    ]
    rows = []
    for system in systems:
        values = [column.values(scores[system.name]) for column in columns]
        mark = "* " if system.is_ours else "  "
        rows.append([mark + system.name, *(_figure(c, v, system) for c, v in zip(columns, values, strict=True))])
        if system.is_ours:
            rows.append(["  95 % interval", *(_interval(c, v, system) for c, v in zip(columns, values, strict=True))])
    return render_table(["", *(column.title for column in columns)], rows)


def _offers(system: System, column: Column) -> bool:
    # Ours offers every field: one it never fills is a failure, not a gap in the product.
    return system.is_ours or column.field in system.fields


def _figure(column: Column, values: Sequence[object], system: System) -> str:
    value = column.statistic(values) if values and _offers(system, column) else None
    return "-" if value is None else f"{100 * value:.1f}"


def _interval(column: Column, values: Sequence[object], system: System) -> str:
    bounds = interval(values, column.statistic) if values and _offers(system, column) else None
    return f"{100 * bounds[0]:.1f}–{100 * bounds[1]:.1f}" if bounds else "-"


if __name__ == "__main__":
    main()
