# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.ui.manuscript import ManuscriptPanel
from studio.ui.theme import Theme

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    ("words", "length", "estimated", "shown"),
    [
        (0, "", True, "0 words"),
        (1, "0:01", False, "1 word  ·  0:01"),
        (1234, "8:02", True, "1\u202f234 words  ·  about 8:02"),
        (5, "", False, "5 words"),
    ],
)
def test_words_and_their_length_are_told(
    theme: Theme, show: Callable[..., None], words: int, length: str, estimated: bool, shown: str
) -> None:
    panel = ManuscriptPanel(theme)
    show(panel, 700, 500)
    panel.show_figures(words, length, estimated)
    assert panel.figures.whole_text() == shown


def test_the_chapter_at_hand_stands_before_the_words(theme: Theme, show: Callable[..., None]) -> None:
    panel = ManuscriptPanel(theme)
    show(panel, 900, 500)
    panel.show_figures(92140, "8:41:00", True)
    panel.show_chapter("Chapter 10 of 24")
    assert panel.figures.whole_text() == "Chapter 10 of 24  ·  92\u202f140 words  ·  about 8:41:00"
    panel.show_selected(3, 92140, "about 0:01")
    assert panel.figures.whole_text() == "Chapter 10 of 24  ·  3 of 92\u202f140 words  ·  about 0:01"
    panel.show_chapter("")
    assert panel.figures.whole_text() == "3 of 92\u202f140 words  ·  about 0:01"


def test_in_a_narrow_window_the_figures_give_way_to_the_title(theme: Theme, show: Callable[..., None]) -> None:
    panel = ManuscriptPanel(theme)
    show(panel, 580, 400)
    panel.title.show_text("The Lighthouse Tape")
    panel.show_figures(64, "0:19", True)
    panel.show_changed(1)
    layout = panel.layout()
    assert layout is not None
    layout.activate()
    assert panel.title.text() == "The Lighthouse Tape"
    assert panel.figures.text() == "", "a letter or two would tell nothing"
    assert panel.figures.toolTip() == "64 words  ·  about 0:19"
    assert panel.more.geometry().right() < panel.width()
