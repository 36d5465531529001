# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mark does, in words."""

from __future__ import annotations

import pytest

from studio.core.hues import HUES
from studio.core.marks import MARK_KINDS, Mark
from studio.ui.manuscript.lines.chips import Named
from studio.ui.manuscript.text.mark_words import mark_tip, told_tip, what_it_does

TEXT = "Nine fathoms down, and the water is warm."


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Mark("pause", 5, 5, "0.5"), "Silence for 0.5 s."),
        (Mark("emotion", 0, 12, "curiosity:high"), "“Nine fathoms” is read with curiosity at level high."),
        (Mark("emotion", 0, 4, "happy"), "“Nine” is read in the manner “happy”."),
        (Mark("speed", 0, 4, "1.2"), "“Nine” is read at 1.2 times the speed."),
        (Mark("spell", 0, 4), "“Nine” is read letter by letter."),
        (Mark("ipa", 0, 4, "nˈaɪn"), "“Nine” is said as nˈaɪn."),
        (Mark("language", 0, 4, "de"), "“Nine” is read as German."),
        (Mark("whisper", 0, 4, "soft"), "A mark of a later version, “whisper”: no effect here."),
    ],
)
def test_a_mark_tells_what_it_does(mark: Mark, said: str) -> None:
    assert what_it_does(mark, TEXT) == said


def test_a_quotation_tells_who_says_it() -> None:
    said = Mark("speaker", 0, 4, "k")
    assert what_it_does(said, TEXT, {"k": Named("Keeper", HUES[0])}) == "“Nine” is read by Keeper."
    assert "Keeper" in mark_tip(said, TEXT, cast={"k": Named("Keeper", HUES[0])})
    assert what_it_does(said, TEXT).startswith("“Nine” is read by whoever reads the paragraph")


def test_a_word_tells_how_a_dictionary_says_it() -> None:
    tip = told_tip(Mark("respelling", 5, 12, "FATH-umz", told=True), TEXT)
    assert tip == "“fathoms” is said as “FATH-umz”, by the dictionary.\n“Say as” changes it."


@pytest.mark.parametrize("kind", MARK_KINDS)
def test_each_kind_tells_what_it_does(kind: str) -> None:
    assert "later version" not in what_it_does(Mark(kind, 0, 4, "1"), TEXT)


def test_long_texts_are_cut_and_what_can_be_done_follows() -> None:
    tip = mark_tip(Mark("volume", 0, 41, "2"), TEXT * 3)
    assert tip.startswith(
        "“Nine fathoms down, and the water is warm.” is read at 2 times the volume.\nPress to hear it."
    )
    assert "…”" in mark_tip(Mark("spell", 0, 90), TEXT * 3)
    assert "Drag" in tip
    assert "Drag" not in mark_tip(Mark("volume", 0, 4, "2"), TEXT, read_only=True)
