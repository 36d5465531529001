# SPDX-License-Identifier: GPL-3.0-or-later
"""A cast's voices are equally loud, by factors that turn the louder ones down."""

from __future__ import annotations

import math

import pytest

from studio.app.takes.audition_levels import stock_levels
from studio.app.takes.levels import cast_gains, level_of, part_gain
from studio.core.engines import KOKORO
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, Split, SplitDesign, VoiceDesign
from studio.core.speech import controls
from studio.core.voices import MixPart

ENGINE = f"{KOKORO.name}-v1"
BY_LEVEL = sorted(stock_levels(), key=lambda voice: stock_levels()[voice])
SOFT, LOUD = (VoiceDesign((MixPart(voice, 1.0),)) for voice in (BY_LEVEL[0], BY_LEVEL[-1]))


def lu(factor: float) -> float:
    return 20 * math.log10(factor)


def project_of(*designs: VoiceDesign) -> Project:
    cast = tuple(Speaker(str(number) if number else NARRATOR, design=design) for number, design in enumerate(designs))
    return Project((Paragraph("p", "One."),), cast)


def test_the_louder_voice_is_turned_down_to_the_softer_one() -> None:
    gain = cast_gains(project_of(LOUD, SOFT))
    soft, loud = level_of(SOFT, ENGINE), level_of(LOUD, ENGINE)
    assert soft is not None
    assert loud is not None
    assert gain(SOFT, ENGINE) == 1.0
    assert lu(gain(LOUD, ENGINE)) == pytest.approx(soft - loud)
    # A design's own volume, and its expression, stay on top.
    assert gain(VoiceDesign(LOUD.mix, controls(0.5, {"anger": 5}, 2.0)), ENGINE) == gain(LOUD, ENGINE)


def test_who_reads_alone_and_voices_of_other_engines_stay_as_they_are() -> None:
    assert cast_gains(project_of(LOUD))(LOUD, ENGINE) == 1.0
    assert cast_gains(project_of(LOUD, SOFT))(LOUD, "tone") == 1.0
    assert cast_gains(project_of(VoiceDesign(), VoiceDesign()))(LOUD, ENGINE) == 1.0
    assert level_of(SOFT, "tone") is None


def test_a_blend_is_between_its_voices_and_an_unknown_voice_is_an_average_one() -> None:
    levels = stock_levels()
    blend = VoiceDesign((MixPart(BY_LEVEL[0], 3.0), MixPart(BY_LEVEL[-1], 1.0)))
    expected = 0.75 * levels[BY_LEVEL[0]] + 0.25 * levels[BY_LEVEL[-1]]
    assert level_of(blend, ENGINE) == pytest.approx(expected)
    average = sum(levels.values()) / len(levels)
    assert level_of(VoiceDesign((MixPart("mine", 1.0),)), ENGINE) == pytest.approx(average)


def test_stretches_of_a_paragraph_are_matched_in_its_take_and_the_take_as_the_others() -> None:
    split = SplitDesign(LOUD.mix, splits=(Split(0, 5, LOUD), Split(5, 9, SOFT)))
    assert part_gain(split, SOFT) == 1.0
    softer = lu(part_gain(split, LOUD))
    assert softer == pytest.approx(stock_levels()[BY_LEVEL[0]] - stock_levels()[BY_LEVEL[-1]])
    assert cast_gains(project_of(LOUD, SOFT))(split, ENGINE) == 1.0
