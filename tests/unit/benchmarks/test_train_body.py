from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.train_body import dump, export
from crawler.extraction.body.block_model import BlockModel

RAW = {
    "features_info": {"float_features": [{"feature_index": index, "flat_feature_index": index} for index in range(3)]},
    "oblivious_trees": [
        # Bits: length > 10, style > 1.5, density > 0.5.
        {
            "splits": [
                {"float_feature_index": 0, "border": 10.0},
                {"float_feature_index": 2, "border": 1.5},
                {"float_feature_index": 1, "border": 0.5},
            ],
            "leaf_values": [0.0, 1.0, 10.0, 11.0, 100.0, 101.0, 110.0, 111.0],
        }
    ],
    "scale_and_bias": [1.0, [0.5]],
}


class Fitted:
    def save_model(self, path: str, **_: str) -> None:
        Path(path).write_text(json.dumps(RAW), encoding="utf-8")


@pytest.mark.parametrize(("style", "part"), [(1, 0.0), (2, 10.0)])
def test_style_is_answered_in_the_written_model(style: int, part: float) -> None:
    model = json.loads(dump(export(Fitted(), ["length", "density", "style"], style)))
    assert model["features"] == ["length", "density"]
    rows = np.array([[5.0, 20.0, 5.0, 20.0], [0.0, 0.0, 1.0, 1.0]], dtype=np.float32)
    expected = [0.5 + part + value for value in (0.0, 1.0, 100.0, 101.0)]
    assert BlockModel(model).scores(["length", "density"], rows).tolist() == pytest.approx(expected)
