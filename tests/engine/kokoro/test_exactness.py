# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from studio.engine.kokoro import exactness
from studio.engine.kokoro.exactness import products_saturate


def test_the_product_that_is_tried_is_the_graph_it_is_said_to_be() -> None:
    ends = [
        helper.make_tensor_value_info(name, kind, None)
        for name, kind in (("a", TensorProto.UINT8), ("b", TensorProto.INT8), ("y", TensorProto.INT32))
    ]
    made = helper.make_graph([helper.make_node("MatMulInteger", ["a", "b"], ["y"])], "g", ends[:2], ends[2:])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    assert model.SerializeToString() == exactness._PRODUCT


@pytest.mark.parametrize("saturating", [False, True])
def test_a_processor_that_adds_pairs_in_16_bits_is_told_from_an_exact_one(
    monkeypatch: pytest.MonkeyPatch, saturating: bool
) -> None:
    class Processor:
        def __init__(self, *given: Any, **how: Any) -> None:
            pass

        def run(self, outputs: Any, given: dict[str, Any]) -> list[Any]:
            left, right = (given[name].astype(np.int64) for name in "ab")
            pairs = left.reshape(len(left), -1, 2, 1) * right.reshape(1, -1, 2, right.shape[1])
            added = pairs.sum(axis=2)
            return [(np.minimum(added, 32767) if saturating else added).sum(axis=1).astype(np.int32)]

    monkeypatch.setattr(onnxruntime, "InferenceSession", Processor)
    assert products_saturate() is saturating
