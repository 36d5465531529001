# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from studio.core.engines import KOKORO
from studio.core.project import VoiceDesign
from studio.core.speech import Controls
from studio.core.takes import Made, Take
from studio.core.voices import MixPart
from studio.ui.manuscript.takes.differences import age, bars_of, difference

MADE = Made("text", "design", "engine")
MIX = (MixPart("george", 0.46), MixPart("lewis", 0.34), MixPart("fenrir", 0.2))
USED = Take("u", "p", (), MADE, "One.", VoiceDesign(MIX), 0.0)


def said(take: Take) -> str:
    return difference(take, USED, str.capitalize)


@pytest.mark.parametrize(
    ("design", "words"),
    [
        (VoiceDesign((MixPart("george", 0.3), MixPart("lewis", 0.52), MixPart("fenrir", 0.18))), "Lewis 34 % → 52 %"),
        (VoiceDesign((MixPart("heart", 1.0),)), "Heart"),
        (VoiceDesign((MixPart("heart", 1.0), MixPart("lewis", 1.0))), "Heart + Lewis"),
        (VoiceDesign(MIX, Controls(speed=-1.0)), "speed 0.60×"),
        (VoiceDesign(MIX, Controls(emotions=(("anger", 2),), volume=0.5)), "anger low, volume 0.50×"),
        (VoiceDesign(MIX, language="fr"), "French"),
    ],
)
def test_a_difference_of_design_is_told_by_what_the_person_set(design: VoiceDesign, words: str) -> None:
    assert said(replace(USED, design=design, made=replace(MADE, design="other"))) == words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (MADE, ""),
        (replace(MADE, text="x"), "other words"),
        (replace(MADE, design="x"), "another voice of that name"),
        (replace(MADE, variation=3), "another reading"),
        (replace(MADE, engine="x"), "by another version"),
        (replace(MADE, engine=f"{KOKORO.name}-v1"), "by Kokoro"),
    ],
)
def test_without_one_the_rest_is_told(made: Made, words: str) -> None:
    assert said(replace(USED, made=made)) == words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ((2026, 11, 29, 11, 59, 30), "just now"),
        ((2026, 11, 29, 12, 5), "just now"),
        ((2026, 11, 29, 11, 34), "26 min ago"),
        ((2026, 11, 29, 1, 0), "11 h ago"),
        ((2026, 11, 28, 23, 0), "yesterday"),
        ((2026, 11, 25, 9, 0), "4 days ago"),
        ((2026, 8, 3, 9, 0), "3 Aug 2026"),
    ],
)
def test_an_age_is_told_as_people_do(made: tuple[int, ...], words: str) -> None:
    year, month, day, hour, minute, second = (*made, 0)[:6]
    then = datetime(year, month, day, hour, minute, second)
    assert age(then.timestamp(), datetime(2026, 11, 29, 12, 0).timestamp()) == words


def test_bars_are_the_loudest_of_their_share_of_the_loudest() -> None:
    assert bars_of([0.1, 0.2, 0.4, 0.0], 2) == (0.5, 1.0)
    assert bars_of([], 3) == (0.0, 0.0, 0.0)
    assert bars_of([0.5], 3) == (1.0, 1.0, 1.0)
