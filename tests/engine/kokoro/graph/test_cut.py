# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import pytest

from studio.core.errors import ModelDamaged
from studio.engine.kokoro.frames import Decoded, Floats, Frames, Integers
from studio.engine.kokoro.graph import activations, spectra
from studio.engine.kokoro.graph import cut as graph
from studio.engine.kokoro.parts import FILES
from studio.engine.kokoro.prosody import durations
from studio.engine.kokoro.session import Sessions, moment_inputs
from studio.engine.kokoro.streaming.moments import moments, weights
from studio.engine.kokoro.voices.space import VoiceSpace, load_basis
from studio.engine.model.progress import FetchProgress
from studio.engine.model.store import open_store
from studio.engine.stop import Stop
from tests.support.mel_distance import mel_distance_db
from tests.support.onnx_session import session_of

TOKENS = "ðə kwˈɪk bɹˈWn fˈɑks, ænd ɐ dˈɔɡ."


def _read(model_folder: Path) -> tuple[Integers, Floats]:
    """Tokens and style of TOKENS in the voice of one who reads English."""
    vocabulary = json.loads((model_folder / "vocab.json").read_text("utf-8"))["vocab"]
    tokens = np.array([0, *(vocabulary[symbol] for symbol in TOKENS), 0], np.int64)
    return tokens, VoiceSpace(model_folder / "voices", load_basis()).table("bf_emma")[len(TOKENS) - 1]


def _prepared(parts: Sessions, tokens: Integers, style: Floats) -> tuple[Frames, Decoded]:
    states = parts.encode(tokens, style, Stop())
    frames = parts.align(states, durations(states.raw_durations, 1.0), style, Stop())
    return frames, parts.decode(frames, 0, frames.count, style, Stop())


@pytest.fixture(scope="module")
def as_published(model_folder: Path) -> Floats:
    """TOKENS spoken by the model as it was published."""
    tokens, style = _read(model_folder)
    asked = {"tokens": tokens[None], "style": style[None], "speed": np.ones(1, np.float32)}
    sound: Floats = session_of(onnx.load(model_folder / "model.onnx")).run(None, asked)[0].reshape(-1)
    return sound


@pytest.mark.model
@pytest.mark.parametrize("quicker", [False, True])
def test_the_parts_equal_the_whole_bit_for_bit(
    model_folder: Path, as_published: Floats, tmp_path: Path, quicker: bool
) -> None:
    left_out = () if quicker else (spectra.convolve_spectra, activations.square_sines)
    rewrites = [each for each in graph.REWRITES if each not in left_out]
    graph.cut(model_folder / "model.onnx", tmp_path, rewrites=rewrites)
    tokens, style = _read(model_folder)
    model = onnx.load(model_folder / "model.onnx")
    graph.rewrite(model, rewrites=rewrites)

    parts = Sessions(tmp_path)
    frames, decoded = _prepared(parts, tokens, style)
    unit = moments(frames.f0_hz, frames.energy)
    sound, _ = parts.generate(decoded, 0, frames.count, style, unit, Stop())

    asked = {"tokens": tokens[None], "style": style[None], "speed": np.ones(1, np.float32)}
    asked.update(moment_inputs(unit, weights(unit, 0, 2 * frames.count)))
    expected = session_of(model).run(["audio"], asked)[0].reshape(-1)
    assert np.array_equal(sound, expected)
    # Other rounding alone changes it by 0.6 to 1.0 dB.
    assert mel_distance_db(as_published, sound, 24000) < (1.5 if quicker else 1.0)
    assert (decoded.first, decoded.last) == (0, frames.count)
    part, _ = parts.generate(parts.decode(frames, 5, frames.count, style, Stop()), 7, 20, style, unit, Stop())
    assert len(part) == 600 * 13
    assert len(sound) == 600 * int(durations(parts.encode(tokens, style, Stop()).raw_durations, 1.0).sum())


@pytest.mark.model
def test_the_end_of_a_text_sounds_as_in_the_whole_once_all_of_it_was_summed(model_folder: Path) -> None:
    tokens, style = _read(model_folder)
    parts = Sessions(model_folder)
    frames, decoded = _prepared(parts, tokens, style)
    unit = moments(frames.f0_hz, frames.energy)
    whole, _ = parts.generate(decoded, 0, frames.count, style, unit, Stop())
    cut = frames.count // 2
    _, summed = parts.generate(decoded, 0, cut, style, unit, Stop())
    alone, _ = parts.generate(decoded, cut - 4, frames.count, style, unit, Stop())
    with_first, _ = parts.generate(decoded, cut - 4, frames.count, style, summed, Stop())

    end = whole[600 * cut :]
    off, off_alone = (mel_distance_db(end, sound[600 * 4 :], 24000) for sound in (with_first, alone))
    assert off < 2.0
    assert off < 0.7 * off_alone, off_alone


@pytest.mark.model
def test_a_graph_with_other_channels_is_refused(model_folder: Path, tmp_path: Path) -> None:
    rewrites: list[graph.Rewrite] = [*graph.REWRITES[:-1], partial(graph.weigh_moments, channels=12)]
    with pytest.raises(ModelDamaged, match="otherwise than expected"):
        graph.cut(model_folder / "model.onnx", tmp_path, rewrites=rewrites)


def test_what_is_no_kokoro_graph_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not a graph at all")

    with pytest.raises(ModelDamaged):
        graph.cut(tmp_path / "model.onnx", tmp_path / "parts")

    assert not list((tmp_path / "parts").glob("*"))


@pytest.mark.model
def test_the_real_parts_are_made_in_a_process_of_its_own_that_tells_each_step(
    model_folder: Path, tmp_path: Path
) -> None:
    store = open_store(tmp_path)
    shutil.copytree(model_folder, store.folder, copy_function=os.symlink)
    for name in FILES:
        (store.folder / name).unlink()
    told: list[FetchProgress] = []
    assert store.fetch(told.append).fetched == FILES
    assert [(progress.done_steps, progress.steps) for progress in told[1:]] == [(done, 11) for done in range(12)]
    assert told[-1].fraction == 1.0
