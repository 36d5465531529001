# SPDX-License-Identifier: GPL-3.0-or-later
"""The stretch that is heard again and again: by its button, its key and its grips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from tests.support.pointing import move_pointer
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

TEXT = "One two three four five six. Seven eight nine ten eleven twelve."
LEFT = Qt.MouseButton.LeftButton


def test_a_sentence_loops_by_key_until_the_key_is_pressed_again(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        hearing, transport = it.studio.hearing, it.window.transport
        it.studio.editing.replace_text(TEXT)
        it.window.manuscript.editor.setFocus()
        it.window.manuscript.editor.select(TEXT.index("nine"), TEXT.index("nine"))
        QTest.keyClick(it.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        await it.until(lambda: hearing.looped == (TEXT.index("Seven"), len(TEXT)), "the sentence")
        await it.until(lambda: transport.loop.isChecked(), "its button")
        assert "Looping" in it.window.status.doing.text()
        it.window.manuscript.editor.select(0, TEXT.index(" three"))
        QTest.keyClick(it.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        await it.until(lambda: hearing.looped == (0, TEXT.index(" three")), "the selection")
        QTest.mouseClick(transport.loop, LEFT)
        await it.until(lambda: hearing.looped is None and not transport.loop.isChecked(), "the end of it")
        assert hearing.reading
        hearing.stop()

    in_window(body)


@pytest.mark.parametrize("typing", [False, True])
def test_the_sentence_where_playing_goes_on_loops_unless_the_text_has_the_keyboard(
    in_window: InWindow, typing: bool
) -> None:
    async def body(it: Open) -> None:
        hearing = it.studio.hearing
        it.studio.editing.replace_text(TEXT)
        hearing.seek_to_char(TEXT.index("eight"))
        assert hearing.resume_at is not None
        it.window.manuscript.editor.select(0, 0)
        if typing:
            it.window.manuscript.editor.setFocus()
        else:
            it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        first, second = (0, TEXT.index("Seven")), (TEXT.index("Seven"), len(TEXT))
        await it.until(lambda: hearing.looped in (first, second), "a sentence")
        assert hearing.looped == (first if typing else second)
        hearing.stop()

    in_window(body)


def test_its_ends_are_dragged_to_other_words(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        hearing, lane = it.studio.hearing, it.window.transport.detail
        it.studio.editing.replace_text(TEXT)
        hearing.loop(TEXT.index("Seven"), len(TEXT))
        await it.until(lambda: len(lane.waves.words_between(0.0, 99.0)) > 5 and lane.grips.span_s is not None, "words")
        span_s = lane.grips.span_s
        assert span_s is not None
        words = {word.text: word for word in lane.waves.words_between(0.0, 99.0)}
        asked = QSignalSpy(it.window.transport.loop_requested)
        grip, to = (QPoint(round(lane.x_of(at_s)), 20) for at_s in (span_s[0], words["nine"].start_s))
        QTest.mousePress(lane, LEFT, pos=grip)
        move_pointer(lane, QPoint((grip.x() + to.x()) // 2, 20))
        move_pointer(lane, to)
        assert lane.grips.span_s != span_s
        QTest.mouseRelease(lane, LEFT, pos=to)
        assert asked.count() == 1
        await it.until(lambda: hearing.looped == (TEXT.index("nine"), len(TEXT)), "the shorter stretch")
        hearing.stop()
        await it.until(lambda: lane.grips.span_s is None, "no grips")

    in_window(body)


def test_a_press_beside_the_grips_seeks(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        hearing, lane = it.studio.hearing, it.window.transport.detail
        it.studio.editing.replace_text(TEXT)
        hearing.loop(0, len(TEXT))
        await it.until(
            lambda: len(lane.waves.words_between(0.0, 99.0)) == 12 and lane.grips.span_s is not None, "words"
        )
        word = next(word for word in lane.waves.words_between(0.0, 99.0) if word.text == "nine")
        QTest.mouseClick(lane, LEFT, pos=QPoint(round(lane.x_of(word.start_s + 0.05)), 20))
        await it.until(lambda: hearing.here == TEXT.index("nine"), "the word")
        assert hearing.looped is not None
        hearing.stop()

    in_window(body)
