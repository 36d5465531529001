# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns in the window: folding, resizing, and that the transport follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


def lanes(it: Open) -> tuple[int, int]:
    """Where the lanes of the transport begin and end."""
    lane = it.window.transport.overview
    left = lane.mapTo(it.window, QPoint()).x() - 16
    return left, left + lane.width() + 32


async def resized(it: Open, width: int) -> None:
    it.window.resize(width, 700)
    await it.until(lambda: it.window.columns.width() == width, "resized")


def test_below_1280_the_left_column_folds_to_avatars_and_opens_by_hand(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        columns, left = it.window.columns, it.window.left
        assert columns.widths == (280, 320)
        await resized(it, 1180)
        assert (columns.widths, left.isVisible()) == ((56, 320), False)
        assert lanes(it) == (280, 1180 - 320)
        fold = it.presenter.actions["fold_left"]
        fold.trigger()
        assert (columns.widths, left.isVisible()) == ((280, 320), True)
        await resized(it, 1440)
        assert columns.widths == (280, 320)
        await resized(it, 1180)
        assert columns.widths == (280, 320)
        fold.trigger()
        assert columns.widths == (56, 320)
        assert it.studio.keeping.settings.left_panel == "auto"
        it.presenter.actions["fold_right"].trigger()
        assert (columns.widths, it.window.design.isVisible()) == ((56, 56), False)
        assert it.studio.keeping.settings.right_panel == "folded"

    in_window(body)


def test_an_edge_is_dragged_within_bounds_and_the_transport_follows(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await resized(it, 1440)
        columns, (left, right) = it.window.columns, it.window.columns.edges

        def dragged(number: int, by: int) -> tuple[int, int]:
            edge = columns.edges[number]
            QTest.mousePress(edge, LEFT, pos=QPoint(3, 200))
            move_pointer(edge, QPoint(3 + by, 200))
            QTest.mouseRelease(edge, LEFT, pos=QPoint(3, 200))
            return columns.widths

        assert dragged(0, 60) == (340, 320)
        await it.settled()
        assert lanes(it) == (340, 1440 - 320)
        assert dragged(1, -50) == (340, 370)
        assert dragged(0, 900)[0] == 440
        assert dragged(0, -300) == (56, 370)
        assert dragged(0, 300) == (356, 370)
        settings = it.studio.keeping.settings
        assert (settings.left_width, settings.right_width, settings.left_panel) == (356, 370, "auto")
        for edge in (left, right):
            double_click(edge, LEFT, pos=QPoint(3, 200))
        assert columns.widths == (280, 320)
        assert it.studio.keeping.settings.left_width == 280

    in_window(body)


def test_widths_and_folding_are_kept_over_a_restart(in_window: InWindow) -> None:
    async def first(it: Open) -> None:
        it.window.columns.edges[0].setFocus()
        QTest.keyClick(it.window.columns.edges[0], Qt.Key.Key_End)
        it.presenter.actions["fold_right"].trigger()
        assert it.window.columns.widths == (440, 56)

    async def second(it: Open) -> None:
        assert it.window.columns.widths == (440, 56)

    in_window(first)
    in_window(second)


def test_the_search_opens_the_folded_column_until_the_keyboard_goes_elsewhere(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await resized(it, 1180)
        columns, voices, editor = it.window.columns, it.window.voices, it.window.manuscript.editor
        place = editor.mapTo(it.window, QPoint()).x(), editor.width()

        def escape() -> None:
            QTest.keyClick(voices.search, Qt.Key.Key_Escape)

        for leave in (editor.setFocus, escape):
            it.presenter.actions["search_voices"].trigger()
            assert (voices.search.hasFocus(), voices.search.isVisible(), it.window.left.width()) == (True, True, 280)
            # The text stays where it is.
            assert (editor.mapTo(it.window, QPoint()).x(), editor.width()) == place
            leave()
            assert not voices.search.isVisible()
            assert columns.widths == (56, 320)
        it.presenter.actions["search_voices"].trigger()
        it.presenter.actions["fold_left"].trigger()
        assert columns.widths == (280, 320)
        editor.setFocus()
        assert voices.search.isVisible()

    in_window(body)


def test_a_folded_window_is_worked_by_keys_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await resized(it, 1180)
        strip = it.window.columns.panels[0].strip
        assert strip is not None
        strip.opener.setFocus()
        QTest.keyClick(strip.opener, Qt.Key.Key_Tab)
        avatars = it.app.focusWidget()
        assert avatars is not None
        able = [voice.id for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0])
        for _ in range(3):
            QTest.keyClick(avatars, Qt.Key.Key_Down)
        wanted = it.window.voices.list.voice_at(it.window.voices.list.currentIndex())
        assert wanted is not None
        assert wanted.id != able[0]
        QTest.keyClick(avatars, Qt.Key.Key_Return)
        assert it.studio.designing.shown_design.mix[0].voice_id == wanted.id

    in_window(body)


def test_the_transport_repeats_a_sheets_columns_while_that_is_shown(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await resized(it, 1440)
        it.window.columns.edges[0].setFocus()
        QTest.keyClick(it.window.columns.edges[0], Qt.Key.Key_End)
        await it.settled()
        assert lanes(it) == (440, 1440 - 320)
        it.presenter.actions["versions"].trigger()
        await it.settled()
        assert lanes(it) == (440, 1440 - 320)
        it.window.resize(1300, 900)
        await it.until(lambda: lanes(it) == (300, 1300 - 320), "a form has room")
        it.window.stage.close_all()
        await resized(it, 1440)
        await it.until(lambda: lanes(it) == (440, 1440 - 320), "as before")

    in_window(body)
