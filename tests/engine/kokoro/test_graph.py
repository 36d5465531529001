# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from studio.core.errors import ModelDamaged
from studio.engine.base import Stop
from studio.engine.kokoro import graph
from studio.engine.kokoro.prosody import durations
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.voice_space import VoiceSpace, load_basis
from tests.support.mel_distance import mel_distance_db

TOKENS = "ðə kwˈɪk bɹˈWn fˈɑks, ænd ɐ dˈɔɡ."


def _session(model: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


@pytest.mark.model
@pytest.mark.parametrize("convolved", [False, True])
def test_the_parts_equal_the_whole_bit_for_bit(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, convolved: bool
) -> None:
    convolve_spectra = graph.convolve_spectra if convolved else lambda _: None
    monkeypatch.setattr(graph, "convolve_spectra", convolve_spectra)
    graph.cut(model_folder / "model.onnx", tmp_path)
    vocabulary = json.loads((model_folder / "vocab.json").read_text("utf-8"))["vocab"]
    tokens = np.array([0, *(vocabulary[symbol] for symbol in TOKENS), 0], np.int64)
    style = VoiceSpace(model_folder / "voices", load_basis()).table("bf_emma")[len(TOKENS) - 1]
    model = onnx.load(model_folder / "model.onnx")
    asked = {"tokens": tokens[None], "style": style[None], "speed": np.ones(1, np.float32)}
    as_published = _session(model).run(None, asked)[0].reshape(-1)
    convolve_spectra(model)
    expected = _session(model).run(None, asked)[0].reshape(-1)

    parts = Sessions(tmp_path)
    states = parts.encode(tokens, style, Stop())
    frames = parts.align(states, durations(states.raw_durations, 1.0), style, Stop())
    decoded = parts.decode(frames, 0, frames.count, style, Stop())
    sound = parts.generate(decoded, 0, frames.count, style, Stop())

    assert np.array_equal(sound, expected)
    assert mel_distance_db(as_published, sound, 24000) < 1.5
    assert (decoded.first, decoded.last) == (0, frames.count)
    part = parts.generate(parts.decode(frames, 5, frames.count, style, Stop()), 7, 20, style, Stop())
    assert len(part) == 600 * 13
    assert len(sound) == 600 * int(durations(states.raw_durations, 1.0).sum())


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
    graph.convolve_spectra(model)
    assert "STFT" not in {node.op_type for node in model.graph.node}
    found = _session(model).run(["real", "imaginary"], {"given": signal})
    for before, after in zip(expected, found, strict=True):
        np.testing.assert_allclose(after, before, atol=1e-4)
    assert (found[1][:, [0, 10]] > 0).all(), "half a turn is always +pi"
    assert not ((found[0] == 0) & (found[1] == 0)).any(), "what is silent has a phase all the same"
    with pytest.raises(ValueError, match="unpack"):
        graph.convolve_spectra(model)


def test_what_is_no_kokoro_graph_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not a graph at all")

    with pytest.raises(ModelDamaged):
        graph.cut(tmp_path / "model.onnx", tmp_path / "parts")

    assert not graph.is_cut(tmp_path / "parts")
    assert not list((tmp_path / "parts").glob("*"))
