# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed and emotions as edits of durations, pitch, energy and sound. Neutral speech stays the same bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples
from studio.core.speech import Controls
from studio.engine.kokoro.frames import HALVES, SAMPLE_RATE_HZ, VOICED_ABOVE_HZ, Floats, Frames, Integers
from studio.engine.soft_limit import soft_limited

Shares = NDArray[np.float64]
"""0 to 1 for each half frame."""

MAX_FRAMES_PER_TOKEN = 50
_AUDIBLE_ABOVE = 3.0
HIGHEST_F0_HZ = 700.0
_FULL_LEVEL = 5
_RISE_FRAMES = 16
_FADE_FRAMES = 3
# A pitch that rises while the voice fades sounds creaky.
_RISE_ENERGY = 3.0
_WHOLE_RISE_SEMITONES = 6.0
_SHELF_FROM_HZ = 2000.0
_SHELF_TAPS = 127
_LOUDEST = 0.99


@dataclass(frozen=True, slots=True)
class Prosody:
    """Changes of the voice's own reading.

    Attributes:
        pitch_semitones: Added to F0.
        pitch_range: Factor on log F0's distance from its median.
        energy: Added to the decoder's energy where there is speech; it changes vocal effort more than level.
        gain_db: Gain of the sound.
        rate: Factor on the speaking rate.
        shelf_db: Gain above 2 kHz.
        final_rise_semitones: Rise of the pitch above its median over a sentence's last 0.4 s. At 6 it replaces the
            voice's own ending, below that it is blended with it. The energy rises too.
        variation: Number of the reading, see `variation`; 0 is the voice's own.
    """

    pitch_semitones: float = 0.0
    pitch_range: float = 1.0
    energy: float = 0.0
    gain_db: float = 0.0
    rate: float = 1.0
    shelf_db: float = 0.0
    final_rise_semitones: float = 0.0
    variation: int = 0

    @property
    def edits_pitch(self) -> bool:
        return (self.pitch_semitones, self.pitch_range, self.final_rise_semitones) != (0.0, 1.0, 0.0)


NEUTRAL = Prosody()

# Edits at full level, found by measuring renders: `python -m tests.bench.emotion` prints what each level changes.
_EMOTIONS = {
    "anger": Prosody(2.0, 1.5, 2.0, 3.0, 1.12, 3.5),
    "positivity": Prosody(2.5, 1.6, 1.0, 2.0, 1.10, 2.5),
    "surprise": Prosody(4.5, 1.9, 1.5, 2.5, 1.0, 1.5),
    "sadness": Prosody(-2.0, 0.4, -2.0, -3.0, 0.80, -5.0),
    "curiosity": Prosody(2.8, 1.0, 0.0, 0.0, 0.92, 0.0, 6.0),
}


def prosody(controls: Controls) -> Prosody:
    """The edits that *controls* ask for: emotions scaled by their levels, added up, kept within limits; the pitch asked
    for is added to theirs."""
    shares = [(_EMOTIONS[name], level / _FULL_LEVEL) for name, level in controls.emotions]
    return Prosody(
        pitch_semitones=controls.pitch + _bounded(sum(e.pitch_semitones * share for e, share in shares), 6.0),
        pitch_range=float(np.clip(np.prod([e.pitch_range**share for e, share in shares]), 0.4, 2.2)),
        energy=_bounded(sum(e.energy * share for e, share in shares), 2.5),
        gain_db=_bounded(sum(e.gain_db * share for e, share in shares), 3.0),
        rate=controls.rate * float(np.clip(np.prod([e.rate**share for e, share in shares]), 0.7, 1.4)),
        shelf_db=_bounded(sum(e.shelf_db * share for e, share in shares), 6.0),
        final_rise_semitones=_bounded(
            sum(e.final_rise_semitones * share for e, share in shares), _WHOLE_RISE_SEMITONES
        ),
    )


def durations(raw: Floats, rate: float) -> Integers:
    """Whole frames for each token, 1 or more, from *raw* frames spoken *rate* times as fast.

    At rate 1 each is rounded on its own, as the model does. Otherwise a token's rounding error is carried to the next,
    so that every stretch is *rate* times as fast as at rate 1 (as far as tokens of one frame allow).
    """
    plain = np.maximum(np.round(np.minimum(raw, MAX_FRAMES_PER_TOKEN)), 1).astype(np.int64)
    if rate == 1.0:
        return plain
    wanted = np.cumsum(plain / rate)
    frames = np.empty(len(raw), np.int64)
    given = 0
    for index, until in enumerate(wanted):
        frames[index] = max(1, round(until - given))
        given += int(frames[index])
    return frames


