# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro.graph.layout import put_channels_last
from tests.support.onnx_session import session_of


def _between_products(axes: tuple[int, ...] = (2,)) -> Any:
    """What is turned after one product and before the next, with a signal from elsewhere added, and a node that wants
    the channels first."""
    make = helper.make_node
    nodes = [
        make("Transpose", ["product"], ["here/signal"], "here/turned", perm=[0, 2, 1]),
        make("ReduceMean", ["here/signal", "axes"], ["here/mean"], "here/mean"),
        make("Sub", ["here/signal", "here/mean"], ["here/centred"], "here/centred"),
        make("Mul", ["here/centred", "factors"], ["here/scaled"], "here/scaled"),
        make("Add", ["here/scaled", "others"], ["here/sum"], "here/sum"),
        make("LeakyRelu", ["here/sum"], ["here/bent"], "here/bent", alpha=0.25),
        make("DynamicQuantizeLinear", ["here/bent"], ["q", "q_scale", "q_zero"], "here/quantized"),
        make("Transpose", ["q"], ["rows"], "here/back", perm=[0, 2, 1]),
        make("Cast", ["rows"], ["next"], "here/next", to=TensorProto.FLOAT),
        make("GlobalMaxPool", ["here/bent"], ["most"], "here/most"),
        make("Mul", ["here/bent", "two"], ["elsewhere"], "there/elsewhere"),
    ]
    values: dict[str, NDArray[Any]] = {
        "axes": np.array(axes, np.int64),
        "factors": np.array([[[2.0], [-1.0], [0.5]]], np.float32),
        "two": np.array(2.0, np.float32),
    }
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
        for name in ("product", "others", "next", "q_scale", "most", "elsewhere")
    ]
    made = helper.make_graph(
        nodes, "between", ends[:2], ends[2:], [numpy_helper.from_array(value, name) for name, value in values.items()]
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def test_signals_with_channels_last_are_the_same_and_turned_only_where_others_want_them() -> None:
    generator = np.random.default_rng(13)
    given = {
        "product": generator.standard_normal((1, 50, 3)).astype(np.float32),
        "others": generator.standard_normal((1, 3, 50)).astype(np.float32),
    }
    model = _between_products()
    expected = session_of(model).run(None, given)

    put_channels_last(model, ("here/",))

    for before, after in zip(expected, session_of(model).run(None, given), strict=True):
        np.testing.assert_allclose(after, before, rtol=1e-5, atol=1e-5)
    turned = {node.input[0] for node in model.graph.node if node.op_type == "Transpose"}
    assert turned == {"others", "layout/here/bent"}
    assert "there/elsewhere" in {node.name for node in model.graph.node}


def test_a_constant_whose_axes_are_not_those_of_a_signal_is_refused() -> None:
    model = _between_products()
    (factors,) = (tensor for tensor in model.graph.initializer if tensor.name == "factors")
    factors.CopyFrom(numpy_helper.from_array(np.array([[2.0], [-1.0], [0.5]], np.float32), "factors"))

    with pytest.raises(ValueError, match="factors"):
        put_channels_last(model, ("here/",))


def test_a_mean_over_anything_but_time_is_refused() -> None:
    with pytest.raises(ValueError, match="here/mean"):
        put_channels_last(_between_products((1,)), ("here/",))
