# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of a cast: its voices are as loud as the softest of them, by what each voice was measured at.

How loud a voice is depends little on the text (0.5 LU), so that it is known before anything is rendered. Speed, emotion
and volume of a design are left out: what they change is meant.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from studio.app.takes.audition_levels import stock_levels
from studio.core.emotions import LEVELS
from studio.core.engines import KOKORO
from studio.core.project import Project, SplitDesign, VoiceDesign
from studio.core.voices import heard_parts

GainOf = Callable[[VoiceDesign, str], float]
"""Gives the factor on sound that an engine of that name has spoken in that design."""

EMOTION_LU = {"anger": 3.8, "positivity": 2.5, "surprise": 2.9, "sadness": -4.4, "curiosity": 0.0}
"""How much louder each emotion at its highest level makes a voice, from the page resources/docs/emotion.md."""


def level_of(design: VoiceDesign, engine: str) -> float | None:
    """Loudness in LUFS of the voice of *design*, of a paragraph in several voices that of the softest; None where the
    voices of *engine* were not measured. A voice that is not known counts as an average one."""
    if not engine.startswith(KOKORO.name):
        return None
    if isinstance(design, SplitDesign):
        return min(_level(split.design) for split in design.splits)
    return _level(design)


def asked_lu(design: VoiceDesign) -> float:
    """By how much the volume and the emotions of *design* are to make it louder than the voice is by itself."""
    asked = sum(EMOTION_LU[name] * level / (len(LEVELS) - 1) for name, level in design.controls.emotions)
    return 20 * math.log10(design.controls.volume) + asked


def guessed_lu(design: VoiceDesign, engine: str) -> float:
    """How loud *design* is taken for before its sound is there, to compare with other designs of *engine*."""
    return (level_of(design, engine) or 0.0) + asked_lu(design)


def part_gain(whole: SplitDesign, part: VoiceDesign) -> float:
    """Factor, up to 1, on the sound of a stretch in the design *part*, by which it is as loud as the softest stretch
    of the paragraph, whose design is *whole*."""
    softest = min(_level(split.design) for split in whole.splits)
    return min(_factor(_level(part), softest), 1.0)


def cast_gains(project: Project) -> GainOf:
    """Gives the factor, up to 1, on the sound of a paragraph in a design, by which all of the cast are equally loud; 1
    for who reads alone."""
    levels = [_level(speaker.design) for speaker in project.cast if speaker.design.mix]
    if len(project.cast) == 1 or not levels:
        return lambda _design, _engine: 1.0
    softest = min(levels)

    def gain(design: VoiceDesign, engine: str) -> float:
        level = level_of(design, engine)
        return 1.0 if level is None else min(_factor(level, softest), 1.0)

    return gain


def _level(design: VoiceDesign) -> float:
    levels = stock_levels()
    average = sum(levels.values()) / len(levels)
    heard = heard_parts(design.mix)
    total = sum(part.weight for part in heard)
    if not total:
        return average
    return sum(levels.get(part.voice_id, average) * part.weight for part in heard) / total


def _factor(of_lufs: float, to_lufs: float) -> float:
    return float(10 ** ((to_lufs - of_lufs) / 20))
