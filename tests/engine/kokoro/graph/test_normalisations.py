# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro.graph.normalisations import weigh_moments
from studio.engine.kokoro.parts import MomentNames
from tests.support.onnx_session import session_of

WEIGHTS = np.array([[1, -2, 3], [2, 1, -1], [-1, 3, 1], [100, 100, 100]], np.int8)
BIAS = np.array([0.5, -1.0, 2.0], np.float32)


def _normalisation(root: str = "Sqrt", scaling: str = "Mul", squaring: str = "Mul", multiplied: bool = False) -> Any:
    """Normalised x [1, samples, 3], twice scaled and shifted by a style [1, 1, 6], as the model does it; *multiplied*
    for an x that a product makes of bytes."""
    constants: dict[str, NDArray[Any]] = {
        "time": np.array([1], np.int64),
        "little": np.array(1e-5, np.float32),
        "halves": np.array([3, 3], np.int64),
        "kernels": WEIGHTS,
        "one": np.array(1, np.float32),
        "no": np.array(0, np.uint8),
        "none": np.array(0, np.int8),
        "bias": BIAS,
    }
    product = ["bytes", "kernels", "one", "one", "no", "none", "bias"]
    nodes = [
        helper.make_node("MatMulIntegerToFloat", product, ["x"], "product", domain="com.microsoft"),
        helper.make_node("Split", ["style", "halves"], ["scale", "shift"], axis=2),
        helper.make_node("ReduceMean", ["x", "time"], ["mean"], "norms/mean"),
        helper.make_node("Sub", ["x", "mean"], ["centred"], "norms/centred"),
        helper.make_node(squaring, ["centred", "centred"], ["squared"]),
        helper.make_node("ReduceMean", ["squared", "time"], ["variance"]),
        helper.make_node("Add", ["variance", "little"], ["not_zero"]),
        helper.make_node(root, ["not_zero"], ["root"]),
        helper.make_node("Div", ["centred", "root"], ["normed"], "norms/Div"),
    ]
    for end in ("one", "two"):
        nodes += [
            helper.make_node(scaling, ["scale", "normed"], [f"scaled_{end}"]),
            helper.make_node("Add", [f"scaled_{end}", "shift"], [f"end_{end}"]),
        ]
    given = {"bytes": TensorProto.UINT8} if multiplied else {"x": TensorProto.FLOAT}
    given["style"] = TensorProto.FLOAT
    made = helper.make_graph(
        nodes if multiplied else nodes[1:],
        "normalisation",
        [helper.make_tensor_value_info(name, kind, None) for name, kind in given.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("end_one", "end_two")],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)], ir_version=10
    )


def _weigh(model: Any, within: str = "norms/", channels: int = 3) -> int:
    return weigh_moments(model, within, MomentNames({channels: "kinds"}, "centres", "sums", "weights", "summed"))


@pytest.mark.parametrize("multiplied", [False, True])
@pytest.mark.parametrize("mean", [1, 300])
def test_a_normalisation_with_weighed_moments_is_that_over_all_of_it_in_one_run_or_in_the_second_of_two(
    mean: int, multiplied: bool
) -> None:
    generator = np.random.default_rng(5)
    style = generator.standard_normal((1, 1, 6)).astype(np.float32)
    in_bytes = generator.integers(0, 5, (1, 400, 4)).astype(np.uint8)
    # The fourth adds as much to all samples.
    in_bytes[..., 3] = mean // 100
    signal = (in_bytes @ WEIGHTS.astype(np.float32) + BIAS).astype(np.float32)
    given = {"bytes": in_bytes} if multiplied else {"x": signal}
    model = _normalisation(multiplied=multiplied)
    expected = session_of(model).run(None, {**given, "style": style})
    assert _weigh(model) == 3
    session = session_of(model)
    centres = (signal.mean(axis=1, keepdims=True) + 0.2).astype(np.float32)

    def run(first: int, last: int, sums: NDArray[np.float32], weight: float) -> list[NDArray[np.float32]]:
        kinds = np.zeros((2, last - first), np.float32)
        kinds[np.arange(first, last) % 2, np.arange(last - first)] = 1
        asked = {
            **{name: value[:, first:last] for name, value in given.items()},
            "style": style,
            "kinds": kinds,
            "centres": centres,
            "sums": sums,
            "weights": np.full((1, 2), weight, np.float32),
        }
        found: list[NDArray[np.float32]] = session.run(["end_one", "end_two", "summed"], asked)
        return found

    nothing = np.zeros((1, 2, 6), np.float32)
    *whole, summed = run(0, 400, nothing, 1 / 400)
    *_, begun = run(0, 150, nothing, 1 / 150)
    *second, summed_in_two = run(150, 400, begun, 1 / 400)

    for before, after, end in zip(expected, whole, second, strict=True):
        np.testing.assert_allclose(after, before, atol=2e-4)
        np.testing.assert_allclose(end, before[:, 150:], atol=2e-4)
    off = (signal - centres)[0]
    for sums in (summed, summed_in_two):
        for kind in range(2):
            np.testing.assert_allclose(sums[0, kind, :3], off[kind::2].sum(axis=0), rtol=1e-3, atol=0.05)
            np.testing.assert_allclose(sums[0, kind, 3:], (off[kind::2] ** 2).sum(axis=0), rtol=1e-3)


