# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.combo import Combo
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display
LANGUAGES = [("en", "English"), ("fr", "French"), ("ja", "Japanese")]


@pytest.fixture
def box(app: QApplication) -> QWidget:
    return QWidget()


@pytest.fixture
def combo(theme: Theme, show: Show, box: QWidget) -> Combo:
    made = Combo(theme, "Language", "globe", box)
    made.offer(LANGUAGES, "fr")
    show(box, 200, 60)
    return made


@pytest.fixture
def chosen(combo: Combo) -> list[str]:
    values: list[str] = []
    combo.chosen.connect(values.append)
    return values


def turn(combo: Combo) -> bool:
    """Turn the mouse's wheel down over it; whether it took that."""
    place = QPointF(combo.rect().center())
    up, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    buttons = Qt.MouseButton.NoButton
    event = QWheelEvent(place, combo.mapToGlobal(place), QPoint(), QPoint(0, -120), buttons, up, phase, False)
    QApplication.sendEvent(combo, event)
    return event.isAccepted()


def test_what_is_offered_is_shown_by_name_and_nothing_is_chosen_by_that(combo: Combo, chosen: list[str]) -> None:
    assert [combo.itemText(row) for row in range(combo.count())] == ["English", "French", "Japanese"]
    assert combo.currentText() == "French"
    combo.offer(LANGUAGES, "ja")
    combo.offer(LANGUAGES[1:], "fr")
    assert (combo.count(), combo.currentData()) == (2, "fr")
    combo.offer([], "fr")
    assert combo.currentIndex() == -1
    assert chosen == []


def test_a_value_that_is_not_offered_shows_none(combo: Combo) -> None:
    combo.offer(LANGUAGES, "tlh")
    assert combo.currentText() == ""


def test_what_the_person_takes_is_told_by_its_value(combo: Combo, chosen: list[str]) -> None:
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert chosen == ["ja"]


def test_the_wheel_turns_it_only_where_the_keyboard_is(combo: Combo, box: QWidget, chosen: list[str]) -> None:
    box.setFocus()
    assert not turn(combo)
    assert chosen == []
    combo.setFocus()
    assert turn(combo)
    assert chosen == ["ja"]


def test_it_is_drawn_with_its_icon_in_the_themes_colours(combo: Combo, theme: Theme) -> None:
    assert combo.accessibleName() == "Language"
    light = combo.grab().toImage()
    theme.use("dark")
    assert combo.grab().toImage() != light
    theme.use("light")
    assert combo.grab().toImage() == light
    combo.setEnabled(False)
    assert combo.grab().toImage() != light


def test_a_list_that_is_open_stays_as_it_is_where_the_same_is_offered_again(combo: Combo, pump: Pump) -> None:
    combo.showPopup()
    pump(combo.view().isVisible)
    QTest.keyClick(combo.view(), Qt.Key.Key_Down)
    assert combo.view().currentIndex().row() == 2
    combo.offer(LANGUAGES, "fr")
    assert combo.view().currentIndex().row() == 2
    combo.hidePopup()
    pump(lambda: not combo.view().isVisible())
