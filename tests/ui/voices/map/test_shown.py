# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map shows of voices: hue by language, shape by sex, and what filters and search leave out."""

from __future__ import annotations

import pytest

from studio.app.voices.voice_map import load_voice_map
from studio.core.voices import EMBEDDING_LENGTH, Voice
from studio.engine.kokoro.voices.stock import stock_voices
from studio.ui.theme import Theme
from studio.ui.voices.map.shown import GROUP_HUES, MEN, MINE, WOMEN, Marking, group_hues, legend_entries

pytestmark = pytest.mark.display

MAP = load_voice_map()
OWN = Voice("own", "My blend", "en-US", own=True, embedding=(0.0,) * EMBEDDING_LENGTH)
ESPEAK = Voice("robot", "Robot", "en-US", "male")
VOICES = (*(stock.voice for stock in stock_voices()), OWN, ESPEAK)
PLACES = MAP.places(VOICES)


def off(theme: Theme, kinds: set[str], words: str = "") -> set[str]:
    return {mark.name for mark in Marking(VOICES, PLACES, MAP, theme).marks(kinds, words) if mark.off}


def test_each_group_has_a_hue_of_its_own(theme: Theme) -> None:
    assert set(GROUP_HUES) == {group.name for group in MAP.groups}
    assert len(set(group_hues(MAP, theme).values())) == len(MAP.groups)


def test_the_legend_counts_what_there_is(theme: Theme) -> None:
    entries = {entry.key: entry.count for entry in legend_entries(VOICES, MAP, group_hues(MAP, theme))}
    assert entries[MINE] == 1
    assert entries["American"] == 21
    assert entries[WOMEN] + entries[MEN] == len(VOICES) - 1
    assert MINE not in {entry.key for entry in legend_entries(VOICES[:3], MAP, group_hues(MAP, theme))}


def test_a_voice_without_a_place_has_no_mark(theme: Theme) -> None:
    marks = Marking(VOICES, PLACES, MAP, theme).marks(set(), "")
    assert {mark.voice_id for mark in marks} == {voice.id for voice in VOICES} - {"robot"}
    assert next(mark.own for mark in marks if mark.voice_id == "own")


def test_kinds_and_words_leave_voices_out(theme: Theme) -> None:
    assert off(theme, set()) == set()
    assert off(theme, {MINE}) == {"My blend"}
    assert "Heart" in off(theme, {WOMEN})
    assert "My blend" not in off(theme, {WOMEN, MEN, "American"})
    assert "Heart" not in off(theme, set(), "heart")
    assert len(off(theme, set(), "heart")) == len(VOICES) - 2


def test_the_same_voices_left_out_again_have_the_same_marks(theme: Theme) -> None:
    marking = Marking(VOICES, PLACES, MAP, theme)
    one, other = marking.marks({WOMEN}, ""), marking.marks({WOMEN}, "")
    assert all(mark is again for mark, again in zip(one, other, strict=True))
    assert marking.marks(set(), " ") == marking.marks(set(), "")