def test_what_two_normalisations_summed_is_told_apart_and_constant_channels_stay_finite() -> None:
    make = helper.make_node
    values: dict[str, NDArray[Any]] = {"time": np.array([1], np.int64), "little": np.array(1e-5, np.float32)}
    nodes, given = [], {}
    for name, channels in (("a", 3), ("b", 41)):
        values[f"{name}_halves"] = np.array([channels, channels], np.int64)
        given[f"{name}_x"] = np.random.default_rng(channels).standard_normal((1, 60, channels)).astype(np.float32)
        given[f"{name}_style"] = np.ones((1, 1, 2 * channels), np.float32)
        nodes += [
            make("Split", [f"{name}_style", f"{name}_halves"], [f"{name}_scale", f"{name}_shift"], axis=2),
            make("ReduceMean", [f"{name}_x", "time"], [f"{name}_mean"], f"norms/{name}_mean"),
            make("Sub", [f"{name}_x", f"{name}_mean"], [f"{name}_centred"], f"norms/{name}_centred"),
            make("Mul", [f"{name}_centred", f"{name}_centred"], [f"{name}_squared"]),
            make("ReduceMean", [f"{name}_squared", "time"], [f"{name}_variance"]),
            make("Add", [f"{name}_variance", "little"], [f"{name}_not_zero"]),
            make("Sqrt", [f"{name}_not_zero"], [f"{name}_root"]),
            make("Div", [f"{name}_centred", f"{name}_root"], [f"{name}_normed"], f"norms/{name}"),
            make("Mul", [f"{name}_scale", f"{name}_normed"], [f"{name}_scaled"]),
            make("Add", [f"{name}_scaled", f"{name}_shift"], [f"{name}_end"]),
        ]
    # So far from their centres that 32 bits leave nothing of their variance, or less.
    given["b_x"][..., :40] = np.linspace(1e4, 2e4, 40)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in (*given, "a_end", "b_end")]
    tensors = [numpy_helper.from_array(value, name) for name, value in values.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "two", ends[:4], ends[4:], tensors),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=10,
    )
    expected = session_of(model).run(None, given)
    names = MomentNames({3: "kinds_a", 41: "kinds_b"}, "centres", "sums", "weights", "summed")
    assert weigh_moments(model, "norms/", names) == 44

    asked = {
        **given,
        "kinds_a": np.ones((1, 60), np.float32),
        "kinds_b": np.ones((1, 60), np.float32),
        "centres": np.zeros((1, 1, 44), np.float32),
        "sums": np.zeros((1, 1, 88), np.float32),
        "weights": np.full((1, 1), 1 / 60, np.float32),
    }
    *found, summed = session_of(model).run(["a_end", "b_end", "summed"], asked)

    np.testing.assert_allclose(found[0], expected[0], atol=1e-3)
    np.testing.assert_allclose(found[1][..., 40], expected[1][..., 40], atol=1e-3)
    assert np.isfinite(found[1]).all()
    both = np.concatenate([given["a_x"], given["b_x"]], axis=2)[0]
    np.testing.assert_allclose(
        summed[0, 0], np.concatenate([both.sum(axis=0), (both**2).sum(axis=0)]), rtol=1e-3, atol=1e-3
    )


def test_a_product_that_is_used_elsewhere_keeps_its_mean() -> None:
    model = _normalisation(multiplied=True)
    model.graph.output.append(helper.make_tensor_value_info("doubled", TensorProto.FLOAT, None))
    model.graph.node.append(helper.make_node("Add", ["x", "x"], ["doubled"], "others/doubled"))
    in_bytes = np.random.default_rng(6).integers(0, 5, (1, 40, 4)).astype(np.uint8)
    asked = {"bytes": in_bytes, "style": np.ones((1, 1, 6), np.float32)}
    expected = session_of(model).run(["doubled"], asked)[0]

    _weigh(model)

    asked |= {"kinds": np.ones((2, 40), np.float32), "centres": np.full((1, 1, 3), 9, np.float32)}
    asked |= {"sums": np.zeros((1, 2, 6), np.float32), "weights": np.full((1, 2), 1 / 80, np.float32)}
    np.testing.assert_array_equal(session_of(model).run(["doubled"], asked)[0], expected)


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        (_normalisation(), {"within": "others/"}),
        (_normalisation("Exp"), {}),
        (_normalisation(), {"channels": 4}),
        (_normalisation(scaling="Sub"), {}),
        (_normalisation(squaring="Add"), {}),
    ],
)
def test_what_is_no_such_normalisation_is_refused(model: Any, asked: dict[str, Any]) -> None:
    with pytest.raises((LookupError, ValueError)):
        _weigh(model, **asked)
