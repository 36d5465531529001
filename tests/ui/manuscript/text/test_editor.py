# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from studio.ui.manuscript.lines.layout import LINE_HEIGHT
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
TEXT = "The tape had lain in the lamp room. It was old.\nOn the last evening the light went out."


@pytest.fixture
def editor(theme: Theme, show: Callable[..., None]) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    show_text(made, TEXT)
    return made


@pytest.fixture
def edits(editor: ManuscriptEditor) -> list[tuple[int, int, str]]:
    heard: list[tuple[int, int, str]] = []
    editor.edited.connect(lambda edit: heard.append((edit.position, edit.removed, edit.added)))
    return heard


def applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for position, removed, added in edits:
        text = text[:position] + added + text[position + removed :]
    return text


def test_a_heard_word_out_of_sight_is_scrolled_into_view(editor: ManuscriptEditor) -> None:
    text = "\n".join(f"Paragraph {number} of many, long enough to fill a line." for number in range(200))
    show_text(editor, text)
    start = text.index("Paragraph 150")
    editor.show_heard(start, start + 9, start)
    (box,) = editor.heard_boxes()
    assert 0 <= box.top() < editor.viewport().height() - LINE_HEIGHT


def test_it_does_not_scroll_away_from_someone_who_types(editor: ManuscriptEditor) -> None:
    text = "\n".join(f"Paragraph {number} of many." for number in range(200))
    show_text(editor, text)
    editor.select(0, 0)
    editor.verticalScrollBar().setValue(0)
    QTest.keyClicks(editor, "x")
    start = text.index("Paragraph 150")
    editor.show_heard(start, start + 9, start)
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
        editor.show_heard(start, start + 9, start)
    assert bar.value() == looked_at
    editor.follow_from(start)
    editor.show_heard(start + 10, start + 13, start)
    (box,) = editor.heard_boxes()
    assert 0 <= box.top() < editor.viewport().height()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    editor.show_playing(False)
    editor.show_playing(True)
    editor.show_heard(start, start + 9, start)
    assert bar.value() > 0, "it follows what is begun anew"


def wheel_down(editor: ManuscriptEditor) -> None:
    at = QPointF(100, 100)
    none, begin = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton, none, begin, False)
    QCoreApplication.sendEvent(editor.viewport(), event)


def test_what_will_be_heard_in_a_changed_design_is_underlined_as_far_as_it_is_ahead(
    editor: ManuscriptEditor, theme: Theme
) -> None:
    amber = theme.color("accent_line").name()

    def lined() -> list[int]:
        picture = editor.viewport().grab().toImage()
        rows = [
            [x for x in range(picture.width()) if picture.pixelColor(x, y).name() == amber]
            for y in range(picture.height())
        ]
        return max(rows, key=len)

    start, end = TEXT.index("in the lamp"), TEXT.index(" It was")
    editor.show_heard(0, 3, 0)
    assert len(lined()) < 30, "the heard word's box alone"
    editor.show_changed((start, end))
    whole = lined()
    editor.show_heard(TEXT.index("lamp"), TEXT.index("lamp") + 4, 0)
    rest = lined()
    assert 40 < len(rest) < len(whole)
    assert max(rest) == max(whole)
    assert min(rest) > min(whole)
    editor.show_changed(None)
    assert len(lined()) < 60
