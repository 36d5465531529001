# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.core.pcm import encode
from studio.server.rendering.audio_chunks import AudioChunks
from studio.server.rendering.outs import AudioOut
from studio.server.wire.formats.mp3 import Mp3Format
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.formats.pcm import RawFormat
from tests.support.converted import ENGINE_HZ, sine


def chunks_of(output: OutputFormat, chunk_s: float) -> list[AudioOut]:
    chunks = AudioChunks(ENGINE_HZ, output, chunk_s)
    samples = sine()
    given = [out for half in np.array_split(samples, 2) for out in chunks.of(half, 7.0)]
    return [*given, *chunks.rest()]


@pytest.mark.parametrize("chunk_s", [0.25, 0.1, 1e-9, 10.0])
@pytest.mark.parametrize("encoding", ["pcm_f32le", "pcm_s16le"])
def test_chunks_are_whole_samples_and_together_all_of_them(encoding: str, chunk_s: float) -> None:
    output = RawFormat(encoding, ENGINE_HZ)
    outs = chunks_of(output, chunk_s) if chunk_s > 1e-3 else chunks_of(RawFormat(encoding, 8000), chunk_s)
    assert all(len(out.data) % output.unit_bytes == 0 for out in outs)
    assert sum(out.duration_s for out in outs) == pytest.approx(1.0, abs=1e-3)
    assert max(out.duration_s for out in outs) <= max(chunk_s, 1 / 8000) + 1e-9
    if chunk_s > 1e-3:
        assert b"".join(out.data for out in outs) == encode(sine(), encoding)


def test_of_mp3_no_chunk_is_longer_than_asked_for() -> None:
    outs = chunks_of(Mp3Format(44100, 128000), 0.25)
    assert max(len(out.data) for out in outs) <= 0.25 * 128000 / 8
    assert sum(out.duration_s for out in outs) == pytest.approx(1.0, abs=0.1)


def test_the_first_chunk_does_not_wait_for_the_last_samples() -> None:
    chunks = AudioChunks(ENGINE_HZ, RawFormat("pcm_f32le", ENGINE_HZ), 0.1)
    outs = chunks.of(sine(), 7.0)
    assert next(outs).duration_s == pytest.approx(0.1)
    # The rest has not been converted yet.
    assert len(list(outs)) == 9


def test_a_chunk_tells_how_long_its_piece_took() -> None:
    *given, last = chunks_of(RawFormat("pcm_f32le", 16000), 0.25)
    assert {out.step_ms for out in given} == {7.0}
    assert last.step_ms == 0.0
