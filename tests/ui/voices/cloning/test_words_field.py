# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.voices.cloning.words_field import MOST_LINES, WordsField
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def test_it_is_as_high_as_its_words_and_shows_whole_lines(show: Show, pump: Pump) -> None:
    field = WordsField()
    show(field, 300, 60)
    empty, line = field.height(), field.fontMetrics().lineSpacing()
    field.setPlainText("One\ntwo\nthree")
    pump(lambda: field.height() == empty + line)
    assert field.verticalScrollBar().maximum() == 0
    assert field.viewport().height() >= 3 * line
    field.setPlainText("Line\n" * 20)
    pump(lambda: field.height() == empty + (MOST_LINES - 2) * line)
    assert field.verticalScrollBar().maximum() > 0
    field.clear()
    pump(lambda: field.height() == empty)
