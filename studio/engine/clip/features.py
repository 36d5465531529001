# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice prints, by which voices are compared: speaker embedding, pitch and timbre."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples
from studio.engine.clip.encoder import SpeakerEncoder
from studio.engine.clip.mel import RATE_HZ, mel_spectra
from studio.engine.clip.pitch import pitch_of
from studio.engine.clip.reading import ClipWithoutSpeech
from studio.engine.clip.silence import level_db, levelled, speech_of
from studio.engine.clip.speakers import two_speak

Doubles = NDArray[np.float64]

_LEAST_SPEECH_S = 0.8
_LEAST_VOICED = 0.05
_FLOOR = 1e-4
_LOUD = 1e-3
_REFERENCE_HZ = 150.0
_SCALE = 0.1
PITCH_AT = 256
"""Index of the pitch among the traits."""
SEMITONE = _SCALE
"""Change of that trait for one semitone."""


@dataclass(frozen=True, slots=True, eq=False)
class VoicePrint:
    """Measures of a voice, taken from some speech.

    Attributes:
        speaker: [256] of unit length, from the speaker encoder.
        pitch_hz: Median F0.
        traits: [337] values that mix almost linearly when voices are mixed: the encoder's raw output [256]; pitch in
            semitones above 150 Hz; then mean and deviation of the levels of 40 mel bands in dB over the frames with
            sound. Pitch and levels are divided by ten.
        level_db: Level of the speech, in dB of full scale.
        voiced: Share of the frames with sound that are voiced, 0 to 1.
        spread: Semitones of the F0 from its 10th to its 90th percentile.
        length_s: Seconds of speech, without silence.
        two_speak: Whether two people seem to speak.
    """

    speaker: Doubles
    pitch_hz: float
    traits: Doubles
    level_db: float = -30.0
    voiced: float = 1.0
    spread: float = 6.0
    length_s: float = 1.0
    two_speak: bool = False

    def similarity(self, other: VoicePrint) -> float:
        """Cosine of the angle between the two speakers, up to 1."""
        return float(self.speaker @ other.speaker)

    def semitones_above(self, other: VoicePrint) -> float:
        return float(12 * np.log2(self.pitch_hz / other.pitch_hz))

    def moved(self, semitones: float) -> VoicePrint:
        """The same at a pitch that is so much higher."""
        traits = self.traits.copy()
        traits[PITCH_AT] += SEMITONE * semitones
        return replace(self, pitch_hz=self.pitch_hz * 2 ** (semitones / 12), traits=traits)


def print_of(samples: Samples, encoder: SpeakerEncoder) -> VoicePrint:
    """The print of *samples* at 16 kHz, mono.

    Raises:
        ClipWithoutSpeech: silence, less than 0.8 s of sound, or hardly anything voiced.
    """
    as_loud = speech_of(samples)
    speech = levelled(as_loud)
    if len(speech) < _LEAST_SPEECH_S * RATE_HZ:
        raise ClipWithoutSpeech(f"{len(speech) / RATE_HZ:.2f} s of sound")
    pitch = pitch_of(speech)
    if pitch.voiced < _LEAST_VOICED:
        raise ClipWithoutSpeech(f"{pitch.voiced:.0%} voiced")
    embedding = encoder.embed(speech)
    semitones = 12 * np.log2(pitch.median_hz / _REFERENCE_HZ)
    traits = np.concatenate([embedding.raw, _SCALE * np.concatenate([[semitones], *_colour_db(speech)])])
    return VoicePrint(
        embedding.speaker.astype(np.float64),
        pitch.median_hz,
        traits,
        level_db(as_loud),
        pitch.voiced,
        pitch.spread,
        len(speech) / RATE_HZ,
        two_speak(embedding.windows),
    )


def pitch_hz(trait: Doubles) -> Doubles:
    """Median F0 in Hz for values of the trait at PITCH_AT."""
    return np.asarray(_REFERENCE_HZ * 2 ** (trait / SEMITONE / 12), np.float64)


def _colour_db(speech: Samples) -> tuple[Doubles, Doubles]:
    """Mean levels [40] of the bands, less their own mean, and standard deviations [40] of the levels."""
    power = mel_spectra(speech).astype(np.float64)
    level = power.sum(axis=1)
    loud = power[level > np.percentile(level, 95) * _LOUD]
    bands = 10 * np.log10(np.maximum(loud / loud.sum(axis=1, keepdims=True), _FLOOR))
    mean = bands.mean(axis=0)
    return mean - mean.mean(), bands.std(axis=0)
