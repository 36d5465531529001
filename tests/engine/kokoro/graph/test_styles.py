# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro.graph.styles import join_styles
from tests.support.onnx_session import session_of

STYLE = 8


def _styles(sizes: tuple[int, ...], turned_by: str = "Unsqueeze") -> Any:
    """For each of *sizes* the scale and shift of so many channels, [1, size, 1], as the model makes them."""
    generator = np.random.default_rng(11)
    make = helper.make_node
    nodes = [make("DynamicQuantizeLinear", ["style"], ["q", "q_scale", "q_zero"])]
    values: dict[str, NDArray[Any]] = {"axis": np.array([2], np.int64), "one": np.array(1, np.float32)}
    for number, size in enumerate(sizes):
        name = f"norms/{number}/"
        values |= {
            f"{name}weights": generator.integers(-127, 128, (STYLE, 2 * size)).astype(np.int8),
            f"{name}zero": np.zeros(2 * size, np.int8),
            f"{name}weights_scale": generator.uniform(0.01, 0.1, 2 * size).astype(np.float32),
            f"{name}bias": generator.standard_normal(2 * size).astype(np.float32),
            f"{name}halves": np.array([size, size], np.int64),
        }
        nodes += [
            make("MatMulInteger", ["q", f"{name}weights", "q_zero", f"{name}zero"], [f"{name}whole"], f"{name}product"),
            make("Mul", ["q_scale", f"{name}weights_scale"], [f"{name}scales"]),
            make("Cast", [f"{name}whole"], [f"{name}cast"], to=TensorProto.FLOAT),
            make("Mul", [f"{name}cast", f"{name}scales"], [f"{name}scaled"]),
            make("Add", [f"{name}scaled", f"{name}bias"], [f"{name}biased"]),
            make(turned_by, [f"{name}biased", "axis"], [f"{name}turned"], f"{name}turned"),
            make("Split", [f"{name}turned", f"{name}halves"], [f"{name}less", f"shift_{number}"], axis=1),
            make("Add", [f"{name}less", "one"], [f"scale_{number}"]),
        ]
    outs = [f"{kind}_{number}" for number in range(len(sizes)) for kind in ("scale", "shift")]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("style", *outs)]
    made = helper.make_graph(
        nodes, "styles", ends[:1], ends[1:], [numpy_helper.from_array(value, name) for name, value in values.items()]
    )
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)], ir_version=9
    )


def test_styles_of_one_product_are_those_of_many() -> None:
    model = _styles((3, 5, 3))
    style = np.random.default_rng(12).standard_normal((1, STYLE)).astype(np.float32)
    expected = session_of(model).run(None, {"style": style})

    assert join_styles(model, "norms/") == 3

    assert sum("MatMulInteger" in node.op_type for node in model.graph.node) == 1
    for before, after in zip(expected, session_of(model).run(None, {"style": style}), strict=True):
        assert after.shape == before.shape
        np.testing.assert_allclose(after, before, rtol=1e-5, atol=1e-6)


def test_what_is_no_such_style_is_refused() -> None:
    with pytest.raises(LookupError):
        join_styles(_styles((3,)), "others/")
    with pytest.raises(ValueError, match="norms/0/turned"):
        join_styles(_styles((3,), turned_by="Squeeze"), "norms/")
