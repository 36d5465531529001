# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro.graph.products import multiply_convolutions
from tests.support.onnx_session import session_of

CHANNELS, OUT_CHANNELS = 6, 5
GENERATOR = np.random.default_rng(7)


def _convolution(
    number: int, signal: str, taps: int, how: dict[str, Any], *, with_bias: bool = True
) -> tuple[list[Any], dict[str, NDArray[Any]]]:
    """A convolution of 8 bit integers as quantization makes it of one of *signal*, whose name is out_*number*."""
    name = f"conv_{number}/"
    channels = CHANNELS if signal == "x" else OUT_CHANNELS
    bias = GENERATOR.standard_normal(OUT_CHANNELS).astype(np.float32)
    values: dict[str, NDArray[Any]] = {
        "weights": GENERATOR.integers(0, 128, (OUT_CHANNELS, channels, taps)).astype(np.uint8),
        "weights_zero": np.array(61, np.uint8),
        "weights_scale": np.array(0.01, np.float32),
        "bias": bias,
        "form": np.array([1, -1, 1], np.int64),
    }
    make = helper.make_node
    nodes = [
        make("DynamicQuantizeLinear", [signal], [f"{name}q", f"{name}scale", f"{name}zero"]),
        make(
            "ConvInteger",
            [f"{name}q", f"{name}weights", f"{name}zero", f"{name}weights_zero"],
            [f"{name}whole"],
            f"{name}node",
            kernel_shape=[taps],
            **how,
        ),
        make("Mul", [f"{name}scale", f"{name}weights_scale"], [f"{name}scales"]),
    ]
    whole = f"{name}whole"
    if with_bias:
        nodes += [
            make("Div", [f"{name}bias", f"{name}scales"], [f"{name}bias_divided"]),
            make("Floor", [f"{name}bias_divided"], [f"{name}bias_rounded"]),
            make("Cast", [f"{name}bias_rounded"], [f"{name}bias_whole"], to=TensorProto.INT32),
            make("Reshape", [f"{name}bias_whole", f"{name}form"], [f"{name}bias_formed"]),
            make("Add", [whole, f"{name}bias_formed"], [f"{name}biased"]),
        ]
        whole = f"{name}biased"
    nodes += [
        make("Cast", [whole], [f"{name}cast"], to=TensorProto.FLOAT),
        make("Mul", [f"{name}cast", f"{name}scales"], [f"out_{number}"]),
    ]
    return nodes, {name + key: value for key, value in values.items()}


def _model(*convolutions: tuple[list[Any], dict[str, NDArray[Any]]], others: tuple[Any, ...] = ()) -> Any:
    nodes = [*(node for made, _ in convolutions for node in made), *others]
    values = [numpy_helper.from_array(value, name) for _, made in convolutions for name, value in made.items()]
    outs = [name for node in nodes for name in node.output if name.startswith("out_")]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("x", *outs)]
    made = helper.make_graph(nodes, "convolutions", ends[:1], ends[1:], values)
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)], ir_version=9
    )


def _signal(samples: int = 200) -> NDArray[np.float32]:
    return (GENERATOR.standard_normal((1, CHANNELS, samples)) + 0.7).astype(np.float32)


@pytest.mark.parametrize("with_bias", [True, False])
@pytest.mark.parametrize(
    ("taps", "how"),
    [
        (1, {}),
        (3, {"pads": [1, 1]}),
        (7, {"pads": [9, 9], "dilations": [3]}),
        (3, {}),
        (12, {"pads": [3, 3], "strides": [6]}),
        (1, {"strides": [2]}),
        (4, {"pads": [2, 1]}),
    ],
)
def test_a_product_is_the_convolution_but_for_the_rounding_of_its_bias(
    taps: int, how: dict[str, Any], with_bias: bool
) -> None:
    model = _model(_convolution(0, "x", taps, how, with_bias=with_bias))
    signal = _signal()
    expected = session_of(model).run(None, {"x": signal})[0]

    assert multiply_convolutions(model) == 1

    kinds = {node.op_type for node in model.graph.node}
    assert "MatMulIntegerToFloat" in kinds
    assert not kinds & {"ConvInteger", "Cast", "Floor", "Div"}
    found = session_of(model).run(None, {"x": signal})[0]
    step = 0.01 * (signal.max() - signal.min()) / 255
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= (step if with_bias else step / 100)


