# SPDX-License-Identifier: GPL-3.0-or-later
"""The likeness on its line: told in words by the bands that were measured."""

from __future__ import annotations

import pytest

from studio.app.voices.likeness_bands import LikenessBands
from studio.ui.theme import Theme
from studio.ui.voices.cloning.bands import LikenessLine
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

BANDS = LikenessBands((0.93, 0.98), (0.5, 0.8))


@pytest.mark.parametrize(
    ("likeness", "words"),
    [(0.95, "two recordings of one person"), (0.87, "more alike than other people"), (0.7, "as other people are")],
)
def test_the_likeness_is_told_in_words_and_drawn(theme: Theme, show: Show, likeness: float, words: str) -> None:
    line = LikenessLine(theme, BANDS)
    show(line, 600, 40)
    empty = line.grab().toImage()
    line.show_likeness(likeness)
    assert words in line.accessibleDescription()
    assert line.accessibleDescription().startswith(f"{likeness:.2f}")
    assert line.grab().toImage() != empty
    line.show_likeness(None)
    assert line.accessibleDescription() == ""
    assert line.grab().toImage() == empty


def test_the_point_has_the_hue_of_the_heaviest_voice(theme: Theme, show: Show) -> None:
    line = LikenessLine(theme, BANDS)
    show(line, 600, 40)
    line.show_likeness(1.0)
    line.show_hue("#43708C")
    assert line.grab().toImage().pixelColor(594, 8).name() == theme.hue("#43708C").name()
