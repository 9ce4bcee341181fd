from __future__ import annotations

import json

import numpy as np
import pytest

from crawler.extraction.body.block_features import block_features
from crawler.extraction.body.block_model import MODEL_PATH, BlockModel, body_model
from crawler.extraction.page import parse_page

SMALL = {
    "version": 1,
    "features": ["length", "density"],
    "bias": -1.0,
    "threshold": 0.0,
    "trees": [
        {"splits": [[0, 10.0], [1, 0.5]], "leaves": [0.0, 1.0, 2.0, 3.0]},
        {"splits": [[0, 100.0]], "leaves": [0.25, 0.5]},
        {"splits": [], "leaves": [8.0]},
    ],
}


@pytest.mark.parametrize(
    ("length", "density", "score"),
    [
        pytest.param(10, 0.5, 0.0 + 0.25, id="a value equal to the border is not greater"),
        pytest.param(11, 0.5, 1.0 + 0.25, id="first split is bit 0"),
        pytest.param(1, 0.6, 2.0 + 0.25, id="second split is bit 1"),
        pytest.param(101, 0.6, 3.0 + 0.5, id="both"),
    ],
)
def test_score_is_the_sum_of_one_leaf_a_tree(length: float, density: float, score: float) -> None:
    rows = np.array([[7.0], [density], [length]], dtype=np.float32)
    scores = BlockModel(SMALL).scores(["other", "density", "length"], rows)
    assert scores.tolist() == pytest.approx([score - 1.0 + 8.0])


def test_model_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        BlockModel({**SMALL, "version": 2})


def test_model_that_is_shipped_is_small_and_asks_only_for_features_there_are() -> None:
    assert MODEL_PATH.stat().st_size < 300_000
    _, names, _ = block_features(parse_page("<p>x</p>", "https://example.com/").outline, None)
    assert set(body_model().features) <= set(names)


def test_model_file_has_a_tree_a_line() -> None:
    text = MODEL_PATH.read_text(encoding="utf-8")
    assert text.count("\n") > len(json.loads(text)["trees"])
