# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text

pytestmark = pytest.mark.display


def test_it_does_not_scroll_away_from_someone_who_types(editor: ManuscriptEditor) -> None:
    text = "\n".join(f"Paragraph {number} of many." for number in range(200))
    show_text(editor, text)
    editor.select(0, 0)
    editor.verticalScrollBar().setValue(0)
    QTest.keyClicks(editor, "x")
    start = text.index("Paragraph 150")
    editor.playing.show_word(start, start + 9, start)
    assert editor.verticalScrollBar().value() == 0


@pytest.mark.parametrize("way", ["wheel", "bar", "key"])
def test_whoever_scrolls_is_left_there_until_following_is_asked_for(editor: ManuscriptEditor, way: str) -> None:
    text = "\n".join(f"Paragraph {number} of many." for number in range(200))
    show_text(editor, text)
    editor.select(0, 0)
    bar = editor.verticalScrollBar()
    bar.setValue(0)
    editor.show_playing(True)
    if way == "wheel":
        wheel_down(editor)
    elif way == "bar":
        bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
    else:
        for _ in range(30):
            QTest.keyClick(editor, Qt.Key.Key_Down)
    looked_at = bar.value()
    assert looked_at > 0
    for number in (150, 151):
        start = text.index(f"Paragraph {number}")
        editor.playing.show_word(start, start + 9, start)
    assert bar.value() == looked_at
    editor.playing.follow_from(start)
    editor.playing.show_word(start + 10, start + 13, start)
    (box,) = editor.playing.boxes()
    assert 0 <= box.top() < editor.viewport().height()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    editor.show_playing(False)
    editor.show_playing(True)
    editor.playing.show_word(start, start + 9, start)
    assert bar.value() > 0, "it follows what is begun anew"


def wheel_down(editor: ManuscriptEditor) -> None:
    at = QPointF(100, 100)
    none, begin = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton, none, begin, False)
    QCoreApplication.sendEvent(editor.viewport(), event)
