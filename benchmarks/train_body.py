"""Fits the block model of the body (crawler/extraction/body/block_model.py) to pages with known bodies.

    python -m benchmarks.train_body --gold DIR --cv [--seeds N]    figures on pages of registered domains not trained on
    python -m benchmarks.train_body --gold DIR --out crawler/extraction/body/body_model.json

Needs catboost (requirements-train.txt). The sets define a body differently, so each block is trained with the name of
its set as one more feature; in the written model that feature is fixed to `STYLE` and its questions are answered. Pages
of our own (own_pages.py) are trained on beside the sets.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.block_labels import BlockLabels, label_blocks, leave_open_what_parsers_drop
from benchmarks.extraction_run import UNKNOWN_URL
from benchmarks.gold import ROUGE_SETS, GoldPage, available_sets, read_gold
from benchmarks.metrics.rouge import rouge_lsum_f1, sentences
from benchmarks.metrics.segments import pooled_f1, score_segments
from benchmarks.metrics.shingles import corpus_f1, score_body
from benchmarks.own_pages import own_pages
from benchmarks.predictions import System, read_systems
from benchmarks.scoring import NEARLY_RIGHT
from benchmarks.table import render_table
from crawler.extraction.body import connected_texts
from crawler.extraction.body.block_features import block_features
from crawler.extraction.body.block_model import FORMAT_VERSION, BlockModel
from crawler.extraction.headline import find_headline
from crawler.extraction.page import parse_page
from crawler.extraction.roles import Role
from crawler.urls import site_of

Floats = NDArray[np.float32]

SETS = ("aeb", "fundus_eval", "fundus", "trafilatura", "htmldate")
OWN = "own"
# The style of a block without a gold of its own set.
WEAK = "weak"
# Bodies marked by people, paragraph by paragraph: between the other definitions, and best on all sets together.
STYLE = "fundus_eval"
STYLES = {"aeb": 0, "fundus_eval": 1, "fundus": 2, "trafilatura": 3, WEAK: 4}
STYLES[OWN] = STYLES[STYLE]
THRESHOLD = 0.5
# Ten, so that nine tenths of the domains are trained on: their number still counts.
FOLDS = 10
# Pages without gold are mostly easy blocks of little weight: some of those that are no body stand for all.
_WEAK_NEGATIVES_KEPT = 0.4
# Our own pages are plain, and alike: enough to be learned, not enough to be taken for the news of the world.
_OWN_WEIGHT = 0.25
# What a page weighs grows with the root of its text beyond this many blocks of the least weight.
_USUAL_PAGE_WEIGHT = 60
_TREES = {
    "iterations": 450,
    "depth": 6,
    "learning_rate": 0.055,
    "rsm": 0.2,
    "l2_leaf_reg": 8,
    "border_count": 64,
}
_LEAF_DECIMALS = 4


@dataclass(slots=True)
class LabelledPage:
    """A page with the features of its candidate blocks (a row a block) and their labels."""

    set_name: str
    gold: GoldPage
    domain: str
    blocks: list[tuple[str, str]]
    """Tag and text of each."""
    candidates: NDArray[np.intp]
    features: Floats
    labels: BlockLabels

    @property
    def has_gold(self) -> bool:
        return bool(self.gold.references or self.gold.segments_with)


@dataclass(slots=True)
class Sample:
    """The candidate blocks of many pages, a row a block; the last column is the style."""

    page: NDArray[np.int64]
    features: Floats
    is_body: NDArray[np.bool_]
    weight: Floats


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_body", description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the sets, with peers/")
    parser.add_argument("--cv", action="store_true", help="print cross-validated figures")
    parser.add_argument("--seeds", type=int, default=3, help="how many divisions into folds (default 3)")
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the training domains to use (learning curve)"
    )
    parser.add_argument("--out", type=Path, help="where to write the model fitted to all pages")
    options = parser.parse_args(arguments)
    os.environ.setdefault("NLTK_DATA", str(options.gold / "nltk_data"))
    names, pages = read_pages(options.gold)
    sample = make_sample(pages)
    if options.cv:
        print(report(pages, [out_of_fold(pages, sample, seed, options.share) for seed in range(options.seeds)]))
    if options.out:
        model = export(fit(sample, seed=0), [*names, "style"], STYLES[STYLE])
        options.out.write_text(dump(model), encoding="utf-8")
        print("in sample (not what to expect elsewhere):")
        print(report(pages, [[_probabilities(BlockModel(model), names, page) for page in pages]]))


def read_pages(folder: Path) -> tuple[list[str], list[LabelledPage]]:
    """Names of the features, and the pages of all sets that have body labels of any strength; our own last."""
    known = set(available_sets(folder))
    peers = read_systems(folder / "peers") if (folder / "peers").is_dir() else []
    names: list[str] = []
    pages: list[LabelledPage] = []
    seen_urls: set[str] = set()

    def add(set_name: str, gold: GoldPage, html: bytes | str, domain: str) -> None:
        nonlocal names
        page = parse_page(html, gold.url or UNKNOWN_URL)
        if blocks := page.outline.blocks:
            candidates, names, rows = block_features(page.outline, find_headline(page)[0])
            texts = [block.text for block in blocks]
            labels = label_blocks(gold, texts, list(_peer_bodies(peers, set_name, gold.id)))
            # People keep posts embedded in an article, site parsers leave them out: the policy here is to keep them.
            posts = [bool(block.context.roles_around & Role.EMBEDDED_POST) for block in blocks]
            labels.weight[np.array(posts) & ~labels.is_body] = 0
            if set_name == "fundus":
                leave_open_what_parsers_drop(blocks, labels)
            shown = [(block.tag, block.text) for block in blocks]
            pages.append(LabelledPage(set_name, gold, domain, shown, candidates, rows.T, labels))

    for gold_set in read_gold(folder, [name for name in SETS if name in known]):
        for gold in gold_set.pages:
            # The same page in a set with gold says more.
            if gold.url and not gold.references and not gold.segments_with and gold.url in seen_urls:
                continue
            seen_urls.add(gold.url or gold.id)
            add(gold_set.name, gold, gold.html(), site_of(gold.url) if gold.url else gold.id)
    for own in own_pages():
        add(OWN, GoldPage(own.name, None, Path(), references=(own.body,)), own.html, own.domain)
    return names, pages


def _peer_bodies(peers: Sequence[System], set_name: str, page_id: str) -> Iterator[str]:
    for peer in peers:
        if set_name in peer.outputs and "body" in peer.fields:
            yield peer.predict(set_name, page_id).body


def make_sample(pages: Sequence[LabelledPage]) -> Sample:
    rng = np.random.default_rng(0)
    features, is_body, weights = [], [], []
    for page in pages:
        labels, chosen = page.labels, page.candidates
        style = np.where(labels.is_weak, STYLES[WEAK], STYLES.get(page.set_name, STYLES[WEAK]))[chosen]
        features.append(np.column_stack((page.features, style)).astype(np.float32))
        is_body.append(labels.is_body[chosen])
        weights.append((_block_weights(page) * _thinning(labels, rng))[chosen])
    return Sample(
        page=np.repeat(np.arange(len(pages)), [len(page.candidates) for page in pages]),
        features=np.concatenate(features),
        is_body=np.concatenate(is_body),
        weight=np.concatenate(weights).astype(np.float32),
    )


def _block_weights(page: LabelledPage) -> Floats:
    """Longer blocks cost more words; pages with many blocks count more, but less than by their number."""
    by_length = np.minimum(1 + np.sqrt([len(text) for _, text in page.blocks]) / 8, 4)
    page_weight = np.sqrt(_USUAL_PAGE_WEIGHT / max(by_length.sum(), _USUAL_PAGE_WEIGHT))
    if page.set_name == OWN:
        page_weight *= _OWN_WEIGHT
    weights: Floats = by_length * page.labels.weight * page_weight
    return weights


def _thinning(labels: BlockLabels, rng: np.random.Generator) -> Floats:
    easy = labels.is_weak & ~labels.is_body
    kept = rng.random(len(easy)) <= _WEAK_NEGATIVES_KEPT
    thinned: Floats = np.where(easy, kept / _WEAK_NEGATIVES_KEPT, 1)
    return thinned


def fit(sample: Sample, seed: int, rows: NDArray[np.bool_] | None = None) -> Any:
    from catboost import CatBoostClassifier

    used = sample.weight > 0 if rows is None else rows & (sample.weight > 0)
    model = CatBoostClassifier(**_TREES, random_seed=seed, thread_count=1, verbose=False, allow_writing_files=False)
    return model.fit(sample.features[used], sample.is_body[used], sample_weight=sample.weight[used])


def out_of_fold(pages: Sequence[LabelledPage], sample: Sample, seed: int, share: float) -> list[Floats]:
    """For each page the probabilities of its blocks by a model that saw no page of its domain."""
    domains = sorted({page.domain for page in pages})
    rng = np.random.default_rng(seed)
    rng.shuffle(domains)
    fold_of_domain = {domain: index % FOLDS for index, domain in enumerate(domains)}
    left_out = set(domains[int(share * len(domains)) :])
    fold = np.array([fold_of_domain[page.domain] for page in pages])
    used = np.array([page.domain not in left_out for page in pages])
    judged = np.array([page.has_gold for page in pages])
    found = np.zeros(len(sample.is_body), dtype=np.float32)
    for index in range(FOLDS):
        model = fit(sample, seed, ((fold != index) & used)[sample.page])
        asked = ((fold == index) & judged)[sample.page]
        features = sample.features[asked]
        features[:, -1] = STYLES[STYLE]
        found[asked] = model.predict(features, prediction_type="Probability")[:, 1]
    return [_spread(page, found[sample.page == index]) for index, page in enumerate(pages)]


def _spread(page: LabelledPage, found: NDArray[Any]) -> Floats:
    probabilities = np.zeros(len(page.blocks), dtype=np.float32)
    probabilities[page.candidates] = found
    return probabilities


def _probabilities(model: BlockModel, names: Sequence[str], page: LabelledPage) -> Floats:
    return _spread(page, 1 / (1 + np.exp(-model.scores(names, page.features.T))))


def export(fitted: Any, names: Sequence[str], style: int) -> dict[str, Any]:
    """The trees of a fitted model in the format of block_model, with the style (the last feature) fixed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        fitted.save_model(str(path), format="json")
        raw = json.loads(path.read_text(encoding="utf-8"))
    columns = {
        feature["feature_index"]: feature["flat_feature_index"] for feature in raw["features_info"]["float_features"]
    }
    trees = []
    for tree in raw["oblivious_trees"]:
        splits = [(columns[split["float_feature_index"]], split["border"]) for split in tree["splits"]]
        leaves = np.array(tree["leaf_values"])
        for bit in reversed(range(len(splits))):
            if splits[bit][0] == len(names) - 1:
                answer = int(style > splits.pop(bit)[1])
                leaves = leaves.reshape(-1, 2, 1 << bit)[:, answer, :].reshape(-1)
        trees.append((splits, leaves))
    used = sorted({feature for splits, _ in trees for feature, _ in splits})
    place = {feature: index for index, feature in enumerate(used)}
    scale, bias = raw["scale_and_bias"]
    return {
        "version": FORMAT_VERSION,
        "features": [names[feature] for feature in used],
        "bias": bias[0],
        "threshold": round(float(np.log(THRESHOLD / (1 - THRESHOLD))), 6),
        "trees": [
            {
                "splits": [[place[feature], float(np.float32(border))] for feature, border in splits],
                "leaves": [round(float(value) * scale, _LEAF_DECIMALS) for value in leaves],
            }
            for splits, leaves in trees
        ],
    }


