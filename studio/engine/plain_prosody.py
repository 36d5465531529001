# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed and emotions as rate, pitch, pitch range and level, for the engines that can change only these."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.emotions import LEVELS
from studio.core.speech import Controls

# Full strength of each emotion: semitones, factor on the pitch range, gain in dB, factor on the rate.
_FULL = {
    "anger": (1.5, 1.4, 3.0, 1.15),
    "positivity": (2.5, 1.5, 1.0, 1.08),
    "surprise": (4.5, 1.9, 1.5, 1.0),
    "sadness": (-2.0, 0.5, -3.0, 0.80),
    "curiosity": (1.5, 1.3, 0.0, 0.97),
}

# Numbers of entries without a common divisor, so that many variations differ.
_VARIED_RATES = (0.96, 1.04, 0.92, 1.08, 1.0)
_VARIED_SEMITONES = (0.7, -0.7, 1.4, -1.4)


@dataclass(frozen=True, slots=True)
class PlainProsody:
    """Changes of a voice's own prosody; *rate* and *pitch_range* are factors, of which 1 changes nothing."""

    rate: float = 1.0
    pitch_semitones: float = 0.0
    pitch_range: float = 1.0
    gain_db: float = 0.0


def plain_prosody(controls: Controls, variation: int = 0) -> PlainProsody:
    """The prosody that *controls* ask for. Emotions are scaled by their levels and added up; factors multiply. Each
    *variation* but 0 is somewhat faster or slower, and higher or lower."""
    rate, semitones, pitch_range, gain_db = controls.rate, controls.pitch, 1.0, 0.0
    for emotion, level in controls.emotions:
        strength = level / (len(LEVELS) - 1)
        full_semitones, full_range, full_gain_db, full_rate = _FULL[emotion]
        semitones += strength * full_semitones
        gain_db += strength * full_gain_db
        pitch_range *= full_range**strength
        rate *= full_rate**strength
    if variation:
        rate *= _VARIED_RATES[variation % len(_VARIED_RATES)]
        semitones += _VARIED_SEMITONES[variation % len(_VARIED_SEMITONES)]
    return PlainProsody(rate, semitones, pitch_range, gain_db)