def test_convolutions_of_signals_as_long_as_each_other_look_up_the_same_places() -> None:
    same = {"pads": [1, 1]}
    add = helper.make_node("Add", ["out_0", "out_1"], ["out_sum"])
    pool = helper.make_node("Concat", ["out_0", "out_1"], ["out_longer"], axis=2)
    model = _model(
        _convolution(0, "x", 3, same),
        _convolution(1, "out_0", 3, same),
        _convolution(2, "out_sum", 3, same),
        _convolution(3, "out_longer", 3, same),
        _convolution(4, "out_0", 5, {"pads": [2, 2]}),
    )
    at = next(index for index, node in enumerate(model.graph.node) if "out_1" in node.output) + 1
    model.graph.node.insert(at, add)
    model.graph.node.insert(at, pool)
    signal = _signal()
    expected = session_of(model).run(["out_2", "out_3", "out_4"], {"x": signal})

    assert multiply_convolutions(model) == 5

    found = session_of(model).run(["out_2", "out_3", "out_4"], {"x": signal})
    for before, after in zip(expected, found, strict=True):
        # A step of the first bias moves what the second rounds.
        np.testing.assert_allclose(after, before, atol=0.03 * np.abs(before).max())
    # For the three of the same length and form, for the longer one, and for the other form.
    assert sum(node.op_type == "Range" for node in model.graph.node) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"pads": [3, 3], "dilations": [3]},
        {"pads": [1, 1], "strides": [2]},
        {"pads": [2, 0]},
        {"pads": [0, 0]},
    ],
)
def test_kernels_that_are_laid_otherwise_look_up_other_places(other: dict[str, Any]) -> None:
    model = _model(_convolution(0, "x", 3, {"pads": [1, 1]}), _convolution(1, "x", 3, other))
    signal = _signal()
    expected = session_of(model).run(None, {"x": signal})

    multiply_convolutions(model)

    for before, after in zip(expected, session_of(model).run(None, {"x": signal}), strict=True):
        np.testing.assert_allclose(after, before, atol=0.01 * (signal.max() - signal.min()) / 255)


def test_large_numbers_are_multiplied_exactly() -> None:
    nodes, values = _convolution(0, "x", 3, {}, with_bias=False)
    values["conv_0/weights"][:] = np.array([0, 127, 127], np.uint8)
    values["conv_0/weights_zero"] = np.array(0, np.uint8)
    model = _model((nodes, values))
    signal = np.tile(np.array([0, 1, 1, 1], np.float32), (1, CHANNELS, 50))
    expected = session_of(model).run(None, {"x": signal})[0]

    multiply_convolutions(model)

    np.testing.assert_allclose(session_of(model).run(None, {"x": signal})[0], expected, rtol=1e-6)
    values["conv_0/weights"][0, 0, 0] = 128
    with pytest.raises(ValueError, match="conv_0"):
        multiply_convolutions(_model((nodes, values)))


def test_a_convolution_in_groups_is_left_as_it_is_and_another_scaling_is_refused() -> None:
    nodes, values = _convolution(0, "x", 3, {"pads": [1, 1], "group": 2})
    values["conv_0/weights"] = values["conv_0/weights"][:4, :3]
    values["conv_0/bias"] = values["conv_0/bias"][:4]
    model = _model((nodes, values))
    before = model.SerializeToString()
    with pytest.raises(LookupError):
        multiply_convolutions(model)
    assert model.SerializeToString() == before

    nodes, values = _convolution(0, "x", 3, {})
    nodes[-1].op_type = "Add"
    with pytest.raises(ValueError, match="conv_0"):
        multiply_convolutions(_model((nodes, values)))
