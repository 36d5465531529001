# SPDX-License-Identifier: GPL-3.0-or-later
"""The heard sentence below the map: its word is marked, and seen in a long one too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from studio.ui.theme import Theme
from studio.ui.voices.map.sentence import SentenceLine, SentenceShown
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LONG = " ".join(f"word{number}" for number in range(60))


def amber(line: SentenceLine, theme: Theme) -> list[int]:
    """Columns in which the heard word's box is."""
    image: QImage = line.grab().toImage()
    wanted = theme.color("accent").rgb()
    row = image.height() // 2 - 11
    return [x for x in range(image.width()) if image.pixelColor(x, row).rgb() == wanted]


def shown(text: str, word: str) -> SentenceShown:
    at = text.index(word)
    return SentenceShown("s1", "Ida", "#23786E", text, (at, at + len(word)))


def test_the_heard_word_is_marked_and_moves_on(theme: Theme, show: Show) -> None:
    line = SentenceLine(theme)
    show(line, 700, 52)
    line.show_sentence(shown("One two three.", "One"))
    first = amber(line, theme)
    line.show_sentence(shown("One two three.", "three"))
    third = amber(line, theme)
    assert first
    assert third
    assert max(first) < min(third)
    assert line.accessibleDescription() == "One two three."
    line.show_sentence(SentenceShown("s1", "Ida", "#23786E", "One two three."))
    assert not amber(line, theme)


@pytest.mark.parametrize("word", ["word0 ", "word30", "word59"])
def test_a_long_sentence_is_moved_so_that_its_word_is_seen(theme: Theme, show: Show, word: str) -> None:
    line = SentenceLine(theme)
    show(line, 500, 52)
    line.show_sentence(shown(LONG, word.strip()))
    assert amber(line, theme)


def test_without_a_sentence_nothing_is_drawn(theme: Theme, show: Show) -> None:
    line = SentenceLine(theme)
    show(line, 500, 52)
    empty = line.grab().toImage()
    line.show_sentence(shown("One.", "One"))
    line.show_sentence(SentenceShown())
    assert line.grab().toImage() == empty


def test_a_long_name_of_who_speaks_is_whole_before_the_text(theme: Theme, show: Show) -> None:
    line = SentenceLine(theme)
    show(line, 700, 52)
    line.show_sentence(shown("One two three.", "One"))
    short = amber(line, theme)
    line.show_sentence(SentenceShown("s1", "The keeper", "#23786E", "One two three.", (0, 3)))
    assert min(amber(line, theme)) > min(short)
