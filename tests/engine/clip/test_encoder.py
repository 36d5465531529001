# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import ModelDamaged, ModelMissing
from studio.core.pcm import Samples
from studio.engine.clip.encoder import FILE, PART_FRAMES, UNITS, SpeakerEncoder
from studio.engine.clip.mel import HOP
from studio.engine.clip.silence import levelled


def test_without_the_encoder_the_command_that_fetches_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="models --fetch"):
        SpeakerEncoder(tmp_path)
    (tmp_path / FILE).write_bytes(b"\0" * 40)
    with pytest.raises(ModelDamaged, match="damaged: run `speech-studio models --fetch`"):
        SpeakerEncoder(tmp_path)


@pytest.fixture(scope="module")
def encoder(model_folder: Path) -> SpeakerEncoder:
    return SpeakerEncoder(model_folder)


def test_a_file_with_a_number_that_is_none_is_damaged(model_folder: Path, tmp_path: Path) -> None:
    weights = np.fromfile(model_folder / FILE, "<f4")
    weights[12345] = np.nan
    weights.tofile(tmp_path / FILE)
    with pytest.raises(ModelDamaged, match="damaged"):
        SpeakerEncoder(tmp_path)


@pytest.mark.model
@pytest.mark.parametrize("frames", [1, PART_FRAMES, PART_FRAMES + 1])
def test_a_speaker_is_a_direction_however_short_the_speech(encoder: SpeakerEncoder, frames: int) -> None:
    samples = levelled(np.random.default_rng(frames).standard_normal(frames * HOP).astype(np.float32))
    heard = encoder.embed(samples)
    assert heard.speaker.shape == heard.raw.shape == (UNITS,)
    assert np.linalg.norm(heard.speaker) == pytest.approx(1.0, abs=1e-5)
    assert heard.speaker.min() >= 0 > heard.raw.min()


@pytest.mark.model
def test_the_same_voice_is_nearer_to_itself_than_to_another(
    encoder: SpeakerEncoder, buzz: Callable[..., Samples]
) -> None:
    low, lower, high = (encoder.embed(levelled(buzz(f0_hz))).speaker for f0_hz in (120.0, 118.0, 260.0))
    assert low @ lower > 0.98 > low @ high + 0.05
