# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro.graph.activations import square_sines
from tests.support.onnx_session import session_of


def _activation(frequency: NDArray[np.float32], power: float = 2.0) -> Any:
    """x + sin(ax)^2 / a as the model makes it, of channels with a *frequency* each, [C, 1]."""
    constants: dict[str, NDArray[Any]] = {
        "frequency": frequency[None],
        "scale": 1 / frequency[None],
        "power": np.array(power, np.float32),
    }
    nodes = [
        helper.make_node("Mul", ["frequency", "x"], ["angle"]),
        helper.make_node("Sin", ["angle"], ["sine"]),
        helper.make_node("Pow", ["sine", "power"], ["squared"]),
        helper.make_node("Mul", ["scale", "squared"], ["scaled"]),
        helper.make_node("Add", ["x", "scaled"], ["active"]),
    ]
    values = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("x", "active")]
    made = helper.make_graph(nodes, "activation", ends[:1], ends[1:], values)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


@pytest.mark.parametrize("reach", [0.1, 10.0, 3000.0])
def test_an_activation_without_sines_is_that_with_sines(reach: float) -> None:
    frequency = np.array([[2.3], [0.85], [0.2], [-0.03], [1e-4]], np.float32)
    signal = np.random.default_rng(4).uniform(-reach, reach, (1, 5, 4000)).astype(np.float32)
    model = _activation(frequency)
    expected = session_of(model).run(None, {"x": signal})[0]
    square_sines(model)
    assert "Sin" not in {node.op_type for node in model.graph.node}
    assert not {name for node in model.graph.node for name in node.output} & {"angle", "sine", "squared"}
    found = session_of(model).run(None, {"x": signal})[0]
    # Beyond the fit's own error what 32 bits leave of the angle.
    permitted = (8e-4 + reach * np.abs(frequency) * 2e-6) / np.abs(frequency)
    assert (np.abs(found - expected) < permitted).all()
    with pytest.raises(LookupError):
        square_sines(model)


@pytest.mark.parametrize("power", [1.0, 3.0])
def test_sines_that_are_not_squared_are_refused(power: float) -> None:
    with pytest.raises(ValueError):
        square_sines(_activation(np.array([[1.0]], np.float32), power))
