"""The learned model that scores blocks: a sum of small decision trees, read from body_model.json.

Every tree asks the same few questions of all blocks, one a level ("oblivious" trees): the answers are the bits of the
leaf's number. So a page takes a handful of array operations and no library but numpy. benchmarks/train_body.py writes
the file; docs/decisions/0010-learned-body-blocks.md says how well it does.

The file is one JSON object: `version`, `features` (the names it needs, from block_features), `bias`, `threshold`, and
`trees`, each `{"splits": [[feature, border], …], "leaves": [value, …]}`. Split *i* answers whether the feature's value
is greater than the border and gives bit *i* of the index into the leaves. A score is bias plus the leaves' sum: the
log-odds that the block is body.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODEL_PATH = Path(__file__).with_name("body_model.json")
FORMAT_VERSION = 1
# The number of a leaf is one byte.
_MAX_DEPTH = 8
_BATCH = 256


class BlockModel:
    def __init__(self, model: Mapping[str, Any]) -> None:
        if model["version"] != FORMAT_VERSION:
            raise ValueError(f"block model has version {model['version']!r}, expected {FORMAT_VERSION}")
        self.features: tuple[str, ...] = tuple(model["features"])
        self.threshold: float = model["threshold"]
        self._bias: float = model["bias"]
        trees = model["trees"]
        size = len(trees)
        # A missing question is answered with no: its border is beyond every value.
        questions = np.zeros((size, _MAX_DEPTH), dtype=np.intp)
        borders = np.full((size, _MAX_DEPTH), np.inf, dtype=np.float32)
        leaves = []
        for index, tree in enumerate(trees):
            for bit, (feature, border) in enumerate(tree["splits"]):
                questions[index, bit], borders[index, bit] = feature, border
            leaves.append(tree["leaves"])
        self._depth = max(len(tree["splits"]) for tree in trees)
        # Trees ask the same questions, each two or three times in all: they are answered once.
        asked = np.stack((questions[:, : self._depth].T.ravel(), borders[:, : self._depth].T.ravel()))
        distinct, self._places = np.unique(asked, axis=1, return_inverse=True)
        # All first questions, then all second ones, …: an answer of every tree is one run of memory.
        self._questions = distinct[0].astype(np.intp)
        self._borders = distinct[1].astype(np.float32)[:, None]
        self._leaves = np.array([value for values in leaves for value in values], dtype=np.float64)
        self._first_leaf = np.cumsum([0] + [len(values) for values in leaves[:-1]])[:, None]

    def scores(self, names: Sequence[str], rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Log-odds of each column of *rows*, whose row *i* holds the feature *names[i]*."""
        place = {name: index for index, name in enumerate(names)}
        needed = rows[[place[name] for name in self.features]]
        scores = np.empty(rows.shape[1])
        # A batch at a time: the answers of a long page would take hundreds of megabytes.
        for start in range(0, len(scores), _BATCH):
            scores[start : start + _BATCH] = self._batch_scores(needed[:, start : start + _BATCH])
        return scores

    def _batch_scores(self, needed: NDArray[np.float32]) -> NDArray[np.float64]:
        answers = (needed.take(self._questions, axis=0) > self._borders).view(np.uint8).take(self._places, axis=0)
        answers = answers.reshape(self._depth, len(self._first_leaf), -1)
        # The bits of the leaf's number, the last question's first (numpy.packbits takes four times as long).
        leaf = answers[-1].copy()
        for answer in answers[-2::-1]:
            leaf += leaf
            leaf += answer
        scores: NDArray[np.float64] = self._leaves.take(leaf + self._first_leaf).sum(axis=0) + self._bias
        return scores


@lru_cache
def body_model() -> BlockModel:
    """The model that comes with the package, read once."""
    return BlockModel(json.loads(MODEL_PATH.read_text(encoding="utf-8")))
