# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.engine.kokoro.graph.spectra import convolve_spectra
from tests.support.onnx_session import session_of


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
    expected = session_of(model).run(["real", "imaginary"], {"given": signal})
    convolve_spectra(model)
    assert "STFT" not in {node.op_type for node in model.graph.node}
    found = session_of(model).run(["real", "imaginary"], {"given": signal})
    for before, after in zip(expected, found, strict=True):
        np.testing.assert_allclose(after, before, atol=1e-4)
    assert (found[1][:, [0, 10]] > 0).all(), "half a turn is always +pi"
    assert not ((found[0] == 0) & (found[1] == 0)).any(), "what is silent has a phase all the same"
    with pytest.raises(ValueError, match="unpack"):
        convolve_spectra(model)
