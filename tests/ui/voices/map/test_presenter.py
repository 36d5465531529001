# SPDX-License-Identifier: GPL-3.0-or-later
"""The map in the window: a dragged point mixes, as one step, and the mix moves the point."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.app.design.design import shares_of
from studio.app.voices.voice_map import place_of_mix
from studio.ui.voices.map.panel import VoiceMapPanel
from tests.support.pointing import move_pointer
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def opened(it: Open) -> VoiceMapPanel:
    it.presenter.actions["voices_as_map"].trigger()
    panel = it.window.findChild(VoiceMapPanel)
    assert isinstance(panel, VoiceMapPanel)
    return panel


def place(panel: VoiceMapPanel) -> tuple[float, float]:
    point = panel.view.view.point
    assert point is not None
    return point


def mix(it: Open) -> dict[str, float]:
    return shares_of(it.studio.designing.shown_design)


def test_a_dragged_point_gives_the_weights_to_the_nearest_voices_in_one_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        panel = opened(it)
        view = panel.view
        before = mix(it)
        start = view.seen(place(panel)).toPoint()
        step = QPoint(-30 if start.x() > view.width() / 2 else 30, 10 if start.y() < view.height() / 2 else -10)
        QTest.mousePress(view, LEFT, pos=start)
        for times in range(1, 4):
            move_pointer(view, start + step * times)
        QTest.mouseRelease(view, LEFT, pos=start + step * 3)
        shares = mix(it)
        assert shares != before
        assert 1 <= len(shares) <= 3
        assert view.seen(place(panel)).toPoint() == start + step * 3
        assert len(it.window.design.mix.rows) == len(shares)
        it.studio.editing.undo()
        assert mix(it) == before
        it.studio.editing.redo()
        assert view.seen(place(panel)).toPoint() == start + step * 3

    in_window(body)


def test_with_control_the_voices_of_the_mix_are_kept(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        first, second = [voice.id for voice in it.studio.voices.all if voice.available][:2]
        it.studio.designing.choose_voice(first)
        it.studio.designing.add_to_mix(second)
        panel = opened(it)
        panel.view.setFocus()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            QTest.keyClick(panel.view, key, CTRL)
        assert set(mix(it)) == {first, second}

    in_window(body)


def test_a_weight_that_is_changed_elsewhere_moves_the_point(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        first, second = [voice.id for voice in it.studio.voices.all if voice.available][:2]
        it.studio.designing.choose_voice(first)
        it.studio.designing.add_to_mix(second)
        panel = opened(it)
        it.studio.designing.set_share(first, 0.9)
        places = {mark.voice_id: mark.place for mark in panel.view.view.marks}
        assert place(panel) == pytest.approx(place_of_mix(it.studio.designing.shown_design.mix, places))
        it.studio.designing.switch()
        it.studio.designing.set_share(first, 0.2)
        ghost = panel.view.view.ghost
        assert ghost is not None
        assert ghost.letter == "A"

    in_window(body)


def test_the_sentence_at_which_playing_goes_on_stands_below(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One is here. Two is there.\n" + "Three. " * 200)
        panel = opened(it)
        it.studio.hearing.seek_to_char(15)
        await it.until(lambda: panel.sentence.accessibleDescription() == "Two is there.", "the sentence")
        it.studio.hearing.play_on()
        await it.until(lambda: panel.sentence.view.word != (0, 0), "a word")
        start, end = panel.sentence.view.word
        assert panel.sentence.view.text[start:end].strip(".").isalpha()
        it.studio.hearing.stop()

    in_window(body)


def test_legend_and_search_leave_voices_out(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        panel = opened(it)
        panel.search.setText("no such voice")
        assert all(mark.off for mark in panel.view.view.marks)
        point = place(panel)
        panel.view.setFocus()
        QTest.keyClick(panel.view, Qt.Key.Key_Left)
        assert place(panel) == point
        panel.search.clear()
        assert not any(mark.off for mark in panel.view.view.marks)

    in_window(body)
