# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.hues import HUE_NAMES, HUES, free_hue, hue_of, is_hue


def test_a_voice_has_the_same_hue_everywhere_and_voices_share_all_of_them() -> None:
    assert hue_of("v-heart") == hue_of("v-heart")
    assert hue_of("") in HUES
    assert {hue_of(str(number)) for number in range(500)} == set(HUES)


def test_each_hue_is_a_colour_with_a_name_of_its_own() -> None:
    assert all(is_hue(hue) for hue in HUES)
    assert len(set(HUE_NAMES)) == len(HUES)
    assert not is_hue("teal")
    assert not is_hue("#12345")


def test_a_free_hue_is_one_that_is_used_least() -> None:
    assert free_hue([]) == HUES[0]
    assert free_hue([HUES[0], HUES[2].lower()]) == HUES[1]
    assert free_hue([*HUES, HUES[0]]) == HUES[1]