def edit(frames: Frames, how: Prosody, sentence_ends: Sequence[int]) -> Frames:
    """*frames* with pitch and energy changed; the same object if nothing is to change.

    Args:
        frames: As the model made them.
        how: The edits.
        sentence_ends: Frames at which the sound of a sentence ends.
    """
    if not how.edits_pitch and how.energy == 0.0:
        return frames
    f0_hz, energy = frames.f0_hz, frames.energy
    rise, carried = np.zeros((2, len(f0_hz)))
    if how.final_rise_semitones > 0:
        rise, carried = _rise((f0_hz > VOICED_ABOVE_HZ) & (energy > _AUDIBLE_ABOVE), sentence_ends)
    if how.edits_pitch:
        f0_hz = _edit_pitch(f0_hz, how, rise)
    added = how.energy + carried * _RISE_ENERGY * how.final_rise_semitones / _WHOLE_RISE_SEMITONES
    if added.any():
        energy = np.where(energy > 0, np.maximum(energy + added, 0), energy).astype(np.float32)
    return Frames(frames.text, f0_hz, energy)


def ends_of_sentences(tokens: str, durations: Integers) -> list[int]:
    """Frames at which the sentences of *tokens* end; *durations* includes the pad token at each end."""
    ends = [int(durations[: end + 1].sum()) for end, symbol in enumerate(tokens, start=1) if symbol in ".!?…"]
    return ends or [int(durations.sum())]


def finish(samples: Samples, how: Prosody) -> Samples:
    """*samples* with gain and shelf applied, and peaks above 0.8 bent below full scale."""
    if how.shelf_db:
        samples = np.convolve(samples, _shelf(how.shelf_db), mode="same").astype(np.float32)
    if how.gain_db:
        samples = (samples * 10 ** (how.gain_db / 20)).astype(np.float32)
    return limit_peaks(samples)


def limit_peaks(samples: Samples) -> Samples:
    """The same samples if all are below 0.99 of full scale, else with those above 0.8 bent into 0.8 to 1."""
    size = np.abs(samples)
    if not samples.size or float(size.max()) < _LOUDEST:
        return samples
    return soft_limited(samples, _LOUDEST)


def _bounded(value: float, most: float) -> float:
    return float(min(max(value, -most), most))


def _edit_pitch(f0_hz: Floats, how: Prosody, rise: Shares) -> Floats:
    voiced = f0_hz > VOICED_ABOVE_HZ
    if not voiced.any():
        return f0_hz
    octaves = np.log2(f0_hz, out=np.zeros(f0_hz.shape, np.float64), where=voiced)
    median = float(np.median(octaves[voiced]))
    octaves = median + (octaves - median) * how.pitch_range + how.pitch_semitones / 12
    if how.final_rise_semitones > 0:
        share = rise * (how.final_rise_semitones / _WHOLE_RISE_SEMITONES) ** 0.8
        # Most voices end a statement by falling half an octave: adding to that would only flatten it.
        octaves += share * (median + (how.pitch_semitones + _WHOLE_RISE_SEMITONES) / 12 - octaves)
    edited = np.clip(2**octaves, 2 * VOICED_ABOVE_HZ, HIGHEST_F0_HZ)
    return np.where(voiced, edited, f0_hz).astype(np.float32)


def _rise(audible: NDArray[np.bool_], sentence_ends: Sequence[int]) -> tuple[Shares, Shares]:
    """Shares of the rise, 0 to 1 over the last audible stretch before each sentence end: one for the pitch, which is
    held while the voice fades, and one for the energy, which is not."""
    rise, carried = np.zeros((2, len(audible)))
    for end in sentence_ends:
        sounding = np.flatnonzero(audible[: HALVES * end])
        if not sounding.size:
            continue
        last = int(sounding[-1]) + 1
        first = max(0, last - HALVES * _RISE_FRAMES)
        # The voice fades in the last tenths of a second, so the full height is reached before them.
        rise[first:last] = np.clip(np.linspace(0, 1.5, last - first), 0, 1)
        carried[first:last] = rise[first:last]
        faded = min(HALVES * end, last + HALVES * _FADE_FRAMES)
        rise[last:faded] = 1.0
        carried[last:faded] = np.linspace(1, 0, faded - last + 2)[1:-1]
    return rise, carried


def _shelf(gain_db: float) -> Floats:
    """A linear-phase filter from 0 dB to *gain_db* over an octave around 2 kHz (frequency sampling, Hann window)."""
    size = 1024
    hz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    octaves = np.log2(np.maximum(hz, 1) / _SHELF_FROM_HZ)
    wanted = 10 ** (gain_db / 20 * np.clip(octaves + 0.5, 0, 1))
    taps = np.roll(np.fft.irfft(wanted), _SHELF_TAPS // 2)[:_SHELF_TAPS] * np.hanning(_SHELF_TAPS)
    return taps.astype(np.float32)
