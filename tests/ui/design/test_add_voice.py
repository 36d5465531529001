# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton, QWidget

from studio.core.voices import Voice
from studio.ui.design.add_voice import MOST_ROWS, AddVoice
from studio.ui.theme import Theme
from studio.ui.voices.filters import finds
from tests.ui.conftest import InWindow, Open, Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(show: Show) -> QWidget:
    made = QWidget()
    QPushButton("Home", made).move(500, 20)
    show(made, 640, 500)
    made.findChildren(QPushButton)[0].setFocus()
    return made


def opened(theme: Theme, window: QWidget, voices: tuple[Voice, ...]) -> AddVoice:
    made = AddVoice(theme, window, voices)
    made.hang(window.findChildren(QPushButton)[0], sides=("left", "below"))
    return made


def spied(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(number) for number in range(spy.count())]


def test_typing_finds_and_enter_takes_the_first(theme: Theme, window: QWidget, voices: tuple[Voice, ...]) -> None:
    adding = opened(theme, window, voices)
    chosen = QSignalSpy(adding.chosen)
    assert adding.field.hasFocus()
    QTest.keyClicks(adding.field, "british warm")
    assert [row.voice.name for row in adding.rows] == []
    assert adding.more.text() == "No voice matches."
    adding.field.clear()
    QTest.keyClicks(adding.field, "calm")
    assert [row.voice.name for row in adding.rows] == ["George"]
    QTest.keyClick(adding.field, Qt.Key.Key_Return)
    assert (spied(chosen), adding.is_open) == ([["v-george"]], False)


def test_rows_are_walked_heard_and_taken_by_keys(theme: Theme, window: QWidget, voices: tuple[Voice, ...]) -> None:
    adding = opened(theme, window, voices)
    heard = QSignalSpy(adding.audition_requested)
    QTest.keyClick(adding.field, Qt.Key.Key_Down)
    first = adding.rows[0]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert (spied(heard), adding.is_open) == ([["v-heart"]], True)
    adding.show_reading("v-heart")
    assert first.accessibleDescription() == "Reading a sample"
    QTest.keyClicks(first, "s")
    assert (adding.field.hasFocus(), adding.field.text()) == (True, "s")


def test_a_press_at_the_right_plays_and_elsewhere_takes(
    theme: Theme, window: QWidget, voices: tuple[Voice, ...]
) -> None:
    adding = opened(theme, window, voices)
    heard, chosen = QSignalSpy(adding.audition_requested), QSignalSpy(adding.chosen)
    row = adding.rows[1]
    QTest.mouseClick(row, LEFT, pos=QPoint(row.width() - 8, 10))
    assert (spied(heard), chosen.count()) == ([["v-george"]], 0)
    QTest.mouseClick(row, LEFT, pos=QPoint(60, 10))
    assert spied(chosen) == [["v-george"]]


def test_of_very_many_voices_the_first_are_listed_and_the_others_found(theme: Theme, window: QWidget) -> None:
    many = tuple(Voice(f"v{number}", f"Voice {number}", "en-US") for number in range(10_000))
    # As the list of voices has done when the window was opened.
    assert list(filter(finds("9876"), many)) == [many[9876]]
    adding = opened(theme, window, many)
    assert len(adding.rows) == MOST_ROWS
    assert adding.more.text() == f"{10_000 - MOST_ROWS} more: type to find them"
    QTest.keyClicks(adding.field, "9876")
    assert [row.voice.name for row in adding.rows] == ["Voice 9876"]


def test_a_voice_is_heard_and_added_in_the_window(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.window.activateWindow()
        mix = it.window.design.mix
        before = len(mix.rows)
        QTest.mouseClick(mix.invitation, LEFT)
        (adding,) = it.window.findChildren(AddVoice)
        row = adding.rows[1]
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Space)
        await it.until(lambda: row.accessibleDescription() == "Reading a sample", "it reads")
        QTest.keyClick(row, Qt.Key.Key_Return)
        await it.until(lambda: len(mix.rows) == before + 1, "added")
        assert mix.rows[-1].voice_id == row.voice.id
        it.studio.hearing.stop()

    in_window(body)
