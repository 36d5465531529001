# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from studio.core.errors import ModelDamaged
from studio.engine.base import Stop
from studio.engine.kokoro import graph
from studio.engine.kokoro.prosody import durations
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.voice_space import VoiceSpace, load_basis

TOKENS = "ðə kwˈɪk bɹˈWn fˈɑks, ænd ɐ dˈɔɡ."


@pytest.mark.model
def test_the_parts_equal_the_whole_bit_for_bit(model_folder: Path, tmp_path: Path) -> None:
    graph.cut(model_folder / "model.onnx", tmp_path)
    vocabulary = json.loads((model_folder / "vocab.json").read_text("utf-8"))["vocab"]
    tokens = np.array([0, *(vocabulary[symbol] for symbol in TOKENS), 0], np.int64)
    style = VoiceSpace(model_folder / "voices", load_basis()).table("bf_emma")[len(TOKENS) - 1]
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    whole = onnxruntime.InferenceSession(str(model_folder / "model.onnx"), options)
    speed = np.ones(1, np.float32)
    expected = whole.run(None, {"tokens": tokens[None], "style": style[None], "speed": speed})[0].reshape(-1)

    parts = Sessions(tmp_path)
    states = parts.encode(tokens, style, Stop())
    frames = parts.align(states, durations(states.raw_durations, 1.0), style, Stop())
    decoded = parts.decode(frames, 0, frames.count, style, Stop())
    sound = parts.generate(decoded, 0, frames.count, style, Stop())

    assert np.array_equal(sound, expected)
    assert (decoded.first, decoded.last) == (0, frames.count)
    part = parts.generate(parts.decode(frames, 5, frames.count, style, Stop()), 7, 20, style, Stop())
    assert len(part) == 600 * 13
    assert len(sound) == 600 * int(durations(states.raw_durations, 1.0).sum())


def test_what_is_no_kokoro_graph_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not a graph at all")

    with pytest.raises(ModelDamaged):
        graph.cut(tmp_path / "model.onnx", tmp_path / "parts")

    assert not graph.is_cut(tmp_path / "parts")
    assert not list((tmp_path / "parts").glob("*"))