def dump(model: dict[str, Any]) -> str:
    """JSON with a tree a line, so that versions can be compared."""
    head = {key: value for key, value in model.items() if key != "trees"}
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model["trees"])
    return json.dumps(head, indent=1)[:-2] + ',\n "trees": [\n' + lines + "\n]}\n"


def report(pages: Sequence[LabelledPage], runs: Sequence[Sequence[Floats]]) -> str:
    """A table of the sets; each figure is the mean over *runs*."""
    titles = ("body F1", "exact", "≥ .95", "ROUGE F1", "segment F1")
    rows = []
    for name in (*SETS, OWN):
        figures = [_figures(name, pages, run) for run in runs]
        means = {title: fmean(found[title] for found in figures) for title in figures[0]}
        if means:
            rows.append([name, *(f"{100 * means[title]:.1f}" if title in means else "-" for title in titles)])
    return render_table(["", *titles], rows)


def _figures(name: str, pages: Sequence[LabelledPage], run: Sequence[Floats]) -> dict[str, float]:
    bodies = [
        (page.gold, _body(page, probabilities))
        for page, probabilities in zip(pages, run, strict=True)
        if page.set_name == name and page.has_gold
    ]
    if not bodies:
        return {}
    if not bodies[0][0].references:
        scores = (score_segments(gold.segments_with, gold.segments_without, body) for gold, body in bodies)
        return {"segment F1": pooled_f1(scores)}
    found = [score_body(gold.references, body) for gold, body in bodies]
    figures = {
        "body F1": corpus_f1(found),
        "exact": fmean(score.exact for score in found),
        "≥ .95": fmean(score.overlap.f1 >= NEARLY_RIGHT for score in found),
    }
    if name in ROUGE_SETS:
        figures["ROUGE F1"] = fmean(
            rouge_lsum_f1([sentences(reference) for reference in gold.references], sentences(body))
            for gold, body in bodies
        )
    return figures


def _body(page: LabelledPage, probabilities: Floats) -> str:
    pairs = zip(page.blocks, probabilities, strict=True)
    return "\n\n".join(connected_texts([block for block, probability in pairs if probability > THRESHOLD]))


if __name__ == "__main__":
    main()
