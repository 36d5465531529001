# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro import rewrites


def _session(model: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


def _published_spectra() -> Any:
    """As the model makes them: magnitude and phase [1, 22, frames] of a signal [1, samples]."""
    window = np.hanning(21)[:20].astype(np.float32)
    constants: dict[str, NDArray[Any]] = {
        "step": np.array(5, np.int64),
        "window": window,
        "size": np.array(20, np.int64),
        "first": np.array(0, np.int64),
        "second": np.array(1, np.int64),
    }
    nodes = [
        helper.make_node("STFT", ["signal", "step", "window", "size"], ["spectra"], onesided=1),
        helper.make_node("Transpose", ["spectra"], ["turned"], perm=[0, 2, 1, 3]),
        helper.make_node("Gather", ["turned", "first"], ["real"], axis=3),
        helper.make_node("Gather", ["turned", "second"], ["imaginary"], axis=3),
    ]
    values = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    same = helper.make_node("Identity", ["given"], ["signal"])
    kind = TensorProto.FLOAT
    made = helper.make_graph(
        [same, *nodes],
        "spectra",
        [helper.make_tensor_value_info("given", kind, None)],
        [helper.make_tensor_value_info(name, kind, None) for name in ("real", "imaginary")],
        values,
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def test_convolved_spectra_are_those_of_the_transform_with_real_bins_of_a_steady_sign() -> None:
    signal = np.random.default_rng(3).standard_normal((1, 2000)).astype(np.float32)
    signal[:, 700:1200] = 0.0
    model = _published_spectra()
    expected = _session(model).run(["real", "imaginary"], {"given": signal})
    rewrites.convolve_spectra(model)
    assert "STFT" not in {node.op_type for node in model.graph.node}
    found = _session(model).run(["real", "imaginary"], {"given": signal})
    for before, after in zip(expected, found, strict=True):
        np.testing.assert_allclose(after, before, atol=1e-4)
    assert (found[1][:, [0, 10]] > 0).all(), "half a turn is always +pi"
    assert not ((found[0] == 0) & (found[1] == 0)).any(), "what is silent has a phase all the same"
    with pytest.raises(ValueError, match="unpack"):
        rewrites.convolve_spectra(model)


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
    expected = _session(model).run(None, {"x": signal})[0]
    rewrites.square_sines(model)
    assert "Sin" not in {node.op_type for node in model.graph.node}
    assert not {name for node in model.graph.node for name in node.output} & {"angle", "sine", "squared"}
    found = _session(model).run(None, {"x": signal})[0]
    # Beyond the fit's own error what 32 bits leave of the angle.
    permitted = (8e-4 + reach * np.abs(frequency) * 2e-6) / np.abs(frequency)
    assert (np.abs(found - expected) < permitted).all()
    with pytest.raises(LookupError):
        rewrites.square_sines(model)


@pytest.mark.parametrize("power", [1.0, 3.0])
def test_sines_that_are_not_squared_are_refused(power: float) -> None:
    with pytest.raises(ValueError):
        rewrites.square_sines(_activation(np.array([[1.0]], np.float32), power))


def _normalisation(root: str = "Sqrt", scaling: str = "Mul", squaring: str = "Mul") -> Any:
    """Normalised x [1, 3, samples], twice scaled and shifted by a style [1, 6, 1], as the model does it."""
    constants: dict[str, NDArray[Any]] = {
        "time": np.array([2], np.int64),
        "little": np.array(1e-5, np.float32),
        "halves": np.array([3, 3], np.int64),
    }
    nodes = [
        helper.make_node("Split", ["style", "halves"], ["scale", "shift"], axis=1),
        helper.make_node("ReduceMean", ["x", "time"], ["mean"]),
        helper.make_node("Sub", ["x", "mean"], ["centred"]),
        helper.make_node(squaring, ["centred", "centred"], ["squared"]),
        helper.make_node("ReduceMean", ["squared", "time"], ["variance"]),
        helper.make_node("Add", ["variance", "little"], ["not_zero"]),
        helper.make_node(root, ["not_zero"], ["root"]),
        helper.make_node("Div", ["centred", "root"], ["normed"], "norms/Div"),
    ]
    for end in ("one", "two"):
        nodes += [
            helper.make_node(scaling, ["scale", "normed"], [f"scaled_{end}"]),
            helper.make_node("Add", [f"scaled_{end}", "shift"], [end]),
        ]
    made = helper.make_graph(
        nodes,
        "normalisation",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("x", "style")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("one", "two")],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def _weigh(model: Any, within: str = "norms/", channels: int = 3) -> int:
    names = rewrites.MomentNames({channels: "kinds"}, "begins", "centres", "sums", "weights", "centres_used", "summed")
    return rewrites.weigh_moments(model, within, names)


@pytest.mark.parametrize("mean", [1.0, 300.0])
def test_a_normalisation_with_weighed_moments_is_that_over_all_of_it_in_one_run_or_in_the_second_of_two(
    mean: float,
) -> None:
    generator = np.random.default_rng(5)
    signal = generator.standard_normal((1, 3, 400)).astype(np.float32) * 2 + mean
    style = generator.standard_normal((1, 6, 1)).astype(np.float32)
    model = _normalisation()
    expected = _session(model).run(None, {"x": signal, "style": style})
    assert _weigh(model) == 3
    session = _session(model)

    def run(
        first: int, last: int, centres: NDArray[np.float32], sums: NDArray[np.float32], weight: float
    ) -> list[NDArray[np.float32]]:
        kinds = np.zeros((last - first, 2), np.float32)
        kinds[np.arange(last - first), np.arange(first, last) % 2] = 1
        given = {
            "x": signal[:, :, first:last],
            "style": style,
            "kinds": kinds,
            "begins": np.array([first == 0], np.float32),
            "centres": centres,
            "sums": sums,
            "weights": np.full((2, 1), weight, np.float32),
        }
        found: list[NDArray[np.float32]] = session.run(["one", "two", "centres_used", "summed"], given)
        return found

    nothing = np.zeros((1, 3, 1), np.float32), np.zeros((1, 6, 2), np.float32)
    *whole, centre, summed = run(0, 400, *nothing, 1 / 400)
    *_, first_centre, begun = run(0, 150, *nothing, 1 / 150)
    *second, second_centre, summed_in_two = run(150, 400, first_centre, begun, 1 / 400)

    for before, after, end in zip(expected, whole, second, strict=True):
        np.testing.assert_allclose(after, before, atol=2e-4)
        np.testing.assert_allclose(end, before[:, :, 150:], atol=2e-4)
    np.testing.assert_array_equal(second_centre, first_centre)
    np.testing.assert_allclose(centre[0, :, 0], signal[0].mean(axis=1), rtol=1e-5)
    off = signal[0] - first_centre[0]
    np.testing.assert_allclose(summed_in_two[0, :3].sum(axis=1), off.sum(axis=1), rtol=1e-3, atol=0.05)
    np.testing.assert_allclose(summed_in_two[0, 3:].sum(axis=1), (off**2).sum(axis=1), rtol=1e-3)
    np.testing.assert_allclose(summed[0, :3].sum(axis=1), 0, atol=0.1)


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
